"""A solution goes out as a file and comes in again as a draft."""

import json
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.etags import conditional
from sme4smartcities.core.lookup import or_404
from sme4smartcities.core.spreadsheets import FORMATS
from sme4smartcities.solutions.forms.sections import SolutionFileForm
from sme4smartcities.solutions.queries import asked
from sme4smartcities.solutions.queries.solutions import offering_choices
from sme4smartcities.solutions.queries.tables import table
from sme4smartcities.solutions.services.exchange import (
    DAMAGED,
    LARGEST,
    answers_here,
    exported,
    import_solution,
    read_solution,
)
from sme4smartcities.solutions.views.lookup import solution_or_404


@require_safe
@conditional
def solution_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the whole solution as JSON."""
    told = exported(solution_or_404(request, pk), request.user)
    text = json.dumps(told, ensure_ascii=False, indent=1)
    return FileResponse(
        BytesIO(text.encode()),
        as_attachment=True,
        filename=f"solution-{pk}.json",
        content_type="application/json",
    )


@require_safe
@conditional
def list_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Give what the list shows as a table; the address asks as the list's does."""
    if kind not in FORMATS:
        raise Http404
    write, media_type = FORMATS[kind]
    header, rows = table(asked.read(request.GET))
    return FileResponse(
        write(header, rows),
        as_attachment=True,
        filename=f"solutions.{kind}",
        content_type=media_type,
    )


def solution_in(request: HttpRequest) -> HttpResponse:
    """Read an export and show what it would make here."""
    offered = offering_choices(request.user)
    form = SolutionFileForm(request.POST or None, request.FILES or None, organisations=offered)
    if request.method == "POST" and form.is_valid():
        try:
            text = _text(form.cleaned_data["file"].read(LARGEST + 1))
            brought = read_solution(text)
        except Refused as error:
            form.add_error("file", str(error.message))
        else:
            here, elsewhere = answers_here(brought, request.user)
            context = {
                "brought": brought,
                "answers": here,
                "elsewhere": elsewhere,
                "text": text,
                "organisation": _chosen(offered, form.cleaned_data["organisation"]),
            }
            return render(request, "solutions/import_preview.html", context)
    return render(request, "solutions/import.html", {"form": form, "organisations": offered})


def _chosen(offered: list[Any], number: str) -> Any:
    return or_404(next((one for one in offered if str(one.pk) == number), None))


def _text(data: bytes) -> str:
    if len(data) > LARGEST:
        raise Refused(_("The file is larger than 1 MB. Leave out what is not needed."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(DAMAGED) from error


@require_POST
def solution_confirm(request: HttpRequest) -> HttpResponse:
    chosen = _chosen(offering_choices(request.user), request.POST.get("organisation", ""))
    brought = read_solution(request.POST.get("text", ""))
    made = import_solution(actor=request.user, organisation=chosen, brought=brought)
    messages.success(request, _("The solution is here as a draft. Look it through, then publish."))
    return redirect("solutions:keep", made.pk)
