"""The organisations that the tests of the directory share."""

import pytest

from sme4smartcities.accounts.models import Member
from sme4smartcities.organisations.models import Organisation
from tests.organisations.cast import make_organisation


@pytest.fixture
def sme(owner: Member) -> Organisation:
    """The owner's company, listed."""
    return make_organisation("Acequia Labs", manager=owner)
