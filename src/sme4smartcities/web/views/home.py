"""Home, the desk and the tour."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from sme4smartcities.core.etags import conditional
from sme4smartcities.web.queries import gathered
from sme4smartcities.web.queries.places import where
from sme4smartcities.web.roles import INVITED


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """Send a reader to his or her language."""
    member = request.user.language if request.user.is_authenticated else ""
    language = member if member in dict(settings.LANGUAGES) else request.LANGUAGE_CODE
    return redirect(f"/{language}/")


@conditional
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    context = {
        "counts": gathered.counts(),
        "where": next(gathered.asked(where), None),
        "roles": INVITED,
    }
    return render(request, "web/home.html", context)


@cache_control(private=True, no_cache=True)
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show what waits. It has no tag: what was read since, and which matches were judged since, are
    no facts."""
    return render(request, "web/desk.html", {"items": gathered.desk_items(request.user)})


@require_safe
def tour_door(request: HttpRequest) -> HttpResponse:
    """Lead from the short address that ``./run`` prints to the reader's language."""
    return redirect("web:tour")


@require_safe
def tour(request: HttpRequest) -> HttpResponse:
    """Show what to look at in five minutes; without stops there is no tour."""
    steps = gathered.tour_steps()
    if not steps:
        raise Http404
    return render(request, "web/tour.html", {"steps": steps})
