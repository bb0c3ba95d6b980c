"""The company, the city and the lists that the tests of opportunities share."""

import pytest

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.opportunities.models import Opportunity
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.vocabularies.services import load_vocabularies
from tests.opportunities.cast import make_opportunity
from tests.organisations.cast import make_organisation, make_term


@pytest.fixture
def lists(db: None) -> None:
    load_vocabularies(actor=SYSTEM)


@pytest.fixture
def city(officer: Member) -> Organisation:
    """The officer's city, listed and not verified."""
    kind = make_term("organisation_kind", "municipality", "Municipality")
    return make_organisation("Port City", manager=officer, kind=kind)


@pytest.fixture
def event(city: Organisation) -> Opportunity:
    return make_opportunity(city)
