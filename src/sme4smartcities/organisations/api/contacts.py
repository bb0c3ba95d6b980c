"""Contacts for the coordinator's programs, and for members to whose role a contact was opened."""

from datetime import date
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Query, Schema, Status
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
from sme4smartcities.core.errors import SecondFactorNeeded
from sme4smartcities.core.lookup import or_404
from sme4smartcities.core.paging import cursor_after, keys_of
from sme4smartcities.organisations.api.lookup import Language, found, router
from sme4smartcities.organisations.models import Contact
from sme4smartcities.organisations.queries.contacts import (
    contact_for,
    contacts_after,
    contacts_of,
)
from sme4smartcities.organisations.services.contacts import (
    ContactValues,
    add_contact,
    delete_contact,
    edit_contact,
    invite_contact,
    record_export,
)
from sme4smartcities.vocabularies.queries import known_term

TAGS = ["contacts"]


class ContactOut(Schema):
    """A function in an organisation and how its office is reached; a name only where needed."""

    id: int
    organisation: int
    function: str
    name: str
    email: str
    address: str
    language: str
    source: str
    legal_basis: str
    collected_on: date
    expires_on: date
    told_on: date | None
    invited_on: date | None
    notes: str
    audiences: list[str]
    revision: int


class ContactIn(Input):
    """``revision`` is for edits: the one you read, unless you send If-Match."""

    organisation: Sent
    function: str = Field(min_length=1, max_length=150)
    source: str = Field(min_length=1, max_length=300)
    legal_basis: Code
    collected_on: date
    expires_on: date
    name: str = Field("", max_length=150)
    email: str = Field("", max_length=254)
    address: str = Field("", max_length=300)
    language: Language = "en"
    notes: str = Field("", max_length=1000)
    audiences: list[Code] = Field(default_factory=list, max_length=20)
    revision: Sent | None = None


def _shown(row: Contact) -> dict[str, Any]:
    return {
        "id": row.pk,
        "organisation": row.organisation_id,
        "function": row.function,
        "name": row.name,
        "email": row.email,
        "address": row.address,
        "language": row.language,
        "source": row.source,
        "legal_basis": row.legal_basis.code,
        "collected_on": row.collected_on,
        "expires_on": row.expires_on,
        "told_on": row.noticed_at.date() if row.noticed_at else None,
        "invited_on": row.invited_at.date() if row.invited_at else None,
        "notes": row.notes,
        "audiences": [audience.role for audience in row.audiences.all()],
        "revision": row.revision,
    }


def _values(request: HttpRequest, values: ContactIn) -> ContactValues:
    plain = values.model_dump(exclude={"organisation", "legal_basis", "audiences", "revision"})
    return ContactValues(
        **plain,
        organisation=found(request, values.organisation),
        legal_basis=known_term("legal_basis", values.legal_basis),
    )


def _seen(request: HttpRequest, number: int) -> Contact:
    return or_404(contact_for(request.user, number))


def _require_proof(request: HttpRequest) -> None:
    """Ask of a browser's session what the page of the export asks; a token was made after such a proof."""
    by_session = getattr(request, "token", None) is None
    if by_session and get_adapter().is_reauthentication_required(app="contacts"):
        raise SecondFactorNeeded(_("Prove by a second factor that it is you, then try again."))


@router.get("/contacts", response=CursorPage[ContactOut], tags=TAGS, url_name="contact_list")
def contact_list(request: HttpRequest, paging: Query[Paging]) -> dict[str, Any]:
    """List all contacts; each page is an export of its rows, and recorded as one."""
    _require_proof(request)
    after = keys_of(paging.cursor, int)[0] if paging.cursor else 0
    rows = contacts_after(request.user, after, paging.limit + 1)
    page = rows[: paging.limit]
    record_export(actor=request.user, contacts=len(page), format="api")
    more = len(rows) > paging.limit
    return {
        "items": [_shown(row) for row in page],
        "next": cursor_after(page[-1].pk) if more else None,
    }


@router.post("/contacts", response={201: ContactOut}, tags=TAGS, url_name="contact_list")
def contact_create(request: HttpRequest, values: ContactIn) -> Status[Any]:
    """Keep a contact; an address whose owner said no is refused."""
    row = add_contact(
        actor=request.user, values=_values(request, values), audiences=values.audiences
    )
    return Status(201, _shown(_seen(request, row.pk)))


@router.get("/contacts/{number}", response=ContactOut, tags=TAGS, url_name="contact")
@conditional
def contact_read(request: HttpRequest, number: Path[Number]) -> dict[str, Any]:
    """Read a contact that you may see."""
    return _shown(_seen(request, number))


@router.put(
    "/contacts/{number}", response=ContactOut, tags=TAGS, url_name="contact", openapi_extra=IF_MATCH
)
def contact_write(request: HttpRequest, number: Path[Number], values: ContactIn) -> dict[str, Any]:
    """Change a contact; a new address has not been told yet."""
    edit_contact(
        actor=request.user,
        contact=_seen(request, number),
        values=_values(request, values),
        audiences=values.audiences,
        revision=expected_revision(request, values.revision),
    )
    return _shown(_seen(request, number))


@router.delete("/contacts/{number}", response={204: None}, tags=TAGS, url_name="contact")
def contact_remove(request: HttpRequest, number: Path[Number]) -> Status[None]:
    """Delete a contact that is not needed any more."""
    delete_contact(actor=request.user, contact=_seen(request, number))
    return Status(204, None)


@router.post(
    "/contacts/{number}/invitation", response=ContactOut, tags=TAGS, url_name="contact_invitation"
)
def contact_ask(request: HttpRequest, number: Path[Number]) -> dict[str, Any]:
    """Ask a contact to join: once, with the notice of where the data come from."""
    invite_contact(actor=request.user, contact=_seen(request, number))
    return _shown(_seen(request, number))


@router.get(
    "/{number}/contacts", response=list[ContactOut], tags=TAGS, url_name="organisation_contacts"
)
@conditional
def organisation_contact_list(request: HttpRequest, number: Path[Number]) -> list[dict[str, Any]]:
    """List the contacts of one organisation that you may see."""
    return [_shown(row) for row in contacts_of(request.user, found(request, number))]
