"""The city of the tests, and the challenge it writes."""

import pytest

from sme4smartcities.accounts.models import Member
from sme4smartcities.challenges.models import Challenge
from sme4smartcities.organisations.models import Organisation
from tests.challenges.cast import make_challenge, make_city


@pytest.fixture
def city(officer: Member) -> Organisation:
    """A verified city; the officer manages it."""
    return make_city(manager=officer)


@pytest.fixture
def draft(city: Organisation) -> Challenge:
    return make_challenge(city, state="draft")


@pytest.fixture
def challenge(city: Organisation) -> Challenge:
    return make_challenge(city)
