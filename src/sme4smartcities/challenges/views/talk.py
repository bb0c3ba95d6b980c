"""Members ask in public and follow a challenge; those who write it answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sme4smartcities.challenges import services
from sme4smartcities.challenges.forms.talk import AnswerForm, QuestionForm
from sme4smartcities.challenges.models import Question
from sme4smartcities.challenges.policies import is_outsider, may_answer, takes_questions
from sme4smartcities.challenges.queries.talk import askers_organisations, question_for
from sme4smartcities.challenges.services.refusals import NOT_ANSWERING, NOT_ASKING
from sme4smartcities.challenges.views.lookup import challenge_or_404, member
from sme4smartcities.core.errors import NotAllowed, Refused, Stale
from sme4smartcities.core.lookup import or_404


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask in public. What is typed stays on the page when the challenge ended meanwhile."""
    found = challenge_or_404(request, pk)
    if not is_outsider(request.user, found):
        raise NotAllowed(NOT_ASKING)
    data = request.POST if request.method == "POST" else None
    mine = askers_organisations(request.user)
    form = QuestionForm(
        data, organisations=mine, initial={"organisation": str(mine[0].pk)} if mine else {}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = services.ask_question(
                actor=member(request),
                challenge=found,
                text=form.cleaned_data["text"],
                language=get_language() or "en",
                organisation=form.asks_for,
                hidden=form.stays_unsaid,
            )
        except Refused as error:
            form.add_error(None, str(error.message))
        else:
            messages.success(request, _("Your question is public. You get a mail with the answer."))
            return redirect(f"{found.get_absolute_url()}#question-{made.pk}")
    context = {"challenge": found, "form": form, "open": takes_questions(found)}
    return render(request, "challenges/ask.html", context)


def _question(request: HttpRequest, pk: int) -> Question:
    return or_404(question_for(request.user, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    found = _question(request, pk)
    if not may_answer(request.user, found):
        raise NotAllowed(NOT_ANSWERING)
    start = {"text": found.answer, "revision": found.revision}
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=start)
    context = {"challenge": found.challenge, "question": found, "form": form}
    if request.method == "POST" and form.is_valid():
        try:
            services.answer_question(
                actor=request.user,
                question=found,
                language=get_language() or "en",
                **form.cleaned_data,
            )
        except Stale as conflict:
            form.see_both_texts(found.revision)
            context["conflict"] = conflict
            return render(request, "challenges/answer.html", context, status=409)
        messages.success(request, _("Everybody can read your answer now."))
        return redirect(f"{found.challenge.get_absolute_url()}#question-{pk}")
    return render(request, "challenges/answer.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an abusive question out of the page, after asking once."""
    found = _question(request, pk)
    back = found.challenge.get_absolute_url()
    if request.method == "POST":
        services.remove_question(actor=request.user, question=found)
        messages.success(request, _("The question is removed."))
        return redirect(back)
    context = {
        "question": _("Remove this question?"),
        "text": _("It leaves the page for everybody but the coordinators."),
        "verb": _("Remove the question"),
        "keep": _("Keep it"),
        "back_url": back,
    }
    return render(request, "core/confirm.html", context)


@require_POST
def follow(request: HttpRequest, pk: int) -> HttpResponse:
    found = challenge_or_404(request, pk)
    services.follow_challenge(actor=member(request), challenge=found)
    messages.success(
        request,
        _(
            "You follow this challenge. You get a mail when something happens; its news stand on your desk, too."
        ),
    )
    return redirect(found)


@require_POST
def unfollow(request: HttpRequest, pk: int) -> HttpResponse:
    found = challenge_or_404(request, pk)
    services.unfollow_challenge(actor=member(request), challenge=found)
    messages.success(request, _("You no longer follow this challenge."))
    return redirect(found)
