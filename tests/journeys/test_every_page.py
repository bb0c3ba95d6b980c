"""Every page, in each language, in light and dark, wide and narrow: readable by everybody.

Languages, themes and widths are combined pairwise; SME4SC_FULL=1 runs all combinations.
"""

import os
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from tests.journeys.axe import violations
from tests.journeys.conftest import Visitor
from tests.journeys.pages import VISITS, Visit

LANGUAGES = [code for code, _ in settings.LANGUAGES]
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
def test_anybody_reads_the_page(place: int, browser: Browser, live_server: Any) -> None:
    visit: Visit = VISITS[place]
    member = visit.actor()
    path = visit.open(member)
    faults = []
    for language, theme, width in combinations(place):
        view = {"width": width, "height": 900}
        somebody = Visitor(browser, live_server.url, viewport=view, color_scheme=theme)
        if member:
            somebody.sign_in(member)
        page = somebody.open(f"/{language}/{path}")
        found = [*violations(page), *somebody.complaints]
        for narrow in (width, NARROWEST):
            page.set_viewport_size({"width": narrow, "height": 900})
            if (seen := page.evaluate(OVERFLOW)) > narrow:
                found.append(f"wider than the screen: {seen} of {narrow}")
        if member is None and somebody.context.cookies():
            found.append(f"cookies: {somebody.context.cookies()}")
        if page.evaluate("localStorage.length + sessionStorage.length"):
            found.append("keeps something in the browser")
        faults += [f"{language} {theme} {width}: {fault}" for fault in found]
        somebody.close()
    assert faults == []
