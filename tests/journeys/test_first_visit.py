"""What a first visit costs on a slow line, and that nothing is asked from anybody else."""

import gzip
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from tests.journeys.conftest import Visitor

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


def test_every_page_reads_without_script(visitor: Visitor, browser: object) -> None:
    plain = Visitor(browser, visitor.base, java_script_enabled=False)  # type: ignore[arg-type]
    page = plain.open("/en/")
    page.get_by_role("button", name="English").click()
    page.get_by_role("link", name="Italiano").first.click()
    assert page.url == f"{visitor.base}/it/"
    assert plain.complaints == []
    plain.close()
