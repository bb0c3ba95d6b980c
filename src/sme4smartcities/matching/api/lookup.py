"""What endpoints of matching share: finding what an address names, with the caller's rights."""

from typing import cast

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Router

from sme4smartcities.accounts.models import Member
from sme4smartcities.challenges.models import Challenge
from sme4smartcities.core.errors import NotAllowed
from sme4smartcities.core.lookup import or_404
from sme4smartcities.core.policies import require
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.policies import may_consult
from sme4smartcities.matching.queries.consulting import challenge_to_solve, has_consulted
from sme4smartcities.matching.queries.own import own_organisation
from sme4smartcities.matching.queries.shown import Told
from sme4smartcities.matching.queries.single import match_told, must_consult, side_of
from sme4smartcities.matching.services.consulting import REFUSED
from sme4smartcities.organisations.models import Organisation

router = Router(tags=["matching"])

LOOK_FIRST = _(
    "Note first that you look at the market: post to “consultations”. It holds for a day."
)


def member(request: HttpRequest) -> Member:
    return cast(Member, request.user)


def written(request: HttpRequest, number: int) -> Challenge:
    """Give a challenge that the caller writes."""
    found = challenge_to_solve(request.user, number)
    if found is None:
        raise Http404
    require(may_consult(request.user, found), REFUSED)
    return found


def consulted(request: HttpRequest, number: int) -> Challenge:
    """Give a challenge whose market the caller has said that he or she looks at."""
    found = written(request, number)
    if not has_consulted(found):
        raise NotAllowed(LOOK_FIRST, code="not_consulted")
    return found


def own(request: HttpRequest, number: int) -> Organisation:
    return or_404(own_organisation(request.user, number))


def single(request: HttpRequest, mine: Subject, shown: Subject) -> Told:
    """Give a match by its two sides; 404 where there is none to tell, for whichever reason."""
    side = side_of(request.user, mine, shown)
    if side is None:
        raise Http404
    if must_consult(side, shown):
        raise NotAllowed(LOOK_FIRST, code="not_consulted")
    return or_404(match_told(request.user, side, shown))
