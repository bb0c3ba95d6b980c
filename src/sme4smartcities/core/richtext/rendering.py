"""What becomes of long text that people write: Markdown in, harmless HTML out.

Markdown is stored, HTML is made when a page is drawn: see docs/decisions/0018.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from urllib.parse import urlsplit

import nh3
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

LIMIT = 50_000  # characters; the parser's cost is bounded by it
# Controls, the marks that reverse text for what follows, and halves of characters.
_unwanted = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\ud800-\udfff\ufffe\uffff]")
_address = re.compile(r"\bhttps?://[^\s<>\"“”«»]+")
_trailing = ".,;:!?'’)]}*_…"
_own_file = re.compile(r"/files/[\w-]+/[^/\\?#\s]+", re.ASCII)

_cleaner = nh3.Cleaner(
    tags={"p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "img"},
    attributes={
        **{tag: {"dir"} for tag in ("p", "pre", "blockquote", "ul", "h1", "h2", "h3")},
        **{tag: {"dir"} for tag in ("h4", "h5", "h6")},
        "ol": {"dir", "start"},
        "a": {"href"},
        "img": {"src", "alt"},
    },
    allowed_classes={"a": {"ext"}},
    set_tag_attribute_values={"img": {"loading": "lazy"}},
    link_rel="nofollow noopener ugc",
    url_schemes={"http", "https", "mailto", "tel"},
)


def stripped(text: str) -> str:
    """Take out what no text needs: control characters and marks that turn the reading direction."""
    return _unwanted.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


@lru_cache(maxsize=128)
def render(text: str, *, below: int = 2) -> SafeString:
    """Give the HTML of a text; its headings start one level under the page's heading ``below``.

    What is longer than LIMIT is cut: forms refuse it before.
    """
    tokens = _parsed(text)
    _fit_headings(tokens, below)
    for token in tokens:
        if token.level == 0 and token.nesting >= 0 and token.type not in ("inline", "hr"):
            token.attrSet("dir", "auto")
    return _html(tokens)


def render_for_editor(text: str) -> SafeString:
    """Give the HTML that an editor starts from: headings as they were written."""
    return _html(_parsed(text))


def plain_text(text: str) -> str:
    """Give the words alone, a line for each block, for searching, previews and mail."""
    lines = (
        _words(token.children or []) if token.type == "inline" else token.content
        for token in _parsed(text)
        if token.type in ("inline", "fence")
    )
    return "\n".join(line.strip() for line in lines if line.strip())


def _parsed(text: str) -> list[Token]:
    return _markdown.parse(stripped(text[:LIMIT]))


def _html(tokens: list[Token]) -> SafeString:
    html = _markdown.renderer.render(tokens, _markdown.options, {})
    return mark_safe(_cleaner.clean(html))


def _words(children: Iterable[Token]) -> str:
    return "".join(
        "\n" if child.type in ("softbreak", "hardbreak") else child.content for child in children
    )


def _fit_headings(tokens: list[Token], below: int) -> None:
    """Number the headings so that no level is skipped, whatever the writer chose."""
    levels: list[int] = []
    tag = ""
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
            while levels and levels[-1] >= level:
                levels.pop()
            levels.append(level)
            tag = f"h{min(below + len(levels), 6)}"
        if token.type in ("heading_open", "heading_close"):
            token.tag = tag


# --- Links and pictures ------------------------------------------------------------------------


def _finish_links(state: StateCore) -> None:
    """Link bare addresses, mark links that leave the site, and show no picture but our own files."""
    for token in state.tokens:
        if token.type == "inline" and token.children:
            token.children = list(_with_links(token.children))


def _with_links(children: list[Token]) -> Iterator[Token]:
    inside = False
    for token in children:
        if token.type in ("link_open", "link_close"):
            inside = token.nesting == 1
            yield _marked(token)
        elif token.type == "text" and not inside and "://" in token.content:
            yield from _linked(token.content)
        elif token.type == "image" and not _own_file.fullmatch(str(token.attrGet("src"))):
            yield from _link(str(token.attrGet("src")), token.content or str(token.attrGet("src")))
        else:
            yield token


def _linked(text: str) -> Iterator[Token]:
    at = 0
    for found in _address.finditer(text):
        address = _trimmed(found[0])
        url = _markdown.normalizeLink(address)
        if _markdown.validateLink(url):
            yield Token("text", "", 0, content=text[at : found.start()])
            yield from _link(url, address)
            at = found.start() + len(address)
    yield Token("text", "", 0, content=text[at:])


def _trimmed(address: str) -> str:
    """Leave the sentence's own signs out of an address, but keep the bracket that it opened itself."""
    kept = address.rstrip(_trailing)
    opened = kept.count("(") > kept.count(")") and address[len(kept) :].startswith(")")
    return f"{kept})" if opened else kept


def _link(url: str, words: str) -> Iterator[Token]:
    yield _marked(Token("link_open", "a", 1, attrs={"href": url}))
    yield Token("text", "", 0, content=words)
    yield Token("link_close", "a", -1)


def _marked(link: Token) -> Token:
    if link.nesting == 1 and _leaves(str(link.attrGet("href"))):
        link.attrSet("class", "ext")
    return link


def _leaves(url: str) -> bool:
    try:
        host = urlsplit(url).netloc
    except ValueError:
        return True
    return bool(host) and host != urlsplit(settings.BASE_URL).netloc


# Indented text is no code here: people indent, and few mean code by it.
_markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).disable(
    ["code", "html_block", "html_inline"]
)
_markdown.core.ruler.after("text_join", "finish_links", _finish_links)
