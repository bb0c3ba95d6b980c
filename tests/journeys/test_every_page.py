"""Every page, in each language, in light and dark, wide and narrow: readable by everybody.

Languages, themes and widths are combined pairwise; SME4SC_FULL=1 runs all combinations.
"""

import os
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.conf import settings as platform
from playwright.sync_api import Browser
from pytest_django import Settings

from sme4smartcities.web.cookies import COOKIES
from tests.journeys.axe import violations
from tests.journeys.conftest import Visitor
from tests.journeys.pages import VISITS, Visit

LANGUAGES = [code for code, _ in platform.LANGUAGES]
THEMES = ("light", "dark")
WIDTHS = (1280, 390)
NARROWEST = 320
OVERFLOW = "document.documentElement.scrollWidth"


def combinations(place: int) -> Iterator[tuple[str, str, int]]:
    """Give every language once, with themes and widths so that all pairs meet over two pages."""
    if os.environ.get("SME4SC_FULL"):
        yield from product(LANGUAGES, THEMES, WIDTHS)
        return
    for number, language in enumerate(LANGUAGES):
        theme, width = (number + place) % 2, (number // 2 + place) % 2
        yield language, THEMES[theme], WIDTHS[width]


@pytest.mark.parametrize("place", range(len(VISITS)), ids=[visit.name for visit in VISITS])
def test_anybody_reads_the_page(
    place: int, browser: Browser, live_server: Any, settings: Settings
) -> None:
    settings.DEMO = True  # the banner of the demonstration is part of the page
    visit: Visit = VISITS[place]
    member = visit.actor()
    path = visit.open(member)
    somebody = Visitor(browser, live_server.url)
    if member:
        somebody.sign_in(member)
    faults = []
    for language, theme, width in combinations(place):
        somebody.page.emulate_media(color_scheme=theme)
        somebody.page.set_viewport_size({"width": width, "height": 900})
        somebody.open(f"/{language}/{path}")
        faults += [f"{language} {theme} {width}: {fault}" for fault in found(somebody, width)]
        named = {cookie.name for cookie in COOKIES} if member else set()
        kept = {cookie.get("name") for cookie in somebody.context.cookies()}
        faults += [f"{language}: cookie {name}" for name in kept - named]
    somebody.close()
    assert faults == []


def found(somebody: Visitor, width: int) -> list[str]:
    """Look at the page on screen; give what is wrong with it."""
    page = somebody.page
    faults = [*violations(page), *somebody.complaints]
    somebody.complaints.clear()
    for narrow in (width, NARROWEST):
        page.set_viewport_size({"width": narrow, "height": 900})
        if (seen := page.evaluate(OVERFLOW)) > narrow:
            faults.append(f"wider than the screen: {seen} of {narrow}")
    if page.evaluate("localStorage.length + sessionStorage.length"):
        faults.append("keeps something in the browser")
    return faults
