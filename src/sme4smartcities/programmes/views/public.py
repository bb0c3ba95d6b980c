"""What everybody reads of programmes."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sme4smartcities.core.etags import conditional
from sme4smartcities.core.paging import number_from, page_of
from sme4smartcities.organisations.jsonld import script
from sme4smartcities.programmes.coast import dots
from sme4smartcities.programmes.jsonld import described
from sme4smartcities.programmes.policies import (
    is_keeper,
    is_running,
    may_create,
    may_enquire,
    takes_enquiries,
)
from sme4smartcities.programmes.queries import (
    own_editions,
    participants,
    programme_page,
    programmes,
    work_packages,
)
from sme4smartcities.programmes.views.lookup import programme_or_404
from sme4smartcities.vocabularies.queries import term


@conditional
def programme_list(request: HttpRequest) -> HttpResponse:
    number = number_from(request.GET.get("page"))
    context = {
        "page": page_of(programmes(request.user), number, 12),
        "may_create": may_create(request.user),
    }
    return render(request, "programmes/programme_list.html", context)


@conditional
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell what the programme wants, who runs it, where it stands, and by which figures."""
    found = programme_or_404(request, slug)
    page = programme_page(found, request.user)
    context = {
        "programme": found,
        "page": page,
        "dots": dots(page.cities),
        "budget": page.figures_of("budget"),
        "targets": page.figures_of("target"),
        "others": page.figures_of("other"),
        "json_ld": script(described(found, page)),
        "keeps": is_keeper(request.user, found),
        "own_editions": own_editions(request.user),
        "may_enquire": may_enquire(request.user, found),
        "enquiries_open": takes_enquiries(found),
        "running": is_running(found),
        "working_languages": [
            one.label for code in found.languages if (one := term("language", code))
        ],
    }
    return render(request, "programmes/programme.html", context)


@conditional
def work(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the work packages and who leads them."""
    found = programme_or_404(request, slug)
    if not found.has_work_packages:
        raise Http404
    context = {"programme": found, "rows": work_packages(found, request.user)}
    return render(request, "programmes/work.html", context)


@conditional
def taking_part(request: HttpRequest, slug: str) -> HttpResponse:
    """List the organisations that take part."""
    found = programme_or_404(request, slug)
    number = number_from(request.GET.get("page"))
    rows = page_of(participants(found, request.user), number, 50)
    context = {"programme": found, "page": rows}
    return render(request, "programmes/taking_part.html", context)
