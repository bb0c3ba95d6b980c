"""Lists and terms as they are written and kept: fresh rows for forms, pages of a long list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from sme4smartcities.core.policies import Actor
from sme4smartcities.vocabularies.models import Term, Vocabulary
from sme4smartcities.vocabularies.names import folded
from sme4smartcities.vocabularies.queries import lists
from sme4smartcities.vocabularies.queries.usage import uses


def kept_vocabulary(code: str) -> Vocabulary | None:
    """Give the row of a list to change; the shared copy is for readers alone."""
    return Vocabulary.objects.filter(code=code).first()


def kept_term(code: str, number: int) -> Term | None:
    rows = Term.objects.select_related("vocabulary", "parent", "merged_into")
    return rows.filter(vocabulary__code=code, pk=number).first()


def counts(actor: Actor) -> dict[int, int]:
    """Count the terms that each list offers, without a query."""
    found: dict[int, int] = {}
    for term in lists.current().by_id.values():
        if not term.retired:
            found[term.vocabulary_id] = found.get(term.vocabulary_id, 0) + 1
    return found


def terms_like(vocabulary: str, words: str, *, retired: bool) -> list[Term]:
    """Give the terms of a list in order; with words only those whose code or label holds them."""
    found = lists.terms(vocabulary, retired=retired)
    wanted = folded(words[:100])
    if not wanted:
        return found
    kept = lists.current()
    return [term for term in found if wanted in kept.folded(term)]


def terms_found(vocabulary: str, words: str, limit: int = 12) -> list[Term]:
    """Give the terms that hold all the words in any language, the plainest first.

    Where none does, the ends of long words may differ: "leaks" finds "leak".
    """
    wanted = folded(words[:200]).split()
    if not wanted:
        return []
    return (
        _holding(vocabulary, wanted)[:limit]
        or _holding(
            vocabulary,
            [word if len(word) < 5 else word[: max(4, len(word) - 2)] for word in wanted],
        )[:limit]
    )


def _holding(vocabulary: str, wanted: Sequence[str]) -> list[Term]:
    kept, found = lists.current(), []
    for place, term in enumerate(lists.terms(vocabulary)):
        text = kept.folded(term)
        if all(word in text for word in wanted):
            begins = any(line.startswith(wanted[0]) for line in text.split("\n"))
            found.append((not begins, len(lists.lineage(term)), len(term.label), place, term))
    return [row[-1] for row in sorted(found, key=lambda row: row[:4])]


@dataclass(frozen=True)
class Row:
    """A term as a page of its list shows it."""

    term: Term
    depth: int
    broader: str
    into: Term | None
    uses: int

    @property
    def labels(self) -> list[tuple[str, str]]:
        return [(code, str(self.term.labels.get(code, ""))) for code, _name in settings.LANGUAGES]


def rows(found: Sequence[Term], used: Mapping[int, int] | None = None) -> list[Row]:
    """Give what a page shows of some terms: how deep they lie, what they belong to, how often used."""
    return [
        Row(
            term=term,
            depth=len(lists.lineage(term)) - 1,
            broader=lists.broader_label(term),
            into=lists.term_with_id(term.merged_into_id),
            uses=(used or {}).get(term.pk, 0),
        )
        for term in found
    ]


def used_in(vocabulary: Vocabulary) -> dict[int, int]:
    return uses(vocabulary)


def public_count() -> int:
    return len(lists.vocabularies()) + 1


def public_paths(start: int, end: int) -> list[str]:
    codes = [held.code for held in lists.vocabularies()]
    return ["vocabularies/", *(f"vocabularies/{code}/" for code in codes)][start:end]
