"""Open a page as somebody, in one combination, and tell what is wrong with it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.urls import reverse
from playwright.sync_api import Browser, Response

from sme4smartcities.accounts.models import Member
from sme4smartcities.web.cookies import COOKIES
from tests.journeys.axe import violations
from tests.journeys.combinations import NARROWEST, Combination, others
from tests.journeys.conftest import Visitor
from tests.journeys.keyboard import unseen_stops
from tests.journeys.visits import Visit
from tests.journeys.visits.stage import Stage

PROVING = ("account_reset_password_from_key", "mfa_authenticate")  # half signed in
OVERFLOW = "document.documentElement.scrollWidth"
# Types and sends without the browser's own checks: the form that posts to the address, else the
# first of the page that has all the fields. Gives whether there is one.
SEND = """([address, values]) => {
  const names = Object.keys(values);
  const forms = [...document.querySelectorAll('main form[method=post]')];
  const form = forms.find(form => new URL(form.action).pathname === address && address !== location.pathname)
    || forms.find(form => names.every(name => form.elements[name]));
  if (!form) return false;
  for (const name of names) {
    const fields = form.elements[name];
    const field = fields instanceof RadioNodeList ? fields[0] : fields;
    if (field.type !== 'file') field.value = values[name];
  }
  form.noValidate = true;
  // What a script would send piecewise is sent whole: the page that comes back is looked at.
  if (form.hasAttribute('hx-post')) form.submit();
  else form.requestSubmit(form.querySelector('button:not([name])') || undefined);
  return true;
}"""


class Looker:
    """The browser of one member, in which one visit after the other is looked at."""

    def __init__(self, browser: Browser, base: str, member: Member | None) -> None:
        self.visitor = Visitor(browser, base)
        self.page = self.visitor.page
        self.member = member
        self.status = 0
        self.had_form = False
        self.page.on("response", self._answered)
        if member:
            self.visitor.sign_in(member)

    def _answered(self, response: Response) -> None:
        if response.request.is_navigation_request():
            self.status = response.status

    def faults(
        self, visit: Visit, arguments: tuple[Any, ...], seen: list[Combination], narrow: list[str]
    ) -> Iterator[str]:
        """Look at the page in each combination, and in other languages at the narrowest screen.

        Opened once for neighbours of one language: themes and widths are the style sheet's alone.
        """
        opened = ""
        for language, theme, width in seen:
            self.page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            self.page.set_viewport_size({"width": width, "height": 900})
            if language != opened:
                self._open(visit, arguments, language)
            found = [*self._of_the_page(visit, width), *(() if opened else self._by_keyboard())]
            yield from (f"{visit.name} {language} {theme} {width}: {fault}" for fault in found)
            opened = language
        for language in narrow:
            self.page.set_viewport_size({"width": NARROWEST, "height": 900})
            self._open(visit, arguments, language)
            found = [*self._of_width(NARROWEST), *self._heard()]
            yield from (f"{visit.name} {language}: {fault}" for fault in found)

    def _open(self, visit: Visit, arguments: tuple[Any, ...], language: str) -> None:
        for cache in caches.all():
            if visit.status != 429:
                cache.clear()
        if self.member is None:
            self.visitor.context.clear_cookies()
            self.had_form = False
        address = _in(language, reverse(visit.address, args=arguments))
        first = _in(language, reverse(visit.via, args=arguments)) if visit.via else address
        self.visitor.open(f"{first}{visit.query}")
        self.had_form |= self.page.locator("[name=csrfmiddlewaretoken]").count() > 0
        if visit.sends is not None:
            with self.page.expect_navigation():
                sent = self.page.evaluate(SEND, [address, dict(visit.sends)])
                assert sent, f"{visit.name}: no form to type into"

    def _of_the_page(self, visit: Visit, width: int) -> Iterator[str]:
        if self.status != visit.status:
            yield f"answered {self.status}, not {visit.status}"
        yield from violations(self.page)
        if (headings := self.page.locator("h1").count()) != 1:
            yield f"{headings} main headings"
        yield from self._of_width(width)
        self.page.set_viewport_size({"width": NARROWEST, "height": 900})
        yield from self._of_width(NARROWEST)
        if self.page.evaluate("localStorage.length + sessionStorage.length"):
            yield "keeps something in the browser"
        yield from self._cookies(visit)
        yield from self._heard()

    def _of_width(self, width: int) -> Iterator[str]:
        if (wide := self.page.evaluate(OVERFLOW)) > width:
            yield f"wider than the screen: {wide} of {width}"

    def _by_keyboard(self) -> Iterator[str]:
        for stop in unseen_stops(self.page):
            yield f"by keyboard: {stop}"

    def _heard(self) -> Iterator[str]:
        yield from self.visitor.complaints
        self.visitor.complaints.clear()

    def _cookies(self, visit: Visit) -> Iterator[str]:
        """Name cookies that the privacy page does not; a visitor gets one only with a form to send."""
        sent = {settings.CSRF_COOKIE_NAME} if self.had_form else set()
        known = self.member or visit.address in PROVING
        named = {cookie.name for cookie in COOKIES} if known else sent
        kept = {str(cookie.get("name")) for cookie in self.visitor.context.cookies()}
        yield from (f"cookie {name}" for name in kept - named)


def _in(language: str, address: str) -> str:
    return f"/{language}/{address[4:]}" if address.startswith("/en/") else address


def look(
    browser: Browser, base: str, stage: Stage, rows: Iterable[tuple[int, Visit, list[Combination]]]
) -> Iterator[tuple[int, str, list[str]]]:
    """Look at each of the visits, each person in a browser of his or her own; give what is wrong.

    Each visit comes with its place in the list, which says where else it is looked at narrowly.
    """
    lookers: dict[str, Looker] = {}
    for place, visit, seen in rows:
        arguments = visit.on(stage)
        visit = replace(visit, query=visit.asked(stage))
        if visit.who not in lookers:
            member = None if visit.who == "visitor" else stage.member(visit.who)
            lookers[visit.who] = Looker(browser, base, member)
        faults = lookers[visit.who].faults(visit, arguments, seen, others(seen, place))
        yield place, visit.name, list(faults)
    for looker in lookers.values():
        looker.visitor.close()
