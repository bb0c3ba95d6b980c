"""Fetch what an address names, as far as its reader may see it; the rest is not found."""

from typing import cast

from django.http import HttpRequest

from sme4smartcities.accounts.models import Member
from sme4smartcities.challenges.models import Challenge
from sme4smartcities.core.lookup import or_404
from sme4smartcities.core.policies import require
from sme4smartcities.matching.policies import may_consult
from sme4smartcities.matching.queries.consulting import challenge_to_solve
from sme4smartcities.matching.services.consulting import REFUSED


def member(request: HttpRequest) -> Member:
    """Give who signed in; the doors let nobody else to pages of members."""
    return cast(Member, request.user)


def challenge_or_404(request: HttpRequest, pk: int) -> Challenge:
    return or_404(challenge_to_solve(request.user, pk))


def written_or_refused(request: HttpRequest, pk: int) -> Challenge:
    """Give a challenge whose market the reader may look at."""
    found = challenge_or_404(request, pk)
    require(may_consult(request.user, found), REFUSED)
    return found


def number_in(request: HttpRequest, name: str) -> int:
    """Give the number that stands in the address under this name, 0 for anything else."""
    return _number(request.GET.get(name, ""))


def numbers_in(request: HttpRequest, name: str) -> list[int]:
    return [found for text in request.GET.getlist(name)[:20] if (found := _number(text))]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0
