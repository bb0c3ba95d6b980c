"""The frame of every page works by keyboard alone."""

from tests.journeys.conftest import Visitor
from tests.journeys.keyboard import focused, tab_through, tab_to


def test_visitor_skips_to_the_content(visitor: Visitor) -> None:
    page = visitor.open("/en/contact/")
    page.keyboard.press("Tab")
    assert focused(page) == "Skip to content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_visitor_changes_the_language_by_keyboard(visitor: Visitor) -> None:
    page = visitor.open("/en/contact/")
    tab_to(page, "English")
    page.keyboard.press("Enter")
    tab_to(page, "Español")
    page.keyboard.press("Enter")
    page.wait_for_url("**/es/contact/")


def test_every_stop_on_home_is_seen(visitor: Visitor) -> None:
    stops = tab_through(visitor.open("/en/"))
    assert stops[0] == "Skip to content"
    assert len(stops) >= 10
