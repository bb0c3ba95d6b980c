"""The directory by keyboard alone: words, filters, chips, the map, pages, an entry, a message to it."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from sme4smartcities.organisations.models import Conversation
from tests.journeys.conftest import Visitor
from tests.journeys.keyboard import fill, follow, press
from tests.journeys.visits.stage import Stage

DIRECTORY = "/en/organisations/"


def go(page: Page, words: str, goal: str, key: str = "Enter") -> None:
    """Press a control that replaces the results, and wait for them."""
    press(page, words, key)
    arrived(page, goal)


def arrived(page: Page, goal: str) -> None:
    page.wait_for_url(re.compile(goal))
    page.wait_for_load_state("networkidle")


def test_member_finds_an_organisation_and_writes_to_it(
    visitor: Visitor, live_server: Any, settings: Any
) -> None:
    settings.DEMO = True
    visitor.sign_in(Stage().member("city-officer"))
    page = visitor.open(DIRECTORY)
    number = page.get_by_role("status").first
    everybody = number.inner_text()

    fill(page, "What are you looking for?", "leak")
    page.keyboard.press("Enter")
    arrived(page, "q=leak")
    expect(number).not_to_have_text(everybody)
    found = number.inner_text()
    assert page.locator("main .card--link").count() >= 2

    go(page, "Start-up", "kind=start-up", "Space")
    expect(number).not_to_have_text(found)
    go(page, "Start-up remove", r"\?((?!kind=).)*$")
    expect(number).to_have_text(found)

    visitor.open(DIRECTORY)
    go(page, "Next", "page=2")
    visitor.open(DIRECTORY)
    press(page, "Map")
    go(page, "around", "near=")
    expect(number).not_to_have_text(everybody)

    visitor.open(f"{DIRECTORY}?q=dry+main")
    follow(page, "Dry Main Analytics")
    follow(page, "Write a message")
    fill(page, "What is it about?", "Two streets")
    fill(page, "Message", "Our pipes are from 1931. Can you listen to them?")
    before = Conversation.objects.count()
    follow(page, "Send message")
    assert Conversation.objects.count() == before + 1
    assert "dry-main.example" not in page.locator("main").inner_text()
