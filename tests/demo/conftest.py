"""A house in demo mode, with the lists that the demonstration speaks in."""

from typing import Any

import pytest

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.demo.services import load_demo
from sme4smartcities.vocabularies.services import load_vocabularies


@pytest.fixture
def demo_mode(db: None, settings: Any) -> None:
    settings.DEMO = True
    load_vocabularies(actor=SYSTEM)


@pytest.fixture
def demo(demo_mode: None) -> None:
    """The whole demonstration, loaded."""
    load_demo()
