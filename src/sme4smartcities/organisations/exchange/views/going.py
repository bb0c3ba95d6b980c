"""The pages on which tables of the directory go out."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from sme4smartcities.core.limits import client_ip
from sme4smartcities.organisations.directory.asked import read
from sme4smartcities.organisations.exchange.forms import (
    ExportForm,
)
from sme4smartcities.organisations.exchange.queries import (
    exports_for,
    given_up,
)
from sme4smartcities.organisations.exchange.services import exporting
from sme4smartcities.organisations.exchange.views.attaching import attached
from sme4smartcities.organisations.policies import is_coordinator


def exports(request: HttpRequest) -> HttpResponse:
    """Ask for a table of the directory; the own ones of the last week stand below."""
    wanted = read(request.GET)
    narrowed = wanted if wanted.text or wanted.narrowed else None
    form = ExportForm(
        request.POST or None,
        coordinator=is_coordinator(request.user),
        initial={"asked": narrowed.address() if narrowed else ""},
    )
    if request.method == "POST" and form.is_valid():
        exporting.ask_for_export(
            actor=request.user,
            format_=form.cleaned_data["format"],
            full=form.cleaned_data.get("full", False),
            language=request.LANGUAGE_CODE,
            asked=form.cleaned_data["asked"],
        )
        return redirect("exchange:exports")
    own = exports_for(request.user)[:20]
    context = {
        "form": form,
        "narrowed": narrowed,
        "exports": [(export, given_up(export)) for export in own],
    }
    return render(request, "exchange/exports.html", context)


@require_GET
def export_progress(request: HttpRequest, pk: int) -> HttpResponse:
    export = exports_for(request.user).filter(pk=pk).first()
    if export is None:
        raise Http404
    stuck = given_up(export)
    response = render(request, "exchange/_export.html", {"export": export, "stuck": stuck})
    if not export.is_working or stuck:
        response.headers["HX-Refresh"] = "true"
    return response


@require_GET
def table_now(request: HttpRequest, format_: str) -> HttpResponseBase:
    """Give what the reader may see of the directory, narrowed as the directory is, as a file."""
    if format_ not in exporting.FORMATS:
        raise Http404
    key = str(request.user.pk) if request.user.is_authenticated else client_ip(request)
    content = exporting.table_now(
        actor=request.user,
        key=key,
        format_=format_,
        language=request.LANGUAGE_CODE,
        asked=read(request.GET),
    )
    return attached(content, exporting.FORMATS[format_].type, f"organisations.{format_}")
