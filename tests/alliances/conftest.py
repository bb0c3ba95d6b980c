"""The city, its challenge and the company that the tests of acting on a match share."""

import pytest

from sme4smartcities.accounts.models import Member
from sme4smartcities.alliances.models import Offer
from sme4smartcities.alliances.services.offering import offer_help
from sme4smartcities.challenges.models import Challenge
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.solutions.models import Solution
from tests.challenges.cast import make_challenge, make_city
from tests.organisations.cast import make_organisation
from tests.solutions.cast import make_solution


@pytest.fixture
def company(owner: Member) -> Organisation:
    """The owner's company, listed."""
    return make_organisation("Acequia Labs", manager=owner)


@pytest.fixture
def city(officer: Member) -> Organisation:
    """The officer's city, listed and verified."""
    return make_city(manager=officer)


@pytest.fixture
def challenge(city: Organisation) -> Challenge:
    return make_challenge(city)


@pytest.fixture
def solution(company: Organisation) -> Solution:
    return make_solution(company)


@pytest.fixture
def offer(owner: Member, company: Organisation, challenge: Challenge) -> Offer:
    """The owner's company has offered help with the officer's challenge."""
    return offer_help(actor=owner, sender=company, challenge=challenge, text="We know such bays.")
