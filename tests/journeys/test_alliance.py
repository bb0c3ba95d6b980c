"""Two companies of two countries, found by the platform, accept an alliance and agree on a time."""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from sme4smartcities.accounts.models import Member
from sme4smartcities.alliances.models import Alliance, Meeting
from sme4smartcities.core.mail.models import Mail
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.queries.people import managers_of
from tests.conftest import WorkerOnStage
from tests.journeys.axe import violations
from tests.journeys.conftest import Visitor
from tests.journeys.visits.stage import Stage

PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def stage(live_server: Any, settings: Any) -> Stage:
    """The whole demonstration on the live server."""
    settings.DEMO = True
    return Stage()


def sent(page: Page, form: str) -> Page:
    """Send one form of the page and wait for what follows."""
    page.locator(f"main form{form} button[type=submit]").first.click()
    page.wait_for_load_state("networkidle")
    return page


def with_zone(page: Page, zone: str) -> None:
    """Answer the question for one's time zone where it is asked."""
    if page.locator("[name=zone]").count():
        page.locator("[name=zone]").select_option(zone)


def manager(number: int, language: str) -> Member:
    """Give who manages a company, reading in this language."""
    member = managers_of(Organisation.objects.get(pk=number)).first()
    assert member is not None
    member.language = language
    member.save()
    return member


def test_two_companies_of_two_countries_accept_an_alliance_and_agree_on_a_time(
    stage: Stage, visitor: Visitor, worker: WorkerOnStage, browser: Any, live_server: Any
) -> None:
    faults: list[str] = []

    def looked_at(page: Page) -> Page:
        faults.extend(f"{page.url}: {fault}" for fault in violations(page))
        return page

    worker.run()
    number = stage.number("challenge:es-water")
    visitor.sign_in(stage.member("spanish-officer"))
    market = visitor.open(f"/es/challenges/{number}/who-could-solve-it/")
    looked_at(sent(market, "[method=post]"))
    card = market.locator("[aria-labelledby=alliances] > ul > li").first
    drafts = card.get_by_role("link", name="Preparar esta alianza").or_(
        card.locator(f"a[href*='/challenges/{number}/alliance/']")
    )
    address = drafts.first.get_attribute("href") or ""
    members = [int(one) for one in parse_qs(urlsplit(address).query)["with"][0].split(",")][:2]
    drafts.first.click()
    market.wait_for_load_state("networkidle")
    looked_at(market).locator("[name=name]").fill("Oídos y ojos")
    sent(market, "[method=post]")
    row = Alliance.objects.get(name="Oídos y ojos")
    looked_at(sent(looked_at(market), "[action$='/send/']"))
    assert set(row.seats.values_list("state", flat=True)) == {"invited"}

    sides = [Visitor(browser, live_server.url, **PHONE) for _side in members]
    for side, one, language in zip(sides, members, ("ar", "en"), strict=True):
        side.sign_in(manager(one, language))
        page = looked_at(side.open(f"/{language}{page_of(row)}"))
        page.locator("[name=act][value=accept]").check()
        looked_at(sent(page, "[action$='/reply/']"))
    row.refresh_from_db()
    assert row.state == "formed"
    joined = Organisation.objects.filter(pk__in=members)
    assert len(set(joined.values_list("territory", flat=True))) == 2

    first, second = sides
    page = first.open(f"/ar{page_of(row)}")
    page.locator("a[href$='/meeting/']").click()
    page.wait_for_load_state("networkidle")
    looked_at(page).locator("[name=title]").fill("لقاء أول")
    with_zone(page, "Asia/Jerusalem")
    for name, days in (("first", 20), ("second", 21), ("third", 22)):
        day = timezone.now() + timedelta(days=days)
        page.locator(f"[name={name}]").fill(f"{day:%Y-%m-%d}T11:30")
    looked_at(sent(page, "[method=post]"))
    meeting = Meeting.objects.get(title="لقاء أول")
    page = looked_at(second.open(f"/en{page_of(meeting)}"))
    with_zone(page, "Europe/Madrid")
    page.locator("[name=times]").nth(1).check()
    looked_at(sent(page, "[action$='/take/']"))
    expect(page.locator("main")).to_contain_text("Agreed")
    meeting.refresh_from_db()
    assert (meeting.state, meeting.starts_at) == ("agreed", meeting.slots.all()[1].starts_at)
    told = Mail.objects.filter(key__startswith=f"meeting:agreed:{meeting.pk}:")
    assert told.count() >= 2 and all("METHOD:REQUEST" in mail.calendar for mail in told)
    for side in sides:
        side.close()
        assert side.complaints == []
    assert faults == [], "\n".join(faults)


def page_of(row: Alliance | Meeting) -> str:
    """Give the address of a page without its language."""
    return re.sub(r"^/[a-z]{2}/", "/", row.get_absolute_url())
