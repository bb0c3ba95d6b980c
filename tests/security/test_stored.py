"""Whatever is kept may be hostile: no page runs it, even without the content policy, and none breaks.

The whole demonstration is overwritten, past all forms, with text that would run; then every page that
the visits know is opened by whom it concerns.
"""

from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import caches
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from playwright.sync_api import Browser, ConsoleMessage
from playwright.sync_api import Error as BrowserError

from sme4smartcities.core.translated import TranslatedField
from tests.journeys.conftest import Visitor
from tests.journeys.visits import Visit, visits
from tests.journeys.visits.stage import Stage
from tests.security.payloads import OWN
from tests.security.test_xss import LISTENER

pytestmark = pytest.mark.browser

# Mechanisms, whose rows no page shows as text, and what names things to programs only.
BEHIND = {"jobs", "journal", "mail", "sessions", "procrastinate", "demo", "directory"}
NAMES_FOR_PROGRAMS = set(
    [
        "code",
        "about",
        "slug",
        "key",
        "language",
        "source_language",
        "answer_language",
        "texts_in",
        "scheme",
        "broader",
        "broader_in",
        "gazetteer",
        "digest",
        "sha256",
        "prefix",
        "format",
        "zone",
        "token",
        "facet",
        "audience",
        "email",
        "domain",
        "website_host",
        "sort_key",
        "currency",
        "role",
        "kind",
        "scope_kind",
        "subject_kind",
        "offer_kind",
        "level",
        "model",
        "part",
        "section",
        "asked",
        "listed_country",
        "listed_region",
        "served_as",
        "media_type",
        "stored_as",
        "file_url",
        "title_tokens",
        "name_tokens",
        "frequent",
        "labels",
        "starts",
        "ends",
        "planned_starts",
        "planned_ends",
        "happened",
        "until",
        "as_of",
        "published",
    ]
)
PARTS = 4  # features that share one house
RUNS = [text for text in OWN if "alert" in text and "\0" not in text]
SEEN = """() => {
  for (const element of document.querySelectorAll("*"))
    for (const kind of ["mouseover", "focus", "pointerenter", "toggle", "error", "load"])
      element.dispatchEvent(new Event(kind));
  return [...document.querySelectorAll("*")].filter(element => [...element.attributes].some(
    ({name, value}) => name.startsWith("on") || name === "srcdoc" ||
      ["href", "src", "action", "formaction"].includes(name) &&
        /^[\\s\\0-\\x1f]*(javascript|vbscript|data:text)/i.test(value)
  )).map(element => element.outerHTML.slice(0, 200));
}"""


def texts_of(model: type[models.Model]) -> Iterator[models.Field[Any, Any]]:
    """Give the columns of a model that hold what people write."""
    for field in model._meta.concrete_fields:
        if field.name in NAMES_FOR_PROGRAMS or field.unique or field.choices:
            continue
        if isinstance(field, TranslatedField | models.CharField | models.TextField):
            yield field


def poisoned(field: models.Field[Any, Any], old: Any, hostile: Iterator[str]) -> Any:
    if isinstance(field, TranslatedField):
        return {
            language: {**told, "text": f"{next(hostile)} {next(hostile)}"}
            for language, told in (old or {}).items()
        }
    text = " ".join(next(hostile) for _ in range(1 if field.max_length else 3))
    return text[: field.max_length or None]


def poison() -> int:
    """Overwrite all that people have written; give how many values."""
    hostile, done = cycle(RUNS), 0
    for model in apps.get_models():
        if not model.__module__.startswith("sme4smartcities") or model._meta.app_label in BEHIND:
            continue
        fields = list(texts_of(model))
        for row in model._default_manager.all() if fields else ():
            values = {f.name: poisoned(f, getattr(row, f.name), hostile) for f in fields}
            changed = {name: value for name, value in values.items() if getattr(row, name)}
            done += _overwrite(model, row.pk, changed)
    return done


def _overwrite(model: type[models.Model], number: Any, values: dict[str, Any]) -> int:
    try:
        with transaction.atomic():
            model._default_manager.filter(pk=number).update(**values)
    except IntegrityError:
        return 0  # what must differ from its neighbours stays
    return len(values)


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_runs_what_is_kept(
    part: int, browser: Browser, live_server: Any, settings: Any
) -> None:
    settings.DEMO = True
    stage = Stage()
    features = list(visits().values())[part::PARTS]
    rows = [row for feature in features for row in feature if row.sends is None and not row.via]
    asked = [(visit, visit.on(stage), visit.asked(stage)) for visit in rows]
    people = {visit.who: stage.member(visit.who) for visit in rows if visit.who != "visitor"}
    assert poison() > 1000
    faults: list[str] = []
    shown = 0
    visitors: dict[str, Visitor] = {}
    for visit, arguments, query in asked:
        if visit.who not in visitors:
            visitor = Visitor(browser, live_server.url, bypass_csp=True)
            visitors[visit.who] = visitor
            visitor.page.add_init_script(LISTENER)
            if visit.who in people:
                visitor.sign_in(people[visit.who])
        visitor = visitors[visit.who]
        faults += _look(visitor, visit, f"{reverse(visit.address, args=arguments)}{query}")
        shown += "alert(1)" in visitor.page.content()
    for visitor in visitors.values():
        visitor.close()
    assert not faults, "\n".join(faults)
    assert shown > len(rows) / 4, "the pages show hardly anything of what was overwritten"


def _look(visitor: Visitor, visit: Visit, address: str) -> Iterator[str]:
    for cache in caches.all():
        cache.clear()
    heard: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        heard.append(message.text)

    visitor.page.on("console", listen)
    try:
        answer = visitor.page.goto(visitor.base + address)
    except BrowserError:  # a file to be kept, which no browser shows
        return
    live = visitor.page.evaluate(SEEN)
    visitor.page.wait_for_timeout(20)
    visitor.page.remove_listener("console", listen)
    if answer is None or answer.status >= 500:
        yield f"{visit.name}: answered {answer and answer.status}"
    if "hit" in heard:
        yield f"{visit.name}: a text ran"
    yield from (f"{visit.name}: {element}" for element in live)
