"""Who supports a challenge, who may, and which challenges of others are like it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from sme4smartcities.challenges.lifecycle import SUPPORT
from sme4smartcities.challenges.models import Challenge, ChallengeTerm, Facet, Supporter
from sme4smartcities.challenges.policies import (
    AUTHORITIES,
    may_ask_to_support,
    may_move_support,
)
from sme4smartcities.challenges.queries.listing import Card, cards_of
from sme4smartcities.core.errors import Message
from sme4smartcities.core.lifecycle import open_steps
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.models import State as Standing
from sme4smartcities.organisations.models.organisation import scopes

LIKE = (Facet.DOMAIN, Facet.NEEDS)  # what makes two challenges alike
MOST_LIKE = 3


@dataclass(frozen=True)
class Shown:
    """A supporter with the steps that this reader may take now."""

    row: Supporter
    steps: Sequence[tuple[str, Message]]


def supporters_of(challenge: Challenge, actor: Actor) -> list[Shown]:
    """Give those that support it and are listed; to those whom it concerns, also the others, and who
    asks or is invited. One query."""
    rows = challenge.supporters.select_related("organisation").exclude(
        state__in=("declined", "left")
    )
    found = []
    for row in rows:
        row.challenge = challenge
        steps = steps_of(row, actor)
        listed = row.organisation.state == Standing.LISTED
        if (row.state == Supporter.State.JOINED and listed) or steps:
            found.append(Shown(row, steps))
    return found


def steps_of(row: Supporter, actor: Actor) -> list[tuple[str, Message]]:
    return [
        (act, step.label)
        for act, step in open_steps(SUPPORT, row.state).items()
        if may_move_support(actor, row, act)
    ]


def supporter_for(actor: Actor, number: int) -> Supporter | None:
    """Give a supporter of a challenge that the actor may see."""
    rows = Supporter.objects.filter(challenge__in=Challenge.objects.visible_to(actor))
    return rows.select_related("challenge__owner", "organisation").filter(pk=number).first()


def may_support_with(actor: Actor, challenge: Challenge) -> list[Organisation]:
    """Give the authorities that the actor manages and that could ask to support it."""
    if not actor.is_authenticated:
        return []
    held = challenge.supporters.exclude(state__in=("declined", "left")).values("organisation")
    rows = Organisation.objects.managed_by(actor).exclude(pk__in=held).order_by("sort_key")
    return [row for row in rows[:200] if may_ask_to_support(actor, challenge, row)]


@dataclass(frozen=True)
class Alike:
    """A challenge like the one on the page; ``joins``: the reader's authority may ask to support it."""

    card: Card
    joins: bool


def similar_to(challenge: Challenge, actor: Actor) -> list[Alike]:
    """Give the open challenges of others that share most confirmed tags. At most five queries."""
    terms = ChallengeTerm.objects.filter(challenge=challenge, facet__in=LIKE).values("term")
    shared = Q(terms__facet__in=LIKE, terms__term__in=terms)
    rows = (
        Challenge.objects.published()
        .filter(layer=challenge.layer)
        .exclude(Q(pk=challenge.pk) | Q(owner=challenge.owner_id))
        .annotate(alike=Count("terms", filter=shared))
        .filter(alike__gt=0)
        .select_related("owner")
        .order_by("-alike", "-published_at", "-pk")
    )
    found = cards_of(list(rows[:MOST_LIKE]))
    joinable = _joinable(actor, [card.row for card in found])
    return [Alike(card, card.row.pk in joinable) for card in found]


def _joinable(actor: Actor, rows: Sequence[Challenge]) -> set[int]:
    """Give those of some open challenges that an authority of the actor could ask to support."""
    if not rows or not scopes(actor, "manager"):
        return set()
    managed = Organisation.objects.managed_by(actor).listed().filter(kind__code__in=AUTHORITIES)
    own = dict(managed.values_list("pk", "layer"))
    live = Supporter.objects.filter(challenge__in=rows).exclude(state__in=("declined", "left"))
    held = set(live.values_list("challenge_id", "organisation_id"))
    return {
        row.pk
        for row in rows
        if any(
            layer == row.layer and pk != row.owner_id and (row.pk, pk) not in held
            for pk, layer in own.items()
        )
    }
