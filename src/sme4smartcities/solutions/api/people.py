"""Who offers a solution, who endorses it, which challenges it answers, for programs."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from ninja import Path, Schema, Status
from pydantic import Field

from sme4smartcities.challenges.queries.challenges import challenge_for
from sme4smartcities.core.endpoints import Input, Number, Sent, conditional
from sme4smartcities.core.lookup import or_404
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.queries.catalogue import in_catalogue
from sme4smartcities.solutions.api.lookup import Language, found, router, shown
from sme4smartcities.solutions.api.shape import OwnerOut, WholeSolution, owner
from sme4smartcities.solutions.models import Endorsement, SolutionOwner
from sme4smartcities.solutions.queries.answers import answer_to
from sme4smartcities.solutions.queries.parts import (
    endorsement_of,
    owner_of,
    seen_endorsements,
    seen_places,
)
from sme4smartcities.solutions.services.answering import state_answer, take_answer_back
from sme4smartcities.solutions.services.endorsing import (
    ask_endorsement,
    move_endorsement,
    take_endorsement_back,
)
from sme4smartcities.solutions.services.owners import (
    accept_owner,
    ask_owner,
    decline_owner,
    leave_owner,
    take_owner_back,
)

MOVES = {"accept": accept_owner, "decline": decline_owner, "leave": leave_owner}


class OwnerPlaceOut(Schema):
    """An organisation that offers the solution; ``accepted_at`` is null while it is only asked."""

    id: int
    organisation: OwnerOut
    asked_at: datetime
    accepted_at: datetime | None


class EndorsementStateOut(Schema):
    """``state``: asked, given, declined or withdrawn."""

    id: int
    organisation: OwnerOut
    state: str
    text: str
    language: str
    asked_at: datetime
    answered_at: datetime | None


class AskedIn(Input):
    organisation: Sent


class OwnerMoveIn(Input):
    act: Literal["accept", "decline", "leave"]


class EndorsementMoveIn(Input):
    """``text``: the city's words when it gives them, in ``language``."""

    act: Literal["give", "decline", "withdraw"]
    text: Annotated[str, Field(max_length=600)] = ""
    language: Language = "en"


class AnsweredChallengeIn(Input):
    challenge: Sent


def _place(row: SolutionOwner) -> dict[str, Any]:
    return {
        "id": row.pk,
        "organisation": owner(row.organisation),
        "asked_at": row.asked_at,
        "accepted_at": row.accepted_at,
    }


def _endorsement(row: Endorsement) -> dict[str, Any]:
    return {
        "id": row.pk,
        "organisation": owner(row.organisation),
        "state": row.state,
        "text": row.text,
        "language": row.language,
        "asked_at": row.asked_at,
        "answered_at": row.answered_at,
    }


def _named(request: HttpRequest, values: AskedIn) -> Organisation:
    return or_404(in_catalogue(request.user, values.organisation))


def _owner(request: HttpRequest, number: int, place: int) -> SolutionOwner:
    return or_404(owner_of(found(request, number), place))


def _asked(request: HttpRequest, number: int, endorsement: int) -> Endorsement:
    return or_404(endorsement_of(found(request, number), endorsement))


@router.get("/{number}/owners", response=list[OwnerPlaceOut], url_name="solution_owners")
@conditional
def owner_list(request: HttpRequest, number: Path[Number]) -> list[dict[str, Any]]:
    """List who offers it and who is asked to: all for its owners, for others their own places."""
    return [_place(row) for row in seen_places(found(request, number), request.user)]


@router.post("/{number}/owners", response={201: OwnerPlaceOut}, url_name="solution_owners")
def owner_invite(request: HttpRequest, number: Path[Number], values: AskedIn) -> Status[Any]:
    """Ask a further organisation to offer your solution with you; its managers get a mail."""
    row = ask_owner(
        actor=request.user, solution=found(request, number), organisation=_named(request, values)
    )
    return Status(201, _place(_owner(request, number, row.pk)))


@router.delete("/{number}/owners/{place}", response={204: None}, url_name="solution_owner")
def owner_uninvite(request: HttpRequest, number: Path[Number], place: Path[Number]) -> Status[None]:
    """Take a question back that nobody has answered."""
    take_owner_back(actor=request.user, owner=_owner(request, number, place))
    return Status(204, None)


@router.post(
    "/{number}/owners/{place}/moves", response={204: None}, url_name="solution_owner_moves"
)
def owner_move(
    request: HttpRequest, number: Path[Number], place: Path[Number], values: OwnerMoveIn
) -> Status[None]:
    """Accept or decline for your organisation to offer it too, or leave it."""
    MOVES[values.act](actor=request.user, owner=_owner(request, number, place))
    return Status(204, None)


@router.get(
    "/{number}/endorsements", response=list[EndorsementStateOut], url_name="solution_endorsements"
)
@conditional
def endorsement_list(request: HttpRequest, number: Path[Number]) -> list[dict[str, Any]]:
    """List endorsements in every state: all for its owners, for cities their own."""
    return [_endorsement(row) for row in seen_endorsements(found(request, number), request.user)]


@router.post(
    "/{number}/endorsements", response={201: EndorsementStateOut}, url_name="solution_endorsements"
)
def endorsement_ask(request: HttpRequest, number: Path[Number], values: AskedIn) -> Status[Any]:
    """Ask a public body that used your solution to endorse it; its managers get a mail."""
    row = ask_endorsement(
        actor=request.user, solution=found(request, number), organisation=_named(request, values)
    )
    return Status(201, _endorsement(_asked(request, number, row.pk)))


@router.delete(
    "/{number}/endorsements/{endorsement}", response={204: None}, url_name="solution_endorsement"
)
def endorsement_unask(
    request: HttpRequest, number: Path[Number], endorsement: Path[Number]
) -> Status[None]:
    """Take a question back that the city has not answered."""
    take_endorsement_back(actor=request.user, endorsement=_asked(request, number, endorsement))
    return Status(204, None)


@router.post(
    "/{number}/endorsements/{endorsement}/moves",
    response=EndorsementStateOut,
    url_name="solution_endorsement_moves",
)
def endorsement_move(
    request: HttpRequest,
    number: Path[Number],
    endorsement: Path[Number],
    values: EndorsementMoveIn,
) -> dict[str, Any]:
    """Give your city's word for a solution that it used, decline, or take the word back."""
    move_endorsement(
        actor=request.user,
        endorsement=_asked(request, number, endorsement),
        act=values.act,
        text=values.text,
        language=values.language,
    )
    return _endorsement(_asked(request, number, endorsement))


@router.post("/{number}/answers", response={201: WholeSolution}, url_name="solution_answers")
def answer_state(
    request: HttpRequest, number: Path[Number], values: AnsweredChallengeIn
) -> Status[Any]:
    """State that your solution answers an open challenge; it stands on both pages then."""
    challenge = challenge_for(request.user, values.challenge)
    if challenge is None:
        raise Http404
    state_answer(actor=request.user, solution=found(request, number), challenge=challenge)
    return Status(201, shown(request, number))


@router.delete("/{number}/answers/{challenge}", response={204: None}, url_name="solution_answer")
def answer_take_back(
    request: HttpRequest, number: Path[Number], challenge: Path[Number]
) -> Status[None]:
    """Take back that your solution answers a challenge."""
    row = answer_to(found(request, number), challenge)
    if row is None:
        raise Http404
    take_answer_back(actor=request.user, answer=row)
    return Status(204, None)
