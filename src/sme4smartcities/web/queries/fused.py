"""Put what has the words and what lies near in meaning into one list, by the reader's own rights."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language

from sme4smartcities.core.search.partly import find_partly
from sme4smartcities.core.search.queries import Hit, find, reached
from sme4smartcities.core.search.ranking import IS_NAME
from sme4smartcities.core.search.reach import Reach
from sme4smartcities.core.search.tongues import spoken_in
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.queries.nearest import KINDS, Near, can_read, nearest
from sme4smartcities.matching.vectors.fusion import fused

LANGUAGES = dict(settings.LANGUAGES)
ALIKE = 2.0  # steps of likeness from which a text is shown that has none of the words
NEAR = 60  # of each kind
LOOKED_AT = (200, 3_200)  # of each kind, before what the reader may not know of is left out
_number = re.compile(r"#?\s*(\d{1,9})\s*")


@dataclass(frozen=True)
class Caught:
    """All hits, best first. ``some``: none has all the words; ``alone``: no model could be asked."""

    hits: list[Hit]
    some: bool
    alone: bool


def hits_for(text: str, *, kinds: Sequence[str], audiences: Sequence[str]) -> Caught:
    """Find by words, by meaning and by number. Queries: three or four, one more for meaning."""
    reach: Reach = {"kinds": kinds, "audiences": audiences}
    words = find(text, **reach)
    some = [] if words else find_partly(text, **reach)
    near = _near(text, kinds, audiences)
    numbered = _numbered(text, kinds, audiences)
    named = [hit for hit in words if hit.score >= IS_NAME / 2]
    first = dict.fromkeys(hit.subject for hit in [*numbered, *named])
    rest = _joined([hit for hit in words or some if hit.subject not in first], near or [])
    of = {hit.subject: hit for hit in [*rest, *named, *numbered]}
    return Caught(
        [of[subject] for subject in first] + [hit for hit in rest if hit.subject not in first],
        some=bool(some),
        alone=near is None and can_read(),
    )


def _joined(words: Sequence[Hit], near: Sequence[Hit]) -> list[Hit]:
    """Give both in one order: equal ones by what they are, so that it is always the same."""
    of = {hit.subject: hit for hit in [*near, *words]}
    scores = fused(
        {hit.subject: hit.score for hit in words}, {hit.subject: hit.score for hit in near}
    )
    ordered = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    return [of[subject]._replace(score=score) for subject, score in ordered]


def _numbered(text: str, kinds: Sequence[str], audiences: Sequence[str]) -> list[Hit]:
    """Give what has this very number, of each kind."""
    found = _number.fullmatch(text)
    if found is None:
        return []
    subjects = [Subject(kind, int(found[1])) for kind in kinds if kind in KINDS]
    held = reached(subjects, kinds=kinds, audiences=audiences)
    return [held[subject] for subject in subjects if subject in held]


def _near(text: str, kinds: Sequence[str], audiences: Sequence[str]) -> list[Hit] | None:
    """Give what lies near in meaning and may be known of; None where no model answered."""
    language = spoken_in(text, get_language() or "en")
    if not language:
        return []
    for many in LOOKED_AT:
        rows = nearest(text, language=language, kinds=kinds, many=many)
        if rows is None:
            return None
        alike = [row for row in rows if row.likeness >= ALIKE]
        held = reached((row.subject for row in alike), kinds=kinds, audiences=audiences)
        hits = [
            held[one.subject]._replace(score=one.likeness) for one in alike if one.subject in held
        ]
        if all(_is_enough(kind, alike, hits, many) for kind in kinds):
            break
    return [hit for kind in kinds for hit in [one for one in hits if one.kind == kind][:NEAR]]


def _is_enough(kind: str, alike: Sequence[Near], hits: Sequence[Hit], many: int) -> bool:
    """Say whether looking further could bring more: only where hidden ones took the places."""
    looked_at = sum(one.subject.kind == kind for one in alike)
    return looked_at < many or sum(hit.kind == kind for hit in hits) >= NEAR
