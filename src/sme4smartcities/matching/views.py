"""Pages of matches: who could solve a challenge, and which challenges fit one's organisations."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.challenges.queries.challenges import challenge_for
from sme4smartcities.core.policies import require
from sme4smartcities.matching.policies import may_consult
from sme4smartcities.matching.queries.alliances import alliances_for
from sme4smartcities.matching.queries.consulting import has_consulted
from sme4smartcities.matching.queries.matches import SHOWN, offers_for
from sme4smartcities.matching.queries.panels import best_challenges
from sme4smartcities.matching.queries.shown import offers_told
from sme4smartcities.matching.services import consulting


def _challenge_or_404(request: HttpRequest, pk: int) -> Challenge:
    found = challenge_for(request.user, pk)
    if found is None:
        raise Http404
    return found


@require_safe
def challenge(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who could solve it, once the reader has noted that he or she looks."""
    found = _challenge_or_404(request, pk)
    require(may_consult(request.user, found), consulting.REFUSED)
    context: dict[str, object] = {"challenge": found}
    if has_consulted(request.user, found):
        context["matches"] = offers_told(request.user, offers_for(found))
        context["alliances"] = alliances_for(request.user, found)
        context["consulted"] = True
    return render(request, "matching/challenge.html", context)


@require_POST
def consult(request: HttpRequest, pk: int) -> HttpResponse:
    found = _challenge_or_404(request, pk)
    consulting.consult(actor=request.user, challenge=found)
    return redirect("matching:challenge", pk)


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    context = {"matches": best_challenges(request.user, SHOWN)}
    return render(request, "matching/mine.html", context)
