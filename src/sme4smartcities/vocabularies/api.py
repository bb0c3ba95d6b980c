"""The lists of terms for programs: codes that never change, labels in six languages."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema, Status
from pydantic import Field

from sme4smartcities.core.endpoints import (
    IF_MATCH,
    Code,
    Input,
    Paging,
    Sent,
    conditional,
    expected_revision,
)
from sme4smartcities.core.lookup import or_404
from sme4smartcities.core.paging import cursor_after, keys_of
from sme4smartcities.vocabularies import queries, services
from sme4smartcities.vocabularies.models import Place, Term, Vocabulary

router = Router(tags=["vocabularies"])

Language = Literal["en", "es", "it", "fr", "he", "ar"]
Label = Annotated[str, Field(max_length=300)]
Note = Annotated[str, Field(max_length=2000)]


class VocabularyOut(Schema):
    """One list; ``locked`` when a standard fixes its codes."""

    code: str
    labels: dict[str, str]
    source: str
    locked: bool


class TermOut(Schema):
    """One term; ``parent`` is in the same list, ``broader`` a code of another one."""

    id: int
    code: str
    labels: dict[str, str]
    notes: dict[str, str]
    parent: str | None
    broader: str
    retired: bool
    revision: int


class VocabularyWithTerms(VocabularyOut):
    """A list and a page of its terms; follow ``next`` until it is null."""

    terms: list[TermOut]
    next: str | None


class PlaceOut(Schema):
    """A town; ``territory`` is null until the operator says which countries are shown."""

    id: int
    name: str
    where: str
    territory: str | None
    latitude: float
    longitude: float
    population: int


class PlaceQuestion(Input):
    q: str = Field(min_length=1, max_length=100)
    territory: Code | None = None
    limit: int = Field(20, ge=1, le=50)


class TermQuestion(Input):
    q: str = Field(min_length=1, max_length=100)
    limit: int = Field(12, ge=1, le=50)


class TermIn(Input):
    """Words by language; the English label is needed. ``code`` is made from it when left out."""

    labels: dict[Language, Label]
    notes: dict[Language, Note] = Field(default_factory=dict)
    parent: Code | None = None
    broader: str = Field("", max_length=60)


class NewTermIn(TermIn):
    code: Code | None = None


class EditedTermIn(TermIn):
    """``revision`` is the one you read; leave it out when you send If-Match."""

    revision: Sent | None = None


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
        "id": term.pk,
        "code": term.code,
        "labels": term.labels,
        "notes": term.notes,
        "parent": parent.code if parent else None,
        "broader": term.broader,
        "retired": term.retired,
        "revision": term.revision,
    }


def shown_place(place: Place) -> dict[str, Any]:
    territory = queries.term_with_id(place.territory_id)
    return {
        "id": place.pk,
        "name": place.label,
        "where": queries.where(place),
        "territory": territory.code if territory else None,
        "latitude": place.lat,
        "longitude": place.lon,
        "population": place.population,
    }


def _vocabulary(code: str) -> Vocabulary:
    return or_404(queries.vocabulary(code))


def _term(vocabulary: str, code: str) -> Term:
    return or_404(queries.term(_vocabulary(vocabulary).code, code))


def _words(texts: Mapping[Language, str]) -> dict[str, str]:
    return {str(language): text for language, text in texts.items()}


def _parent(vocabulary: str, code: str | None) -> Term | None:
    return _term(vocabulary, code) if code else None


@router.get("", response=list[VocabularyOut], url_name="vocabulary_list")
@conditional
def vocabulary_list(request: HttpRequest) -> list[dict[str, Any]]:
    """List the vocabularies; there are a few dozen, so all come at once."""
    return [shown(held) for held in queries.vocabularies()]


@router.get("/places", response=list[PlaceOut], url_name="place_list")
@conditional
def place_list(request: HttpRequest, question: Query[PlaceQuestion]) -> list[dict[str, Any]]:
    """Find towns by the beginning of their name in any script, the best first."""
    territory = _term("territory", question.territory) if question.territory else None
    found = queries.places_named(
        question.q, territory=territory.pk if territory else None, limit=question.limit
    )
    return [shown_place(place) for place in found]


@router.get("/{code}", response=VocabularyWithTerms, url_name="vocabulary")
@conditional
def vocabulary_read(
    request: HttpRequest, code: Path[Code], paging: Query[Paging]
) -> dict[str, Any]:
    """Read one list with its terms a page at a time, retired ones marked, each below its parent."""
    held = _vocabulary(code)
    start = keys_of(paging.cursor, int)[0] if paging.cursor else 0
    terms, end = queries.terms(code, retired=True), start + paging.limit
    return {
        **shown(held),
        "terms": [shown_term(term) for term in terms[start:end]],
        "next": cursor_after(end) if end < len(terms) else None,
    }


@router.get("/{code}/found", response=list[TermOut], url_name="term_found")
@conditional
def term_found(
    request: HttpRequest, code: Path[Code], question: Query[TermQuestion]
) -> list[dict[str, Any]]:
    """Find terms of a long list by words in any of its languages or by code, the plainest first."""
    found = queries.terms_found(_vocabulary(code).code, question.q, question.limit)
    return [shown_term(term) for term in found]


@router.post("/{code}/terms", response={201: TermOut}, url_name="term_list")
def term_create(request: HttpRequest, code: Path[Code], values: NewTermIn) -> Status[Any]:
    """Add a term at the end of a list that no standard fixes."""
    term = services.add_term(
        actor=request.user,
        vocabulary=_vocabulary(code),
        labels=_words(values.labels),
        code=values.code or "",
        notes=_words(values.notes),
        parent=_parent(code, values.parent),
        broader=values.broader,
    )
    return Status(201, shown_term(term))


@router.get("/{code}/terms/{term}", response=TermOut, url_name="term")
@conditional
def term_read(request: HttpRequest, code: Path[Code], term: Path[Code]) -> dict[str, Any]:
    """Read one term; of a merged one, what it was merged into."""
    return shown_term(_term(code, term))


@router.put("/{code}/terms/{term}", response=TermOut, url_name="term", openapi_extra=IF_MATCH)
def term_write(
    request: HttpRequest, code: Path[Code], term: Path[Code], values: EditedTermIn
) -> dict[str, Any]:
    """Change words or place of a term; of a list that a standard fixes, only the words."""
    held = services.edit_term(
        actor=request.user,
        term=_term(code, term),
        values={
            "labels": _words(values.labels),
            "notes": _words(values.notes),
            "parent": _parent(code, values.parent),
            "broader": values.broader,
        },
        revision=expected_revision(request, values.revision),
    )
    return shown_term(held)


@router.post("/{code}/terms/{term}/retire", response=TermOut, url_name="term_retire")
def term_retire(request: HttpRequest, code: Path[Code], term: Path[Code]) -> dict[str, Any]:
    """Offer a term no longer; what carries it keeps it."""
    return shown_term(services.retire_term(actor=request.user, term=_term(code, term)))


@router.post("/{code}/terms/{term}/restore", response=TermOut, url_name="term_restore")
def term_restore(request: HttpRequest, code: Path[Code], term: Path[Code]) -> dict[str, Any]:
    """Offer a retired term again."""
    return shown_term(services.restore_term(actor=request.user, term=_term(code, term)))
