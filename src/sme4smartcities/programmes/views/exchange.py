"""A programme goes out as a file and comes in again as a draft."""

import json
from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.etags import conditional
from sme4smartcities.core.policies import require
from sme4smartcities.core.spreadsheets import write_csv
from sme4smartcities.programmes.forms.programme import ProgrammeFileForm
from sme4smartcities.programmes.policies import may_create
from sme4smartcities.programmes.queries.tables import TABLES, table
from sme4smartcities.programmes.services import exported, import_programme, read_programme
from sme4smartcities.programmes.services.importing import DAMAGED, LARGEST
from sme4smartcities.programmes.services.refusals import NOT_CREATOR
from sme4smartcities.programmes.views.lookup import programme_or_404


@require_safe
@conditional
def programme_file(request: HttpRequest, slug: str, kind: str) -> HttpResponseBase:
    """Give the whole programme as JSON, or one kind of its parts as CSV."""
    told = exported(programme_or_404(request, slug), request.user)
    if kind == "json":
        text = json.dumps(told, ensure_ascii=False, indent=1)
        return _attached(BytesIO(text.encode()), "application/json", f"{slug}.json")
    if kind not in TABLES:
        raise Http404
    header, rows = table(told, kind)
    return _attached(write_csv(header, rows), "text/csv; charset=utf-8", f"{slug}-{kind}.csv")


def _attached(content: object, media_type: str, name: str) -> FileResponse:
    return FileResponse(content, as_attachment=True, filename=name, content_type=media_type)


def programme_in(request: HttpRequest) -> HttpResponse:
    """Read an export and show what it would make here."""
    require(may_create(request.user), NOT_CREATOR)
    form = ProgrammeFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            text = _text(form.cleaned_data["file"].read(LARGEST + 1))
            brought = read_programme(actor=request.user, text=text)
        except Refused as error:
            form.add_error("file", str(error.message))
        else:
            context = {"brought": brought, "counts": brought.counts(), "text": text}
            return render(request, "programmes/import_preview.html", context)
    return render(request, "programmes/import.html", {"form": form})


def _text(data: bytes) -> str:
    if len(data) > LARGEST:
        raise Refused(_("The file is larger than 2 MB. Leave out what is not needed."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(DAMAGED) from error


@require_POST
def programme_confirm(request: HttpRequest) -> HttpResponse:
    brought = read_programme(actor=request.user, text=request.POST.get("text", ""))
    made = import_programme(actor=request.user, brought=brought)
    messages.success(request, _("The programme is here as a draft. Look it through, then publish."))
    return redirect("programmes:keep", made.slug)
