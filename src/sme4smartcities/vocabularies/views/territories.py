"""In which country each place is shown: looked at first, applied when confirmed."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.spreadsheets import Limits, read, write_csv
from sme4smartcities.vocabularies import queries, services
from sme4smartcities.vocabularies.forms.terms import TableForm
from sme4smartcities.vocabularies.forms.territories import (
    HEADER,
    TerritoriesForm,
    choices_in,
    table_of,
)
from sme4smartcities.vocabularies.queries.territories import Table
from sme4smartcities.vocabularies.views.lookup import tell

LIMITS = Limits(bytes=1_000_000)


def territories(request: HttpRequest) -> HttpResponse:
    """Show the table; a changed one is looked at before it is applied."""
    table = queries.territory_table()
    form = TerritoriesForm(request.POST or None, table=table)
    if request.method == "POST" and form.is_valid():
        return _preview(request, table, form.wanted())
    return _page(request, table, form, TableForm())


def _page(request: HttpRequest, table: Table, form: Any, table_form: Any) -> HttpResponse:
    context = {
        "table": table,
        "form": form,
        "table_form": table_form,
        "history": queries.history_of_territories(request.user),
    }
    return render(request, "vocabularies/territories.html", context)


def _preview(request: HttpRequest, table: Table, wanted: dict[str, str]) -> HttpResponse:
    context = {
        "table": table,
        "wanted": wanted.items(),
        "changes": queries.changes(table, wanted),
        "first": table.applied_at is None,
    }
    return render(request, "vocabularies/territories_preview.html", context)


@require_safe
def territories_file(request: HttpRequest) -> HttpResponseBase:
    """Give the table as a file that comes in again."""
    rows = table_of(queries.territory_table())
    return FileResponse(
        write_csv(HEADER, rows),
        as_attachment=True,
        filename="territories.csv",
        content_type="text/csv; charset=utf-8",
    )


@require_POST
def territories_in(request: HttpRequest) -> HttpResponse:
    """Read a table and show what it would change."""
    table = queries.territory_table()
    form = TableForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            sheet = read(form.cleaned_data["file"], LIMITS)
            return _preview(request, table, choices_in(sheet, table))
        except Refused as error:
            tell(form, error)
    return _page(request, table, TerritoriesForm(table=table), form)


@require_POST
def territories_apply(request: HttpRequest) -> HttpResponse:
    """Apply what was looked at; show it anew when somebody else applied another one meanwhile."""
    table = queries.territory_table()
    form = TerritoriesForm(request.POST, table=table)
    if not form.is_valid():
        return _page(request, table, form, TableForm())
    wanted = form.wanted()
    if request.POST.get("seen", "") != table.seen:
        messages.warning(
            request, _("Somebody else applied the table meanwhile. Look at the changes once more.")
        )
        return _preview(request, table, wanted)
    services.apply_territory_table(
        actor=request.user,
        rows=_of("country", wanted),
        disputed=queries.disputed_ids(_of("place", wanted)),
    )
    messages.success(request, _("The table is applied. Places show their countries from now on."))
    return redirect("vocabularies:territories")


def _of(kind: str, wanted: dict[str, str]) -> dict[str, str]:
    pairs = ((key.partition(":"), code) for key, code in wanted.items())
    return {parts[2]: code for parts, code in pairs if parts[0] == kind}
