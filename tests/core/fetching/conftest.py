"""The stage and its internet, for every test of the door."""

from collections.abc import Iterator

import pytest

from tests.core.fetching.stage import PUBLIC, Internet, Stage, opened


@pytest.fixture
def stage() -> Iterator[Stage]:
    with opened(Stage()) as stage:
        yield stage


@pytest.fixture
def internet(stage: Stage) -> Internet:
    return Internet(stage, {"a.example": [PUBLIC], "b.example": [PUBLIC]})
