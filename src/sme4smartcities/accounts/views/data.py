"""Take one's data away, and leave."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from sme4smartcities.accounts import queries, services
from sme4smartcities.accounts.assurance import is_fresh


@require_GET
def data(request: HttpRequest) -> HttpResponse:
    """Show the downloads made so far and the way out."""
    exports = queries.downloads_of(request.user)
    return render(
        request,
        "accounts/data.html",
        {"exports": exports, "running": any(export.is_running for export in exports)},
    )


@require_POST
def download(request: HttpRequest) -> HttpResponse:
    if not is_fresh(request):
        return prove_again(request)
    services.ask_for_download(actor=request.user)
    messages.success(request, _("Your archive is being made. We write to you when it is ready."))
    return redirect("accounts:data")


@require_GET  # it changes nothing that a reader sees; the fact is kept for the record
def download_file(request: HttpRequest, number: int) -> HttpResponseBase:
    export = queries.download_of(request.user, number)
    if export is None or not export.is_ready:
        raise Http404
    if not is_fresh(request):
        return prove_again(request)
    services.note_fetched(actor=request.user, export=export)
    file = default_storage.open(export.stored_as, "rb")
    return FileResponse(file, as_attachment=True, filename="my-data.zip")


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    if not is_fresh(request):
        return prove_again(request)
    services.ask_for_erasure(actor=request.user)
    return redirect("accounts:data")


@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    services.cancel_erasure(actor=request.user)
    messages.success(request, _("Your account stays as it was."))
    return redirect("accounts:data")


def prove_again(request: HttpRequest, goal: str = "accounts:data", *args: int) -> HttpResponse:
    """Ask who sits there before anything is taken away; the act is then one click away again."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    messages.info(request, _("Prove once more that it is you, then choose again what you wanted."))
    return redirect(f"{ways[0]['url']}?{urlencode({'next': reverse(goal, args=args)})}")
