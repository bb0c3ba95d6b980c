"""Where a solution was used, for programs: added, changed and taken out by its owners."""

from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Status
from pydantic import Field

from sme4smartcities.core.endpoints import (
    IF_MATCH,
    Input,
    Number,
    Sent,
    conditional,
    expected_revision,
)
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.lookup import or_404
from sme4smartcities.core.translated import with_text
from sme4smartcities.organisations.queries.catalogue import in_catalogue
from sme4smartcities.solutions.api.lookup import Language, found, router, shown
from sme4smartcities.solutions.api.shape import ReferenceOut, WholeSolution, reference
from sme4smartcities.solutions.models import Reference
from sme4smartcities.solutions.queries.parts import named_references, reference_of
from sme4smartcities.solutions.services.parts import remove_part, save_part
from sme4smartcities.vocabularies.queries import place_with_id

Year = Annotated[int, Field(ge=1950, le=2100, strict=True)]


class ReferenceIn(Input):
    """``authority``: who used it, when ``organisation`` names nobody; the result in one language."""

    language: Language
    organisation: Sent | None = None
    authority: Annotated[str, Field(max_length=200)] = ""
    place: Sent | None = None
    stage: Literal["", "pilot", "used", "ended"] = ""
    year: Year | None = None
    until: Year | None = None
    result: Annotated[str, Field(max_length=1_000)] = ""
    url: Annotated[str, Field(max_length=500)] = ""


class ReferenceEdit(ReferenceIn):
    """``revision``: that of the reference you read, unless you send If-Match."""

    revision: Sent | None = None


def _values(request: HttpRequest, row: Reference, values: ReferenceIn) -> dict[str, Any]:
    named = in_catalogue(request.user, values.organisation) if values.organisation else None
    place = place_with_id(values.place) if values.place else None
    if (values.organisation and named is None) or (values.place and place is None):
        raise Refused(_("There is no such organisation or place. Look it up first."))
    return {
        **values.model_dump(include={"authority", "stage", "year", "until", "url"}),
        "result": with_text(row.result, values.language, values.result),
        "organisation": named,
        "place": place or (named.place if named else None),
    }


def _found(request: HttpRequest, number: int, part: int) -> Reference:
    return or_404(reference_of(found(request, number), part))


def _seen(request: HttpRequest, number: int, part: int) -> dict[str, Any]:
    """Show a reference as its page does: an organisation that the reader may not see is not named."""
    for row in named_references([_found(request, number, part)], request.user):
        return reference(row)
    raise Http404


@router.post("/{number}/references", response={201: WholeSolution}, url_name="solution_references")
def reference_create(
    request: HttpRequest, number: Path[Number], values: ReferenceIn
) -> Status[Any]:
    """Add a place where your solution was used."""
    row = Reference(solution=found(request, number))
    save_part(actor=request.user, part=row, values=_values(request, row, values))
    return Status(201, shown(request, number))


@router.get(
    "/{number}/references/{reference_id}", response=ReferenceOut, url_name="solution_reference"
)
@conditional
def reference_read(
    request: HttpRequest, number: Path[Number], reference_id: Path[Number]
) -> dict[str, Any]:
    """Read one place where a solution was used."""
    return _seen(request, number, reference_id)


@router.put(
    "/{number}/references/{reference_id}",
    response=ReferenceOut,
    url_name="solution_reference",
    openapi_extra=IF_MATCH,
)
def reference_write(
    request: HttpRequest, number: Path[Number], reference_id: Path[Number], values: ReferenceEdit
) -> dict[str, Any]:
    """Change a reference of your solution; its result in one language, the others stay."""
    row = _found(request, number, reference_id)
    save_part(
        actor=request.user,
        part=row,
        values=_values(request, row, values),
        revision=expected_revision(request, values.revision),
    )
    return _seen(request, number, reference_id)


@router.delete(
    "/{number}/references/{reference_id}", response={204: None}, url_name="solution_reference"
)
def reference_remove(
    request: HttpRequest, number: Path[Number], reference_id: Path[Number]
) -> Status[None]:
    """Take a reference of your solution out."""
    remove_part(actor=request.user, part=_found(request, number, reference_id))
    return Status(204, None)
