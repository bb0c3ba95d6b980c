"""What the manual holds: its parts, its pages in each language, and their HTML.

The pages are Markdown files in ``manual/<language>/<slug>.md``; a language that lacks one shows the
English page and says so. A link ``page:web:desk`` leads to that page of the platform.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from markdown_it import MarkdownIt
from markdown_it.token import Token

from sme4smartcities.core.errors import Message

FOLDER = settings.PACKAGE / "manual"
SOURCE = "en"
_heading = re.compile(r"\A#\s+(.+?)\s*\n+")
_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True, kw_only=True)
class Part:
    slug: str
    title: Message
    pages: tuple[str, ...]


PARTS = (
    Part(
        slug="first-steps",
        title=_("First steps"),
        pages=("sme-owner", "city-officer", "coordinator", "first-day", "operator"),
    ),
    Part(
        slug="everybody",
        title=_("For everybody"),
        pages=(
            "from-need-to-solution",
            "reading-and-finding",
            "your-account",
            "find-and-write",
            "your-organisation",
            "challenges",
            "solutions",
            "opportunities",
            "matching",
            "acting",
            "programs",
        ),
    ),
    Part(
        slug="coordinate",
        title=_("Run a programme"),
        pages=(
            "programmes",
            "contacts",
            "import-and-export",
            "vocabularies",
            "territories",
            "mail-that-comes-back",
        ),
    ),
    Part(
        slug="operate",
        title=_("Run the platform"),
        pages=("production", "background-work", "demo"),
    ),
)
SLUGS = tuple(slug for part in PARTS for slug in part.pages)


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """One page of the manual as it stands in one language."""

    slug: str
    language: str
    title: str
    text: str  # Markdown below the title

    @property
    def number(self) -> int:
        """Its place in the whole manual, which is also its id in the search index."""
        return SLUGS.index(self.slug) + 1

    @property
    def direction(self) -> str:
        return "rtl" if self.language in ("he", "ar") else "ltr"


@lru_cache(maxsize=512)
def written(slug: str, language: str) -> Chapter | None:
    """Read a page as it is written in this language; None where it is not."""
    path = FOLDER / language / f"{slug}.md"
    if slug not in SLUGS or not path.is_file():
        return None
    whole = path.read_text(encoding="utf-8")
    title = _heading.match(whole)
    assert title, f"{path} must begin with a heading"
    return Chapter(slug=slug, language=language, title=title[1], text=whole[title.end() :])


def chapter(slug: str, language: str) -> Chapter | None:
    """Give a page in the reader's language, else in English; None when there is no such page."""
    return written(slug, language) or written(slug, SOURCE)


def contents(language: str) -> list[tuple[Part, list[Chapter]]]:
    """Give the parts with their pages, in order."""
    return [
        (part, [page for slug in part.pages if (page := chapter(slug, language))]) for part in PARTS
    ]


def neighbours(slug: str, language: str) -> tuple[Chapter | None, Chapter | None]:
    """Give the page before and the page after."""
    place = SLUGS.index(slug)
    before = chapter(SLUGS[place - 1], language) if place else None
    after = chapter(SLUGS[place + 1], language) if place + 1 < len(SLUGS) else None
    return before, after


def whole(language: str) -> str:
    """Give the whole manual as one Markdown file."""
    pages = [page for _, found in contents(language) for page in found]
    return "\n\n".join(f"# {page.title}\n\n{page.text.strip()}" for page in pages) + "\n"


@lru_cache(maxsize=256)
def html(page: Chapter, language: str, level: int = 2) -> SafeString:
    """Give the HTML of a page, for a reader of this language, its headings from ``level`` on."""
    tokens = _markdown.parse(page.text)
    _number_headings(tokens, page.slug, level)
    with override(language):
        for link in _links(tokens):
            link.attrSet("href", _goal(str(link.attrGet("href") or "")))
    made = _markdown.renderer.render(tokens, _markdown.options, {})
    # What scrolls inside its frame is reached by keyboard. The files are our own.
    return mark_safe(made.replace("<table>", '<table tabindex="0">'))


def plain(page: Chapter) -> str:
    """Give the words alone, for the search index."""
    tokens = _markdown.parse(page.text)
    lines = (
        "".join(part.content or " " for part in token.children or [])
        if token.children
        else token.content
        for token in tokens
        if token.type in ("inline", "fence", "code_block")
    )
    return "\n".join(lines)


def links(page: Chapter) -> list[str]:
    """Give every address that a page leads to, as written."""
    return [str(link.attrGet("href") or "") for link in _links(_markdown.parse(page.text))]


def _links(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from (child for child in token.children or [] if child.type == "link_open")


def _number_headings(tokens: list[Token], slug: str, level: int) -> None:
    """Give each heading its level and an id that a link may name; ids are unique in the manual."""
    for place, token in enumerate(tokens):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(6, int(token.tag[1]) - 2 + level)}"
        if token.type == "heading_open":
            token.attrSet("id", f"{slug}-{slugify(tokens[place + 1].content)}")


def _goal(href: str) -> str:
    """Turn a link of the sources into an address of the site."""
    if href.startswith("page:"):
        return reverse(href.removeprefix("page:"))
    name, _mark, part = href.partition(".md")
    if _mark and name in SLUGS:
        return reverse("web:manual_page", args=[name]) + part.replace("#", f"#{name}-", 1)
    return href


def broken_links(page: Chapter) -> list[str]:
    """Give the links of a page that lead nowhere; a test wants none."""
    return [href for href in links(page) if not _leads_somewhere(href)]


def _leads_somewhere(href: str) -> bool:
    if href.startswith(("https://", "mailto:")):
        return True
    name, _mark, part = href.partition("#")
    goal = written(name.removesuffix(".md"), SOURCE)
    if goal:
        return not part or part in _headings(goal)
    try:
        return _goal(href) != href
    except NoReverseMatch:
        return False


def _headings(page: Chapter) -> list[str]:
    tokens = _markdown.parse(page.text)
    return [
        slugify(tokens[place + 1].content)
        for place, token in enumerate(tokens)
        if token.type == "heading_open"
    ]
