"""A house in demo mode, with the lists that the demonstration speaks in."""

from collections.abc import Iterator
from typing import Any

import pytest

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.vocabularies.services import load_vocabularies
from tests.demonstration import forget, lived_in


@pytest.fixture
def demo_mode(db: None, settings: Any) -> None:
    settings.DEMO = True
    load_vocabularies(actor=SYSTEM)


@pytest.fixture(scope="session")
def demonstration(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    yield
    with django_db_blocker.unblock():
        forget()


@pytest.fixture(scope="module")
def loaded(demonstration: None, django_db_blocker: Any) -> Iterator[None]:
    """The whole demonstration; a module's tests run in transactions above it."""
    with django_db_blocker.unblock(), lived_in():
        yield


@pytest.fixture
def demo(loaded: None, db: None, settings: Any) -> None:
    """The whole demonstration, in demo mode."""
    settings.DEMO = True
