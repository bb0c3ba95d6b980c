"""Turn a template and plain values into subject, text and HTML in the reader's language."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from sme4smartcities.core.translated import RTL

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
HARMLESS = (bool, int, float, Decimal, dt.date, dt.time, dt.timedelta, type(None))
SUBJECT_LENGTH = 200


@dataclass(frozen=True)
class Rendered:
    subject: str
    text: str
    html: str


class InHeader:
    """Stands for a text in a subject's context: it may be asked and compared, never written there."""

    def __init__(self, name: str, value: str) -> None:
        self._name, self._value = name, value

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return self._value == (other._value if isinstance(other, InHeader) else other)

    def __hash__(self) -> int:
        return hash(self._value)

    def __str__(self) -> str:
        raise ValueError(f"{{{{ {self._name} }}}}: a text never becomes part of a subject")


def render(
    template: str, context: Mapping[str, Any], language: str, *, unsubscribe_url: str = ""
) -> Rendered:
    """Render ``<template>.subject.txt``, ``.txt`` and ``.html``.

    A subject holds the template's own words, numbers and dates. A text of the context in it
    raises ValueError: names and titles come from people, and no header carries their words.
    """
    house = {
        "site_name": settings.SITE_NAME,
        "base_url": settings.BASE_URL,
        "funding_statement": settings.FUNDING_STATEMENT,
        "demo": settings.DEMO,
        "language": language,
        "direction": "rtl" if language in RTL else "ltr",
        "unsubscribe_url": unsubscribe_url,
    }
    with translation.override(language):
        subject = _subject(template, context)
        values = {**context, **house, "subject": subject}
        return Rendered(
            subject=subject,
            text=_text(_plain(f"{template}.txt", values)),
            html=get_template(f"{template}.html").render(values),
        )


def _subject(template: str, context: Mapping[str, Any]) -> str:
    guarded = {
        name: value if isinstance(value, HARMLESS) else InHeader(name, str(value))
        for name, value in context.items()
    }
    written = _plain(f"{template}.subject.txt", {**guarded, "site_name": settings.SITE_NAME})
    return " ".join(CONTROL.sub(" ", written).split())[:SUBJECT_LENGTH]


def _plain(name: str, values: Mapping[str, Any]) -> str:
    """Render without HTML escapes: an apostrophe stays one."""
    engine_template: Any = get_template(name)
    text: str = engine_template.template.render(Context(dict(values), autoescape=False))
    return text


def _text(written: str) -> str:
    """Leave at most one empty line between two others."""
    lines = [line if line.strip() else "" for line in written.split("\n")]
    kept = (line for line, before in zip(lines, ["", *lines], strict=False) if line or before)
    return "\n".join(kept).strip() + "\n"
