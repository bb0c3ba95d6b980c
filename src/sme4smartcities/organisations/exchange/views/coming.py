"""The pages on which a table comes in: brought, looked at, confirmed."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sme4smartcities.core.cards import cards_for
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.lookup import or_404
from sme4smartcities.core.paging import number_from, page_of
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.spreadsheets import write_csv
from sme4smartcities.core.subjects import Subject
from sme4smartcities.core.uploads.kinds import CSV
from sme4smartcities.organisations.exchange.columns import label_of
from sme4smartcities.organisations.exchange.forms import (
    ColumnsForm,
    ContactsImportForm,
    ImportForm,
)
from sme4smartcities.organisations.exchange.models import (
    WITH_ROWS,
    About,
    Import,
    ImportRow,
    ImportState,
)
from sme4smartcities.organisations.exchange.queries import (
    contacts_named,
    counts_of,
    given_up,
    imports_for,
    named,
    rows_of,
)
from sme4smartcities.organisations.exchange.services import importing
from sme4smartcities.organisations.exchange.services.matters import MATTERS, matter_of
from sme4smartcities.organisations.exchange.views.attaching import attached

KINDS = ("problems", "twins", "fine")


def imports(request: HttpRequest) -> HttpResponse:
    """Bring a table of organisations; the coordinators' recent tables stand below."""
    return _bring(request, About.ORGANISATIONS, ImportForm, "exchange/imports.html")


def contacts(request: HttpRequest) -> HttpResponse:
    """Bring a table of contacts who are no members."""
    return _bring(request, About.CONTACTS, ContactsImportForm, "exchange/contacts.html")


def _bring(
    request: HttpRequest, about: About, kind: type[ImportForm], template: str
) -> HttpResponse:
    form = kind(
        request.POST or None, request.FILES or None, initial={"language": request.LANGUAGE_CODE}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = importing.start_import(
                actor=request.user,
                upload=form.cleaned_data["file"],
                texts_in=form.cleaned_data["language"],
                language=request.LANGUAGE_CODE,
                about=about,
            )
        except Refused as refused:
            form.add_error("file", str(refused.message))
        else:
            return redirect("exchange:table", made.pk)
    matter = MATTERS[about]
    context = {
        "form": form,
        "tables": imports_for(request.user).filter(about=about)[:20],
        "columns": matter.columns,
        "needed": matter.needed,
    }
    return render(request, template, context)


def _found(request: HttpRequest, pk: int) -> Import:
    return or_404(imports_for(request.user).filter(pk=pk).first())


@require_GET
def table(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    return render(request, "exchange/table.html", _context(request, found))


def _context(
    request: HttpRequest, found: Import, form: ColumnsForm | None = None
) -> dict[str, Any]:
    matter = matter_of(found)
    context: dict[str, Any] = {
        "table": found,
        "form": form,
        "matter": matter,
        "needed": matter.named(matter.needed),
        "stuck": given_up(found),
    }
    if found.state == ImportState.COLUMNS and form is None:
        context["form"] = _columns_form(found)
    if found.state in WITH_ROWS:
        counts = counts_of(found)
        given = request.GET.get("show", "")
        kind = given if given in KINDS else _first_kind(counts)
        page = page_of(rows_of(found, kind), number_from(request.GET.get("page")), 50)
        context |= {
            "counts": counts,
            "kind": kind,
            "page": page,
            "rows": _rows(request.user, found, page.rows),
            "headline": matter.named(matter.headline),
        }
    return context


def _first_kind(counts: Any) -> str:
    """Show first what needs the coordinator."""
    return "problems" if counts.problems else "twins" if counts.twins else "fine"


def _rows(actor: Actor, found: Import, rows: Sequence[ImportRow]) -> list[dict[str, Any]]:
    """Give the rows with what a preview shows of them, and links to what they look like."""
    matter, labels = matter_of(found), _labels(found)
    twins = [twin for row in rows for twin in row.twins]
    ours = named([twin["organisation"] for twin in twins if "organisation" in twin])
    contacts = contacts_named([twin["contact"] for twin in twins if "contact" in twin])
    cards = cards_for(actor, [Subject(*twin["subject"]) for twin in twins if "subject" in twin])
    return [
        {
            "row": row,
            "cells": matter.headlines(importing.values_of(found, row)),
            "problems": _told(row, labels),
            "twins": [
                {
                    "reason": matter.reasons.get(twin["reason"], ""),
                    "card": cards.get(Subject(*twin["subject"])) if "subject" in twin else None,
                    "row": twin.get("row"),
                    "organisation": ours.get(twin.get("organisation", 0)),
                    "contact": contacts.get(twin.get("contact", 0)),
                }
                for twin in row.twins
            ],
        }
        for row in rows
    ]


def _labels(found: Import) -> dict[str, str]:
    return {column.code: label_of(column) for column in matter_of(found).columns}


def _told(row: ImportRow, labels: Mapping[str, str]) -> list[tuple[str, str]]:
    """Give each problem of a row with the name of its column."""
    return [(labels.get(p["column"], p["column"]), p["text"]) for p in row.problems]


def _columns_form(found: Import, data: Any = None) -> ColumnsForm:
    samples = [row.cells for row in found.rows.order_by("number")[:3]]
    initial = {f"column_{number}": code for number, code in enumerate(found.mapping)}
    columns = matter_of(found).columns
    return ColumnsForm(data, columns=columns, header=found.header, samples=samples, initial=initial)


@require_GET
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the work is, for a page that asks again; told to load anew when the work is done."""
    found = _found(request, pk)
    response = render(request, "exchange/_progress.html", {"table": found})
    if not found.is_working or given_up(found):
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
    matter = matter_of(found)
    context = {
        "table": found,
        "form": form,
        "matter": matter,
        "needed": matter.named(matter.needed),
    }
    return render(request, "exchange/columns.html", context)


def _numbers(values: list[str]) -> list[int]:
    found = (value for value in values if value.isascii() and value.isdigit())
    return [int(value) for value in found if len(value) < 10][:1000]


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
def again(request: HttpRequest, pk: int) -> HttpResponse:
    importing.run_again(actor=request.user, table=_found(request, pk))
    return redirect("exchange:table", pk)


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    matter = matter_of(found)
    importing.discard_import(actor=request.user, table=found)
    messages.success(request, _("The table is forgotten. What was entered from it stays."))
    return redirect(matter.page)


@require_GET
def problems(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give back the rows that cannot be entered, with the reasons in a last column."""
    found = _found(request, pk)
    labels = _labels(found)
    rows = (
        [*row.cells, " ".join(f"{column}: {text}" for column, text in _told(row, labels))]
        for row in rows_of(found, "problems").iterator(500)
    )
    return attached(write_csv([*found.header, _("Problem")], rows), CSV.type, "problems.csv")
