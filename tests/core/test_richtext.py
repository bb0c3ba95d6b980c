"""Markdown that people write becomes harmless, readable HTML, at a cost that its length bounds."""

import sys
from collections.abc import Callable

import pytest
from django import forms
from django.template import engines
from django.utils import translation

from sme4smartcities.core.richtext import (
    LIMIT,
    RichTextField,
    plain_text,
    render,
    render_for_editor,
    stripped,
)

REL = 'rel="nofollow noopener ugc"'


def test_paragraphs_lists_and_lines_need_no_knowledge_of_markdown():
    assert render("One\ntwo\n\n- a\n- b\n\n1. c") == (
        '<p dir="auto">One<br>\ntwo</p>\n'
        '<ul dir="auto">\n<li>a</li>\n<li>b</li>\n</ul>\n'
        '<ol dir="auto">\n<li>c</li>\n</ol>\n'
    )


def test_indented_text_is_no_code():
    assert render("    far to the right") == '<p dir="auto">far to the right</p>\n'


def test_html_is_shown_as_it_was_typed():
    assert render("<b onclick=x>a</b>") == '<p dir="auto">&lt;b onclick=x&gt;a&lt;/b&gt;</p>\n'


@pytest.mark.parametrize(
    ("below", "tags"), [(1, "h2 h3 h3 h4 h2"), (2, "h3 h4 h4 h5 h3"), (5, "h6 h6 h6 h6 h6")]
)
def test_headings_follow_the_page_and_skip_no_level(below, tags):
    html = render("# a\n\n### b\n\n## c\n\n###### d\n\n# e", below=below)
    assert [part[:2] for part in html.split("<")[1::2]] == tags.split()


def test_an_editor_gets_headings_as_they_were_written():
    assert render_for_editor("### a") == "<h3>a</h3>\n"


@pytest.mark.parametrize(
    ("text", "href"),
    [
        ("[x](https://city.example/a)", "https://city.example/a"),
        ("see https://city.example/a_(b), please", "https://city.example/a_(b)"),
        ("(http://city.example)", "http://city.example"),
        ("<https://city.example>", "https://city.example"),
        ("[x](//city.example)", "//city.example"),
        ("![pixel](https://city.example/p.png)", "https://city.example/p.png"),
    ],
)
def test_links_that_leave_the_site_are_marked_and_followed_by_no_robot(text, href):
    assert f'<a href="{href}" class="ext" {REL}>' in render(text)


@pytest.mark.parametrize(
    "href", ["/en/organisations/", "#part", "mailto:a@b.example", "tel:+34968"]
)
def test_links_inside_the_site_are_not_marked(href):
    assert render(f"[x]({href})") == f'<p dir="auto"><a href="{href}" {REL}>x</a></p>\n'


@pytest.mark.parametrize(
    "href",
    [
        "javascript:x",
        "JaVaScRiPt:x",
        "java\tscript:x",
        "data:text/html,x",
        "vbscript:x",
        "file:///x",
        "&#106;avascript:x",
    ],
)
def test_no_link_runs_anything(href):
    html = render(f"[x]({href}) <{href}> ![y]({href})\n\n[z]: {href}\n\n[z]")
    assert 'href="java' not in html.lower() and "data:text" not in html.split("href=")[-1][:9]
    assert not [part for part in html.lower().split('href="')[1:] if not part.startswith(("http", "/", "#", "mailto:"))]  # fmt: skip


@pytest.mark.parametrize("src", ["/files/abc_-9/photo.webp"])
def test_a_picture_of_ours_is_shown(src):
    assert f'<img src="{src}" alt="bay" loading="lazy">' in render(f"![bay]({src})")


@pytest.mark.parametrize(
    "src",
    [
        "//t.example/files/a/b",
        "/files/../account/logout/",
        "/files/a/b?x",
        "/files/a/../b",
        "/files/a/b/c",
        "https://t.example/files/a/b",
        "/en/x.png",
    ],
)
def test_no_other_picture_is_loaded(src):
    assert "<img" not in render(f"![bay]({src})")


def test_text_cannot_turn_the_reading_direction_of_what_follows():
    assert stripped("a\u202eb\u202c\0\x1bc\r\nd\ud800") == "abc\nd"
    assert "\u202e" not in render("a \u202e b") and "\0" not in render("a\0b")


def test_words_alone_are_given_for_searching():
    text = (
        "# Title\n\n- one *two*\n- [three](https://x.example) ![four](/files/a/b)\n\n```\nfive\n```"
    )
    assert plain_text(text) == "Title\none two\nthree four\nfive"


def test_text_beyond_the_limit_is_cut_not_refused_when_shown():
    assert render("x" * (LIMIT + 10)).count("x") == LIMIT


# --- Cost --------------------------------------------------------------------------------------

ATTACKS = ["![[", "[", "[a](", "*a _b ", "a***", "[](a)", "![a](", "# \n", "- a\n", "*_", "`a`` ", "> ", "- ", "](", "<", "&#x", "\\[", "https://x.", "http://a(", "[a]: b\n", "~~~\n", "<a ", "**a ", "a\n=\n", "|"]  # fmt: skip


def calls(function: Callable[[], object]) -> int:
    """Count the function calls of a piece of work: the same on every machine."""
    count = 0

    def tick(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(tick)
    try:
        function()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.once
@pytest.mark.parametrize("attack", ATTACKS)
def test_the_cost_of_a_text_grows_with_its_length_not_with_its_square(attack):
    """Prose needs about 3 calls a character; the worst attack about 90, so that LIMIT bounds it."""
    texts = [(attack * size)[:size] for size in (5_000, 10_000)]
    short, long = (calls(lambda text=text: render.__wrapped__(text)) for text in texts)
    assert long < 2.3 * short
    assert long < 120 * len(texts[1])


@pytest.mark.parametrize("mark", ["> ", "- ", "1. "])
def test_nesting_without_end_is_cheap(mark):
    deep = (mark * 500) + "a"
    assert calls(lambda: render.__wrapped__(deep)) < 400_000


# --- The form field ----------------------------------------------------------------------------


class Note(forms.Form):
    text = RichTextField(label="Text", max_length=20)


def test_a_field_keeps_markdown_without_control_characters():
    form = Note({"text": " *a*\r\n\u202eb\0 "})
    assert (form.is_valid(), form.cleaned_data) == (True, {"text": "*a*\nb"})


def test_a_text_that_is_too_long_is_refused_with_its_length_and_kept():
    form = Note({"text": "x" * 21})
    assert form.errors == {
        "text": [
            "The text has 21 characters; the most we take is 20. "
            "Shorten it, or attach the rest as a file."
        ]
    }
    assert "x" * 21 in str(form)


def test_without_scripts_the_field_is_a_plain_text_area_with_a_hint():
    html = str(Note({"text": "# <b>"})["text"])
    assert '<textarea name="text"' in html and "# &lt;b&gt;</textarea>" in html
    assert "<noscript>" in html and "An empty line begins a new paragraph" in html


def test_the_bar_speaks_the_readers_language_and_holds_no_script():
    with translation.override("ar"):
        html = str(Note()["text"])
    assert "onclick" not in html and " style=" not in html
    assert html.count("<button") == 13


# --- The filter --------------------------------------------------------------------------------


def shown(value: object, code: str = "en") -> str:
    with translation.override(code):
        return engines["django"].from_string("{{ value|rich }}").render({"value": value})


def test_the_filter_shows_a_plain_value_and_one_of_several_languages():
    both = {"es": {"text": "hola", "state": "source"}}
    assert shown("a") == '<p dir="auto">a</p>\n'
    assert shown(both, "es") == '<p dir="auto">hola</p>\n'
    assert shown(both, "he") == '<div lang="es" dir="ltr"><p dir="auto">hola</p>\n</div>'
    assert shown(None) == ""
