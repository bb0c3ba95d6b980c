"""Where things stand in eForms documents, which extend UBL 2.3; nothing is followed, nothing fetched."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from lxml import etree

from sme4smartcities.opportunities.adapters.texts import clean, web_address
from sme4smartcities.opportunities.drafts import Money

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
EU = "http://data.europa.eu/p27/eforms-"
NAMES = {
    "cac": f"{UBL}CommonAggregateComponents-2",
    "cbc": f"{UBL}CommonBasicComponents-2",
    "efac": f"{EU}ubl-extension-aggregate-components/1",
    "efbc": f"{EU}ubl-extension-basic-components/1",
}
_parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
Element = Any  # of lxml, which has no types


def parsed(data: bytes) -> Element:
    """Parse XML without entities, without a document type, without the net; raise ValueError."""
    try:
        return etree.fromstring(data, _parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error


def text_at(parent: Element, path: str) -> str:
    found = parent.findtext(_full(path)) if parent is not None else ""
    return clean(found) if found else ""


def first(parent: Element, path: str) -> Element:
    return parent.find(_full(path))


def each(parent: Element, path: str) -> Iterator[Element]:
    found: Iterator[Element] = parent.iterfind(_full(path))
    return found


@cache
def _full(path: str) -> str:
    """Write the names out: the library would look them up anew each time."""
    return re.sub(r"\b(\w+):(?=\w)", lambda name: f"{{{NAMES[name[1]]}}}", path)


def scheme_of(lot: Element) -> str:
    key = first(lot, "cbc:ID")
    return str(key.get("schemeName", "")) if key is not None else ""


def key_of(lot: Element) -> str:
    return text_at(lot, "cbc:ID")[:50]


def number_of(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def codes_of(projects: Iterable[Element]) -> tuple[str, ...]:
    paths = ("cac:MainCommodityClassification", "cac:AdditionalCommodityClassification")
    found = (
        clean(element.text or "")[:8]
        for project in projects
        for path in paths
        for element in each(project, f"{path}/cbc:ItemClassificationCode")
    )
    return tuple(dict.fromkeys(code for code in found if code.isdecimal() and len(code) == 8))


def places_of(projects: Iterable[Element]) -> Iterator[Element]:
    for project in projects:
        yield from each(project, "cac:RealizedLocation/cac:Address")


def estimate_of(project: Element) -> Money | None:
    if project is None:
        return None
    return money_at(first(project, "cac:RequestedTenderTotal/cbc:EstimatedOverallContractAmount"))


def money_at(element: Element) -> Money | None:
    if element is None:
        return None
    return money_of(clean(element.text or ""), str(element.get("currencyID") or ""))


def money_of(amount: str, currency: str) -> Money | None:
    try:
        number = Decimal(amount)
    except InvalidOperation:
        return None
    known = len(currency) == 3 and currency.isascii() and currency.isalpha()
    if not (known and number.is_finite() and 0 <= number < Decimal(10) ** 15):
        return None
    return Money(amount=number, currency=currency.upper())


def indicator_of(elements: Iterable[Element]) -> bool | None:
    stated = {clean(element.text or "").lower() for element in elements}
    return True if "true" in stated else False if "false" in stated else None


def first_address(elements: Iterable[Element]) -> str:
    return next(filter(None, (web_address(element.text) for element in elements)), "")
