"""Alliances as their members read them, what each covers, and whom one could ask."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet

from sme4smartcities.alliances.lifecycle import SEAT_STEPS
from sme4smartcities.alliances.models import INSIDE, Alliance, Seat, SeatTerm
from sme4smartcities.alliances.policies import keeps, may_move_seat, may_open
from sme4smartcities.challenges.models import Challenge
from sme4smartcities.core.lifecycle import open_steps
from sme4smartcities.core.policies import Actor
from sme4smartcities.matching.policies import may_consult
from sme4smartcities.matching.queries.alliances import alliances_for, brought
from sme4smartcities.matching.queries.consulting import has_consulted
from sme4smartcities.matching.queries.matches import market_of
from sme4smartcities.matching.queries.reach import reaches_of
from sme4smartcities.matching.queries.sides import challenge_sides, organisation_sides
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.organisations.models.organisation import scopes, spoken_for
from sme4smartcities.vocabularies.queries import labels, term_with_id
from sme4smartcities.vocabularies.queries.lists import country_of

ASKED = (Seat.State.CHOSEN, *INSIDE)  # who may still cover something


@dataclass(frozen=True)
class Place:
    """A seat as a page shows it: what its member covers, and what this reader may do with it."""

    row: Seat
    covers: Sequence[str]
    country: Any
    steps: Sequence[str]
    opens: bool  # the reader may say what it covers, and who sees it
    ours: bool


@dataclass(frozen=True)
class Whole:
    """An alliance as its page shows it."""

    row: Alliance
    places: Sequence[Place]
    countries: Sequence[str]  # of those who joined
    missing: Sequence[str]  # what the challenge needs and nobody who is asked or in covers
    keeps: bool
    invited: Place | None  # the reader's own seat that waits for an answer
    shown_to_owner: bool


def _with_seats(rows: QuerySet[Alliance]) -> QuerySet[Alliance]:
    seats = Seat.objects.select_related("organisation")
    terms = Prefetch("seats__terms", queryset=SeatTerm.objects.order_by("term_id"))
    return rows.select_related("challenge", "starter").prefetch_related(
        Prefetch("seats", queryset=seats), terms
    )


def alliances_of(actor: Actor) -> QuerySet[Alliance]:
    """Give what the actor may read, the newest first. Three queries with their seats."""
    return _with_seats(Alliance.objects.visible_to(actor)).order_by("-created_at", "-pk")


def alliances_after(actor: Actor, after: int | None, limit: int) -> list[Alliance]:
    rows = _with_seats(Alliance.objects.visible_to(actor))
    if after is not None:
        rows = rows.filter(pk__lt=after)
    return list(rows.order_by("-pk")[:limit])


def alliance_for(actor: Actor, number: int) -> Alliance | None:
    return _with_seats(Alliance.objects.visible_to(actor)).filter(pk=number).first()


def seat_for(actor: Actor, number: int) -> Seat | None:
    """Give a seat of an alliance that the actor may read, with the alliance and all its seats."""
    found = Seat.objects.filter(pk=number).values_list("alliance", flat=True).first()
    row = alliance_for(actor, found) if found else None
    if row is None:
        return None
    seat = next(one for one in row.seats.all() if one.pk == number)
    seat.alliance = row
    return seat


def whole(actor: Actor, row: Alliance) -> Whole:
    """Read an alliance; the challenge's people see members only, not who was asked."""
    own, kept = spoken_for(actor), keeps(actor, row)
    inside = any(one.organisation_id in own and one.state in INSIDE for one in row.seats.all())
    shown = [
        one
        for one in row.seats.all()
        if one.state == Seat.State.JOINED or inside or kept or row.starter_id in own
    ]
    places = [_place(actor, row, one, own) for one in shown]
    joined = [one for one in places if one.row.state == Seat.State.JOINED]
    known = {
        term.term_id for one in row.seats.all() if one.state in ASKED for term in one.terms.all()
    }
    return Whole(
        row=row,
        places=places,
        countries=sorted({one.country.label for one in joined if one.country}),
        missing=labels(sorted(_needs(row.challenge) - known)),
        keeps=kept,
        invited=next((one for one in places if "accept" in one.steps), None),
        shown_to_owner=bool(joined) and all(one.row.opens for one in joined),
    )


def _place(actor: Actor, row: Alliance, seat: Seat, own: frozenset[int]) -> Place:
    seat.alliance = row
    return Place(
        row=seat,
        covers=labels([one.term_id for one in seat.terms.all()]),
        country=country_of(term_with_id(seat.organisation.territory_id)),
        steps=[
            act
            for act in open_steps(SEAT_STEPS, seat.state)
            if row.state != Alliance.State.ENDED and may_move_seat(actor, seat, act)
        ],
        opens=row.state != Alliance.State.ENDED and may_open(actor, seat),
        ours=seat.organisation_id in own,
    )


def _needs(challenge: Challenge | None) -> frozenset[int]:
    if challenge is None:
        return frozenset()
    return challenge_sides([challenge])[challenge.pk].needs


def covered_by(challenge: Challenge, organisations: Sequence[int]) -> Mapping[int, Sequence[int]]:
    """Give which of the challenge's needs each organisation says that it offers."""
    need = challenge_sides([challenge])[challenge.pk]
    found: dict[int, Sequence[int]] = defaultdict(tuple)
    for number, side in organisation_sides(list(organisations)).items():
        found[number] = sorted(brought(need, side))
    return found


def starters_for(actor: Actor, challenge: Challenge) -> list[Organisation]:
    """Give the organisations in whose name the actor may start one: listed, of its layer."""
    rows = Organisation.objects.listed().filter(
        pk__in=scopes(actor, "manager"), layer=challenge.layer
    )
    return list(rows.exclude(layer=Layer.RECORD).order_by("sort_key", "pk")[:100])


def partners_for(
    actor: Actor, challenge: Challenge, asked: Iterable[int], own: Iterable[int]
) -> list[tuple[Organisation, Sequence[str]]]:
    """Give whom one could choose, with country and what each covers: those asked for, then those that
    matching proposes, in its order.

    Who keeps away from one's own is not proposed; asked for by an address, it stands there like any
    other, so that nobody learns of it. Those who write the challenge look at its market only once
    they have noted that they do.
    """
    looks = has_consulted(challenge) or not may_consult(actor, challenge)
    proposed = [
        seat.card.subject.id
        for alliance in (alliances_for(actor, market_of(challenge)) if looks else ())
        for seat in alliance.seats
    ]
    mine = set(own)
    reaches = reaches_of({*proposed, *mine})
    near = [one for one in proposed if not any(reaches.part(one, other) for other in mine)]
    without = {challenge.owner_id, *mine}
    order = [one for one in dict.fromkeys([*asked, *near]) if one not in without]
    rows = Organisation.objects.listed().filter(layer=challenge.layer).in_bulk(order)
    covers = covered_by(challenge, list(rows))
    return [(rows[one], _told(rows[one], covers[one])) for one in order if one in rows]


def _told(row: Organisation, covers: Sequence[int]) -> Sequence[str]:
    """Name its country, since an alliance needs two, and what it covers."""
    country = country_of(term_with_id(row.territory_id))
    return [*([country.label] if country else []), *labels(covers)]


def invitations_of(actor: Actor) -> QuerySet[Seat]:
    """Give the seats that wait for an answer of organisations that the actor manages."""
    rows = Seat.objects.filter(
        organisation__in=scopes(actor, "manager"), state=Seat.State.INVITED
    ).exclude(alliance__state=Alliance.State.ENDED)
    return rows.select_related("alliance", "organisation").order_by("expires_at", "pk")
