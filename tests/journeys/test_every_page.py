"""Every page, in each language, in light and dark, wide and narrow: readable by everybody."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.journeys.combinations import combinations
from tests.journeys.looking import look
from tests.journeys.visits import Visit, visits
from tests.journeys.visits.stage import Stage

PART = 14  # visits over the same rows of the database
NOTES = os.environ.get("SME4SC_ACCESSIBILITY")  # a folder, of ./bench accessibility
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
    well = looked_at_before(f"{name}-{start}")
    seen = [
        (place, visit, combinations(first + place))
        for place, visit in enumerate(rows)
        if place not in well
    ]
    faults = []
    for found in look(browser, live_server.url, Stage(), seen) if seen else ():
        note(f"{name}-{start}", found)
        faults += found[2]
    assert not faults, "\n".join(faults)


def note(part: str, found: tuple[int, str, list[str]]) -> None:
    if NOTES:
        with Path(NOTES, f"{part}.jsonl").open("a") as notes:
            notes.write(json.dumps(found) + "\n")


def looked_at_before(part: str) -> set[int]:
    """Give the places of this part where an earlier run, broken off, found nothing wrong."""
    if not NOTES:
        return set()
    Path(NOTES, "pages").write_text(str(len(PLACES)))
    file = Path(NOTES, f"{part}.jsonl")
    told = [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []
    return {
        place
        for place, faults in {place: faults for place, _, faults in told}.items()
        if not faults
    }
