"""One match, opened: every part in words, what would raise it, and what the member says of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.forms.feedback import DismissForm
from sme4smartcities.matching.models import Verdict
from sme4smartcities.matching.queries.shown import Told
from sme4smartcities.matching.queries.single import card_of, match_told, must_consult, side_of
from sme4smartcities.matching.services import feedback
from sme4smartcities.matching.views.lookup import member
from sme4smartcities.organisations.models import Organisation


def _side_or_404(request: HttpRequest, own: Subject, shown: Subject) -> Organisation | Challenge:
    found = side_of(request.user, own, shown)
    if found is None:
        raise Http404
    return found


def _match_or_404(request: HttpRequest, own: Subject, shown: Subject) -> Told:
    """Give the match; one of the market only to whoever has noted that he or she looks."""
    side = _side_or_404(request, own, shown)
    found = None if must_consult(side, shown) else match_told(request.user, side, shown)
    if found is None:
        raise Http404
    return found


@require_safe
def match(request: HttpRequest, own_kind: str, own: int, kind: str, pk: int) -> HttpResponse:
    """Open a match. Where there is none, the page says so, whatever the reason is."""
    mine, shown = Subject(own_kind, own), Subject(kind, pk)
    side = _side_or_404(request, mine, shown)
    card = card_of(request.user, shown)
    if card is None:
        raise Http404
    if must_consult(side, shown):
        return redirect("matching:challenge", own)
    context = {
        "own": side,
        "own_kind": own_kind,
        "card": card,
        "one": match_told(request.user, side, shown, {shown: card}),
    }
    return render(request, "matching/match.html", context)


@require_POST
def useful(request: HttpRequest, own_kind: str, own: int, kind: str, pk: int) -> HttpResponse:
    mine, shown = Subject(own_kind, own), Subject(kind, pk)
    _match_or_404(request, mine, shown)
    feedback.judge_match(actor=member(request), own=mine, shown=shown, verdict=Verdict.USEFUL)
    messages.success(request, _("Kept among what you told the matching."))
    return redirect("matching:match", own_kind, own, kind, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def dismiss(request: HttpRequest, own_kind: str, own: int, kind: str, pk: int) -> HttpResponse:
    """Ask why, and take the match out of the member's own lists."""
    mine, shown = Subject(own_kind, own), Subject(kind, pk)
    found = _match_or_404(request, mine, shown)
    form = DismissForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        feedback.judge_match(
            actor=member(request), own=mine, shown=shown, verdict=Verdict.DISMISSED, reason=reason
        )
        messages.success(request, _("It is no longer among your matches. You can undo this here."))
        return redirect("matching:feedback")
    return render(request, "matching/dismiss.html", {"one": found, "form": form})
