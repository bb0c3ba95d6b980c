"""Where a solution was used, for programs: added and taken out by its owners."""

from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Status
from pydantic import Field

from sme4smartcities.core.endpoints import Input, Number, Sent
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.translated import source_text
from sme4smartcities.organisations.queries.catalogue import in_catalogue
from sme4smartcities.solutions.api.lookup import Language, found, router, shown
from sme4smartcities.solutions.api.shape import WholeSolution
from sme4smartcities.solutions.models import Reference
from sme4smartcities.solutions.queries.parts import reference_of
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


@router.post("/{number}/references", response={201: WholeSolution}, url_name="solution_references")
def reference_create(
    request: HttpRequest, number: Path[Number], values: ReferenceIn
) -> Status[Any]:
    """Add a place where your solution was used."""
    row = found(request, number)
    named = in_catalogue(request.user, values.organisation) if values.organisation else None
    place = place_with_id(values.place) if values.place else None
    if (values.organisation and named is None) or (values.place and place is None):
        raise Refused(_("There is no such organisation or place. Look it up first."))
    kept = values.model_dump(include={"authority", "stage", "year", "until", "url"})
    texts = {"result": source_text(values.language, values.result)}
    linked = {"organisation": named, "place": place or (named.place if named else None)}
    save_part(actor=request.user, part=Reference(solution=row), values={**kept, **texts, **linked})
    return Status(201, shown(request, number))


@router.delete(
    "/{number}/references/{reference}", response={204: None}, url_name="solution_reference"
)
def reference_remove(
    request: HttpRequest, number: Path[Number], reference: Path[Number]
) -> Status[None]:
    """Take a reference of your solution out."""
    row = reference_of(found(request, number), reference)
    if row is None:
        raise Http404
    remove_part(actor=request.user, part=row)
    return Status(204, None)
