"""Every adapter by its format. This module is loaded by the child that parses, and by nothing else."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from sme4smartcities.opportunities.adapters import sniffing
from sme4smartcities.opportunities.codes import Format
from sme4smartcities.opportunities.drafts import Context, Reading, refused

# Named, and loaded when first asked for: few children read tables, whose library is large.
READERS: Mapping[Format, str] = {
    Format.ICS: "calendars",
    Format.FEED: "feeds",
    Format.JSON_FEED: "json_feeds",
    Format.PAGE: "pages",
    Format.EFORMS: "notices",
    Format.TED: "ted",
    Format.TABLE: "tables",
}


def reading_of(form: Format, data: bytes, context: Context) -> Reading:
    if form is Format.AUTO:
        found = sniffing.kind_of(data)
        if not found:
            return refused(sniffing.foreign_to(data))
        form = Format(found)
    reading: Reading = _of(READERS[form]).read(data, context)
    return reading


def _of(name: str) -> Any:
    return import_module(f"{__package__}.{name}")


def answer(act: str, *arguments: Any) -> Any:
    """Do what the parent asks: the one function that the child runs."""
    return ACTS[act](*arguments)


def alternates(data: bytes, context: Context) -> Any:
    return _of("pages").alternates(data, context)


def next_page(data: bytes) -> Any:
    return _of("ted").next_page(data)


def format_of(data: bytes) -> str:
    return sniffing.kind_of(data)


ACTS: Mapping[str, Callable[..., Any]] = {
    "reading": reading_of,
    "format": format_of,
    "alternates": alternates,
    "next page": next_page,
}
