"""Write the style sheet into each element of a mail, since mail readers drop the sheet itself.

It understands what ``email.css`` uses: names of elements and classes, descendants, one @media.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from html.parser import HTMLParser

from django.template.loader import render_to_string

COMMENT = re.compile(r"/\*.*?\*/", re.S)
MEDIA = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", re.S)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"})


@dataclass(frozen=True)
class Element:
    tag: str
    classes: frozenset[str]


@dataclass(frozen=True)
class Rule:
    """``path``: the selector's parts, outermost first; ``rank``: specificity, then order."""

    path: tuple[Element, ...]
    rank: tuple[int, int, int]
    declarations: tuple[tuple[str, str], ...]

    def matches(self, ancestors: list[Element]) -> bool:
        """Say whether the last of these elements is meant; the others are its ancestors."""
        if not _is(self.path[-1], ancestors[-1]):
            return False
        above = iter(ancestors[:-1])
        return all(any(_is(part, one) for one in above) for part in self.path[:-1])


def _is(part: Element, element: Element) -> bool:
    return part.tag in ("", element.tag) and part.classes <= element.classes


@dataclass(frozen=True)
class Sheet:
    rules: tuple[Rule, ...]
    media: str


@lru_cache(maxsize=1)
def own_sheet() -> Sheet:
    return read_sheet(render_to_string("core/mail/email.css"))


def read_sheet(css: str) -> Sheet:
    css = COMMENT.sub("", css)
    media = "\n".join(MEDIA.findall(css))
    rules = [
        _rule(selector.strip(), body, order)
        for order, (selectors, body) in enumerate(RULE.findall(MEDIA.sub("", css)))
        for selector in selectors.split(",")
    ]
    # A style attribute is stronger than any sheet, so what the dark theme changes must insist.
    insisting = re.sub(r"(:[^;{}]+?)\s*(?=[;}])", r"\1 !important", media)
    return Sheet(tuple(sorted(rules, key=lambda rule: rule.rank)), insisting)


def _rule(selector: str, body: str, order: int) -> Rule:
    path = tuple(_part(part) for part in selector.split())
    pairs = (pair.split(":", 1) for pair in body.split(";") if ":" in pair)
    classes, tags = sum(len(p.classes) for p in path), sum(bool(p.tag) for p in path)
    declarations = tuple((name.strip(), value.strip()) for name, value in pairs)
    return Rule(path, (classes, tags, order), declarations)


def _part(text: str) -> Element:
    tag, *classes = text.split(".")
    return Element(tag, frozenset(classes))


def inline(html: str, *, direction: str = "ltr") -> str:
    """Give the page with each element's styles in its ``style`` attribute."""
    sheet = own_sheet()
    writer = _Writer(sheet, direction)
    writer.feed(html)
    writer.close()
    head = f"<style>{sheet.media}</style></head>"
    return "".join(writer.out).replace("</head>", head, 1)


class _Writer(HTMLParser):
    def __init__(self, sheet: Sheet, direction: str) -> None:
        super().__init__(convert_charrefs=False)
        self.sheet = sheet
        self.start = "left" if direction == "ltr" else "right"
        self.open: list[Element] = []
        self.out: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = frozenset((dict(attrs).get("class") or "").split())
        self.open.append(Element(tag, classes))
        raw = self.get_starttag_text() or ""
        style = self._style()
        self.out.append(f'{raw[:-1].rstrip("/ ")} style="{escape(style)}">' if style else raw)
        if tag in VOID:
            self.open.pop()

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop().tag != tag:
            continue
        self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self.out.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.out.append(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        self.out.append(f"<!{decl}>")

    def _style(self) -> str:
        found: dict[str, str] = {}
        for rule in self.sheet.rules:
            if rule.matches(self.open):
                found.update(rule.declarations)
        pairs = (f"{name.replace('inline-start', self.start)}: {v}" for name, v in found.items())
        return "; ".join(pairs)
