"""Which open challenges fit what a visitor says in a few sentences; nothing of it is kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from sme4smartcities.challenges.queries.found import open_now
from sme4smartcities.core.cards import cards_for
from sme4smartcities.core.features import SubjectCard
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.search.partly import find_partly
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.queries.candidates import (
    Carried,
    challenges_beside,
    needing,
    worlds,
)
from sme4smartcities.matching.queries.lens import Lens
from sme4smartcities.matching.queries.nearest import Near, can_read, nearest
from sme4smartcities.matching.queries.reach import closed_to_strangers
from sme4smartcities.matching.queries.shown import Line, Told, told
from sme4smartcities.matching.queries.sides import challenge_sides, rarity_of
from sme4smartcities.matching.scoring.sides import Side
from sme4smartcities.matching.scoring.verdict import Match, match, ordered
from sme4smartcities.organisations.models import Layer
from sme4smartcities.vocabularies.queries.lists import asked_once
from sme4smartcities.vocabularies.queries.named import terms_named

MOST_MATCHES, MOST_ALIKE, MOST_BY_WORDS = 5, 3, 3
NEAREST = 200
STANDS_OUT = 2.0  # standard deviations from which an organisation is said to do something alike
WORDS, LEAST = 40, 0.1  # read of a description, and the share of their weight that must be there
SUBJECT_MATTER = frozenset({"capabilities", "tags"})
TELLING = 0.4  # share of meaning from which it is a reason by itself
SOMEBODY = Subject("description", 0)


@dataclass(frozen=True)
class Described:
    """What fits a description. ``alone``: no model could be asked now, though some are there."""

    matches: Sequence[Told]
    alike: Sequence[SubjectCard]  # organisations that say something near to it
    by_words: Sequence[SubjectCard]  # open challenges that use its words
    alone: bool


@asked_once()
def described(actor: Actor, text: str, language: str) -> Described:
    """Match a description as if it were an organisation's own."""
    near = nearest(text, language=language, kinds=("challenge", "organisation"), many=NEAREST)
    matches = _matches(text, language, near or ())[:MOST_MATCHES]
    shown = told(actor, [Line(one, SOMEBODY, None, one.need) for one in matches], Lens())
    there = {one.card.subject for one in shown}
    return Described(
        matches=shown,
        alike=_alike(actor, near or ()),
        by_words=_by_words(actor, text, there) if len(there) < MOST_BY_WORDS else (),
        alone=near is None and can_read(),
    )


def _matches(text: str, language: str, near: Sequence[Near]) -> list[Match]:
    side = Side(
        subject=SOMEBODY,
        offers=terms_named(text, language, ("capability",)),
        tags=terms_named(text, language, ("domain",)),
        everywhere=True,
    )
    steps = {one.subject.id: one.standing for one in near if one.subject.kind == "challenge"}
    of = replace(needing(Layer.REAL), rows=_open_to_strangers())
    rows = challenges_beside(of, steps, Carried(needs=side.offers, tags=side.tags))
    needs = challenge_sides(rows.values())
    against = worlds(rarity_of(needs.values()), needs, steps)
    today, unsaid = timezone.localdate(), _unsaid(side)
    found = (match(need, side, against[number], today, unsaid) for number, need in needs.items())
    return ordered(one for one in found if one is not None and _is_about_it(one))


def _open_to_strangers() -> Any:
    return open_now().exclude(layer=Layer.RECORD).exclude(owner__in=closed_to_strangers())


def _unsaid(side: Side) -> frozenset[str]:
    """Leave out what a few sentences do not say: nobody lists capabilities in passing."""
    said = (("capabilities", side.offers), ("tags", side.tags))
    return frozenset(name for name, terms in said if not terms)


def _is_about_it(one: Match) -> bool:
    """Say whether more speaks for it than that nothing stands in the way."""
    return any(
        part.name in SUBJECT_MATTER or (part.name == "meaning" and part.share >= TELLING)
        for part in one.reasons
    )


def _alike(actor: Actor, near: Iterable[Near]) -> list[SubjectCard]:
    out = [one for one in near if one.subject.kind == "organisation"]
    out = [one for one in out if one.standing >= STANDS_OUT]
    closed = set(closed_to_strangers().values_list("organisation", flat=True)) if out else ()
    out = [one for one in out if one.subject.id not in closed][: 4 * MOST_ALIKE]
    cards = cards_for(actor, [one.subject for one in out])
    return [cards[one.subject] for one in out if one.subject in cards][:MOST_ALIKE]


def _by_words(actor: Actor, text: str, shown: set[Subject]) -> list[SubjectCard]:
    hits = find_partly(text, kinds=("challenge",), words=WORDS, least=LEAST, limit=60)
    numbers = [hit.subject_id for hit in hits]
    open_ones = set(_open_to_strangers().filter(pk__in=numbers).values_list("pk", flat=True))
    left = [hit.subject for hit in hits if hit.subject_id in open_ones and hit.subject not in shown]
    cards = cards_for(actor, left[:MOST_BY_WORDS])
    return [cards[subject] for subject in left[:MOST_BY_WORDS] if subject in cards]
