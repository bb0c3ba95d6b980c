"""The shipped lists and places, loaded for the tests that speak of them."""

import pytest

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.vocabularies.services import load_places, load_vocabularies


@pytest.fixture
def lists(db: None) -> None:
    load_vocabularies(actor=SYSTEM)


@pytest.fixture
def gazetteer(lists: None) -> None:
    load_places(actor=SYSTEM)
