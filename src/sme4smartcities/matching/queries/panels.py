"""What matching shows on the pages of others: in the Studio, on the desk, on what is matched."""

from collections.abc import Iterable, Mapping
from typing import Any

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.challenges.queries.challenges import challenge_for
from sme4smartcities.challenges.queries.found import card as card_of_challenge
from sme4smartcities.core.features import SubjectCard
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.models import Fit
from sme4smartcities.matching.policies import may_consult
from sme4smartcities.matching.queries.fits import match_of
from sme4smartcities.matching.queries.lens import Lens, lens_of
from sme4smartcities.matching.queries.own import own_organisation
from sme4smartcities.matching.queries.reach import is_bounded, reaches_of
from sme4smartcities.matching.queries.shown import NO_CARDS, Line, Told, told, wanted
from sme4smartcities.matching.scoring.verdict import Match
from sme4smartcities.organisations.models import Organisation, State
from sme4smartcities.organisations.models.organisation import scopes
from sme4smartcities.solutions.queries.answers import answering
from sme4smartcities.solutions.queries.found import card as card_of_solution
from sme4smartcities.solutions.queries.solutions import offering, solution_for

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
    beside = answering(actor, challenge.pk)
    known = {row.subject: card_of_solution(row) for row in (*beside.stated, *beside.could)}
    return {"fitting": _best(actor, 1, known, challenge=challenge.pk), "looks": True}


def on_solution(actor: Actor, subject: Subject) -> Mapping[str, Any] | None:
    """Give those who offer a solution the open challenges that it answers best."""
    managed = scopes(actor, "manager")
    solution = solution_for(actor, subject.id) if managed else None
    if solution is None or managed.isdisjoint(offering(solution)):
        return None
    known = {subject: card_of_solution(solution)}
    found = _best(actor, ON_SOLUTION, known, offer_kind="solution", offer_id=subject.id)
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


def _best(
    actor: Actor, limit: int, known: Mapping[Subject, SubjectCard] = NO_CARDS, **narrowed: Any
) -> list[Told]:
    managed = scopes(actor, "manager")
    if not managed:
        return []
    rows = Fit.objects.filter(
        organisation__in=managed,
        organisation__state=State.LISTED,
        challenge__in=Challenge.objects.published(),
        **narrowed,
    )
    rows = rows.select_related("challenge").annotate(bounded=is_bounded())
    kept = list(rows.order_by("-points", "challenge", "pk")[:MOST_READ])
    if not kept:
        return []
    lens = lens_of(actor)
    lines = sorted(_lines(kept, lens), key=lambda line: (-line.match.points, line.shown, line.own))
    best: dict[Subject, Line] = {}
    for line in lines:
        best.setdefault(line.shown, line)
    shown = list(best.values())[:limit]
    open_now = {row.challenge.subject: row.challenge for row in kept}  # everybody sees these
    known = {**known, **{line.shown: card_of_challenge(open_now[line.shown]) for line in shown}}
    return told(actor, shown, lens, known)


def _lines(rows: Iterable[Fit], lens: Lens) -> Iterable[Line]:
    """Give the matches that may be suggested and were not dismissed, as the member weighs them."""
    kept = list(rows)
    bounded = [row for row in kept if getattr(row, "bounded", True)]
    reaches = reaches_of(
        {row.organisation_id for row in bounded} | {row.challenge.owner_id for row in bounded}
    )
    for row in kept:
        one: Match | None = match_of(row, lens.muted)
        if one is None or not reaches.lets(row.organisation_id, row.challenge.owner_id):
            continue
        line = wanted(one, row.organisation_id)
        if not lens.hides(line.own, line.shown):
            yield line
