"""The directory by keyboard alone: words, filters, chips, the map, pages, an entry, a message to it."""

from typing import Any

from sme4smartcities.organisations.models import Conversation
from tests.journeys.conftest import Visitor
from tests.journeys.keyboard import fill, follow, press
from tests.journeys.visits.stage import Stage


def test_member_finds_an_organisation_and_writes_to_it(visitor: Visitor, settings: Any) -> None:
    settings.DEMO = True
    stage = Stage()
    visitor.sign_in(stage.member("city-officer"))
    page = visitor.open("/en/organisations/")
    everybody = page.get_by_role("status").inner_text()

    fill(page, "What are you looking for?", "leak")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    found = page.get_by_role("status").inner_text()
    assert found != everybody
    assert page.locator("main .card--link").count() >= 2

    press(page, "Start-up", "Space")
    with page.expect_navigation():
        page.keyboard.press("Enter")  # a filter is sent from where one stands
    assert page.get_by_role("status").inner_text() != found
    follow(page, "Start-up remove")
    assert page.get_by_role("status").inner_text() == found

    page = visitor.open("/en/organisations/")
    follow(page, "Next")
    assert "page=2" in page.url
    page = visitor.open("/en/organisations/")
    press(page, "Map")
    follow(page, "around")
    assert "near=" in page.url
    assert page.get_by_role("status").inner_text() != everybody

    page = visitor.open("/en/organisations/?q=dry+main")
    follow(page, "Dry Main Analytics")
    follow(page, "Write a message")
    fill(page, "What is it about?", "Two streets")
    fill(page, "Message", "Our pipes are from 1931. Can you listen to them?")
    before = Conversation.objects.count()
    follow(page, "Send message")
    assert Conversation.objects.count() == before + 1
    assert "dry-main.example" not in page.locator("main").inner_text()
