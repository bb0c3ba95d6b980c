"""The sections of a profile for programs: each is written whole, on top of what was read."""

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path
from pydantic import Field

from sme4smartcities.core.endpoints import (
    IF_MATCH,
    Code,
    Input,
    Number,
    Sent,
    both_texts,
    expected_revision,
)
from sme4smartcities.core.errors import Refused
from sme4smartcities.organisations.api.lookup import (
    Language,
    Line,
    all_known,
    found,
    known_or_none,
    managed,
    router,
)
from sme4smartcities.organisations.api.shape import OrganisationOut, shown
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.services.profile import (
    Basics,
    Capabilities,
    Credentials,
    Work,
    confirm_profile,
    edit_basics,
    edit_capabilities,
    edit_credentials,
    edit_work,
)
from sme4smartcities.vocabularies.models import Place
from sme4smartcities.vocabularies.queries import known_term, place_with_id

Level = Annotated[int, Field(ge=1, le=9, strict=True)]
Codes = Annotated[list[Code], Field(max_length=20)]
Staff = Literal["", "1", "2-9", "10-49", "50-249", "250-999", "1000+"]


class SectionIn(Input):
    """``revision`` is the one you read; leave it out when you send If-Match."""

    revision: Sent | None = None


class BasicsIn(SectionIn):
    """What it is called, what kind it is, and where it is found."""

    name: str = Field(min_length=2, max_length=200)
    kind: Code
    names: dict[Language, Line] = Field(default_factory=dict)
    alternate_names: list[Line] = Field(default_factory=list, max_length=20)
    size: Code | None = None
    staff: Staff = ""
    founded: Annotated[int, Field(ge=1000, le=2100, strict=True)] | None = None
    territory: Code | None = None
    place: Sent | None = None
    latitude: Annotated[float, Field(ge=-90, le=90, strict=True)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180, strict=True)] | None = None
    address: str = Field("", max_length=300)
    website: str = Field("", max_length=300)
    email_domains: list[Annotated[str, Field(max_length=253)]] = Field(
        default_factory=list, max_length=10
    )


class WorkIn(SectionIn):
    """What it does, in one language, and in which fields."""

    language: Language
    summary: str = Field("", max_length=300)
    description: str = Field("", max_length=10_000)
    domains: Codes = Field(default_factory=list)


class CapabilitiesIn(SectionIn):
    """What it offers, what it looks for, and how ripe its technology is."""

    offers: Codes = Field(default_factory=list)
    needs: Codes = Field(default_factory=list)
    trl_from: Level | None = None
    trl_to: Level | None = None


class CertificateIn(Input):
    code: Code
    until: date | None = None


class CredentialsIn(SectionIn):
    """The languages it works in, and its certificates with their ends."""

    languages: Codes = Field(default_factory=list)
    certificates: list[CertificateIn] = Field(default_factory=list, max_length=8)


def _stale_texts(
    request: HttpRequest, row: Organisation, values: SectionIn
) -> dict[str, tuple[str, str]]:
    """Give both texts of each field for a program whose edit comes too late."""
    saved, sent = shown(row, request.user), values.model_dump(mode="json", exclude={"revision"})
    saved["place"] = row.place_id
    if language := sent.pop("language", ""):
        for name in ("summary", "description"):
            saved[name] = saved[name].get(language, {}).get("text", "")
    return both_texts(saved, sent)


@router.put(
    "/{number}/basics",
    response=OrganisationOut,
    url_name="organisation_basics",
    openapi_extra=IF_MATCH,
)
def organisation_write_basics(
    request: HttpRequest, number: Path[Number], values: BasicsIn
) -> dict[str, Any]:
    """Write name and place; what you leave out becomes empty. A new name is not verified."""
    row = managed(request, number)
    edit_basics(
        actor=request.user,
        organisation=row,
        revision=expected_revision(request, values.revision),
        texts=_stale_texts(request, row, values),
        values=Basics(
            **values.model_dump(
                include={"name", "alternate_names", "staff", "founded", "address", "website"}
            ),
            names={str(code): name for code, name in values.names.items()},
            kind=known_term("organisation_kind", values.kind),
            size=known_or_none("organisation_size", values.size),
            territory=known_or_none("territory", values.territory),
            place=_place(values.place),
            latitude=values.latitude,
            longitude=values.longitude,
            domains=values.email_domains,
        ),
    )
    return shown(found(request, number), request.user)


def _place(number: int | None) -> Place | None:
    if number is None:
        return None
    place = place_with_id(number)
    if place is None:
        raise Refused(_("There is no place %(number)s. Look it up first.") % {"number": number})
    return place


@router.put(
    "/{number}/work", response=OrganisationOut, url_name="organisation_work", openapi_extra=IF_MATCH
)
def organisation_write_work(
    request: HttpRequest, number: Path[Number], values: WorkIn
) -> dict[str, Any]:
    """Write what your organisation does, in one language; other languages stay as they are."""
    row = managed(request, number)
    edit_work(
        actor=request.user,
        organisation=row,
        revision=expected_revision(request, values.revision),
        texts=_stale_texts(request, row, values),
        values=Work(
            language=values.language,
            summary=values.summary,
            description=values.description,
            domains=all_known("domain", values.domains),
        ),
    )
    return shown(found(request, number), request.user)


@router.put(
    "/{number}/capabilities",
    response=OrganisationOut,
    url_name="organisation_capabilities",
    openapi_extra=IF_MATCH,
)
def organisation_write_capabilities(
    request: HttpRequest, number: Path[Number], values: CapabilitiesIn
) -> dict[str, Any]:
    """Write what your organisation offers and looks for."""
    row = managed(request, number)
    low, high = values.trl_from, values.trl_to
    if low and high and low > high:
        raise Refused(_("Choose the same level or a higher one."))
    edit_capabilities(
        actor=request.user,
        organisation=row,
        revision=expected_revision(request, values.revision),
        texts=_stale_texts(request, row, values),
        values=Capabilities(
            offers=all_known("capability", values.offers),
            needs=all_known("capability", values.needs),
            trl_from=low,
            trl_to=high,
        ),
    )
    return shown(found(request, number), request.user)


@router.put(
    "/{number}/credentials",
    response=OrganisationOut,
    url_name="organisation_credentials",
    openapi_extra=IF_MATCH,
)
def organisation_write_credentials(
    request: HttpRequest, number: Path[Number], values: CredentialsIn
) -> dict[str, Any]:
    """Write the languages your organisation works in, and its certificates."""
    row = managed(request, number)
    edit_credentials(
        actor=request.user,
        organisation=row,
        revision=expected_revision(request, values.revision),
        texts=_stale_texts(request, row, values),
        values=Credentials(
            languages=all_known("language", values.languages),
            certificates=[
                (known_term("certificate", c.code), c.until) for c in values.certificates
            ],
        ),
    )
    return shown(found(request, number), request.user)


@router.post("/{number}/confirm", response=OrganisationOut, url_name="organisation_confirm")
def organisation_confirm(request: HttpRequest, number: Path[Number]) -> dict[str, Any]:
    """Say that the profile is still right."""
    confirm_profile(actor=request.user, organisation=found(request, number))
    return shown(found(request, number), request.user)
