"""Who may be suggested to an organisation and to whom, for programs of its managers."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from ninja import Path, Schema
from pydantic import Field

from sme4smartcities.core.endpoints import Code, Input, Number, Sent, conditional
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.policies import require
from sme4smartcities.matching.api.lookup import router
from sme4smartcities.matching.models import Bound
from sme4smartcities.matching.policies import may_set_reach
from sme4smartcities.matching.queries.reach import codes_of, listed_among, reach_of
from sme4smartcities.matching.scoring.reach import Reach
from sme4smartcities.matching.services.reach import REFUSED, UNKNOWN, set_reaches
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.queries.organisations import organisation_for
from sme4smartcities.vocabularies.queries import known_term


class ReachOut(Schema):
    """``nobody``: no suggestions at all; ``territories``: only these codes, none means everywhere;
    ``never``: never these organisations."""

    nobody: bool
    territories: list[str]
    never: list[int]


class SuggestionsOut(Schema):
    """``sees``: who may be suggested to it; ``seen``: to whom it may be suggested."""

    sees: ReachOut
    seen: ReachOut


class ReachIn(Input):
    nobody: bool = False
    territories: Annotated[list[Code], Field(max_length=60)] = Field(default_factory=list)
    never: Annotated[list[Sent], Field(max_length=200)] = Field(default_factory=list)


class SuggestionsIn(Input):
    """What you leave out lets everybody through."""

    sees: ReachIn = Field(default_factory=ReachIn)
    seen: ReachIn = Field(default_factory=ReachIn)


def _managed(request: HttpRequest, number: int) -> Organisation:
    found = organisation_for(request.user, number)
    if found is None:
        raise Http404
    require(may_set_reach(request.user, found), REFUSED)
    return found


def _shown(row: Organisation) -> dict[str, Any]:
    held = {way.value: reach_of(row, way) for way in Bound.Way}
    return {
        way: {
            "nobody": reach.nobody,
            "territories": codes_of(reach),
            "never": sorted(reach.never),
        }
        for way, reach in held.items()
    }


def _reach(request: HttpRequest, row: Organisation, values: ReachIn) -> Reach:
    if not listed_among(request.user, row, values.never):
        raise Refused(UNKNOWN)
    return Reach(
        nobody=values.nobody,
        territories=frozenset(known_term("territory", code).pk for code in values.territories),
        never=frozenset(values.never) - {row.pk},
    )


@router.get(
    "/organisations/{number}/suggestions", response=SuggestionsOut, url_name="match_suggestions"
)
@conditional
def match_suggestions(request: HttpRequest, number: Path[Number]) -> dict[str, Any]:
    """Read who may be suggested to an organisation that you manage, and to whom it may be."""
    return _shown(_managed(request, number))


@router.put(
    "/organisations/{number}/suggestions", response=SuggestionsOut, url_name="match_suggestions"
)
def match_suggestions_set(
    request: HttpRequest, number: Path[Number], values: SuggestionsIn
) -> dict[str, Any]:
    """Set both; nobody else learns of it."""
    row = _managed(request, number)
    set_reaches(
        actor=request.user,
        organisation=row,
        sees=_reach(request, row, values.sees),
        seen=_reach(request, row, values.seen),
    )
    return _shown(row)
