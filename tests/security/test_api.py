"""The API keeps its own specification, whoever calls it and whatever is sent."""

from collections.abc import Iterator

import pytest
from ninja.openapi.schema import OpenAPISchema

from sme4smartcities.config.urls import api
from tests.security import fuzzing

pytestmark = pytest.mark.once
EXAMPLES = 2  # of each operation, caller and kind of value; ./bench api takes more


@pytest.fixture
def world(db: None) -> Iterator[fuzzing.World]:
    with fuzzing.alone():
        yield fuzzing.make_world()


def test_made_up_calls_break_neither_the_house_nor_the_specification(world: fuzzing.World):
    tally = fuzzing.Tally()
    for operation in fuzzing.operations():
        for caller in fuzzing.CALLERS:
            fuzzing.fuzz(world, operation, caller, EXAMPLES, tally)
    assert tally.told() == []
    assert {200, 201, 204, 401, 403, 404, 422} <= set(tally.statuses), "the calls came no further"


def test_no_two_shapes_of_the_specification_have_one_name(monkeypatch: pytest.MonkeyPatch):
    seen: dict[str, object] = {}
    twice: list[str] = []

    def watch(self: OpenAPISchema, definitions: dict[str, object]) -> None:
        twice.extend(n for n, shape in definitions.items() if seen.setdefault(n, shape) != shape)
        self.schemas.update(definitions)

    monkeypatch.setattr(OpenAPISchema, "add_schema_definitions", watch)
    api.get_openapi_schema()
    assert twice == []
