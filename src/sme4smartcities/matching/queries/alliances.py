"""Which organisations of two countries could answer a challenge together."""

from dataclasses import dataclass

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.core.cards import cards_for
from sme4smartcities.core.features import SubjectCard
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.queries.matches import organisations_for
from sme4smartcities.matching.queries.shown import named
from sme4smartcities.matching.queries.sides import lists
from sme4smartcities.matching.queries.slots import Matched
from sme4smartcities.matching.scoring.alliances import Member, Team, alternatives
from sme4smartcities.matching.scoring.sides import Side
from sme4smartcities.vocabularies.queries.lists import asked_once


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
    missing: str

    @property
    def matched(self) -> Matched:
        return Matched(self.challenge, *(seat.card.subject for seat in self.seats))


@asked_once()
def alliances_for(actor: Actor, challenge: Challenge) -> list[Alliance]:
    """Give the best team of two to four, and others that do without one of its members."""
    need, found = organisations_for(challenge)
    candidates = [
        Member(
            organisation=side.subject.id,
            country=min(side.countries, default=0),
            brings=brought(need, side),
            fit=one.points,
        )
        for one, side in found
    ]
    teams = alternatives(dict.fromkeys(need.needs, 1), candidates)
    subjects = [_subject(member) for team in teams for member in team.members]
    cards = cards_for(actor, subjects)
    return [
        _told(challenge.subject, team, cards)
        for team in teams
        if all(_subject(one) in cards for one in team.members)
    ]


def brought(need: Side, offer: Side) -> frozenset[int]:
    """Give what is needed and offered, also by the term above or below."""
    known = lists()
    return frozenset(
        one for one in need.needs if any(known.near(one, other) for other in offer.offers)
    )


def _subject(member: Member) -> Subject:
    return Subject("organisation", member.organisation)


def _told(challenge: Subject, team: Team, cards: dict[Subject, SubjectCard]) -> Alliance:
    return Alliance(
        challenge=challenge,
        seats=tuple(
            Seat(cards[_subject(member)], named(sorted(team.brought_by(member))))
            for member in team.members
        ),
        missing=named(sorted(team.missing)),
    )
