"""A house in demo mode, with the lists that the demonstration speaks in."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import caches
from django.db import transaction
from django.test import override_settings

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.demo.services import load_demo
from sme4smartcities.vocabularies.services import load_places, load_vocabularies


@pytest.fixture
def demo_mode(db: None, settings: Any) -> None:
    settings.DEMO = True
    load_vocabularies(actor=SYSTEM)


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The whole demonstration, loaded once for a module; its tests run in savepoints above it."""
    for cache in caches.all():
        cache.clear()  # SQLite gives the numbers of rolled back members again, and their counts
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(DEMO=True):
            load_vocabularies(actor=SYSTEM)
            load_places(actor=SYSTEM)
            load_demo()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded: None, db: None, settings: Any) -> None:
    """The whole demonstration, in demo mode."""
    settings.DEMO = True
