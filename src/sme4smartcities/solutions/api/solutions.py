"""Solutions for programs: the same rows, rights and services as the pages."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Query, Status
from pydantic import Field

from sme4smartcities.core.endpoints import (
    IF_MATCH,
    Code,
    CursorPage,
    Input,
    Number,
    Paging,
    Sent,
    conditional,
    expected_revision,
)
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.paging import cursor_after, keys_of
from sme4smartcities.core.translated import source_text, with_text
from sme4smartcities.organisations.queries.catalogue import in_catalogue
from sme4smartcities.solutions.api.lookup import Language, found, router, shown
from sme4smartcities.solutions.api.shape import SolutionOut, WholeSolution, brief
from sme4smartcities.solutions.models import VOCABULARY_OF, Facet, Solution
from sme4smartcities.solutions.queries.catalogue import listed_after
from sme4smartcities.solutions.queries.solutions import choosable_programmes
from sme4smartcities.solutions.services.solutions import (
    confirm_solution,
    create_solution,
    delete_solution,
    edit_solution,
    move_solution,
)
from sme4smartcities.vocabularies.queries import known_term

Level = Annotated[int, Field(ge=1, le=9, strict=True)]
Codes = Annotated[list[Code], Field(max_length=40)]
Name = Annotated[str, Field(min_length=1, max_length=120)]
Short = Annotated[str, Field(max_length=2_000)]
Long = Annotated[str, Field(max_length=6_000)]


class SolutionFilters(Paging):
    """Give term codes; all that are given must hold. A group means what lies in it."""

    domain: Code | None = None
    offers: Code | None = None
    territory: Code | None = None
    language: Code | None = None
    sdg: Code | None = None
    certificate: Code | None = None
    cpv: Code | None = None


class SolutionIn(Input):
    """``organisation``: one that you manage, which owns the draft. ``language``: of its texts."""

    organisation: Sent
    title: Name
    language: Language = "en"


class SectionIn(Input):
    """``revision`` is the one you read; leave it out when you send If-Match."""

    revision: Sent | None = None


class AboutIn(SectionIn):
    """What it is, in one language; other languages stay as they are."""

    language: Language
    title: Name
    summary: Annotated[str, Field(max_length=300)] = ""
    problem: Annotated[str, Field(max_length=4_000)] = ""
    does: Long = ""
    how: Long = ""
    audience: Annotated[str, Field(max_length=1_000)] = ""


class UseIn(SectionIn):
    """Readiness, price and conditions; the texts in one language."""

    language: Language
    trl: Level | None = None
    evidence: Short = ""
    price_model: Literal["", "purchase", "subscription", "use", "result", "free", "asked"] = ""
    price: Annotated[str, Field(max_length=1_000)] = ""
    provides: Short = ""
    standards: Short = ""
    accessibility: Short = ""
    website: Annotated[str, Field(max_length=300)] = ""
    programme: Annotated[str, Field(max_length=80)] = ""


class TagsIn(SectionIn):
    """The terms of every facet, by code; what you leave out becomes empty."""

    domain: Codes = Field(default_factory=list)
    offers: Codes = Field(default_factory=list)
    territory: Codes = Field(default_factory=list)
    language: Codes = Field(default_factory=list)
    sdg: Codes = Field(default_factory=list)
    certificate: Codes = Field(default_factory=list)
    cpv: Codes = Field(default_factory=list)


class SolutionMoveIn(Input):
    act: Literal["publish", "withdraw", "archive", "reopen"]


@router.get("", response=CursorPage[SolutionOut], url_name="solution_list")
@conditional
def solution_list(request: HttpRequest, filters: Query[SolutionFilters]) -> dict[str, Any]:
    """List the published solutions, the newest number first."""
    before = keys_of(filters.cursor, int)[0] if filters.cursor else None
    asked = filters.model_dump(exclude={"cursor", "limit"})
    chosen = {Facet(facet): code for facet, code in asked.items() if code}
    rows = listed_after(before, chosen, filters.limit + 1)
    page = rows[: filters.limit]
    return {
        "items": [brief(row) for row in page],
        "next": cursor_after(page[-1].pk) if len(rows) > filters.limit else None,
    }


@router.post("", response={201: WholeSolution}, url_name="solution_list")
def solution_create(request: HttpRequest, values: SolutionIn) -> Status[Any]:
    """Start a draft for an organisation that you manage."""
    organisation = in_catalogue(request.user, values.organisation)
    if organisation is None:
        raise Http404
    row = create_solution(
        actor=request.user,
        organisation=organisation,
        title=source_text(values.language, values.title),
        language=values.language,
    )
    return Status(201, shown(request, row.pk))


@router.get("/{number}", response=WholeSolution, url_name="solution")
@conditional
def solution_read(request: HttpRequest, number: Path[Number]) -> dict[str, Any]:
    """Read one solution with its terms, references, endorsements and pictures."""
    return shown(request, number)


@router.delete("/{number}", response={204: None}, url_name="solution")
def solution_remove(request: HttpRequest, number: Path[Number]) -> Status[None]:
    """Delete a draft or a withdrawn solution of yours."""
    delete_solution(actor=request.user, solution=found(request, number))
    return Status(204, None)


def _texts(row: Solution, language: str, sent: Mapping[str, str]) -> dict[str, Any]:
    return {name: with_text(getattr(row, name), language, text) for name, text in sent.items()}


@router.put(
    "/{number}/about", response=WholeSolution, url_name="solution_about", openapi_extra=IF_MATCH
)
def solution_write_about(
    request: HttpRequest, number: Path[Number], values: AboutIn
) -> dict[str, Any]:
    """Write what your solution is, in one language."""
    row = found(request, number)
    sent = values.model_dump(exclude={"revision", "language"})
    edit_solution(
        actor=request.user,
        solution=row,
        section="about",
        values=_texts(row, values.language, sent),
        revision=expected_revision(request, values.revision),
    )
    return shown(request, number)


@router.put(
    "/{number}/use", response=WholeSolution, url_name="solution_use", openapi_extra=IF_MATCH
)
def solution_write_use(request: HttpRequest, number: Path[Number], values: UseIn) -> dict[str, Any]:
    """Write readiness, price and conditions of your solution."""
    row = found(request, number)
    plain = {"trl", "price_model", "website"}
    sent = values.model_dump(exclude={"revision", "language", "programme", *plain})
    programmes = {one.slug: one for one in choosable_programmes(request.user, row)}
    if values.programme and values.programme not in programmes:
        raise Refused(_("There is no such programme that a solution could come from."))
    edit_solution(
        actor=request.user,
        solution=row,
        section="use",
        values={
            **_texts(row, values.language, sent),
            **values.model_dump(include=plain),
            "programme": programmes.get(values.programme),
        },
        revision=expected_revision(request, values.revision),
    )
    return shown(request, number)


@router.put(
    "/{number}/tags", response=WholeSolution, url_name="solution_tags", openapi_extra=IF_MATCH
)
def solution_write_tags(
    request: HttpRequest, number: Path[Number], values: TagsIn
) -> dict[str, Any]:
    """Write the terms by which your solution is found and matched."""
    sent = values.model_dump(exclude={"revision"})
    edit_solution(
        actor=request.user,
        solution=found(request, number),
        section="tags",
        values={},
        terms={
            facet: [known_term(VOCABULARY_OF[facet], code) for code in sent[facet.value]]
            for facet in Facet
        },
        revision=expected_revision(request, values.revision),
    )
    return shown(request, number)


@router.post("/{number}/moves", response=WholeSolution, url_name="solution_moves")
def solution_move(
    request: HttpRequest, number: Path[Number], values: SolutionMoveIn
) -> dict[str, Any]:
    """Publish, withdraw or archive your solution, or offer it again."""
    move_solution(actor=request.user, solution=found(request, number), act=values.act)
    return shown(request, number)


@router.post("/{number}/confirm", response=WholeSolution, url_name="solution_confirm")
def solution_confirm(request: HttpRequest, number: Path[Number]) -> dict[str, Any]:
    """Say that what stands there is still right."""
    confirm_solution(actor=request.user, solution=found(request, number))
    return shown(request, number)
