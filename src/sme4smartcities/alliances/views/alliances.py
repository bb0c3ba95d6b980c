"""Alliances: one's own, starting one, its page, and what its members do there."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sme4smartcities.alliances.forms.alliances import (
    CoversForm,
    MemberForm,
    SeatAnswerForm,
    StartForm,
)
from sme4smartcities.alliances.models import Alliance, Seat
from sme4smartcities.alliances.policies import keeps, may_open, may_propose, may_start_alliance
from sme4smartcities.alliances.queries.alliances import (
    alliance_for,
    alliances_of,
    partners_for,
    seat_for,
    starters_for,
    whole,
)
from sme4smartcities.alliances.queries.meetings import meetings_about
from sme4smartcities.alliances.services.forming import (
    add_member,
    end_alliance,
    pass_lead,
    say_what_it_covers,
    send_invitations,
    start_alliance,
)
from sme4smartcities.alliances.services.refusals import (
    NOT_KEEPING,
    NOT_SPEAKING,
    NOT_STARTING,
    NOT_YOUR_STEP,
)
from sme4smartcities.alliances.services.seating import move_seat
from sme4smartcities.alliances.views.lookup import challenge_to_solve_or_404, member
from sme4smartcities.core.errors import NotAllowed, PlatformError
from sme4smartcities.core.lookup import or_404
from sme4smartcities.core.paging import number_from, page_of
from sme4smartcities.core.policies import require
from sme4smartcities.programmes.queries import organisation_named

PLAIN_STEPS = ("leave", "take-back")
MOST_ASKED = 8


def _found(request: HttpRequest, pk: int) -> Alliance:
    return or_404(alliance_for(request.user, pk))


def _seat(request: HttpRequest, pk: int) -> Seat:
    return or_404(seat_for(request.user, pk))


@require_safe
def alliances(request: HttpRequest) -> HttpResponse:
    page = page_of(alliances_of(request.user), number_from(request.GET.get("page")))
    return render(request, "alliances/alliances.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft an alliance for a challenge; what is typed stays when something stands in the way."""
    found = challenge_to_solve_or_404(request, pk)
    starters = [
        one
        for one in starters_for(request.user, found)
        if may_start_alliance(request.user, found, one)
    ]
    if found.is_record:
        raise NotAllowed(NOT_STARTING)
    asked = _asked(request)
    partners = partners_for(request.user, found, asked, [one.pk for one in starters])
    form = StartForm(
        request.POST if request.method == "POST" else None,
        starters=starters,
        partners=partners if starters else (),
        initial={"members": [str(one) for one in asked]},
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            made = start_alliance(
                actor=member(request),
                challenge=found,
                starter=form.starter_row,
                name=form.cleaned_data["name"],
                note=form.cleaned_data["note"],
                members=form.member_rows,
            )
        except PlatformError as error:
            form.add_error(None, str(error.message))
            status = error.status
        else:
            messages.success(request, _("The draft is here. Nobody was asked yet."))
            return redirect(made)
    context = {"challenge": found, "form": form, "speaks": bool(starters)}
    return render(request, "alliances/start.html", context, status=status)


def _asked(request: HttpRequest) -> list[int]:
    """Read whom the address proposes; nonsense proposes nobody."""
    parts = request.GET.get("with", "").split(",")[:MOST_ASKED]
    return [int(one) for one in parts if one.isascii() and one.isdigit() and len(one) < 18]


@require_safe
def alliance(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _found(request, pk))


def _page(request: HttpRequest, found: Alliance, **forms: Any) -> HttpResponse:
    read = whole(request.user, found)
    mine = next((one for one in read.places if one.opens), None)
    covers = (
        CoversForm(initial={"covers": mine.row.covers, "opens": mine.row.opens}) if mine else None
    )
    context = {
        "alliance": found,
        "read": read,
        "mine": mine,
        "adding": MemberForm() if read.keeps and found.state != Alliance.State.ENDED else None,
        "answering": SeatAnswerForm() if read.invited else None,
        "covering": covers,
        "meetings": meetings_about(request.user, found),
        "propose": reverse("alliances:propose_to_alliance", args=(found.pk,))
        if may_propose(request.user, found)
        else "",
        **forms,
    }
    return render(request, "alliances/alliance.html", context)


def _done(
    request: HttpRequest, act: Callable[[], object], said: str, found: Alliance
) -> HttpResponse:
    """Act, then show the alliance, or, where the reader sees it no more, the list."""
    act()
    messages.success(request, said)
    if alliance_for(request.user, found.pk) is None:
        return redirect("alliances:alliances")
    return redirect(found)


@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the invitations of a draft."""
    found = _found(request, pk)
    return _done(
        request,
        lambda: send_invitations(actor=request.user, alliance=found),
        _("The invitations are on their way. You hear of each answer."),
        found,
    )


@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask one more organisation; a name that nobody has comes back with the reason."""
    found = _found(request, pk)
    require(keeps(request.user, found), NOT_KEEPING)
    form = MemberForm(request.POST)
    if form.is_valid():
        layer = found.starter.layer if found.starter else ""
        named = organisation_named(request.user, form.cleaned_data["organisation"], layer=layer)
        if named is None:
            form.add_error("organisation", _("The directory has no such organisation."))
        else:
            try:
                add_member(
                    actor=request.user,
                    alliance=found,
                    organisation=named,
                    covers=form.cleaned_data["covers"],
                )
            except PlatformError as error:
                form.add_error("organisation", str(error.message))
            else:
                messages.success(request, _("It stands among the others now."))
                return redirect(found)
    return _page(request, found, adding=form)


@require_POST
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Join or decline for one's own organisation."""
    seat = _seat(request, pk)
    read = whole(request.user, seat.alliance)
    if not any(one.row.pk == seat.pk and "accept" in one.steps for one in read.places):
        raise NotAllowed(NOT_YOUR_STEP)
    form = SeatAnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, seat.alliance, answering=form)
    values = form.cleaned_data
    return _done(
        request,
        lambda: move_seat(actor=request.user, seat=seat, **values),
        _("Your answer is on its way."),
        seat.alliance,
    )


@require_POST
def seat_move(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Leave the alliance, or take an invitation back."""
    if act not in PLAIN_STEPS:
        raise Http404
    seat = _seat(request, pk)
    return _done(
        request,
        lambda: move_seat(actor=request.user, seat=seat, act=act),
        _("Done."),
        seat.alliance,
    )


@require_POST
def give_lead(request: HttpRequest, pk: int) -> HttpResponse:
    seat = _seat(request, pk)
    return _done(
        request,
        lambda: pass_lead(actor=request.user, alliance=seat.alliance, seat=seat),
        _("The lead is passed on."),
        seat.alliance,
    )


@require_POST
def covers(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what one's own organisation covers, and whether the challenge's owner sees the alliance."""
    seat = _seat(request, pk)
    if not may_open(request.user, seat):
        raise NotAllowed(NOT_SPEAKING)
    form = CoversForm(request.POST)
    if not form.is_valid():
        return _page(request, seat.alliance, covering=form)
    values = form.cleaned_data
    return _done(
        request,
        lambda: say_what_it_covers(actor=request.user, seat=seat, **values),
        _("Saved."),
        seat.alliance,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End an alliance, or delete a draft, after asking once."""
    found = _found(request, pk)
    require(keeps(request.user, found), NOT_KEEPING)
    draft = found.state == Alliance.State.DRAFT
    if request.method == "POST":
        end_alliance(actor=request.user, alliance=found)
        messages.success(request, _("Done."))
        return redirect("alliances:alliances")
    context = {
        "question": _("Delete this draft?") if draft else _("End this alliance?"),
        "text": _("Nobody has been asked, so nobody is told.")
        if draft
        else _("All members are told. It stays readable for them."),
        "verb": _("Delete the draft") if draft else _("End the alliance"),
        "keep": _("Keep it"),
        "back_url": found.get_absolute_url(),
    }
    return render(request, "core/confirm.html", context)
