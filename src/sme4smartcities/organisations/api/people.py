"""The people of an organisation for programs: who is shown, and for its managers all of them."""

from typing import Any, Literal

from django.http import Http404, HttpRequest
from ninja import Path, Schema, Status

from sme4smartcities.core.endpoints import Input, Number, conditional
from sme4smartcities.organisations.api.lookup import found, managed, router
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.queries.people import people_of, person_of, shown_people
from sme4smartcities.organisations.services.people import appoint, remove_person

TAGS = ["people"]


class ColleagueOut(Schema):
    """Somebody who lets you see that he or she works there."""

    member: int
    name: str
    function: str


class PersonOut(Schema):
    """One of the people as the managers see them. ``shown``: 0 nobody, 1 members, 2 everybody."""

    member: int
    name: str
    role: str
    function: str
    shown: int


class RoleIn(Input):
    role: Literal["manager", "member"]


def _all(organisation: Organisation) -> list[dict[str, Any]]:
    return [
        {
            "member": one.member.pk,
            "name": one.member.name,
            "role": one.role,
            "function": one.affiliation.function if one.affiliation else "",
            "shown": one.affiliation.shown if one.affiliation else 0,
        }
        for one in people_of(organisation)
    ]


@router.get(
    "/{number}/colleagues",
    response=list[ColleagueOut],
    tags=TAGS,
    url_name="organisation_colleagues",
)
@conditional
def organisation_colleagues(request: HttpRequest, number: Path[Number]) -> list[dict[str, Any]]:
    """List the people who let you see that they work there."""
    rows = shown_people(request.user, found(request, number))
    return [
        {"member": row.member_id, "name": row.member.name, "function": row.function} for row in rows
    ]


@router.get("/{number}/people", response=list[PersonOut], tags=TAGS, url_name="organisation_people")
@conditional
def organisation_people(request: HttpRequest, number: Path[Number]) -> list[dict[str, Any]]:
    """List all people of an organisation that you manage, managers first."""
    return _all(managed(request, number))


@router.put(
    "/{number}/people/{person}", response=list[PersonOut], tags=TAGS, url_name="organisation_person"
)
def organisation_appoint(
    request: HttpRequest, number: Path[Number], person: Path[Number], values: RoleIn
) -> list[dict[str, Any]]:
    """Make one of the people a manager, or a manager one of the people; the last one stays."""
    row = managed(request, number)
    held = person_of(row, person)
    if held is None:
        raise Http404
    appoint(actor=request.user, organisation=row, member=held, role=values.role)
    return _all(row)


@router.delete(
    "/{number}/people/{person}", response={204: None}, tags=TAGS, url_name="organisation_person"
)
def organisation_remove_person(
    request: HttpRequest, number: Path[Number], person: Path[Number]
) -> Status[None]:
    """Take somebody off the list of people; twice changes nothing more."""
    row = managed(request, number)
    held = person_of(row, person)
    if held is not None:
        remove_person(actor=request.user, organisation=row, member=held)
    return Status(204, None)
