"""Extract, update and compile the message catalogues with Babel alone: no system gettext needed."""

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

PACKAGE: Path = settings.PACKAGE
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLURALS = {"ar": 6, "he": 2, "fr": 2, "es": 2, "it": 2}
# Babel's own rule for Arabic exchanges the forms for 11 to 99 and for 100 to 102.
PLURAL_RULES = {
    "es": "nplurals=2; plural=(n != 1);",
    "it": "nplurals=2; plural=(n != 1);",
    "fr": "nplurals=2; plural=(n > 1);",
    "he": "nplurals=2; plural=(n != 1);",
    "ar": (
        "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
        "n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"
    ),
}
# French sets its high signs off by a narrow space that no line breaks at, Italian elides by ’,
# Hebrew joins by a maqaf and quotes by gershayim, our Arabic has no vowel signs.
SIGNS: dict[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    "fr": (
        (re.compile(r"[ \u00a0](?=[;:!?»])"), "\u202f"),
        (re.compile(r"(?<=«)[ \u00a0]"), "\u202f"),
        (re.compile(r"(?<=[\ds])[ \u00a0](?=(?:000|Mo|km)\b)"), "\u202f"),
        (re.compile(r"(?<=[^\W\d])'"), "’"),
    ),
    "it": ((re.compile(r"(?<=[^\W\d])'"), "’"),),
    "he": ((re.compile("[„“”]"), "״"), (re.compile("(?<=[א-ת])-(?=[א-ת])"), "־")),
    "ar": ((re.compile("\u064b?ا\u064b?(?![\u0621-\u064a])"), "ا"),),
}


def po_path(language: str) -> Path:
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def _sources() -> Iterator[tuple[str, bytes]]:
    """Give each file that holds messages, templates turned into Python that Babel can read."""
    for path in sorted(PACKAGE.rglob("*")):
        name = str(path.relative_to(PACKAGE))
        if path.suffix == ".py" and "migrations" not in path.parts:
            yield name, path.read_bytes()
        elif path.suffix in (".html", ".txt") and "templates" in path.parts:
            # In brackets, for the lines of a template are indented as Python's may not be.
            yield name, f"({templatize(path.read_text('utf-8'), origin=name)}\n)".encode()


def extracted() -> Catalog:
    """Collect every message of the package, with the file it stands in."""
    catalog = Catalog(project="sme4smartcities", charset="utf-8", fuzzy=False)
    for name, source in _sources():
        for _line, message, comments, context in extract(
            "python", io.BytesIO(source), keywords=KEYWORDS, comment_tags=("Translators:",)
        ):
            catalog.add(message, None, [(name, 0)], context=context, auto_comments=comments)
    return catalog


def read(language: str) -> Catalog:
    path = po_path(language)
    if path.exists():
        with path.open("rb") as file:
            catalog = read_po(file, locale=language, charset="utf-8")
    else:
        catalog = Catalog(locale=language, charset="utf-8", fuzzy=False)
    catalog.mime_headers = [("Plural-Forms", PLURAL_RULES[language])]
    return catalog


def in_signs_of(language: str, text: str) -> str:
    """Give a text the spaces and apostrophes that its language asks for."""
    for pattern, sign in SIGNS.get(language, ()):
        text = pattern.sub(sign, text)
    return text


def _in_signs_of(language: str, string: Any) -> Any:
    if isinstance(string, tuple | list):
        return tuple(in_signs_of(language, form or "") for form in string)
    return in_signs_of(language, string or "")


def update_all() -> dict[str, int]:
    """Bring each catalogue up to the sources, without guesses; give the number still missing."""
    template = extracted()
    missing = {}
    for language, _name in settings.LANGUAGES:
        if language == "en":
            continue
        catalog = read(language)
        template.creation_date = catalog.creation_date  # a new one would change on every run
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        for message in catalog:
            message.string = _in_signs_of(language, message.string)
        path = po_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(
                file, catalog, sort_output=True, omit_header=False, include_lineno=False, width=0
            )
        missing[language] = len([m for m in catalog if m.id and not _complete(m.string)])
    return missing


def _complete(string: str | tuple[str, ...] | list[str] | None) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


def compile_all() -> None:
    """Compile each catalogue whose source is newer than its compiled form."""
    for language, _name in settings.LANGUAGES:
        source = po_path(language)
        target = source.with_suffix(".mo")
        if source.exists() and (
            not target.exists() or target.stat().st_mtime < source.stat().st_mtime
        ):
            whole = target.with_suffix(f".{os.getpid()}")  # no reader meets half a file
            with whole.open("wb") as file:
                write_mo(file, read(language))
            whole.replace(target)
