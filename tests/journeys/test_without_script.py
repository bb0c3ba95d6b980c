"""Where scripts are off everything still works: registering, a profile, the directory, a message."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from sme4smartcities.accounts.models import Member
from sme4smartcities.organisations.models import Conversation, Organisation
from tests.accounts.letters import last_letter, link_in
from tests.journeys.conftest import Visitor
from tests.journeys.visits.stage import Stage


@pytest.fixture
def plain(browser: Browser, live_server: Any) -> Iterator[Visitor]:
    """A visitor whose browser runs no script."""
    somebody = Visitor(browser, live_server.url, java_script_enabled=False)
    yield somebody
    somebody.close()
    assert somebody.complaints == []


@pytest.fixture
def stage(live_server: Any, settings: Any) -> Stage:
    settings.DEMO = True
    return Stage()


def test_visitor_registers_and_confirms(plain: Visitor) -> None:
    page = plain.open("/en/account/signup/")
    page.get_by_label("Your name").fill("Leila Haddad")
    page.get_by_label("E-mail address").fill("leila@example.org")
    page.get_by_label("Password").fill("seven purple lanterns float")
    page.get_by_role("checkbox", name="I agree").check()
    page.get_by_role("button", name="Open my account").click()
    page = plain.open(link_in(last_letter()))
    page.get_by_role("button", name="Yes, confirm it").click()
    assert page.url == f"{plain.base}/en/desk/"
    assert Member.objects.get().confirmed_at is not None


def test_manager_writes_the_profile(plain: Visitor, stage: Stage) -> None:
    found = stage.organisation("dry-main")
    plain.sign_in(stage.member("sme-owner"))
    page = plain.open(f"/en/organisations/{found.pk}/edit/work/")
    page.get_by_label("In one or two sentences").or_(page.locator("[name=summary]")).first.fill(
        "We hear leaks."
    )
    page.locator("[name=description]").fill("## How\n\nWith *ears*.")
    page.get_by_role("button", name="Save", exact=True).click()
    assert "We hear leaks." in page.locator("main").inner_text()
    assert page.get_by_role("heading", name="How").count() == 1
    assert Organisation.objects.get(pk=found.pk).summary["en"]["text"] == "We hear leaks."


def test_member_searches_filters_and_writes(plain: Visitor, stage: Stage) -> None:
    plain.sign_in(stage.member("city-officer"))
    page = plain.open("/en/organisations/")
    page.get_by_label("What are you looking for?").fill("leak")
    page.locator("[name=kind]").first.check()
    page.get_by_role("button", name="Search").last.click()
    assert "kind=" in page.url and page.locator("main .card--link").count() >= 1
    page.locator("main .card--link a").first.click()
    page.get_by_role("link", name="Write a message").click()
    page.get_by_label("What is it about?").fill("Two streets")
    page.get_by_label("Message").fill("Our pipes are from 1931.")
    before = Conversation.objects.count()
    page.get_by_role("button", name="Send message").click()
    assert "Our pipes are from 1931." in page.locator("main").inner_text()
    assert Conversation.objects.count() == before + 1


def test_somebody_on_a_phone_opens_filters_and_menu(
    browser: Browser, stage: Stage, live_server: Any
) -> None:
    phone = {"width": 390, "height": 800}
    small = Visitor(browser, live_server.url, java_script_enabled=False, viewport=phone)
    page = small.open("/en/organisations/")
    page.get_by_role("button", name="Filters").click()
    page.get_by_text("Start-up").first.click()
    page.get_by_role("button", name="Show results").first.click()
    assert "kind=start-up" in page.url
    small.close()
    assert small.complaints == []
