"""Challenges go out as files and tables, and come in as drafts."""

import json
from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sme4smartcities.challenges.forms.exchange import BringForm, TableForm
from sme4smartcities.challenges.queries.listing import asked_of
from sme4smartcities.challenges.queries.tables import (
    Table,
    columns_read,
    empty_table,
    own_table,
    table,
)
from sme4smartcities.challenges.services import ABOUT, MATTER, exported, import_challenge
from sme4smartcities.challenges.services.exchange import DAMAGED, LARGEST
from sme4smartcities.challenges.views.lookup import challenge_or_404, owner_choice
from sme4smartcities.core.errors import NotAllowed, Refused
from sme4smartcities.core.etags import conditional
from sme4smartcities.core.spreadsheets import FORMATS
from sme4smartcities.organisations.exchange.queries import imports_for
from sme4smartcities.organisations.exchange.services.importing import start_import

RECENT = 20


@require_safe
@conditional
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the whole challenge as JSON."""
    found = challenge_or_404(request, pk)
    text = json.dumps(exported(found, request.user), ensure_ascii=False, indent=1)
    name = f"challenge-{found.pk}.json"
    return FileResponse(
        BytesIO(text.encode()), as_attachment=True, filename=name, content_type="application/json"
    )


@require_safe
@conditional
def list_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Give what the list shows as a table; the address asks as the list's does."""
    return _as_file(table(asked_of(request.GET)), kind)


@require_safe
def own_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Give the challenges that one writes as a table, drafts too."""
    return _as_file(own_table(request.user), kind)


@require_safe
@conditional
def empty_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Give a table with column names alone, to be filled in and brought."""
    if kind == "json":
        raise Http404
    return _as_file(empty_table(), kind)


def _as_file(written: Table, kind: str) -> HttpResponseBase:
    if kind not in FORMATS:
        raise Http404
    write, media_type = FORMATS[kind]
    return FileResponse(
        write(*written),
        as_attachment=True,
        filename=f"challenges.{kind}",
        content_type=media_type,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Read an export and make a draft of it."""
    posted = request.method == "POST"
    form = BringForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        choice=owner_choice(request),
    )
    if posted and form.is_valid():
        try:
            text = _text(form.cleaned_data["file"].read(LARGEST + 1))
            made = import_challenge(actor=request.user, owner=form.owner_row, text=text)
        except Refused as error:
            form.add_error("file", str(error.message))
        else:
            messages.success(
                request, _("The challenge is here as a draft. Look it through, then publish.")
            )
            return redirect("challenges:studio", made.pk)
    return render(request, "challenges/bring.html", {"form": form})


def _text(data: bytes) -> str:
    if len(data) > LARGEST:
        raise Refused(_("The file is larger than 2 MB. Leave out what is not needed."))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(DAMAGED) from error


@require_http_methods(["GET", "HEAD", "POST"])
def tables(request: HttpRequest) -> HttpResponse:
    """Bring many challenges in a table; a job reads it, and nothing is entered before a word."""
    if not MATTER.may_bring(request.user):
        raise NotAllowed(MATTER.refusal)
    posted = request.method == "POST"
    form = TableForm(
        request.POST if posted else None,
        request.FILES if posted else None,
        initial={"language": request.LANGUAGE_CODE},
    )
    if posted and form.is_valid():
        try:
            made = start_import(
                actor=request.user,
                upload=form.cleaned_data["file"],
                texts_in=form.cleaned_data["language"],
                language=request.LANGUAGE_CODE,
                about=ABOUT,
            )
        except Refused as error:
            form.add_error("file", str(error.message))
        else:
            return redirect("exchange:table", made.pk)
    recent = imports_for(request.user).filter(about=ABOUT)[:RECENT]
    context = {"form": form, "tables": recent, "columns": columns_read()}
    return render(request, "challenges/tables.html", context)
