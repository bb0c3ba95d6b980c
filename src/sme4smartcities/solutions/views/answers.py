"""Owners state on a challenge's page that a solution of theirs answers it, and take that back."""

import re

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sme4smartcities.challenges.queries.challenges import challenge_for
from sme4smartcities.solutions.queries.answers import answer_of
from sme4smartcities.solutions.services.answering import state_answer, take_answer_back
from sme4smartcities.solutions.views.lookup import edited_or_refused

_number = re.compile("[0-9]{1,12}")


@require_POST
def state(request: HttpRequest, challenge: int) -> HttpResponse:
    """Put a solution beside a challenge; the form names the solution."""
    found = challenge_for(request.user, challenge)
    if found is None:
        raise Http404
    typed = request.POST.get("solution", "")
    solution = edited_or_refused(request, int(typed) if _number.fullmatch(typed) else 0)
    state_answer(actor=request.user, solution=solution, challenge=found)
    messages.success(request, _("Your solution stands on the page of the challenge now."))
    return redirect(f"{found.get_absolute_url()}#answers")


@require_POST
def back(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    found = edited_or_refused(request, pk)
    answer = answer_of(found, number)
    if answer is None:
        raise Http404
    take_answer_back(actor=request.user, answer=answer)
    messages.success(request, _("Taken back."))
    return redirect(found)
