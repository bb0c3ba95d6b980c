"""A challenge goes out as a file and comes in as a draft; the list goes out as a table."""

import json
from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from sme4smartcities.challenges.forms.studio import BringForm
from sme4smartcities.challenges.queries.challenges import owners_for
from sme4smartcities.challenges.queries.listing import asked_of
from sme4smartcities.challenges.queries.tables import table
from sme4smartcities.challenges.services import exported, import_challenge
from sme4smartcities.challenges.services.exchange import DAMAGED, LARGEST
from sme4smartcities.challenges.services.refusals import NOT_OWNER
from sme4smartcities.challenges.views.lookup import challenge_or_404
from sme4smartcities.core.errors import NotAllowed, Refused
from sme4smartcities.core.etags import conditional
from sme4smartcities.core.spreadsheets import FORMATS


@require_safe
@conditional
def file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give the whole challenge as JSON."""
    found = challenge_or_404(request, pk)
    text = json.dumps(exported(found), ensure_ascii=False, indent=1)
    name = f"challenge-{found.pk}.json"
    return FileResponse(
        BytesIO(text.encode()), as_attachment=True, filename=name, content_type="application/json"
    )


@require_safe
@conditional
def list_file(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Give what the list shows as a table; the address asks as the list's does."""
    if kind not in FORMATS:
        raise Http404
    write, media_type = FORMATS[kind]
    header, rows = table(asked_of(request.GET))
    return FileResponse(
        write(header, rows),
        as_attachment=True,
        filename=f"challenges.{kind}",
        content_type=media_type,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Read an export and make a draft of it."""
    owners = owners_for(request.user)
    if not owners:
        raise NotAllowed(NOT_OWNER)
    posted = request.method == "POST"
    form = BringForm(
        request.POST if posted else None, request.FILES if posted else None, owners=owners
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
