"""Lists of terms for whoever is matched by them."""

import pytest

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.vocabularies.services import load_vocabularies


@pytest.fixture
def lists(db: None) -> None:
    load_vocabularies(actor=SYSTEM)
