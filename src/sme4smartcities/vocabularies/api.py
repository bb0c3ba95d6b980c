"""The lists of terms for programs: codes that never change, labels in six languages."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Path, Router, Schema

from sme4smartcities.core.endpoints import conditional
from sme4smartcities.vocabularies import queries
from sme4smartcities.vocabularies.models import Term, Vocabulary

router = Router(tags=["vocabularies"])


class VocabularyOut(Schema):
    """One list; ``locked`` when a standard fixes its codes."""

    code: str
    labels: dict[str, str]
    source: str
    locked: bool


class TermOut(Schema):
    """One term; ``parent`` is in the same list, ``broader`` a code of another one."""

    code: str
    labels: dict[str, str]
    notes: dict[str, str]
    parent: str | None
    broader: str
    retired: bool


class VocabularyWithTerms(VocabularyOut):
    terms: list[TermOut]


def shown(held: Vocabulary) -> dict[str, Any]:
    return {
        "code": held.code,
        "labels": held.labels,
        "source": held.source,
        "locked": held.locked,
    }


def shown_term(term: Term) -> dict[str, Any]:
    parent = queries.term_with_id(term.parent_id)
    return {
        "code": term.code,
        "labels": term.labels,
        "notes": term.notes,
        "parent": parent.code if parent else None,
        "broader": term.broader,
        "retired": term.retired,
    }


@router.get("", response=list[VocabularyOut], url_name="vocabulary_list")
@conditional
def vocabulary_list(request: HttpRequest) -> list[dict[str, Any]]:
    """List the vocabularies; there are a few dozen, so all come at once."""
    return [shown(held) for held in queries.vocabularies()]


@router.get("/{code}", response=VocabularyWithTerms, url_name="vocabulary")
@conditional
def vocabulary_read(request: HttpRequest, code: Path[str]) -> dict[str, Any]:
    """Read one list with all its terms, retired ones marked."""
    held = queries.vocabulary(code)
    if held is None:
        raise Http404
    terms = queries.terms(code, retired=True)
    return {**shown(held), "terms": [shown_term(term) for term in terms]}
