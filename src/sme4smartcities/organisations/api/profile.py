"""The sections of a profile for programs: each is written whole, on top of what was read."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Status
from pydantic import Field

from sme4smartcities.core.endpoints import (
    FILE,
    IF_MATCH,
    Code,
    Input,
    Number,
    Sent,
    SentFile,
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
from sme4smartcities.organisations.services.logo import remove_logo, set_logo
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


S = TypeVar("S", bound=SectionIn)
Endpoint = Callable[..., dict[str, Any]]


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
    """What it does, in one language, in which fields, and under which procurement codes."""

    language: Language
    summary: str = Field("", max_length=300)
    description: str = Field("", max_length=10_000)
    domains: Codes = Field(default_factory=list)
    cpv: Codes = Field(default_factory=list)


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


def _write(
    request: HttpRequest,
    number: int,
    sent: S,
    edit: Callable[..., object],
    read: Callable[[S], Basics | Work | Capabilities | Credentials],
) -> dict[str, Any]:
    """Write one section: found and allowed first, then read as the section's values."""
    row = managed(request, number)
    edit(
        actor=request.user,
        organisation=row,
        revision=expected_revision(request, sent.revision),
        texts=_stale_texts(request, row, sent),
        values=read(sent),
    )
    return shown(found(request, number), request.user)


def _basics(sent: BasicsIn) -> Basics:
    return Basics(
        **sent.model_dump(
            include={"name", "alternate_names", "staff", "founded", "address", "website"}
        ),
        names={str(code): name for code, name in sent.names.items()},
        kind=known_term("organisation_kind", sent.kind),
        size=known_or_none("organisation_size", sent.size),
        territory=known_or_none("territory", sent.territory),
        place=_place(sent.place),
        latitude=sent.latitude,
        longitude=sent.longitude,
        domains=sent.email_domains,
    )


def _place(number: int | None) -> Place | None:
    if number is None:
        return None
    place = place_with_id(number)
    if place is None:
        raise Refused(_("There is no place %(number)s. Look it up first.") % {"number": number})
    return place


def _work(sent: WorkIn) -> Work:
    return Work(
        language=sent.language,
        summary=sent.summary,
        description=sent.description,
        domains=all_known("domain", sent.domains),
        cpv=all_known("cpv", sent.cpv),
    )


def _capabilities(sent: CapabilitiesIn) -> Capabilities:
    low, high = sent.trl_from, sent.trl_to
    if low and high and low > high:
        raise Refused(_("Choose the same level or a higher one."))
    return Capabilities(
        offers=all_known("capability", sent.offers),
        needs=all_known("capability", sent.needs),
        trl_from=low,
        trl_to=high,
    )


def _credentials(sent: CredentialsIn) -> Credentials:
    return Credentials(
        languages=all_known("language", sent.languages),
        certificates=[(known_term("certificate", c.code), c.until) for c in sent.certificates],
    )


def _section(name: str) -> Callable[[Endpoint], Endpoint]:
    """Give a section its address."""
    route: Callable[[Endpoint], Endpoint] = router.put(
        f"/{{number}}/{name}",
        response=OrganisationOut,
        url_name=f"organisation_{name}",
        openapi_extra=IF_MATCH,
    )
    return route


@_section("basics")
def organisation_write_basics(
    request: HttpRequest, number: Path[Number], values: BasicsIn
) -> dict[str, Any]:
    """Write name and place; what you leave out becomes empty. A new name is not verified."""
    return _write(request, number, values, edit_basics, _basics)


@_section("work")
def organisation_write_work(
    request: HttpRequest, number: Path[Number], values: WorkIn
) -> dict[str, Any]:
    """Write what your organisation does, in one language; other languages stay as they are."""
    return _write(request, number, values, edit_work, _work)


@_section("capabilities")
def organisation_write_capabilities(
    request: HttpRequest, number: Path[Number], values: CapabilitiesIn
) -> dict[str, Any]:
    """Write what your organisation offers and looks for."""
    return _write(request, number, values, edit_capabilities, _capabilities)


@_section("credentials")
def organisation_write_credentials(
    request: HttpRequest, number: Path[Number], values: CredentialsIn
) -> dict[str, Any]:
    """Write the languages your organisation works in, and its certificates."""
    return _write(request, number, values, edit_credentials, _credentials)


@router.put(
    "/{number}/logo", response=OrganisationOut, url_name="organisation_logo", openapi_extra=FILE
)
def organisation_write_logo(request: HttpRequest, number: Path[Number]) -> dict[str, Any]:
    """Show a picture in place of the initials: PNG, JPEG, WebP or GIF, as the body of the request."""
    set_logo(actor=request.user, organisation=managed(request, number), upload=SentFile(request))
    return shown(found(request, number), request.user)


@router.delete("/{number}/logo", response={204: None}, url_name="organisation_logo")
def organisation_remove_logo(request: HttpRequest, number: Path[Number]) -> Status[None]:
    """Show the initials again."""
    remove_logo(actor=request.user, organisation=managed(request, number))
    return Status(204, None)


@router.post("/{number}/confirm", response=OrganisationOut, url_name="organisation_confirm")
def organisation_confirm(request: HttpRequest, number: Path[Number]) -> dict[str, Any]:
    """Say that the profile is still right."""
    confirm_profile(actor=request.user, organisation=found(request, number))
    return shown(found(request, number), request.user)
