"""Marks that only pages of accounts make: pictures for apps, data for scripts."""

import datetime as dt
import io
import json
from typing import Any

import segno
from django import template
from django.utils.safestring import SafeString

from sme4smartcities.core import formats

register = template.Library()


@register.filter
def qr(text: str) -> SafeString:
    """Draw a text as a picture that a camera reads; dark on light in both themes."""
    out = io.BytesIO()
    segno.make(text, error="m").save(
        out, kind="svg", xmldecl=False, svgns=False, scale=4, border=4, light="#fff"
    )
    return SafeString(out.getvalue().decode())


@register.filter
def as_json(value: Any) -> str:
    """Write a value for an attribute that a script reads; the template escapes it."""
    return json.dumps(value)


@register.filter
def in_fours(text: str) -> str:
    """Set letters in groups that are easy to copy."""
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


@register.filter
def moment(value: dt.datetime) -> str:
    """Write date and time in the value's own zone, and name the zone."""
    return f"{formats.moment(value)} ({value.tzname()})"
