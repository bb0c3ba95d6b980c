"""The page of the directory."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sme4smartcities.core.etags import conditional_on
from sme4smartcities.core.paging import number_from
from sme4smartcities.organisations.directory import asked
from sme4smartcities.organisations.directory.keeping import VERSION
from sme4smartcities.organisations.directory.queries import results


@require_safe
def directory(request: HttpRequest) -> HttpResponseBase:
    """Show listed organisations by words, filters and place. Words are always looked up anew."""
    return _page(request) if request.GET.get("q") else _unworded(request)


def _page(request: HttpRequest) -> HttpResponse:
    wanted = asked.read(request.GET)
    found = results(wanted, number_from(request.GET.get("page")))
    return render(request, "organisations/directory.html", {"found": found, "asked": wanted})


_unworded = conditional_on(VERSION)(_page)
