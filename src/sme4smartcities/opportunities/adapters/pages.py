"""Which things a web page describes for machines: schema.org in JSON-LD and in microdata."""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from sme4smartcities.opportunities.adapters import schema_org
from sme4smartcities.opportunities.adapters.identity import gathered
from sme4smartcities.opportunities.adapters.json_feeds import loaded
from sme4smartcities.opportunities.adapters.languages import language_of
from sme4smartcities.opportunities.adapters.sniffing import foreign_to
from sme4smartcities.opportunities.adapters.texts import web_address
from sme4smartcities.opportunities.drafts import Context, Draft, Note, Reading, Rejected, refused
from sme4smartcities.opportunities.reasons import Reason

MOST, DEEPEST = 1_000, 30
Item = dict[str, Any]
_wrapping = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$"
)
_sources = {"text/calendar": "ics", "application/rss+xml": "feed", "application/atom+xml": "feed"}
_sources |= {"application/feed+json": "json-feed"}
_by_attribute = {
    "meta": "content", "a": "href", "link": "href", "area": "href", "time": "datetime",
    "data": "value", "meter": "value", "img": "alt", "object": "data",
}  # fmt: skip


def read(data: bytes, context: Context) -> Reading:
    if not data or data.isspace():
        return refused(Reason.EMPTY)
    rejected: list[Rejected] = []
    language = context.language
    if data.lstrip()[:1] in (b"{", b"["):
        try:
            items = [loaded(data)]
        except ValueError:
            return refused(Reason.DAMAGED)
    else:
        page = _parsed(data)
        if page is None:
            return refused(foreign_to(data))
        language = language_of(page.get("lang"), language)
        items = [*_json_items(page, rejected), *_microdata(page)]
    return _reading(items, data, context, language, rejected)


def _reading(
    items: list[Any], data: bytes, context: Context, language: str, rejected: list[Rejected]
) -> Reading:
    notes: list[Note] = []
    events = list(schema_org.events_in(items))
    if len(events) > MOST:
        notes.append(Note(what="", reason=Reason.TOO_MANY))
    known = schema_org.named_items(items)
    drafts: list[Draft] = []
    for event in events[:MOST]:
        found = schema_org.draft_of(event, known, context, language)
        notes.extend(Note(what=found.what, reason=reason) for reason in found.reasons)
        if found.draft:
            drafts.append(found.draft)
        else:
            rejected.append(Rejected(what=found.what, reason=Reason.NO_TITLE))
    if not drafts and not rejected and foreign_to(data) is Reason.LOGIN:
        return refused(Reason.LOGIN)
    return gathered(drafts, rejected, notes)


def alternates(data: bytes, context: Context) -> tuple[tuple[str, str], ...]:
    """Give the calendars and feeds that a page names: adapter and address."""
    page = _parsed(data)
    if page is None:
        return ()
    found: dict[str, str] = {}
    for link in page.iter("link", "a"):
        href = str(link.get("href") or "")
        kind = _sources.get(str(link.get("type") or "").split(";")[0].strip().lower(), "")
        if not kind and re.search(r"(?:\.ics(?:$|\?)|^webcal:)", href, re.IGNORECASE):
            kind, href = "ics", re.sub(r"^webcal:", "https:", href, flags=re.IGNORECASE)
        if kind and (address := web_address(href, context.url)):
            found.setdefault(address, kind)
    return tuple((kind, address) for address, kind in list(found.items())[:20])


def _parsed(data: bytes) -> Any:
    parser = html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True)
    try:
        return html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


def _json_items(page: Any, rejected: list[Rejected]) -> Iterator[Any]:
    for script in page.iter("script"):
        if "ld+json" not in str(script.get("type") or "").lower():
            continue
        text = _wrapping.sub("", script.text or "").strip().rstrip(";")
        if not text:
            continue
        try:
            yield json.loads(text.replace("\x00", ""), strict=False)
        except (ValueError, RecursionError):
            rejected.append(Rejected(what=" ".join(text.split())[:60], reason=Reason.BROKEN_ENTRY))


def _microdata(page: Any) -> Iterator[Item]:
    ids = {str(element.get("id")): element for element in page.iter() if element.get("id")}
    for element in page.iter():
        if element.get("itemscope") is not None and element.get("itemprop") is None:
            yield _item(element, ids, 0)


def _item(element: Any, ids: dict[str, Any], depth: int) -> Item:
    item: Item = {"@type": str(element.get("itemtype") or "").split()}
    if element.get("itemid"):
        item["@id"] = element.get("itemid")
    roots = [
        element,
        *(ids[ref] for ref in str(element.get("itemref") or "").split() if ref in ids),
    ]
    for root in roots[:20]:
        for part in _parts(root, itself=root is not element):
            value = _value(part, ids, depth)
            for name in str(part.get("itemprop")).split()[:5]:
                item.setdefault(name, []).append(value)
    return item


def _parts(root: Any, *, itself: bool) -> Iterator[Any]:
    """Walk the properties of one item, without those of the items inside it."""
    waiting = [root] if itself else list(root)[::-1]
    while waiting:
        element = waiting.pop()
        if element.get("itemprop") is not None:
            yield element
        if element.get("itemscope") is None:
            waiting.extend(list(element)[::-1])


def _value(element: Any, ids: dict[str, Any], depth: int) -> Any:
    if element.get("itemscope") is not None:
        return _item(element, ids, depth + 1) if depth < DEEPEST else ""
    attribute = _by_attribute.get(str(element.tag))
    stated = element.get("content") or (element.get(attribute) if attribute else None)
    if stated is not None:
        return str(stated)
    return " ".join("".join(element.itertext()).split())[:20_000]
