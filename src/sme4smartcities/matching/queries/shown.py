"""A match as a page tells it: its level, each part in words, what is missing, what would raise it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sme4smartcities.core.cards import cards_for
from sme4smartcities.core.errors import Message
from sme4smartcities.core.features import SubjectCard
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.models import Feedback
from sme4smartcities.matching.queries.lens import Lens
from sme4smartcities.matching.queries.slots import Matched
from sme4smartcities.matching.queries.words import UNASKED, raises, says
from sme4smartcities.matching.scoring.parts import Part
from sme4smartcities.matching.scoring.verdict import Match
from sme4smartcities.matching.scoring.weights import LABELS

NO_CARDS: Mapping[Subject, SubjectCard] = {}
TONES = {"strong": "ok", "good": "info", "possible": "quiet"}


@dataclass(frozen=True)
class Reason:
    """One part: what it is about, what it says, how much of what it could count it does, and what
    would raise it. ``most`` is 0 where nobody asked for it."""

    part: str
    label: Message
    text: str
    points: int
    most: int
    raises: str
    muted: bool = False


@dataclass(frozen=True)
class Told:
    """A match with the cards of both sides, as its reader may see them.

    ``own``: the challenge or organisation for which the reader looks; ``by``: the card of the
    organisation or solution that would answer; ``card``: what is shown.
    """

    match: Match
    own: Subject
    by: SubjectCard | None
    card: SubjectCard
    reasons: Sequence[Reason]
    said: Feedback | None

    @property
    def tone(self) -> str:
        return TONES[self.match.level.code]

    @property
    def missing(self) -> list[str]:
        """Say what would raise it, of all parts."""
        return [found for part in self.match.parts if (found := raises(part))]

    @property
    def matched(self) -> Matched:
        return Matched(self.card.subject, self.by.subject if self.by else self.own)

    @property
    def every_part(self) -> list[Reason]:
        """Give all parts of its kind, the weightiest first, also those that count nothing."""
        weights = self.match.recipe.weights
        held = {part.name: part for part in self.match.parts}
        return [
            _reason(self.match, held[name]) if name in held else _unasked(name)
            for name in sorted(weights, key=lambda name: -weights[name])
        ]


@dataclass(frozen=True)
class Line:
    """A match with the sides under which it is told."""

    match: Match
    own: Subject
    by: Subject | None
    shown: Subject


def offered(one: Match) -> Line:
    """Tell it to whoever has the need, or is the one of two equals that looks."""
    return Line(one, one.need, None, one.offer)


def wanted(one: Match, organisation: int) -> Line:
    """Tell it to an organisation that could answer, by itself or by a solution."""
    return Line(one, Subject("organisation", organisation), one.offer, one.need)


def told(
    actor: Actor, lines: Sequence[Line], lens: Lens, known: Mapping[Subject, SubjectCard] = NO_CARDS
) -> list[Told]:
    """Tell matches whose both sides the reader may see, in the order given. ``known``: cards that
    the reader was given already."""
    sides = {side for line in lines for side in (line.by, line.shown) if side}
    cards = {**known, **cards_for(actor, sides.difference(known))}
    return [
        Told(
            match=line.match,
            own=line.own,
            by=cards[line.by] if line.by else None,
            card=cards[line.shown],
            reasons=[_reason(line.match, part) for part in line.match.reasons],
            said=lens.said.get((line.own, line.shown)),
        )
        for line in lines
        if (line.by is None or line.by in cards) and line.shown in cards
    ]


def _reason(match: Match, part: Part) -> Reason:
    return Reason(
        part=part.name,
        label=LABELS[part.name],
        text=says(part),
        points=match.points_of(part),
        most=match.recipe.weights[part.name],
        raises=raises(part),
        muted=part.name in match.muted,
    )


def _unasked(name: str) -> Reason:
    return Reason(name, LABELS[name], str(UNASKED[name]), 0, 0, "")
