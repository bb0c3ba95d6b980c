"""A match as a page tells it: its level, each part in words, what is missing, what would raise it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sme4smartcities.core.cards import cards_for
from sme4smartcities.core.features import SubjectCard
from sme4smartcities.core.formats import isolated
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.queries.slots import Matched
from sme4smartcities.matching.scoring.parts import Part
from sme4smartcities.matching.scoring.verdict import Match, points_of
from sme4smartcities.matching.scoring.weights import LABELS, WEIGHTS
from sme4smartcities.vocabularies.queries import labels

TONES = {"strong": "ok", "good": "info", "possible": "quiet"}
MOST_NAMED = 4


@dataclass(frozen=True)
class Reason:
    """One part: what it is about, what it says, and how much of what it could count it does."""

    label: Any
    text: str
    points: int
    most: int


@dataclass(frozen=True)
class Told:
    """A match with the cards of both sides, as its reader may see them; ``own``: the reader's."""

    match: Match
    own: SubjectCard
    card: SubjectCard
    reasons: Sequence[Reason]
    missing: Sequence[str]

    @property
    def tone(self) -> str:
        return TONES[self.match.level.code]

    @property
    def matched(self) -> Matched:
        return Matched(self.card.subject, self.own.subject)


def offers_told(actor: Actor, matches: Sequence[Match]) -> list[Told]:
    """Tell matches to whoever has the need: the offers are shown, in the order given."""
    return _told(actor, [(one, one.need, one.offer) for one in matches])


def needs_told(actor: Actor, matches: Sequence[Match]) -> list[Told]:
    """Tell matches to whoever could offer something: the needs are shown, in the order given."""
    return _told(actor, [(one, one.offer, one.need) for one in matches])


def _told(actor: Actor, matches: Sequence[tuple[Match, Subject, Subject]]) -> list[Told]:
    """Tell those whose both sides the reader may see."""
    cards = cards_for(actor, {side for _one, *sides in matches for side in sides})
    return [
        Told(
            match=one,
            own=cards[own],
            card=cards[shown],
            reasons=[_reason(part) for part in one.reasons],
            missing=list(_missing(one.parts)),
        )
        for one, own, shown in matches
        if own in cards and shown in cards
    ]


def _reason(part: Part) -> Reason:
    return Reason(LABELS[part.name], _says(part), points_of(part), WEIGHTS[part.name])


def _says(part: Part) -> str:
    if part.name in ("capabilities", "tags", "place") and part.shared:
        return named(part.shared)
    return str(_plain(part))


def _plain(part: Part) -> str:
    if part.name == "meaning":
        if part.share >= 0.5:
            return _("They speak of the same thing, as far as a model can tell.")
        return _("They speak of related things, as far as a model can tell.")
    if part.name == "ripeness":
        return _("As ripe as asked for.") if part.share == 1 else _("No readiness is stated.")
    if part.name == "place":
        return _("It works wherever it is wanted.")
    return ""


def _missing(parts: Iterable[Part]) -> Iterable[str]:
    """Say what would raise the match: what is asked for and not offered or not stated."""
    for part in parts:
        if part.name == "capabilities" and part.missing:
            yield _("Not offered: %(names)s") % {"names": named(part.missing)}
        if part.name == "ripeness" and part.share < 1:
            yield _("Stating the readiness would raise it.")


def named(terms: Sequence[int]) -> str:
    """Name some terms, the most telling first."""
    found = [isolated(label) for label in labels(terms[:MOST_NAMED])]
    return pgettext("between things that are listed", ", ").join(found)
