"""A visitor walks through the tour with a mouse: every stop opens, reads well, and leads back."""

from typing import Any

import pytest

from sme4smartcities.demo.tour import STOPS
from tests.demonstration import fill
from tests.journeys.axe import violations
from tests.journeys.conftest import Visitor


@pytest.fixture
def demo(live_server: Any, settings: Any) -> None:
    """A demonstration on the live server."""
    settings.DEMO = True
    fill()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_visitor_walks_through_the_whole_tour(demo: None, visitor: Visitor, language: str) -> None:
    faults = []
    for number, stop in enumerate(STOPS):
        page = visitor.open(f"/{language}/tour/")
        row = page.locator("main ol.items > li").nth(number)
        row.locator("button, a.btn").first.click()
        page.wait_for_load_state("networkidle")
        place = page.url.removeprefix(f"{visitor.base}/{language}/")
        arrived = place.startswith("organisations/") if "demo/show" in stop.path else None
        if not (place == stop.path if arrived is None else arrived):
            faults.append(f"stop {number + 1} arrived at {page.url}")
        if page.locator("h1").count() != 1:
            faults.append(f"stop {number + 1} has no heading")
        faults += [f"stop {number + 1}: {fault}" for fault in violations(page)]
    assert faults == [], "\n".join(faults)


def test_visitor_changes_roles_by_the_buttons_alone(demo: None, visitor: Visitor) -> None:
    for button, heading in (
        ("Continue as SME owner", "8 things need you."),
        ("Continue as Coordinator", "things need you."),
    ):
        page = visitor.open("/en/tour/")
        page.get_by_role("button", name=button).first.click()
        page.wait_for_load_state("networkidle")
        assert heading in page.get_by_role("heading", level=1).inner_text()
