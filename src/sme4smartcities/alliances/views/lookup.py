"""Fetch what a request is about with the reader's own rights; the unseen is a 404."""

from typing import cast

from django.http import HttpRequest

from sme4smartcities.accounts.models import Member
from sme4smartcities.alliances.models import Offer
from sme4smartcities.alliances.queries.offers import offer_for
from sme4smartcities.challenges.models import Challenge
from sme4smartcities.challenges.queries.challenges import challenge_for
from sme4smartcities.core.lookup import or_404
from sme4smartcities.matching.queries.consulting import challenge_to_solve
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.queries.organisations import organisation_for
from sme4smartcities.solutions.models import Solution
from sme4smartcities.solutions.queries.solutions import solution_for


def member(request: HttpRequest) -> Member:
    """Give who signed in; the doors let nobody else to pages of members."""
    return cast(Member, request.user)


def offer_or_404(request: HttpRequest, pk: int) -> Offer:
    return or_404(offer_for(request.user, pk))


def challenge_or_404(request: HttpRequest, pk: int) -> Challenge:
    return or_404(challenge_for(request.user, pk))


def challenge_to_solve_or_404(request: HttpRequest, pk: int) -> Challenge:
    """Fetch a challenge with whether the reader noted that he or she looks at its market."""
    return or_404(challenge_to_solve(request.user, pk))


def solution_or_404(request: HttpRequest, pk: int) -> Solution:
    return or_404(solution_for(request.user, pk))


def organisation_or_404(request: HttpRequest, pk: int) -> Organisation:
    return or_404(organisation_for(request.user, pk))
