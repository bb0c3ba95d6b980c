"""What a first visit costs on a slow line, and that nothing is asked from anybody else."""

import gzip
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from tests.journeys.combinations import LANGUAGES
from tests.journeys.conftest import Visitor

WORDS_IN_TEN_SECONDS = 50  # at 300 words a minute
TEXT = (".css", ".js", ".svg", ".webmanifest", "/")


def body(visitor: Visitor, url: str) -> bytes:
    path = url.removeprefix(visitor.base)
    if path.startswith(settings.STATIC_URL):
        return Path(str(finders.find(path.removeprefix(settings.STATIC_URL)))).read_bytes()
    return visitor.context.request.get(url).body()


def weight(visitor: Visitor) -> dict[str, int]:
    """Give each file of the visit with its bytes on the line; text travels compressed."""
    files = {}
    for request in visitor.requests:
        content = body(visitor, request.url)
        files[request.url] = len(gzip.compress(content) if request.url.endswith(TEXT) else content)
    return files


def test_first_visit_of_home_weighs_at_most_150_kb(visitor: Visitor) -> None:
    for language in ("en", "ar"):
        visitor.requests.clear()
        visitor.context.clear_cookies()
        visitor.open(f"/{language}/")
        files = weight(visitor)
        assert sum(files.values()) <= 150_000, files
        assert files[f"{visitor.base}/{language}/"] <= 20_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_screen_says_what_this_is_and_what_to_do(visitor: Visitor, language: str) -> None:
    """Heading, lead and first button stand on the first screen, and ten seconds read them."""
    for width, height in ((1280, 800), (390, 800)):
        visitor.page.set_viewport_size({"width": width, "height": height})
        hero = visitor.open(f"/{language}/").locator("main .hero")
        parts = [
            hero.get_by_role("heading", level=1),
            hero.locator("p.lead"),
            hero.locator(".btn").first,
        ]
        for part in parts:
            box = part.bounding_box()
            assert box and box["y"] > 0 and box["y"] + box["height"] <= height, part.inner_text()
        words = " ".join(part.inner_text() for part in parts).split()
        assert len(words) <= WORDS_IN_TEN_SECONDS


def test_every_page_reads_without_script(visitor: Visitor, browser: object) -> None:
    plain = Visitor(browser, visitor.base, java_script_enabled=False)  # type: ignore[arg-type]
    page = plain.open("/en/")
    page.get_by_role("button", name="English").click()
    page.get_by_role("link", name="Italiano").first.click()
    assert page.url == f"{visitor.base}/it/"
    assert plain.complaints == []
    plain.close()
