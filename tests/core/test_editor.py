"""The editor keeps what was written, says what it is, and asks nothing of the content policy."""

import gzip
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.contrib.staticfiles import finders
from django.template import engines
from django.utils import translation
from playwright.sync_api import Browser, Page

from sme4smartcities.core.richtext import RichTextField, render, render_for_editor
from tests.browser import serve
from tests.journeys.axe import violations

pytestmark = pytest.mark.browser

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self';"
    " connect-src 'self'; base-uri 'none'; require-trusted-types-for 'script'"
)
PAGE = """<!doctype html><html lang="{{ code }}" dir="{{ dir }}" data-theme="{{ theme }}"><head>
<meta name="viewport" content="width=device-width"><title>Editor</title>
<link rel="stylesheet" href="/static/core/css/tokens.css">
<link rel="stylesheet" href="/static/core/css/components.css"></head>
<body><main><h1>Editor</h1><form method="post">{{ form }}<button class="btn">Save</button></form>
</main></body></html>"""


class Note(forms.Form):
    before = forms.CharField(required=False)
    text = RichTextField(label="Your text", help_text="Say what you need.")


def page_of(text: str = "", *, code: str = "en", theme: str = "light") -> str:
    with translation.override(code):
        context = {
            "form": Note({"text": text}) if text else Note(),
            "code": code,
            "dir": "rtl" if code in ("he", "ar") else "ltr",
            "theme": theme,
        }
        return engines["django"].from_string(PAGE).render(context)


@pytest.fixture
def desk(browser: Browser) -> Iterator[Page]:
    """A page under the site's content policy; at the end nothing may have complained."""
    context = browser.new_context(viewport={"width": 800, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


def show(page: Page, text: str = "", **options: Any) -> None:
    serve(page, lambda path: (page_of(text, **options), {"Content-Security-Policy": POLICY}))
    page.goto("http://desk.test/")


def begin(page: Page) -> Any:
    """Put the cursor into the text and wait for the editor."""
    page.focus("textarea")
    editor = page.locator(".ProseMirror")
    editor.wait_for()
    return editor


def kept(page: Page) -> str:
    return str(page.locator("textarea").input_value())


def test_nothing_is_loaded_before_somebody_begins_to_write(desk: Page) -> None:
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    show(desk)
    desk.focus("input")
    assert "editor.js" not in asked
    begin(desk)
    assert {"editor.js", "editor.css", "icons.svg"} <= set(asked)


def test_somebody_who_knows_no_markdown_writes_a_structured_text(desk: Page) -> None:
    show(desk)
    begin(desk)
    desk.keyboard.type("We need *stars* & 1. numbers")
    desk.keyboard.press("Enter")
    desk.get_by_role("button", name="Heading", exact=True).click()
    desk.keyboard.type("Why")
    desk.keyboard.press("Enter")
    desk.get_by_role("button", name="List", exact=True).click()
    desk.keyboard.type("first")
    desk.keyboard.press("Enter")
    desk.get_by_role("button", name="Bold").click()
    desk.keyboard.type("second")
    assert kept(desk) == "We need \\*stars\\* & 1. numbers\n\n## Why\n\n- first\n- **second**"


def test_what_was_typed_while_the_editor_was_loading_is_kept_as_typed(desk: Page) -> None:
    show(desk)
    desk.evaluate("""async () => {
        const area = document.querySelector("textarea");
        area.focus();
        area.value = "one *two*\\nthree\\n\\nfour";
    }""")
    desk.locator(".ProseMirror").wait_for()
    desk.keyboard.type("!")
    assert kept(desk) == "one \\*two\\*\nthree\n\nfour!"


def test_a_text_that_the_browser_restored_stays_in_its_plain_area(desk: Page) -> None:
    show(desk, "one")
    desk.evaluate("document.querySelector('textarea').value = 'one **restored**'")
    desk.focus("textarea")
    desk.wait_for_timeout(300)
    assert (kept(desk), desk.locator(".ProseMirror").count()) == ("one **restored**", 0)


def test_a_link_is_set_by_keyboard_alone(desk: Page) -> None:
    show(desk, "see here")
    begin(desk)
    desk.keyboard.press("Control+a")
    desk.keyboard.press("Shift+Tab")
    for _ in range(7):
        desk.keyboard.press("ArrowRight")
    desk.keyboard.press("Enter")
    desk.keyboard.type("javascript:alert(1)")
    desk.keyboard.press("Enter")
    assert desk.get_by_role("alert").is_visible()
    desk.keyboard.press("Control+a")
    desk.keyboard.type("example.org/a b")
    desk.keyboard.press("Enter")
    assert desk.get_by_role("alert").is_visible()
    desk.keyboard.press("Control+a")
    desk.keyboard.type("example.org/a")
    desk.keyboard.press("Enter")
    assert kept(desk) == "[see here](<https://example.org/a>)"


def test_tab_leaves_the_editor_even_from_a_list(desk: Page) -> None:
    show(desk, "- one\n- two")
    begin(desk)
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.textContent") == "Save"


def test_a_pasted_page_becomes_text_without_its_scripts_and_pictures(desk: Page) -> None:
    show(desk)
    begin(desk)
    desk.evaluate("""() => {
        const data = new DataTransfer();
        data.setData("text/html", "<h2>Title</h2><script>alert(1)</script>" +
          "<p>a <b>b</b> <img src='https://t.example/p.png'> " +
          "<a href='javascript:alert(1)'>c</a></p><table><tr><td>d</td></tr></table>");
        document.querySelector(".ProseMirror").dispatchEvent(
          new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
    }""")
    assert "javascript:" not in kept(desk)
    assert "Title" in kept(desk) and "**b**" in kept(desk)
    assert "<img" not in render(kept(desk))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("code", ["en", "ar"])
def test_axe_finds_nothing_to_complain_of(desk: Page, code: str, theme: str) -> None:
    show(
        desk,
        "## Title\n\n- one\n- **two** [x](https://example.org)\n\n> quote",
        code=code,
        theme=theme,
    )
    begin(desk)
    assert violations(desk) == []
    bar = desk.get_by_role("toolbar")
    bar.get_by_role("button").nth(7).click()
    assert violations(desk) == []


def test_the_editor_knows_its_label_and_hint(desk: Page) -> None:
    show(desk, "x")
    editor = begin(desk)
    assert editor.get_attribute("id") == "id_text"
    assert desk.get_by_role("textbox", name="Your text").count() == 1
    assert editor.get_attribute("aria-describedby") == "id_text_helptext"
    desk.focus("input")
    desk.click("label[for=id_text]")
    desk.wait_for_function("document.activeElement.id === 'id_text'")


# --- What goes through the editor comes out the same -------------------------------------------

WORDS = ["alpha", "*", "_b_", "[x]", "1.", "- ", "#", "`", "<b>", "&amp;", "שלום", "(a)", "!", "\\", "~~~", "'q'", ">", "=", "+", "a_b"]  # fmt: skip
MARKS = [[], [], [], ["bold"], ["italic"], ["code"], ["bold", "italic"], ["link"], ["link", "bold"]]


def some_text(chance: random.Random) -> list[dict[str, Any]]:
    nodes: list[dict[str, Any]] = []
    for _ in range(chance.randint(1, 6)):
        if chance.random() < 0.1:
            nodes.append({"type": "hardBreak"})
            continue
        text = chance.choice(["", " "]) + chance.choice(WORDS) + chance.choice(["", " ", " x"])
        node: dict[str, Any] = {"type": "text", "text": text}
        if marks := chance.choice(MARKS):
            href = {
                "attrs": {"href": chance.choice(["https://x.org/a_(b)", "/en/", "mailto:a@b.c"])}
            }
            node["marks"] = [{"type": m, **(href if m == "link" else {})} for m in marks]
        nodes.append(node)
    return nodes


def some_blocks(chance: random.Random, depth: int = 0) -> list[dict[str, Any]]:
    kinds = ["paragraph", "paragraph", "heading", "code", "rule"]
    kinds += ["bulletList", "orderedList", "blockquote"] * (depth < 2)
    return [some_block(chance, chance.choice(kinds), depth) for _ in range(chance.randint(1, 3))]


def some_block(chance: random.Random, kind: str, depth: int) -> dict[str, Any]:
    if kind in ("bulletList", "orderedList"):
        items = [
            {"type": "listItem", "content": [{"type": "paragraph", "content": some_text(chance)}]}
            for _ in range(chance.randint(1, 3))
        ]
        if chance.random() < 0.4:
            items[-1]["content"] += some_blocks(chance, depth + 1)[:1]
        attrs = {"attrs": {"start": chance.choice([1, 7])}} if kind == "orderedList" else {}
        return {"type": kind, **attrs, "content": items}
    if kind == "blockquote":
        return {"type": kind, "content": some_blocks(chance, depth + 1)}
    if kind == "heading":
        attrs = {"level": chance.randint(1, 6)}
        return {"type": kind, "attrs": attrs, "content": some_text(chance)}
    if kind == "code":
        text = chance.choice(["a", "```\nb", "x\n\n  y", "~~~"])
        return {"type": "codeBlock", "content": [{"type": "text", "text": text}]}
    if kind == "rule":
        return {"type": "horizontalRule"}
    return {"type": "paragraph", "content": some_text(chance)}


def test_a_document_read_back_from_its_markdown_is_the_same(desk: Page) -> None:
    """Marks among nothing but signs are Markdown's blind spot: words never change, signs rarely."""
    show(desk)
    begin(desk)
    chance = random.Random(20_26)
    docs = [{"type": "doc", "content": some_blocks(chance)} for _ in range(800)]
    written = desk.evaluate(
        """async (docs) => {
            const {markdown} = await import("/static/core/editor/editor.js");
            return docs.map(markdown);
        }""",
        docs,
    )
    second = again(desk, written)
    before = [words(doc) for doc in docs]
    after = ["".join(text.split()) for text, _ in second]
    assert [bare(text) for text in after] == [bare(text) for text in before]
    assert sum(a != b for a, b in zip(after, before, strict=True)) <= 4
    settled = [text for _, text in second]
    third = [text for _, text in again(desk, settled)]
    assert sum(a != b for a, b in zip(settled, third, strict=True)) <= 4


def again(page: Page, texts: list[str]) -> list[tuple[str, str]]:
    """Open each Markdown as the editor does; give its words and the Markdown written back."""
    found: list[tuple[str, str]] = page.evaluate(
        """async (pages) => {
            const {markdown} = await import("/static/core/editor/editor.js");
            const {pm} = await import("/static/django_prose_editor/editor.js");
            const {schema} = document.querySelector(".ProseMirror").editor.state;
            window.trusted ??= trustedTypes.createPolicy("test", {createHTML: (html) => html});
            const fragment = (html) =>
                document.createRange().createContextualFragment(trusted.createHTML(html));
            const parser = pm.model.DOMParser.fromSchema(schema);
            return pages.map((page) => {
                const doc = parser.parse(fragment(page));
                const words = doc.textBetween(0, doc.content.size, "\\n", "\\n");
                return [words, markdown(doc.toJSON())];
            });
        }""",
        [str(render_for_editor(text)) for text in texts],
    )
    return found


def bare(text: str) -> str:
    return text.replace("*", "").replace("_", "")


def words(node: dict[str, Any]) -> str:
    if node["type"] == "text":
        return "".join(str(node["text"]).split())
    return "".join(words(child) for child in node.get("content", []))


@pytest.mark.once
def test_the_editor_weighs_at_most_180_kb() -> None:
    names = ["core/editor/editor.js", "core/editor/rich.js", "core/editor/editor.css"]
    names += ["core/editor/icons.svg", "django_prose_editor/editor.js"]
    weights = [len(gzip.compress(Path(str(finders.find(name))).read_bytes(), 9)) for name in names]
    assert sum(weights) <= 180_000
