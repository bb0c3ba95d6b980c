"""One browser for all tests of a process, and pages that need no server."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Page, Route, sync_playwright

CHROMIUM = os.environ.get("SME4SC_CHROMIUM", "/usr/bin/chromium")
SWITCHES = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
]
TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}

# Playwright's own event loop runs in this thread, and Django would refuse to be called beside it.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no browser at {CHROMIUM}")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        yield chromium
        chromium.close()


def serve(page: Page, answer: Callable[[str], tuple[str, dict[str, str]] | None]) -> None:
    """Answer the page's requests: static files from their folders, paths by the function, else 404."""

    def fulfil(route: Route) -> None:
        path = unquote(urlsplit(route.request.url).path)
        if path.startswith("/static/") and (found := finders.find(path.removeprefix("/static/"))):
            file = Path(str(found))
            kind = TYPES.get(file.suffix, "application/octet-stream")
            route.fulfill(body=file.read_bytes(), content_type=kind)
        elif made := answer(path):
            body, headers = made
            route.fulfill(
                body=body, headers={"Content-Type": "text/html; charset=utf-8", **headers}
            )
        else:
            route.fulfill(status=404)

    page.route("**/*", fulfil)
