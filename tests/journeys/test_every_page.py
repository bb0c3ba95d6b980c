"""Every page, in each language, in light and dark, wide and narrow: readable by everybody."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser

from sme4smartcities.accounts.models import Member
from sme4smartcities.web.cookies import COOKIES
from tests.journeys.axe import violations
from tests.journeys.combinations import Combination, each_language, three_languages
from tests.journeys.conftest import Visitor
from tests.journeys.pages import VISITS
from tests.security.cells import HERE, make_cast, signed_in
from tests.security.matrix import ROLES, Row, Target, tables

NARROWEST = 320
OVERFLOW = "document.documentElement.scrollWidth"
OWN_EYES = ("manager", "visitor", "coordinator")  # whose view of a page is looked at, if allowed
PART = 6  # addresses looked at over the same rows of the database


def faults_of(
    browser: Browser, base: str, member: Member | None, path: str, seen: Iterator[Combination]
) -> list[str]:
    """Look at a page (its address below the language) in each combination; give what is wrong."""
    somebody = Visitor(browser, base)
    if member:
        somebody.sign_in(member)
    faults = []
    for language, theme, width in seen:
        somebody.page.emulate_media(color_scheme=theme)
        somebody.page.set_viewport_size({"width": width, "height": 900})
        somebody.open(f"/{language}/{path}")
        found = [*_faults(somebody, width), *_cookies(somebody, member)]
        faults += [f"/{language}/{path} {theme} {width}: {fault}" for fault in found]
    somebody.close()
    return faults


def _cookies(somebody: Visitor, member: Member | None) -> list[str]:
    """Name cookies that the privacy page does not; a visitor gets one only with a form to send."""
    form = somebody.page.locator("[name=csrfmiddlewaretoken]").count()
    sent = {settings.CSRF_COOKIE_NAME} if form else set()
    named = {cookie.name for cookie in COOKIES} if member else sent
    kept = {str(cookie.get("name")) for cookie in somebody.context.cookies()}
    return [f"cookie {name}" for name in kept - named]


def _faults(somebody: Visitor, width: int) -> list[str]:
    page = somebody.page
    faults = [*violations(page), *somebody.complaints]
    somebody.complaints.clear()
    for narrow in (width, NARROWEST):
        page.set_viewport_size({"width": narrow, "height": 900})
        if (wide := page.evaluate(OVERFLOW)) > narrow:
            faults.append(f"wider than the screen: {wide} of {narrow}")
    if page.evaluate("localStorage.length + sessionStorage.length"):
        faults.append("keeps something in the browser")
    return faults


@pytest.mark.parametrize("place", range(len(VISITS)), ids=[visit.name for visit in VISITS])
def test_anybody_reads_the_page_in_each_language(
    place: int, browser: Browser, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        settings, "DEMO", True
    )  # the banner of the demonstration is part of the page
    visit = VISITS[place]
    member = visit.actor()
    path = visit.open(member)
    assert faults_of(browser, live_server.url, member, path, each_language(place)) == []


def opened(row: Row) -> str:
    """Say whose eyes look at an address of the permission table; "" when nobody sees a page."""
    allowed = [role for role, outcome in zip(ROLES, row.outcomes, strict=True) if outcome == "200"]
    if row.verb != "GET" or not allowed:
        return ""
    return next((role for role in OWN_EYES if role in allowed), allowed[0])


PARTS = [
    (table, rows[start : start + PART], start)
    for table in tables()
    for rows in [[row for row in table.rows if opened(row)]]
    for start in range(0, len(rows), PART)
]


@pytest.mark.parametrize(
    ("table", "rows", "start"), PARTS, ids=[f"{t.name}-{start}" for t, _, start in PARTS]
)
def test_anybody_reads_what_stands_in_the_permission_table(
    table: Any, rows: list[Row], start: int, browser: Browser, live_server: Any
) -> None:
    cast = make_cast()
    targets = {"-": HERE, **table.targets(cast)}
    faults = []
    for place, row in enumerate(rows, start):
        member = cast[opened(row)]
        path = page_of(member, row, targets[row.target])
        if path is not None:
            seen = three_languages(place)
            faults += faults_of(browser, live_server.url, member, path, seen)
    assert faults == []


def page_of(member: Member | None, row: Row, target: Target) -> str | None:
    """Give the address below the language; None for what is no page: files, parts, downloads."""
    address = reverse(row.address, args=target.args) + target.query
    if not address.startswith("/en/"):
        return None
    answer = signed_in(member).get(address)
    is_page = "Content-Disposition" not in answer and b"<html" in answer.content
    return address.removeprefix("/en/") if is_page else None
