"""The two pages that need a broken house: its own crash, and what stands before a house that is away."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import RequestFactory
from django.utils import translation
from playwright.sync_api import Browser

from sme4smartcities.core.pages import server_error
from tests.browser import serve
from tests.journeys.axe import violations
from tests.journeys.combinations import ALL, LANGUAGES, NARROWEST, THEMES, WIDTHS


def crashed(path: str) -> tuple[str, dict[str, str]] | None:
    language = path.strip("/").partition("/")[0]
    if language not in LANGUAGES:
        return None
    request = RequestFactory().get(path)
    with translation.override(language):
        request.LANGUAGE_CODE = language
        return server_error(request).text, {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_anybody_reads_that_something_broke(browser: Browser, language: str) -> None:
    page = browser.new_page(reduced_motion="reduce")
    serve(page, crashed)
    for _, theme, width in (one for one in ALL if one[0] == language):
        page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"http://house.example/{language}/desk/")
        assert violations(page) == []
    page.set_viewport_size({"width": NARROWEST, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROWEST
    assert re.search(r"\b[0-9A-F]{6}\b", page.locator("main").inner_text())
    page.close()


def test_anybody_reads_that_the_house_is_away(browser: Browser) -> None:
    text = Path(str(finders.find("core/offline.html"))).read_text("utf-8")
    page = browser.new_page()
    serve(page, lambda path: (text, {}))
    for theme in THEMES:
        for width in (*WIDTHS, NARROWEST):
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            page.set_viewport_size({"width": width, "height": 900})
            page.goto("http://house.example/")
            assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()
