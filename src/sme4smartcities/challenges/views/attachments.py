"""Those who write a challenge keep the documents beside it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sme4smartcities.challenges import services
from sme4smartcities.challenges.forms.attachments import AttachmentForm
from sme4smartcities.challenges.queries.challenges import attachments_of
from sme4smartcities.challenges.views.lookup import edited_or_refused
from sme4smartcities.core.errors import Refused


@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the documents and take in another one."""
    found = edited_or_refused(request, pk)
    posted = request.method == "POST"
    form = AttachmentForm(request.POST if posted else None, request.FILES if posted else None)
    if posted and form.is_valid():
        try:
            services.attach(
                actor=request.user,
                challenge=found,
                upload=form.cleaned_data["upload"],
                title=form.cleaned_data["title"],
                language=get_language() or "en",
            )
        except Refused as error:
            form.add_error("upload", str(error.message))
        else:
            messages.success(request, _("The document is added."))
            return redirect("challenges:documents", pk)
    context = {"challenge": found, "documents": attachments_of(found), "form": form}
    return render(request, "challenges/documents.html", context)


@require_POST
def remove(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    found = edited_or_refused(request, pk)
    one = next((row for row in attachments_of(found) if row.pk == number), None)
    if one is None:
        raise Http404
    services.detach(actor=request.user, attachment=one)
    messages.success(request, _("The document is removed."))
    return redirect("challenges:documents", pk)
