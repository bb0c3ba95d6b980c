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
    return [
        term
        for term in found
        if wanted in folded(term.code) or any(wanted in folded(t) for t in term.labels.values())
    ]


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
