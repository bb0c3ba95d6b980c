"""Every page, in each language, in light and dark, wide and narrow: readable by everybody."""

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.combinations import FULL, combinations
from tests.journeys.looking import look
from tests.journeys.visits import Visit, visits
from tests.journeys.visits.stage import Stage

PART = 4 if FULL else 14  # visits over the same rows of the database
PLACES = [(name, visit) for name, rows in visits().items() for visit in rows]
PARTS = [
    (name, start, rows[start : start + PART])
    for name, rows in visits().items()
    for start in range(0, len(rows), PART)
]


@pytest.mark.parametrize(
    ("name", "start", "rows"), PARTS, ids=[f"{name}-{start}" for name, start, _ in PARTS]
)
def test_anybody_reads_the_page_in_each_language(
    name: str,
    start: int,
    rows: tuple[Visit, ...],
    browser: Browser,
    live_server: Any,
    settings: Any,
) -> None:
    settings.DEMO = True
    first = PLACES.index((name, rows[0]))
    seen = [(visit, combinations(first + place)) for place, visit in enumerate(rows)]
    faults = look(browser, live_server.url, Stage(), seen)
    assert not faults, "\n".join(faults)
