"""Fetch what a request is about with the reader's own rights; the unseen is a 404."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.panels import give_to_panels
from sme4smartcities.core.policies import require
from sme4smartcities.core.writing import languages_of
from sme4smartcities.solutions.models import Solution
from sme4smartcities.solutions.policies import may_edit
from sme4smartcities.solutions.queries.solutions import solution_for
from sme4smartcities.solutions.services.refusals import NOT_YOURS


def member(request: HttpRequest) -> Member:
    """Give the signed-in reader; the doors let nobody else through to where this is asked."""
    if not isinstance(request.user, Member):
        raise Http404
    return request.user


def solution_or_404(request: HttpRequest, pk: int) -> Solution:
    found = solution_for(request.user, pk)
    if found is None:
        raise Http404
    give_to_panels(request, solution_for, pk, found)
    return found


def edited_or_refused(request: HttpRequest, pk: int) -> Solution:
    """Give a solution that the reader may change; one only seen is refused."""
    found = solution_or_404(request, pk)
    require(may_edit(request.user, found), NOT_YOURS)
    return found


def tell_form(form: Any, error: ValidationError | Refused) -> None:
    """Show on the form what the service would not take."""
    if isinstance(error, Refused):
        form.add_error(None, str(error.message))
        return
    for name, errors in getattr(error, "error_dict", {"": [error]}).items():
        form.add_error(name if name in form.fields else None, errors)


class _Written:
    """What languages_of looks at: the text by which one sees what is written."""

    def __init__(self, title: Any) -> None:
        self.title = title


def languages(request: HttpRequest, text: Any) -> dict[str, Any]:
    """Give the language on screen and the others, each with whether this text is written in it."""
    return languages_of(request, _Written(text))
