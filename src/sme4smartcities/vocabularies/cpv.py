"""How the EU publishes the procurement codes, and what of it we read: code → labels by language.

Known forms: the XML of SIMAP (CPV, TEXT), its table (CODE and a column for each language), the
genericode list of EU Vocabularies, its SKOS in RDF/XML, the texts of the eForms SDK (code_en.xml),
and JSON that maps a code to its labels. Any of them may be packed with gzip.
"""

import gzip
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from zlib import error as ZlibError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.spreadsheets import Limits, read

Codes = dict[str, dict[str, str]]
Pair = tuple[str, str, str]  # code, language, label

MOST_BYTES = 80_000_000  # unpacked; the official XML has 20 MB
LANGUAGES = {
    "eng": "en",
    "spa": "es",
    "ita": "it",
    "fra": "fr",
}  # as the genericode list names them
SPOKEN = ("en", "es", "it", "fr", "he", "ar")
_code = re.compile(r"(?:^|[/.])(\d{8})(?:-\d)?$", re.ASCII)
_named = re.compile(r"_([a-z]{2})\.xml", re.ASCII)
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"


def read_codes(name: str, data: bytes) -> Codes:
    """Read one file. ``name`` tells the language of an eForms file. Raises Refused with the reason."""
    text = _unpacked(name, data)
    found: Codes = {}
    for code, language, label in _pairs(name.removesuffix(".gz"), text):
        if language in SPOKEN and label:
            found.setdefault(_shortened(name, code), {})[language] = label
    if not found:
        raise Refused(
            _("%(file)s holds no procurement codes with labels in a language of this platform.")
            % {"file": name}
        )
    return found


def _unpacked(name: str, data: bytes) -> bytes:
    if not data.startswith(b"\x1f\x8b"):
        return data
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            text = file.read(MOST_BYTES + 1)
    except (OSError, EOFError, ZlibError) as error:
        raise Refused(_("%(file)s is damaged. Fetch it again.") % {"file": name}) from error
    if len(text) > MOST_BYTES:
        raise Refused(_("%(file)s is too large to be the list of codes.") % {"file": name})
    return text


def _shortened(name: str, code: str) -> str:
    """Give the eight digits of a code, without its check digit."""
    found = _code.search(code.strip())
    if not found:
        raise Refused(
            _("%(file)s: “%(code)s” is no procurement code. Eight digits are expected.")
            % {"file": name, "code": code[:40]}
        )
    return found[1]


def _pairs(name: str, text: bytes) -> Iterator[Pair]:
    start = text.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    if start == b"<":
        return _of_xml(name, text)
    return _of_json(name, text) if start == b"{" else _of_table(name, text)


def _of_json(name: str, text: bytes) -> Iterator[Pair]:
    try:
        told = json.loads(text.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Refused(_("%(file)s is damaged. Fetch it again.") % {"file": name}) from error
    for code, labels in told.items():
        by_language = labels if isinstance(labels, Mapping) else {"en": labels}
        for language, label in by_language.items():
            yield code, str(language).lower(), _plain(label)


def _of_table(name: str, text: bytes) -> Iterator[Pair]:
    sheet = read(io.BytesIO(text), Limits(bytes=MOST_BYTES))
    header = [cell.strip().lower() for cell in sheet.header]
    if "code" not in header:
        raise Refused(_("%(file)s: the table needs a column CODE.") % {"file": name})
    for cells in sheet.rows:
        row = dict(zip(header, cells, strict=False))
        for language in SPOKEN:
            if row.get("code", "").strip():
                yield row["code"], language, _plain(row.get(language, ""))


def _of_xml(name: str, text: bytes) -> Iterator[Pair]:
    try:
        root = ElementTree.fromstring(text, forbid_dtd=False)
    except (ElementTree.ParseError, DefusedXmlException, ValueError) as error:
        raise Refused(
            _("%(file)s is damaged, or no XML that we read. Fetch it again.") % {"file": name}
        ) from error
    for element in root.iter():
        if reader := READERS.get(_local(element.tag)):
            yield from reader(element, name)


def _simap(element: Any, name: str) -> Iterator[Pair]:
    for text in element:
        if "CODE" in element.attrib and _local(text.tag) == "TEXT":
            yield element.attrib["CODE"], text.attrib.get("LANG", "").lower(), _plain(text.text)


def _genericode(element: Any, name: str) -> Iterator[Pair]:
    values = {
        value.attrib.get("ColumnRef", ""): _plain("".join(value.itertext())) for value in element
    }
    for column, language in LANGUAGES.items():
        if label := values.get(f"{column}_label"):
            yield values.get("code", ""), language, label


def _skos(element: Any, name: str) -> Iterator[Pair]:
    about = element.attrib.get(ABOUT, "")
    for label in element:
        if _local(label.tag) == "prefLabel" and _code.search(about):
            yield about, label.attrib.get(XML_LANG, ""), _plain(label.text)


def _eforms(element: Any, name: str) -> Iterator[Pair]:
    start, _dot, code = element.attrib.get("key", "").rpartition(".")
    if start == "code|name|cpv":
        language = _named.search(name)
        yield code, language[1] if language else "en", _plain(element.text)


READERS: Mapping[str, Callable[[Any, str], Iterator[Pair]]] = {
    "CPV": _simap,
    "Row": _genericode,
    "Concept": _skos,
    "Description": _skos,
    "entry": _eforms,
}


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]


def _plain(text: object) -> str:
    return " ".join(str(text or "").replace("\0", "").split())


def parent_of(code: str, known: Mapping[str, object]) -> str:
    """Give the nearest code above, by its digits: 03111200 lies in 03111000; "" for a division."""
    for digits in range(7, 1, -1):
        above = code[:digits].ljust(8, "0")
        if above != code and above in known:
            return above
    return ""
