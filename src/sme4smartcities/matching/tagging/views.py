"""The page of suggested terms, and the three answers to each."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from sme4smartcities.core.errors import NotAllowed
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.tagging.queries.carriers import row_of
from sme4smartcities.matching.tagging.queries.suggested import suggested_for
from sme4smartcities.matching.tagging.services.deciding import (
    NOT_YOURS,
    allow_tag,
    confirm_tag,
    refuse_tag,
)
from sme4smartcities.vocabularies.queries import term

ACTS = {
    "confirm": (confirm_tag, _("Added: %(label)s")),
    "refuse": (refuse_tag, _("Not suggested any more: %(label)s. You can take that back below.")),
    "allow": (allow_tag, _("Suggested again: %(label)s")),
}


@require_safe
def tags(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    subject = _seen(request, kind, pk)
    found = suggested_for(request.user, subject)
    if found is None:
        raise NotAllowed(NOT_YOURS)
    return render(request, "tagging/tags.html", {"suggested": found})


@require_POST
def decide(
    request: HttpRequest, kind: str, pk: int, vocabulary: str, code: str, act: str
) -> HttpResponse:
    """Say yes or no to one term, or take a no back."""
    subject, found = _seen(request, kind, pk), term(vocabulary, code)
    if found is None or act not in ACTS:
        raise Http404
    service, words = ACTS[act]
    service(actor=request.user, subject=subject, term=found)
    messages.success(request, words % {"label": found.label})
    return redirect("tagging:tags", kind, pk)


def _seen(request: HttpRequest, kind: str, pk: int) -> Subject:
    subject = Subject(kind, pk)
    if row_of(request.user, subject) is None:
        raise Http404
    return subject
