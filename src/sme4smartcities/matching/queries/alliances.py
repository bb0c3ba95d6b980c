"""Which organisations of two countries could answer a challenge together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sme4smartcities.core.cards import cards_for
from sme4smartcities.core.features import SubjectCard
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.queries.matches import Market
from sme4smartcities.matching.queries.sides import lists
from sme4smartcities.matching.queries.slots import Matched
from sme4smartcities.matching.queries.words import named
from sme4smartcities.matching.scoring.alliances import (
    LEAST,
    MOST,
    Member,
    Team,
    alternatives,
    rank,
    team_of,
)
from sme4smartcities.matching.scoring.sides import Side

MOST_OTHERS = 5  # offered for one seat


@dataclass(frozen=True)
class Seat:
    """A member of an alliance and what only it brings."""

    card: SubjectCard
    brings: str


@dataclass(frozen=True)
class Alliance:
    """A team as a page tells it."""

    challenge: Subject
    seats: tuple[Seat, ...]
    covered: str
    missing: str
    countries: int

    @property
    def members(self) -> list[int]:
        return [seat.card.subject.id for seat in self.seats]

    @property
    def matched(self) -> Matched:
        return Matched(self.challenge, *(seat.card.subject for seat in self.seats))


@dataclass(frozen=True)
class Other:
    """Who could take a seat instead, and what nobody would bring then; ``members``: the whole team."""

    card: SubjectCard
    missing: str
    members: Sequence[int]


def alliances_for(actor: Actor, market: Market) -> list[Alliance]:
    """Give the best team of two to four, and others that do without one of its members."""
    needs, candidates = candidates_of(market)
    teams = alternatives(needs, candidates, refused=market.reaches.part)
    cards = cards_for(actor, [_subject(member) for team in teams for member in team.members])
    return [
        _told(market.need.subject, team, cards)
        for team in teams
        if all(_subject(one) in cards for one in team.members)
    ]


def alliance_of(actor: Actor, market: Market, numbers: Iterable[int]) -> Alliance | None:
    """Give the team of these organisations, as far as they come into question; None for too few."""
    needs, candidates = candidates_of(market)
    members = _chosen(candidates, numbers)
    cards = cards_for(actor, [_subject(one) for one in members])
    seated = [one for one in members if _subject(one) in cards]
    if len(seated) < LEAST:
        return None
    return _told(market.need.subject, team_of(needs, seated), cards)


def others_for(actor: Actor, market: Market, numbers: Iterable[int], instead: int) -> list[Other]:
    """Give who could take the seat of one member, or one seat more (``instead`` is 0), best first.

    Nobody who would not be put together with those who stay.
    """
    needs, candidates = candidates_of(market)
    staying = [one for one in _chosen(candidates, numbers) if one.organisation != instead]
    if len(staying) >= MOST:
        return []
    numbers_staying = {one.organisation for one in staying}
    teams = [
        (team_of(needs, [*staying, one]), one)
        for one in candidates
        if one.brings
        and one.organisation != instead
        and one.organisation not in numbers_staying
        and not any(market.reaches.part(one.organisation, other) for other in numbers_staying)
    ]
    teams.sort(key=lambda pair: rank(pair[0], needs))
    best = teams[:MOST_OTHERS]
    cards = cards_for(actor, [_subject(one) for _team, one in best])
    return [
        Other(
            cards[_subject(one)],
            named(sorted(team.missing)),
            [member.organisation for member in team.members],
        )
        for team, one in best
        if _subject(one) in cards
    ]


def candidates_of(market: Market) -> tuple[dict[int, int], list[Member]]:
    """Give what is needed with its weights, and every organisation with what it would bring."""
    need = market.need
    candidates = [
        Member(
            organisation=side.subject.id,
            country=min(side.countries, default=0),
            brings=brought(need, side),
            fit=one.points,
        )
        for one, side in market.organisations
    ]
    return dict.fromkeys(sorted(need.needs), 1), candidates


def brought(need: Side, offer: Side) -> frozenset[int]:
    """Give what is needed and offered, also by the term above or below."""
    known = lists()
    return frozenset(
        one for one in need.needs if any(known.near(one, other) for other in offer.offers)
    )


def _chosen(candidates: Iterable[Member], numbers: Iterable[int]) -> list[Member]:
    wanted = set(numbers)
    return [one for one in candidates if one.organisation in wanted][:MOST]


def _subject(member: Member) -> Subject:
    return Subject("organisation", member.organisation)


def _told(challenge: Subject, team: Team, cards: dict[Subject, Any]) -> Alliance:
    return Alliance(
        challenge=challenge,
        seats=tuple(
            Seat(cards[_subject(member)], named(sorted(team.brought_by(member))))
            for member in team.members
        ),
        covered=named(sorted(team.covered)),
        missing=named(sorted(team.missing)),
        countries=len({member.country for member in team.members} - {0}),
    )
