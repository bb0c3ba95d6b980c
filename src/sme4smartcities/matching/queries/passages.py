"""What a model reads of each kind of subject: what it is about, never what it is called.

A record of the past is read by no model. Drafts of challenges are, for the page on which their
writers see who could solve them; nobody else is shown what comes of it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.core.richtext import plain_text
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.vectors.reading import Passage
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.solutions.models import Solution

# Kind → how soon a change of it is read. Before all others comes a challenge that is published,
# since it stands on many desks; for a draft its writer alone waits.
AT_ONCE = 0
URGENCY = {"challenge": 1, "solution": 2, "organisation": 3}
MACHINE = "machine"  # state of a text that no person has read


def readable_ids(kind: str) -> Iterator[int]:
    found: Iterator[int] = _rows(kind).order_by("pk").values_list("pk", flat=True).iterator(5000)
    return found


def published_among(numbers: Iterable[int]) -> list[Subject]:
    """Give those of these challenges that everybody may see."""
    found = Challenge.objects.published().filter(pk__in=list(numbers)).values_list("pk", flat=True)
    return [Subject("challenge", number) for number in found]


def passages_of(kind: str, numbers: Sequence[int]) -> dict[int, list[Passage]]:
    """Give the texts of some subjects of one kind, one for each language; none of what is hidden."""
    title, rest = TEXTS[kind]
    return {
        row.pk: list(passages_in(row, title, rest)) for row in _rows(kind).filter(pk__in=numbers)
    }


TEXTS: Mapping[str, tuple[str, Sequence[str]]] = {
    "organisation": ("summary", ("description",)),
    "challenge": ("title", ("summary", "problem")),
    "solution": ("summary", ("problem", "does")),
}
_of_kind: Mapping[str, Callable[[], Any]] = {
    "organisation": Organisation.objects.listed,
    "challenge": Challenge.objects.all,
    "solution": Solution.objects.published,
}


def _rows(kind: str) -> Any:
    return _of_kind[kind]().exclude(layer=Layer.RECORD)


def passages_in(row: Any, title: str, rest: Sequence[str]) -> Iterator[Passage]:
    """Give the texts of one row, language by language."""
    for language in sorted({code for name in (title, *rest) for code in getattr(row, name)}):
        body = " ".join(_written(getattr(row, name), language) for name in rest).strip()
        passage = Passage(language, _written(getattr(row, title), language), body)
        if passage.whole.strip():
            yield passage


def _written(value: Mapping[str, Any], language: str) -> str:
    entry = value.get(language, {})
    if entry.get("state") == MACHINE:
        return ""
    return plain_text(entry.get("text", ""))
