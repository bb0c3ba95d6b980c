"""Lists of matches for programs, and single ones with all their parts."""

from collections.abc import Iterable
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Path, Query, Status
from pydantic import Field

from sme4smartcities.core.endpoints import Input, Number, conditional
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.api.lookup import consulted, own, router, single, written
from sme4smartcities.matching.api.shape import (
    MatchOut,
    TeamOut,
    alliance_shape,
    match_shape,
)
from sme4smartcities.matching.queries.alike import like_problems, partners_for
from sme4smartcities.matching.queries.alliances import alliances_for
from sme4smartcities.matching.queries.lens import Lens, lens_of
from sme4smartcities.matching.queries.matches import market_of
from sme4smartcities.matching.queries.panels import best_challenges
from sme4smartcities.matching.queries.shown import offered, told
from sme4smartcities.matching.scoring.verdict import Match
from sme4smartcities.matching.services import consulting

OwnKind = Literal["organisation", "challenge"]
ShownKind = Literal["challenge", "solution", "organisation"]


class HowMany(Input):
    limit: int = Field(12, ge=1, le=50)


def _shown(request: HttpRequest, found: Iterable[Match], lens: Lens) -> list[dict[str, Any]]:
    return [match_shape(one) for one in told(request.user, [offered(one) for one in found], lens)]


@router.get("/challenges", response=list[MatchOut], url_name="match_challenges")
@conditional
def match_challenges(request: HttpRequest, asked: Query[HowMany]) -> list[dict[str, Any]]:
    """List the open challenges that your organisations could answer, best first."""
    return [match_shape(one) for one in best_challenges(request.user, asked.limit)]


@router.get("/organisations/{number}/partners", response=list[MatchOut], url_name="match_partners")
@conditional
def match_partners(
    request: HttpRequest, number: Path[Number], asked: Query[HowMany]
) -> list[dict[str, Any]]:
    """List who complements an organisation that you manage, best first."""
    lens = lens_of(request.user)
    found = partners_for(own(request, number), lens, asked.limit)
    return _shown(request, found, lens)


@router.get("/challenges/{number}/like-problems", response=list[MatchOut], url_name="match_like")
@conditional
def match_like(
    request: HttpRequest, number: Path[Number], asked: Query[HowMany]
) -> list[dict[str, Any]]:
    """List open challenges of other cities that are like one that you write, best first."""
    lens = lens_of(request.user)
    found = like_problems(written(request, number), lens, asked.limit)
    return _shown(request, found, lens)


@router.post(
    "/challenges/{number}/consultations", response={204: None}, url_name="match_consultations"
)
def match_consult(request: HttpRequest, number: Path[Number]) -> Status[None]:
    """Note in the journal that you look at who could solve a challenge; it opens for a day."""
    consulting.consult(actor=request.user, challenge=written(request, number))
    return Status(204, None)


@router.get("/challenges/{number}/offers", response=list[MatchOut], url_name="match_offers")
@conditional
def match_offers(
    request: HttpRequest, number: Path[Number], asked: Query[HowMany]
) -> list[dict[str, Any]]:
    """List who could solve a challenge that you write. Market knowledge, not selection."""
    lens = lens_of(request.user)
    market = market_of(consulted(request, number)).through(lens)
    return _shown(request, [one for one, _side in market.offers()[: asked.limit]], lens)


@router.get("/challenges/{number}/alliances", response=list[TeamOut], url_name="match_alliances")
@conditional
def match_alliances(request: HttpRequest, number: Path[Number]) -> list[dict[str, Any]]:
    """List teams of several countries that could solve a challenge that you write together."""
    market = market_of(consulted(request, number)).through(lens_of(request.user))
    return [alliance_shape(one) for one in alliances_for(request.user, market)]


@router.get("/matches/{own_kind}/{own}/{kind}/{number}", response=MatchOut, url_name="match_single")
@conditional
def match_single(
    request: HttpRequest,
    own_kind: Path[OwnKind],
    own: Path[Number],
    kind: Path[ShownKind],
    number: Path[Number],
) -> dict[str, Any]:
    """Read one match with all its parts. 404 where nothing speaks for it, whatever the reason."""
    return match_shape(single(request, Subject(own_kind, own), Subject(kind, number)))
