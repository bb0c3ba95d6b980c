"""What matching shows on the pages of others: in the Studio, on the desk, on what is matched."""

from collections.abc import Iterable, Mapping
from typing import Any

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.challenges.queries.challenges import challenge_for
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.models import Fit
from sme4smartcities.matching.policies import may_consult
from sme4smartcities.matching.queries.fits import match_of
from sme4smartcities.matching.queries.lens import Lens, lens_of
from sme4smartcities.matching.queries.own import own_organisation
from sme4smartcities.matching.queries.reach import reaches_of
from sme4smartcities.matching.queries.shown import Line, Told, told, wanted
from sme4smartcities.matching.scoring.verdict import Match
from sme4smartcities.organisations.models import Organisation, State
from sme4smartcities.organisations.models.organisation import scopes
from sme4smartcities.solutions.models import SolutionOwner

ON_DESK = 5
ON_SOLUTION = 3
MOST_READ = 2_000  # matches of one member's organisations


def in_studio(actor: Actor, subject: Subject) -> Mapping[str, Any] | None:
    """Lead those who write a challenge to who could solve it, and to cities with like problems."""
    challenge = challenge_for(actor, subject.id)
    if challenge is None or not may_consult(actor, challenge):
        return None
    return {"matched": challenge}


def on_desk(actor: Actor, subject: Subject) -> Mapping[str, Any] | None:
    """Give the five best open challenges for the organisations that the member manages."""
    found = best_challenges(actor, ON_DESK)
    return {"matches": found} if found else None


def on_challenge(actor: Actor, subject: Subject) -> Mapping[str, Any] | None:
    """Say how a challenge fits the member's organisations; lead those who write it to the market."""
    if not actor.is_authenticated:
        return None
    challenge = challenge_for(actor, subject.id)
    if challenge is None or not challenge.is_open or challenge.is_record:
        return None
    if may_consult(actor, challenge):
        return {"matched": challenge}
    if not scopes(actor, "manager"):
        return None
    return {"fitting": _best(actor, 1, challenge=challenge.pk), "looks": True}


def on_solution(actor: Actor, subject: Subject) -> Mapping[str, Any] | None:
    """Give those who offer a solution the open challenges that it answers best."""
    owners = SolutionOwner.objects.filter(
        solution=subject.id, organisation__in=scopes(actor, "manager"), accepted_at__isnull=False
    )
    if not scopes(actor, "manager") or not owners.exists():
        return None
    found = _best(actor, ON_SOLUTION, offer_kind="solution", offer_id=subject.id)
    return {"answered": found}


def on_organisation(actor: Actor, subject: Subject) -> Mapping[str, Any] | None:
    """Lead to how an organisation and the member's own complement each other; its own managers, to
    partners and settings."""
    if not actor.is_authenticated:
        return None
    if subject.id in scopes(actor, "manager"):
        return {"own": subject.id}
    partner = own_organisation(actor, 0)
    if partner is None:
        return None
    others = Organisation.objects.listed().filter(pk=subject.id, layer=partner.layer)
    return {"partner": partner, "other": subject.id} if others.exists() else None


def best_challenges(actor: Actor, limit: int) -> list[Told]:
    """Give the open challenges that fit best, each once, with the organisation or solution that
    fits. The same queries for any number of organisations."""
    return _best(actor, limit)


def _best(actor: Actor, limit: int, **narrowed: Any) -> list[Told]:
    lens = lens_of(actor)
    rows = Fit.objects.filter(
        organisation__in=scopes(actor, "manager"),
        organisation__state=State.LISTED,
        challenge__in=Challenge.objects.published(),
        **narrowed,
    )
    kept = list(rows.select_related("challenge").order_by("-points", "challenge", "pk")[:MOST_READ])
    lines = sorted(_lines(kept, lens), key=lambda line: (-line.match.points, line.shown, line.own))
    best: dict[Subject, Line] = {}
    for line in lines:
        best.setdefault(line.shown, line)
    return told(actor, list(best.values())[:limit], lens)


def _lines(rows: Iterable[Fit], lens: Lens) -> Iterable[Line]:
    """Give the matches that may be suggested and were not dismissed, as the member weighs them."""
    kept = list(rows)
    reaches = reaches_of(
        {row.organisation_id for row in kept} | {row.challenge.owner_id for row in kept}
    )
    for row in kept:
        one: Match | None = match_of(row, lens.muted)
        if one is None or not reaches.lets(row.organisation_id, row.challenge.owner_id):
            continue
        line = wanted(one, row.organisation_id)
        if not lens.hides(line.own, line.shown):
            yield line
