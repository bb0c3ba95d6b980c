"""Tables of parts come in: looked at first, added when confirmed, shown anew when the programme moved on."""

import hashlib
import json
from collections import Counter
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.spreadsheets import Limits, Sheet, read, write_json
from sme4smartcities.programmes.forms.programme import PartsTableForm
from sme4smartcities.programmes.models import Programme
from sme4smartcities.programmes.services import Line, bring_parts, read_parts
from sme4smartcities.programmes.services.exporting import KINDS
from sme4smartcities.programmes.views.keeping import KINDS as LABELS
from sme4smartcities.programmes.views.lookup import kept_or_refused

LIMITS = Limits(bytes=1_000_000)
SENT_BACK = Limits(bytes=2_400_000)


def _kind_or_404(part: str) -> str:
    if part not in KINDS:
        raise Http404
    return KINDS[part]


def parts_in(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """Read a table and show what it would add."""
    found, kind = kept_or_refused(request, slug), _kind_or_404(part)
    form = PartsTableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            sheet = read(form.cleaned_data["file"], LIMITS)
            lines = read_parts(actor=request.user, programme=found, kind=kind, sheet=sheet)
        except Refused as error:
            form.add_error("file", str(error.message))
        else:
            return _preview(request, found, part, sheet, lines)
    context = {"programme": found, "part": part, "kind": kind, "label": LABELS[part].label}
    return render(request, "programmes/parts_in.html", {**context, "form": form})


@require_POST
def parts_confirm(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """Add what was looked at; show it anew when the programme changed meanwhile."""
    found, kind = kept_or_refused(request, slug), _kind_or_404(part)
    sheet = read(BytesIO(request.POST.get("table", "").encode()), SENT_BACK)
    lines = read_parts(actor=request.user, programme=found, kind=kind, sheet=sheet)
    if _seen(lines) != request.POST.get("seen"):
        messages.warning(request, _("The programme has changed meanwhile. Look at it once more."))
        return _preview(request, found, part, sheet, lines)
    added = bring_parts(actor=request.user, programme=found, kind=kind, lines=lines)
    told = ngettext("Read in: %(count)s row added.", "Read in: %(count)s rows added.", added)
    messages.success(request, told % {"count": added})
    return redirect("programmes:keep", slug)


def _preview(
    request: HttpRequest, programme: Programme, part: str, sheet: Sheet, lines: list[Line]
) -> HttpResponse:
    counted = Counter(line.act for line in lines)
    context: dict[str, Any] = {
        "programme": programme,
        "part": part,
        "label": LABELS[part].label,
        "lines": [line for line in lines if line.act != "same"],
        "added": counted["add"],
        "same": counted["same"],
        "wrong": counted["error"],
        "table": write_json(sheet.header, sheet.rows).read().decode(),
        "seen": _seen(lines),
    }
    return render(request, "programmes/parts_preview.html", context)


def _seen(lines: list[Line]) -> str:
    """Name what a preview promised, so that a promise that no longer holds is noticed."""
    told = json.dumps([(line.label, line.act, line.message) for line in lines])
    return hashlib.sha256(told.encode()).hexdigest()[:32]
