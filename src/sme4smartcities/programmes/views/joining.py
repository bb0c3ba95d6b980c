"""Organisations ask to take part and answer invitations; coordinators answer and invite."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.paging import number_from, page_of
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.queries.people import managers_of
from sme4smartcities.programmes.forms.programme import CoordinatorForm, InviteForm, JoinForm
from sme4smartcities.programmes.lifecycle import PARTICIPATION
from sme4smartcities.programmes.models import Entry
from sme4smartcities.programmes.policies import is_running
from sme4smartcities.programmes.queries import (
    coordinators_of,
    edition_choices,
    edition_coordinators,
    edition_named,
    member_with_address,
    my_organisations,
    my_participations,
    organisation_named,
    participations_of,
)
from sme4smartcities.programmes.services import (
    ask_to_take_part,
    give_programme_role,
    invite,
    move_participation,
    take_programme_role,
)
from sme4smartcities.programmes.views.lookup import kept_or_refused, member, programme_or_404


def join(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask for one of one's organisations, see what was answered, accept or withdraw."""
    found = programme_or_404(request, slug)
    mine = list(my_organisations(request.user, found))
    asked = my_participations(request.user, found)
    live = {row.organisation_id for row in asked.values() if row.is_live}
    free = [(o.pk, o.title) for o in mine if o.pk not in live]
    form = JoinForm(request.POST or None, organisations=free)
    if request.method == "POST" and form.is_valid():
        chosen = next(o for o in mine if str(o.pk) == form.cleaned_data["organisation"])
        ask_to_take_part(
            actor=member(request),
            programme=found,
            organisation=chosen,
            message=form.cleaned_data["message"],
        )
        messages.success(request, _("The coordinators have your request and will answer here."))
        return redirect("programmes:join", slug)
    context = {
        "programme": found,
        "form": form,
        "may_ask": is_running(found) and found.entry == Entry.OPEN and free,
        "running": is_running(found),
        "mine": mine,
        "rows": [(o, asked[o.pk]) for o in mine if o.pk in asked],
    }
    return render(request, "programmes/join.html", context)


@require_POST
def step(request: HttpRequest, slug: str, pk: int, act: str) -> HttpResponse:
    """Take a participation a step on, by whichever side the step belongs to."""
    if act not in PARTICIPATION:
        raise Http404
    found = programme_or_404(request, slug)
    row = get_object_or_404(participations_of(found), pk=pk)
    move_participation(
        actor=request.user, participation=row, act=act, answer=request.POST.get("answer", "")[:1000]
    )
    messages.success(request, _("Done."))
    own = PARTICIPATION[act].by == "organisation"
    return redirect("programmes:join" if own else "programmes:people", slug)


def people(request: HttpRequest, slug: str) -> HttpResponse:
    """Show who asked, is invited and takes part, and who coordinates."""
    found = kept_or_refused(request, slug)
    number = number_from(request.GET.get("page"))
    context = {
        "programme": found,
        "page": page_of(participations_of(found), number, 50),
        "coordinators": coordinators_of(found),
        "edition_coordinators": edition_coordinators(found),
        "invite_form": InviteForm(),
        "coordinator_form": CoordinatorForm(editions=edition_choices(found)),
    }
    return render(request, "programmes/people.html", context)


@require_POST
def invite_organisation(request: HttpRequest, slug: str) -> HttpResponse:
    found = kept_or_refused(request, slug)
    form = InviteForm(request.POST)
    if form.is_valid():
        wanted = organisation_named(request.user, form.cleaned_data["organisation"])
        if wanted is None:
            form.add_error(
                "organisation",
                _(
                    "The directory has no such organisation. Enter it first: register it, or import a table."
                ),
            )
        else:
            invite(
                actor=request.user,
                programme=found,
                organisation=wanted,
                message=form.cleaned_data["message"],
                role=form.cleaned_data["role"],
            )
            _say_who_reads(request, wanted)
            return redirect("programmes:people", slug)
    return render(request, "programmes/invite.html", {"programme": found, "form": form})


def _say_who_reads(request: HttpRequest, wanted: Organisation) -> None:
    if managers_of(wanted).exists():
        messages.success(request, _("The organisation is invited; its managers get a mail."))
    else:
        messages.warning(
            request,
            _(
                "The organisation is invited, but nobody manages it here yet. Invite one of its "
                "people to the platform."
            ),
        )


@require_POST
def appoint(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a member coordinate this programme."""
    found = kept_or_refused(request, slug)
    form = CoordinatorForm(request.POST, editions=edition_choices(found))
    if form.is_valid():
        chosen = member_with_address(form.cleaned_data["email"])
        if chosen is None:
            form.add_error("email", _("No member has this address. Ask the person to join first."))
        else:
            give_programme_role(
                actor=request.user,
                programme=found,
                member=chosen,
                role="coordinator",
                edition=edition_named(found, form.cleaned_data.get("edition", "")),
            )
            messages.success(request, _("The member has the role from now on."))
            return redirect("programmes:people", slug)
    return render(request, "programmes/appoint.html", {"programme": found, "form": form})


@require_POST
def dismiss(request: HttpRequest, slug: str, person: int) -> HttpResponse:
    found = kept_or_refused(request, slug)
    edition = edition_named(found, request.POST.get("edition", ""))
    held = (
        [row for one, row in edition_coordinators(found) if one == edition]
        if edition
        else coordinators_of(found)
    )
    chosen = next((row for row in held if row.pk == person), None)
    if chosen is None:
        raise Refused(_("This person does not coordinate the programme."))
    take_programme_role(
        actor=request.user, programme=found, member=chosen, role="coordinator", edition=edition
    )
    messages.success(request, _("The member no longer coordinates this programme."))
    return redirect("programmes:people", slug)
