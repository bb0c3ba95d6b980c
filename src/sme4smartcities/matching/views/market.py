"""Who could solve a challenge: solutions, organisations, and alliances that can be changed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from sme4smartcities.matching.queries.alliances import alliance_of, alliances_for, others_for
from sme4smartcities.matching.queries.consulting import has_consulted
from sme4smartcities.matching.queries.lens import lens_of
from sme4smartcities.matching.queries.matches import SHOWN, market_of
from sme4smartcities.matching.queries.shown import offered, told
from sme4smartcities.matching.scoring.alliances import MOST
from sme4smartcities.matching.services import consulting
from sme4smartcities.matching.views.lookup import (
    challenge_or_404,
    number_in,
    numbers_in,
    written_or_refused,
)


@require_safe
def challenge(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who could solve it, once the reader has noted that he or she looks."""
    found = written_or_refused(request, pk)
    context: dict[str, object] = {"challenge": found}
    if has_consulted(found):
        lens = lens_of(request.user)
        market = market_of(found).through(lens)
        lines = [offered(one) for one, _side in market.offers()[:SHOWN]]
        context["matches"] = told(request.user, lines, lens)
        context["alliances"] = alliances_for(request.user, market)
        context["consulted"] = True
    return render(request, "matching/challenge.html", context)


@require_POST
def consult(request: HttpRequest, pk: int) -> HttpResponse:
    found = challenge_or_404(request, pk)
    consulting.consult(actor=request.user, challenge=found)
    return redirect("matching:challenge", pk)


@require_safe
def team(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an alliance: swap a member for another candidate, and see what is covered then."""
    found = written_or_refused(request, pk)
    if not has_consulted(found):
        return redirect("matching:challenge", pk)
    market = market_of(found).through(lens_of(request.user))
    chosen = numbers_in(request, "o")
    alliance = alliance_of(request.user, market, chosen)
    if alliance is None:
        return redirect("matching:challenge", pk)
    instead = number_in(request, "instead")
    widening = not instead and len(alliance.seats) < MOST
    others = []
    if instead in alliance.members or widening:
        others = others_for(request.user, market, alliance.members, instead)
    context = {
        "challenge": found,
        "alliance": alliance,
        "others": others,
        "instead": instead if instead in alliance.members else 0,
        "shrinks": len(alliance.seats) > 2,
    }
    return render(request, "matching/team.html", context)
