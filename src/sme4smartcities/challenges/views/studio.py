"""The Challenge Studio: open a challenge, see what it lacks, take it from one state to the next."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sme4smartcities.challenges.forms.sections import SECTIONS
from sme4smartcities.challenges.forms.studio import NewChallengeForm, StepForm
from sme4smartcities.challenges.lifecycle import STEPS
from sme4smartcities.challenges.models import Challenge
from sme4smartcities.challenges.policies import may_delete, may_edit, may_move
from sme4smartcities.challenges.queries.challenges import (
    drafts_of,
    may_open,
    of_the_past,
    own_challenges,
)
from sme4smartcities.challenges.queries.checking import checks, hints, weighed
from sme4smartcities.challenges.queries.translations import translations_of
from sme4smartcities.challenges.services import (
    check_translation,
    create_challenge,
    delete_challenge,
    move_challenge,
)
from sme4smartcities.challenges.services.refusals import NOT_YOUR_STEP
from sme4smartcities.challenges.views.lookup import (
    edited_or_refused,
    member,
    owner_choice,
    writing_language,
    written_or_refused,
)
from sme4smartcities.core.errors import NotAllowed, Refused
from sme4smartcities.core.lifecycle import open_steps
from sme4smartcities.core.paging import number_from, page_of


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The challenges of the organisations one works for, in every state."""
    page = page_of(own_challenges(request.user), number_from(request.GET.get("page")))
    context = {"page": page, "may_open": may_open(request.user)}
    return render(request, "challenges/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    choice = owner_choice(request)
    start = {"owner": str(choice.owners[0].pk) if choice.owners else "", "language": get_language()}
    form = NewChallengeForm(request.POST or None, choice=choice, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            made = create_challenge(
                actor=request.user,
                owner=form.owner_row,
                language=form.cleaned_data["language"],
                title=form.cleaned_data["title"],
            )
        except Refused as error:
            form.add_error("title", str(error.message))
        else:
            return redirect("challenges:section", made.pk, "problem")
    context = {"form": form, "examples": of_the_past()}
    return render(request, "challenges/create.html", context)


@require_safe
def studio(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what a challenge says, what weakens it, in which languages it stands, and what comes next."""
    found = written_or_refused(request, pk)
    edits = may_edit(request.user, found)
    steps = [
        (act, step)
        for act, step in open_steps(STEPS, found.state).items()
        if may_move(request.user, found, act)
    ]
    context = {
        "challenge": found,
        "sections": [(slug, form.heading) for slug, form in SECTIONS.items()],
        "section": "",
        "checks": checks(weighed(found)),
        "hints": hints(found, writing_language(request, found)) if edits else [],
        "translations": translations_of(found),
        "drafts": drafts_of(member(request), found),
        "steps": steps,
        "edits": edits,
        "deletes": may_delete(request.user, found),
        "may_publish": any(act == "publish" for act, _step in steps),
    }
    return render(request, "challenges/studio.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Ask before a step of its life, with the note that it needs, and take it."""
    found = written_or_refused(request, pk)
    step = STEPS.get(act)
    if step is None or (found.state not in step.sources and found.state != step.target):
        raise Http404
    form = StepForm(request.POST if request.method == "POST" else None, step=step)
    if request.method == "POST" and form.is_valid():
        try:
            moved = move_challenge(actor=request.user, challenge=found, act=act, note=form.words)
        except Refused as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _told(moved))
            return redirect("challenges:studio", pk)
    context = {"challenge": found, "form": form, "step": step, "act": act}
    return render(request, "challenges/move.html", context)


def _told(row: Challenge) -> str:
    return _("The challenge is now in the state “%(state)s”.") % {"state": row.get_state_display()}


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    found = written_or_refused(request, pk)
    if request.method == "POST":
        delete_challenge(actor=request.user, challenge=found)
        messages.success(request, _("The draft is deleted."))
        return redirect("challenges:mine")
    if not may_delete(request.user, found):
        raise NotAllowed(NOT_YOUR_STEP)
    context = {
        "question": _("Delete this draft?"),
        "text": _("“%(title)s” goes with everything written in it. Nobody else has seen it.")
        % {"title": str(found)},
        "verb": _("Delete the draft"),
        "keep": _("Keep it"),
        "back_url": reverse("challenges:studio", args=(pk,)),
    }
    return render(request, "core/confirm.html", context)


@require_POST
def check(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Note that the texts of one language were read and found right."""
    found = edited_or_refused(request, pk)
    check_translation(actor=request.user, challenge=found, language=language)
    messages.success(request, _("Noted: the translation is checked."))
    return redirect(f"{reverse('challenges:studio', args=(pk,))}#texts")
