"""A live server, a real browser, and an ear for everything a page must not do."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, Request

from sme4smartcities.accounts.models import Member
from tests.conftest import Browser as SignedIn

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


class Visitor:
    """One person with a browser of his or her own; remembers what the pages did wrong."""

    def __init__(self, browser: Browser, base: str, **options: Any) -> None:
        self.base = base
        self.context: BrowserContext = browser.new_context(
            **{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **options}
        )
        self.complaints: list[str] = []
        self.requests: list[Request] = []
        self.page: Page = self.context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("request", self._asked)

    def _heard(self, message: Any) -> None:
        """Take errors and refusals of the content policy; a page of status 4xx is no complaint."""
        if message.type in ("error", "warning") and "status of 4" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        self.requests.append(request)
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.complaints.append(f"foreign host: {request.url}")

    def open(self, path: str) -> Page:
        """Open an address of the site."""
        self.page.goto(self.base + path)
        return self.page

    def sign_in(self, member: Member) -> None:
        """Come in as a member, without the form."""
        client = SignedIn()
        client.force_login(member)
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": self.base}
        self.context.add_cookies([cookie])  # type: ignore[list-item]

    def close(self) -> None:
        self.context.close()


@pytest.fixture
def visitor(browser: Browser, live_server: Any) -> Iterator[Visitor]:
    """A visitor at a wide screen; at the end of the test the pages must have caused no complaint."""
    somebody = Visitor(browser, live_server.url)
    yield somebody
    somebody.close()
    assert somebody.complaints == []
