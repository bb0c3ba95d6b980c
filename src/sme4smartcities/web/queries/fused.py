"""Put what has the words and what lies near in meaning into one list, by the reader's own rights."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import get_language

from sme4smartcities.core.search.partly import find_partly
from sme4smartcities.core.search.queries import Hit, Reached, find, reached
from sme4smartcities.core.search.ranking import IS_NAME
from sme4smartcities.core.search.reach import Reach
from sme4smartcities.core.search.sounds import sound
from sme4smartcities.core.search.tongues import spoken_in
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.queries.nearest import KINDS, Near, can_read, nearest
from sme4smartcities.matching.vectors.fusion import SOME_WORDS, fused

OUT, ALIKE = 2.0, 1.0  # how far, and how alike, what has none of the words must be to be shown
NEAR = 60  # of each kind
LOOKED_AT = (200, 3_200)  # of each kind, before what the reader may not know of is left out
LONGEST_NAME = 200
_number = re.compile(r"#?\s?(\d{1,9})")


@dataclass(frozen=True)
class Caught:
    """All hits, best first. ``some``: none has all the words; ``alone``: no model could be asked."""

    hits: list[Hit]
    some: bool
    alone: bool


@dataclass(frozen=True)
class Meant:
    """What models say: all that lies near, and of it what the reader may know of."""

    language: str = ""  # of the question
    near: Mapping[Subject, Near] = field(default_factory=dict)
    known: Mapping[Subject, Reached] = field(default_factory=dict)

    @property
    def standing_out(self) -> list[Hit]:
        """Give what is to be shown though it has none of the words."""
        found = [
            self.known[subject].hit
            for subject, one in self.near.items()
            if subject in self.known and one.standing >= OUT and one.likeness >= ALIKE
        ]
        return [hit for kind in KINDS for hit in [one for one in found if one.kind == kind][:NEAR]]


def hits_for(text: str, *, kinds: Sequence[str], audiences: Sequence[str]) -> Caught:
    """Find by words, by meaning and by number. Queries: three or four, one more for meaning."""
    reach: Reach = {"kinds": kinds, "audiences": audiences}
    words = find(text, **reach)
    some = [] if words else find_partly(text, **reach)
    meant = _meant(text, kinds, audiences)
    numbered = _numbered(text, kinds, audiences)
    named = [hit for hit in words if hit.score >= IS_NAME / 2]
    first = {hit.subject: hit for hit in [*numbered, *named]}
    rest = _joined(text, words, some, meant or Meant())
    return Caught(
        [*first.values(), *(hit for hit in rest if hit.subject not in first)],
        some=bool(some),
        alone=meant is None and can_read(),
    )


def _joined(text: str, words: Sequence[Hit], some: Sequence[Hit], meant: Meant) -> list[Hit]:
    """Give all in one order: equal ones by what they are, so that it is always the same."""
    of = {hit.subject: hit for hit in [*meant.standing_out, *some, *words]}
    all_of = _shares(words)
    some_of = _shares(some)
    scored = [
        hit._replace(score=_score(text, hit, meant, all_of.get(hit.subject, 0.0)))
        if hit.subject in meant.known or hit.subject in all_of
        else hit._replace(score=SOME_WORDS * some_of[hit.subject])
        for hit in of.values()
    ]
    return sorted(scored, key=lambda hit: (-hit.score, hit.subject))


def _shares(hits: Sequence[Hit]) -> dict[Subject, float]:
    """Give each score as a share of the best; a name that is exactly so stands for itself."""
    usual = [hit.score for hit in hits if hit.score < IS_NAME / 2]
    most = max(usual, default=1.0)
    return {hit.subject: min(1.0, hit.score / most) for hit in hits}


def _score(text: str, hit: Hit, meant: Meant, words: float) -> float:
    near, known = meant.near.get(hit.subject), meant.known.get(hit.subject)
    borrowed = meant.language not in hit.languages.split()
    names = known.names if known and borrowed else ()
    alike = max((sound(text, name[:LONGEST_NAME]) for name in names), default=0.0)
    return float(fused(near.standing if near else 0.0, alike, words))


def _numbered(text: str, kinds: Sequence[str], audiences: Sequence[str]) -> list[Hit]:
    """Give what has this very number, of each kind."""
    found = _number.fullmatch(text.strip())
    if found is None:
        return []
    subjects = [Subject(kind, int(found[1])) for kind in kinds if kind in KINDS]
    held = reached(subjects, kinds=kinds, audiences=audiences)
    return [held[subject].hit for subject in subjects if subject in held]


def _meant(text: str, kinds: Sequence[str], audiences: Sequence[str]) -> Meant | None:
    """Give what lies near in meaning; None where no model answered."""
    language = spoken_in(text, get_language() or "en")
    if not language:
        return Meant()
    found = Meant()
    for many in LOOKED_AT:
        rows = nearest(text, language=language, kinds=kinds, many=many)
        if rows is None:
            return None
        near = {row.subject: row for row in rows if row.standing > 0}
        found = Meant(language, near, reached(near, kinds=kinds, audiences=audiences))
        if all(_is_enough(kind, found, many) for kind in kinds):
            break
    return found


def _is_enough(kind: str, meant: Meant, many: int) -> bool:
    """Say whether looking further could bring more: only where others took the places."""
    looked_at = sum(subject.kind == kind for subject in meant.near)
    return looked_at < many or sum(subject.kind == kind for subject in meant.known) >= NEAR
