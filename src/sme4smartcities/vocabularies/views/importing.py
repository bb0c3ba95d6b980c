"""A table of terms comes in: looked at first, written when confirmed, refused when the list moved on."""

import hashlib
import json
from collections import Counter
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.spreadsheets import Limits, Sheet, read, write_json
from sme4smartcities.vocabularies import services
from sme4smartcities.vocabularies.forms.terms import TableForm
from sme4smartcities.vocabularies.models import Vocabulary
from sme4smartcities.vocabularies.services import Line
from sme4smartcities.vocabularies.views.lookup import tell, vocabulary_or_404

LIMITS = Limits(bytes=1_000_000)
SHOWN = 200


def terms_in(request: HttpRequest, code: str) -> HttpResponse:
    """Read a table and show what it would do."""
    held = vocabulary_or_404(code)
    form = TableForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            sheet = read(form.cleaned_data["file"], LIMITS)
            return _preview(request, held, sheet, services.read_lines(held, sheet))
        except Refused as error:
            tell(form, error)
    return render(request, "vocabularies/import.html", {"vocabulary": held, "form": form})


@require_POST
def terms_confirm(request: HttpRequest, code: str) -> HttpResponse:
    """Write what was looked at; show it anew when the list changed meanwhile."""
    held = vocabulary_or_404(code)
    sheet = read(BytesIO(request.POST.get("table", "").encode()), Limits(bytes=2_400_000))
    lines = services.read_lines(held, sheet)
    if _seen(lines) != request.POST.get("seen"):
        messages.warning(request, _("The list has changed meanwhile. Look at it once more."))
        return _preview(request, held, sheet, lines)
    added, changed = services.import_terms(actor=request.user, vocabulary=held, lines=lines)
    messages.success(
        request,
        _("Read in. Terms added: %(added)s, changed: %(changed)s.")
        % {"added": added, "changed": changed},
    )
    return redirect("vocabularies:keep", code)


def _preview(
    request: HttpRequest, held: Vocabulary, sheet: Sheet, lines: list[Line]
) -> HttpResponse:
    counted = Counter(line.act for line in lines)
    context: dict[str, Any] = {
        "vocabulary": held,
        "lines": [line for line in lines if line.act != "same"][:SHOWN],
        "added": counted["add"],
        "changed": counted["change"],
        "same": counted["same"],
        "wrong": counted["error"],
        "to_write": counted["add"] + counted["change"],
        "table": write_json(sheet.header, sheet.rows).read().decode(),
        "seen": _seen(lines),
    }
    return render(request, "vocabularies/import_preview.html", context)


def _seen(lines: list[Line]) -> str:
    """Name what a preview promised, so that a promise that no longer holds is noticed."""
    told = json.dumps([(line.code, line.act, str(line.message)) for line in lines])
    return hashlib.sha256(told.encode()).hexdigest()[:32]
