"""Nothing that a person wrote runs in another person's browser, even without the content policy."""

import re
from collections.abc import Iterator, Sequence
from html import escape

import pytest
from django.template import engines
from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as BrowserError

from sme4smartcities.core.richtext import plain_text, render, render_for_editor, rendering
from tests.browser import serve
from tests.security.payloads import SHARED, payloads

LISTENER = """
    for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => console.log("hit");
"""
LIVE = """() => {
    const found = [];
    for (const element of document.querySelectorAll("main *")) {
        if (!ALLOWED.has(element.localName)) found.push(element.outerHTML.slice(0, 200));
        for (const {name, value} of element.attributes) {
            const runs = name.startsWith("on") || name === "style" || name === "srcdoc" ||
                /^[\\s\\0-\\x1f]*(javascript|vbscript|data):/i.test(value);
            if (runs && name !== "alt" && name !== "title") found.push(element.outerHTML.slice(0, 200));
        }
    }
    return found;
}"""
ALLOWED = ['div', 'p', 'br', 'hr', 'em', 'strong', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'a', 'h3', 'h4', 'h5', 'h6', 'h1', 'h2', 'img', 'bdi', 'span', 'svg', 'use']  # fmt: skip
# What would leave the page or never end says nothing about the others on it.
ENDLESS = re.compile(
    r"while|for\s*\(|location|navigat|document\.write|setInterval|open\(|http-equiv|<base|<!--"
    r"|<(?:form|plaintext|textarea|title|xmp|noembed|noframes|frameset|style|template|select)\b",
    re.I,
)
WRAPPED = ["{}", "[words]({})", "![words]({})", "<{}>", "- {}\n\n[words]: {}\n\n[words]"]
TEMPLATE = (
    "{% for text in texts %}<div>{{ text|person }} <a href='/en/' title=\"{{ text }}\">{{ text }}</a>"
    "{{ text|isolated }} {% badge text %}{% avatar text 1 %}</div>{% endfor %}"
)


def pages(parts: Sequence[str], size: int = 400) -> Iterator[str]:
    for start in range(0, len(parts), size):
        yield "".join(f"<div>{part}</div>" for part in parts[start : start + size])


def hits(browser: Browser, body: str) -> tuple[int, list[str]]:
    """Load a page without any policy; give how often a payload ran, and what could run when touched."""
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(LISTENER)
    page.set_default_timeout(120_000)
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    serve(page, lambda path: (f"<!doctype html><main>{body}</main>", {}) if path == "/" else None)
    try:
        page.goto("http://stage.test/", wait_until="load")
        found = touched(page)
    except BrowserError:
        found = ["the page did not come to rest"]
    finally:
        context.close()
    return heard.count("hit"), found


def touched(page: Page) -> list[str]:
    """Point at everything, as a reader's mouse would; list what could run if it were used."""
    page.evaluate("""() => {
        const frames = [...document.querySelectorAll("iframe")].map((frame) => frame.contentDocument);
        const all = [document, ...frames].flatMap((each) => [...(each?.querySelectorAll("*") ?? [])]);
        for (const element of all)
            for (const kind of ["click", "mouseover", "focus", "pointerenter", "toggle", "error", "load"])
                element.dispatchEvent(new Event(kind));
    }""")
    page.wait_for_timeout(150)
    found: list[str] = page.evaluate(LIVE.replace("ALLOWED", f"new Set({ALLOWED})"))
    return found


@pytest.mark.browser
def test_no_payload_runs_through_long_text(browser):
    texts = [wrap.replace("{}", text) for text in payloads() for wrap in WRAPPED]
    parts = [render(text) for text in texts]
    parts += [render_for_editor(text) for text in payloads()]
    found = [hits(browser, body) for body in pages(parts, 2_000)]
    assert sum(ran for ran, _ in found) == 0
    assert [live for _, each in found for live in each] == []
    assert len(parts) > (12_000 if SHARED.exists() else 200)


@pytest.mark.browser
def test_no_payload_runs_through_names_titles_and_attributes(browser):
    texts = payloads()
    template = engines["django"].from_string(TEMPLATE)
    found = [
        hits(browser, template.render({"texts": texts[start : start + 1_000]}))
        for start in range(0, len(texts), 1_000)
    ]
    assert (sum(ran for ran, _ in found), [live for _, each in found for live in each]) == (0, [])


@pytest.mark.browser
def test_the_same_payloads_run_where_nobody_cleans(browser):
    """The control: were nothing to fire here, silence above would mean nothing."""
    tags = [text for text in payloads() if text.startswith("<") and "alert" in text]
    raw = [text for text in tags if not ENDLESS.search(text)][:300]
    frames = [f'<iframe srcdoc="{escape(text)}"></iframe>' for text in raw]
    ran = sum(hits(browser, body)[0] for body in pages(frames, 100))
    assert ran > (100 if SHARED.exists() else 8)


def test_cleaning_is_complete_after_one_pass():
    """What the cleaner gives changes no more when it is cleaned again."""
    unstable = [
        text for text in payloads() if rendering._cleaner.clean(html := str(render(text))) != html
    ]
    assert unstable == []


def test_plain_text_of_a_payload_is_text():
    for text in payloads():
        assert "\0" not in plain_text(text) and "\u202e" not in plain_text(text)


@pytest.mark.skipif(not SHARED.exists(), reason="the public lists are not at hand (../shared/data)")
def test_the_public_lists_are_read_whole():
    assert len(payloads()) > 2_000
