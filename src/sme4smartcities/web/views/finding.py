"""The search over everything, and what is offered while somebody types."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sme4smartcities.core import limits
from sme4smartcities.core.paging import number_from
from sme4smartcities.core.search.terms import LONGEST_QUERY
from sme4smartcities.matching.queries.nearest import make_ready
from sme4smartcities.web.queries.found import Asked, Choice, Found, found
from sme4smartcities.web.queries.offered import offers_for

# In a minute for one reader, a member anywhere or all visitors of one address.
SEARCHES = 120
KEYS = 240  # what is typed: four keys a second


@dataclass(frozen=True)
class Narrowing:
    """Choices of one sort with the addresses that choose them, and the one that takes back."""

    label: str
    chosen: str
    clear: str
    choices: Sequence[tuple[Choice, str]]


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what is found; without words, have the models woken for what comes."""
    asked = Asked(
        request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_QUERY],
        *(request.GET.get(name, "").replace("\0", "") for name in ("kind", "language", "place")),
    )
    context: dict[str, object] = {"asked": asked, "found": None}
    if asked.text:
        limits.take("search", key=limits.asker(request), limit=SEARCHES, per=60)
        result = found(request.user, asked, number_from(request.GET.get("page")))
        narrowings = list(_narrowings(request.GET, asked, result))
        context |= {"found": result, "narrowings": narrowings}
    else:
        make_ready()
    return render(request, "web/search.html", context)


def _narrowings(address: QueryDict, asked: Asked, result: Found) -> Iterator[Narrowing]:
    for name, label, chosen, choices in (
        ("kind", _("Kind"), asked.kind, result.kinds),
        ("language", _("Written in"), asked.language, result.languages),
        ("place", _("Place"), asked.place, result.places),
    ):
        if chosen or len(choices) > 1:
            listed = [(one, _with(address, name, one.code)) for one in choices]
            yield Narrowing(label, chosen, _with(address, name, ""), listed)


def _with(address: QueryDict, name: str, value: str) -> str:
    """Give the address with one choice changed, from the first page on."""
    changed = address.copy()
    changed.pop("page", None)
    changed.pop(name, None)
    if value:
        changed[name] = value
    return f"?{changed.urlencode()}"


@require_safe
def offers(request: HttpRequest) -> HttpResponse:
    """Give the lines that stand below the box while somebody types."""
    limits.take("offers", key=limits.asker(request), limit=KEYS, per=60)
    make_ready()
    context = {"offers": offers_for(request.user, request.GET.get("q", ""))}
    return render(request, "web/_suggested.html", context)
