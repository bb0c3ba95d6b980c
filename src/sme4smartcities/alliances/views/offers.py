"""Offers of help on both sides: the list, one of them, the answer."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sme4smartcities.alliances.forms.offers import AnswerForm, LineForm
from sme4smartcities.alliances.models import Offer
from sme4smartcities.alliances.policies import may_move_offer, may_propose, may_write
from sme4smartcities.alliances.queries.meetings import meetings_about
from sme4smartcities.alliances.queries.offers import SIDES, offers_of, whole
from sme4smartcities.alliances.services.answering import mark_read, move_offer, write_line
from sme4smartcities.alliances.services.refusals import NOT_YOUR_STEP
from sme4smartcities.alliances.services.reporting import unblock_authors
from sme4smartcities.alliances.views.lookup import member, offer_or_404
from sme4smartcities.core.errors import NotAllowed, PlatformError
from sme4smartcities.core.paging import number_from, page_of

PLAIN_STEPS = ("withdraw", "end", "unblock")


@require_safe
def offers(request: HttpRequest) -> HttpResponse:
    """List what came, or what went out."""
    asked = request.GET.get("side", "")
    side = asked if asked in SIDES else SIDES[0]
    page = page_of(offers_of(request.user, side), number_from(request.GET.get("page")))
    return render(request, "alliances/offers.html", {"page": page, "side": side})


@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Read an offer and write on in it."""
    found = offer_or_404(request, pk)
    if request.method != "POST":
        mark_read(actor=request.user, offer=found)
        return _page(request, found)
    if not may_write(request.user, found):
        raise NotAllowed(NOT_YOUR_STEP)
    form = LineForm(request.POST)
    if form.is_valid():
        try:
            write_line(actor=member(request), offer=found, text=form.cleaned_data["text"])
        except PlatformError as error:
            form.add_error("text", str(error.message))
        else:
            return redirect(f"{found.get_absolute_url()}#last")
    return _page(request, found, reply=form)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Say yes, not now, or no with a reason; what was typed stays when something is missing."""
    found = offer_or_404(request, pk)
    if not may_move_offer(request.user, found, "accept"):
        raise NotAllowed(NOT_YOUR_STEP)
    form = AnswerForm(request.POST)
    if form.is_valid():
        try:
            move_offer(actor=request.user, offer=found, **form.cleaned_data)
        except PlatformError as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("Your answer is on its way."))
            return redirect(found)
    return _page(request, offer_or_404(request, pk), answering=form)


@require_POST
def offer_move(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Withdraw an offer, end the exchange that followed it, or let the other side write again."""
    if act not in PLAIN_STEPS:
        raise Http404
    found = offer_or_404(request, pk)
    if act == "unblock":
        unblock_authors(actor=request.user, offer=found)
        messages.success(request, _("Done."))
    else:
        move_offer(actor=request.user, offer=found, act=act)
        messages.success(request, _("Done. The other side gets a mail."))
    return redirect(found)


def _page(
    request: HttpRequest,
    found: Offer,
    reply: LineForm | None = None,
    answering: AnswerForm | None = None,
) -> HttpResponse:
    read, meetings = whole(request.user, found), meetings_about(request.user, found)
    first = found.state != Offer.State.WAITING or not meetings
    proposes = first and may_propose(request.user, found)
    context = {
        "offer": found,
        "read": read,
        "reply": reply or LineForm(),
        "meetings": meetings,
        "propose": reverse("alliances:propose_to_offer", args=(found.pk,)) if proposes else "",
        "answering": answering or (AnswerForm(acts=read.answers) if read.answers else None),
    }
    return render(request, "alliances/offer.html", context)
