"""The style rules of the interface: roles instead of colours, logical sides, nothing inline, light pages."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "sme4smartcities"
STATIC = SRC / "core" / "static" / "core"
STYLES = sorted(path for path in SRC.rglob("static/**/*.css"))
TEMPLATES = sorted(SRC.rglob("templates/**/*.html"))
SHELVES = (STATIC, ROOT / "tests" / "journeys" / "vendor")
pytestmark = pytest.mark.once

COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\(", re.I)
SIDE = re.compile(
    r"(?<![\w-])(?:(?:min-|max-)?(?:width|height)|left|right|top|bottom"
    r"|(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*)\s*:"
    r"|(?:text-align|float|clear)\s*:\s*(?:left|right)"
)
INLINE = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.I),
    "style element": re.compile(r"<style\b", re.I),
    "handler attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "inline script": re.compile(
        r"<script\b(?![^>]*\bsrc=)(?![^>]*type=\"application/ld\+json\")", re.I
    ),
    "script address": re.compile(r"javascript:", re.I),
    "foreign file": re.compile(
        r"<(?:script|img|iframe|source|video|audio|object|embed|link)\b[^>]*"
        r"(?:src|href|data)\s*=\s*[\"'](?:https?:)?//",
        re.I,
    ),
    "needless load": re.compile(r"\{%\s*load\s+(?:i18n|static|house|parts)\s*%\}"),
}


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def rules(path: Path) -> str:
    """Give a style sheet without comments and without the conditions of its media queries."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
    return re.sub(r"@(?:media|container|supports)[^{]*", "", text)


def packed(*paths: Path) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


@pytest.mark.parametrize("path", [p for p in STYLES if p.name != "tokens.css"], ids=shown)
def test_a_style_sheet_reads_roles_and_no_colours(path: Path) -> None:
    assert COLOUR.findall(rules(path)) == []


@pytest.mark.parametrize("path", STYLES, ids=shown)
def test_a_style_sheet_knows_no_left_and_right(path: Path) -> None:
    assert SIDE.findall(rules(path)) == []


@pytest.mark.parametrize("path", STYLES, ids=shown)
def test_a_style_sheet_has_one_rule_or_one_declaration_a_line(path: Path) -> None:
    lines = path.read_text().splitlines()
    assert [line for line in lines if len(line) > 120 or line.count("}") > 1] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=shown)
def test_a_template_holds_nothing_inline_and_nothing_foreign(path: Path) -> None:
    mail = "mail" in path.parts  # the only place where styles stand in the elements
    text = re.sub(
        r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", path.read_text(), flags=re.S
    )
    found = [name for name, pattern in INLINE.items() if pattern.search(text)]
    allowed = {"style attribute", "style element"} if mail else set()
    assert set(found) - allowed == set()


@pytest.mark.parametrize("shelf", SHELVES, ids=shown)
def test_a_vendored_file_is_the_one_that_was_recorded(shelf: Path) -> None:
    for row in json.loads((shelf / "vendored.json").read_text()):
        digest = hashlib.sha256((shelf / row["file"]).read_bytes()).hexdigest()
        assert digest == row["sha256"], row["file"]
        assert row["version"] and row["licence"]


def test_every_foreign_file_is_recorded() -> None:
    recorded = {row["file"] for row in json.loads((STATIC / "vendored.json").read_text())}
    fonts = {f"fonts/{path.name}" for path in (STATIC / "fonts").iterdir()}
    assert fonts <= recorded


def test_every_icon_that_a_page_names_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "img" / "icons.svg").read_text()))
    named = {
        name
        for path in TEMPLATES
        for name in re.findall(r"\{%\s*icon\s+\"([^\"]+)\"", path.read_text())
    }
    assert named - drawn == set()


def test_style_sheets_weigh_at_most_12_kb() -> None:
    assert packed(STATIC / "css" / "tokens.css", STATIC / "css" / "components.css") <= 12_000


def test_scripts_of_every_page_weigh_at_most_25_kb() -> None:
    htmx = finders.find("django_htmx/htmx-2.min.js")
    assert isinstance(htmx, str)
    assert packed(STATIC / "js" / "house.js", Path(htmx)) <= 25_000


def test_drawings_weigh_at_most_12_kb() -> None:
    assert packed(*sorted((STATIC / "img").glob("*.svg"))) <= 12_000
