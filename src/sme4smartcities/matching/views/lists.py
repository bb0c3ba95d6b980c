"""The lists of matches: challenges that fit, partners that complement, cities with like problems."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sme4smartcities.matching.queries.alike import like_problems, partners_for
from sme4smartcities.matching.queries.lens import lens_of
from sme4smartcities.matching.queries.matches import SHOWN
from sme4smartcities.matching.queries.own import own_challenges, own_organisations
from sme4smartcities.matching.queries.panels import best_challenges
from sme4smartcities.matching.queries.shown import offered, told
from sme4smartcities.matching.views.lookup import number_in


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    context = {"matches": best_challenges(request.user, SHOWN)}
    return render(request, "matching/mine.html", context)


@require_safe
def partners(request: HttpRequest) -> HttpResponse:
    """Show who complements one of the reader's organisations."""
    own = own_organisations(request.user)
    asked = number_in(request, "organisation")
    chosen = next((row for row in own if row.pk == asked), None) if asked else next(iter(own), None)
    if asked and chosen is None:
        raise Http404
    lens = lens_of(request.user)
    found = partners_for(chosen, lens) if chosen else []
    context = {
        "own": own,
        "chosen": chosen,
        "matches": told(request.user, [offered(one) for one in found], lens),
    }
    return render(request, "matching/partners.html", context)


@require_safe
def like(request: HttpRequest) -> HttpResponse:
    """Show open challenges of other cities that are like one of the reader's."""
    own = own_challenges(request.user)
    asked = number_in(request, "challenge")
    chosen = next((row for row in own if row.pk == asked), None) if asked else next(iter(own), None)
    if asked and chosen is None:
        raise Http404
    lens = lens_of(request.user)
    found = like_problems(chosen, lens) if chosen else []
    context = {
        "own": own,
        "chosen": chosen,
        "matches": told(request.user, [offered(one) for one in found], lens),
    }
    return render(request, "matching/like.html", context)
