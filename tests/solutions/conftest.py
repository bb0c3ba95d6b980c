"""The company, the city and the lists that the tests of solutions share."""

import pytest

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.solutions.models import Solution
from sme4smartcities.vocabularies.services import load_vocabularies
from tests.organisations.cast import make_organisation, make_term
from tests.solutions.cast import make_solution


@pytest.fixture
def lists(db: None) -> None:
    load_vocabularies(actor=SYSTEM)


@pytest.fixture
def company(owner: Member) -> Organisation:
    """The owner's company, listed."""
    return make_organisation("Acequia Labs", manager=owner)


@pytest.fixture
def city(officer: Member) -> Organisation:
    """The officer's city, listed."""
    kind = make_term("organisation_kind", "municipality", "Municipality")
    return make_organisation("Port City", manager=officer, kind=kind)


@pytest.fixture
def solution(company: Organisation) -> Solution:
    return make_solution(company)
