"""The pages on which tables come in and go out."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.limits import client_ip
from sme4smartcities.core.paging import number_from, page_of
from sme4smartcities.core.spreadsheets import write_csv
from sme4smartcities.core.uploads.kinds import CSV
from sme4smartcities.organisations.exchange.forms import ColumnsForm, ExportForm, ImportForm
from sme4smartcities.organisations.exchange.models import Import, ImportRow, ImportState
from sme4smartcities.organisations.exchange.queries import (
    counts_of,
    exports_for,
    imports_for,
    named,
    rows_of,
)
from sme4smartcities.organisations.exchange.services import exporting, importing
from sme4smartcities.organisations.policies import is_coordinator

KINDS = ("problems", "twins", "fine")


def imports(request: HttpRequest) -> HttpResponse:
    """Bring a table; the coordinators' recent tables stand below."""
    form = ImportForm(
        request.POST or None, request.FILES or None, initial={"language": request.LANGUAGE_CODE}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = importing.start_import(
                actor=request.user,
                upload=form.cleaned_data["file"],
                texts_in=form.cleaned_data["language"],
                language=request.LANGUAGE_CODE,
            )
        except Refused as refused:
            form.add_error("file", str(refused.message))
        else:
            return redirect("exchange:table", made.pk)
    context = {"form": form, "tables": imports_for(request.user)[:20]}
    return render(request, "exchange/imports.html", context)


def _found(request: HttpRequest, pk: int) -> Import:
    table = imports_for(request.user).filter(pk=pk).first()
    if table is None:
        raise Http404
    return table


@require_GET
def table(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    return render(request, "exchange/table.html", _context(request, found))


def _context(
    request: HttpRequest, found: Import, form: ColumnsForm | None = None
) -> dict[str, Any]:
    context: dict[str, Any] = {"table": found, "form": form}
    if found.state == ImportState.COLUMNS and form is None:
        context["form"] = _columns_form(found)
    if found.state in (ImportState.READY, ImportState.ENTERING, ImportState.DONE):
        counts = counts_of(found)
        given = request.GET.get("show", "")
        kind = given if given in KINDS else _first_kind(counts)
        page = page_of(rows_of(found, kind), number_from(request.GET.get("page")), 50)
        context |= {"counts": counts, "kind": kind, "page": page, "rows": _rows(found, page.rows)}
    return context


def _first_kind(counts: Any) -> str:
    """Show first what needs the coordinator."""
    return "problems" if counts.problems else "twins" if counts.twins else "fine"


def _rows(found: Import, rows: Sequence[ImportRow]) -> list[dict[str, Any]]:
    ids = [twin["organisation"] for row in rows for twin in row.twins if "organisation" in twin]
    known = named(ids) if ids else {}
    return [
        {
            "row": row,
            "values": importing.values_of(found, row),
            "twins": [
                {
                    "reason": twin["reason"],
                    "row": twin.get("row"),
                    "organisation": known.get(twin.get("organisation", 0)),
                }
                for twin in row.twins
            ],
        }
        for row in rows
    ]


def _columns_form(found: Import, data: Any = None) -> ColumnsForm:
    samples = [row.cells for row in found.rows.order_by("number")[:3]]
    initial = {f"column_{number}": code for number, code in enumerate(found.mapping)}
    return ColumnsForm(data, header=found.header, samples=samples, initial=initial)


@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the work is, for a page that asks again; told to load anew when the work is done."""
    found = _found(request, pk)
    response = render(request, "exchange/_progress.html", {"table": found})
    if not found.is_working:
        response.headers["HX-Refresh"] = "true"
    return response


def columns(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    form = _columns_form(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            importing.choose_columns(actor=request.user, table=found, mapping=form.mapping())
        except Refused as refused:
            form.add_error(None, str(refused.message))
        else:
            return redirect("exchange:table", pk)
    return render(request, "exchange/columns.html", {"table": found, "form": form})


def _numbers(values: list[str]) -> list[int]:
    return [int(value) for value in values if value.isascii() and value.isdigit()][:1000]


@require_POST
def twins(request: HttpRequest, pk: int) -> HttpResponse:
    importing.choose_twins(
        actor=request.user,
        table=_found(request, pk),
        shown=_numbers(request.POST.getlist("shown")),
        add=_numbers(request.POST.getlist("add")),
    )
    messages.success(request, _("Noted."))
    return redirect("exchange:table", pk)


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    importing.confirm_import(actor=request.user, table=_found(request, pk))
    return redirect("exchange:table", pk)


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    importing.discard_import(actor=request.user, table=_found(request, pk))
    messages.success(request, _("The table is forgotten. What was entered from it stays."))
    return redirect("exchange:imports")


@require_GET
def problems(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give back the rows that cannot be entered, with the reasons in a last column."""
    found = _found(request, pk)
    rows = (
        [*row.cells, " ".join(problem["text"] for problem in row.problems)]
        for row in rows_of(found, "problems").iterator(500)
    )
    return _attached(write_csv([*found.header, _("Problem")], rows), CSV.type, "problems.csv")


def _attached(content: Any, media_type: str, name: str) -> FileResponse:
    return FileResponse(content, as_attachment=True, filename=name, content_type=media_type)


# --- Out ---------------------------------------------------------------------------------------


def exports(request: HttpRequest) -> HttpResponse:
    """Ask for a table of the directory; the own ones of the last week stand below."""
    form = ExportForm(request.POST or None, coordinator=is_coordinator(request.user))
    if request.method == "POST" and form.is_valid():
        exporting.ask_for_export(
            actor=request.user,
            format_=form.cleaned_data["format"],
            full=form.cleaned_data.get("full", False),
            language=request.LANGUAGE_CODE,
        )
        return redirect("exchange:exports")
    context = {"form": form, "exports": exports_for(request.user)[:20]}
    return render(request, "exchange/exports.html", context)


@require_GET
def export_progress(request: HttpRequest, pk: int) -> HttpResponse:
    export = exports_for(request.user).filter(pk=pk).first()
    if export is None:
        raise Http404
    response = render(request, "exchange/_export.html", {"export": export})
    if not export.is_working:
        response.headers["HX-Refresh"] = "true"
    return response


@require_GET
def table_now(request: HttpRequest, format_: str) -> HttpResponseBase:
    """Give what the reader may see of the directory as a file."""
    if format_ not in exporting.FORMATS:
        raise Http404
    key = str(request.user.pk) if request.user.is_authenticated else client_ip(request)
    content = exporting.table_now(
        actor=request.user, key=key, format_=format_, language=request.LANGUAGE_CODE
    )
    return _attached(content, exporting.FORMATS[format_].type, f"organisations.{format_}")
