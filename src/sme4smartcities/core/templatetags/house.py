"""The marks that every template may make: icons, texts of several languages, dates, numbers, names."""

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sme4smartcities.core import formats
from sme4smartcities.core.richtext import render
from sme4smartcities.core.translated import shown

register = template.Library()


@register.filter
def outward(address: str) -> str:
    """Let only addresses of the web and of this site into a link, whatever is kept."""
    return address if address.startswith(("https://", "http://", "/")) else ""


@register.simple_tag
@lru_cache(maxsize=512)
def asset(name: str) -> str:
    """Give the address of a static file; a page names a dozen, and they do not change while it runs."""
    return static(name)


@lru_cache(maxsize=512)
def _drawing(name: str, extra: str) -> SafeString:
    return format_html(
        '<svg class="i{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        f" {extra}" if extra else "",
        asset("core/img/icons.svg"),
        name,
    )


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """Draw one icon of the sprite; it says nothing to a screen reader."""
    return _drawing(name, extra)


@register.filter
def translated(value: dict[str, Any] | None) -> SafeString:
    """Show content in the reader's language, marked with its own language and direction."""
    text = shown(value)
    if not text.fallback:
        return format_html('<bdi dir="auto">{}</bdi>', text.text)
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', text.language, text.direction, text.text)


@register.filter
def plain(value: dict[str, Any] | None) -> str:
    """Show content in the reader's language as bare text, for titles and attributes."""
    return shown(value).text


@register.filter
def rich(value: dict[str, Any] | str | None, below: int = 2) -> SafeString:
    """Show long text, its headings under one of level ``below``; own language and direction if foreign."""
    if not isinstance(value, dict):
        return render(value or "", below=below)
    text = shown(value)
    html = render(text.text, below=below)
    if not text.fallback:
        return html
    return format_html('<div lang="{}" dir="{}">{}</div>', text.language, text.direction, html)


@register.filter
def origin(value: dict[str, Any] | None) -> str:
    """Say in which language a text stands, when it is not the reader's."""
    text = shown(value)
    if not text.fallback:
        return ""
    return _("In %(language)s") % {"language": formats.language_name(text.language)}


@register.filter
def person(name: str) -> SafeString:
    """Show a name of any script so that it cannot disturb the text around it."""
    return format_html('<bdi dir="auto">{}</bdi>', name)


@register.filter
def listed(names: Iterable[object]) -> SafeString:
    """Show names of any script in a row, divided as the reader's language does."""
    comma = pgettext("between things that are listed", ", ")
    return format_html_join(comma, "<bdi>{}</bdi>", ((name,) for name in names))


@register.filter
def isolated(text: object) -> str:
    """As ``person``, where no element can stand: titles, attributes, mail subjects."""
    return formats.isolated(str(text))


@register.filter
def initials(name: str) -> str:
    """Give the letters of an avatar: one of each of the first two words."""
    words = [word for word in str(name).split() if word[0].isalnum()]
    return "".join(word[0] for word in words[:2]).upper() or "?"


@register.filter
def day(value: dt.date | dt.datetime | None, length: str = "long") -> SafeString:
    """Show a date: ``<time>3 December 2026</time>``; a moment is read in the active zone."""
    if value is None:
        return SafeString("")
    date = timezone.localtime(value).date() if isinstance(value, dt.datetime) else value
    return format_html('<time datetime="{}">{}</time>', date.isoformat(), formats.day(date, length))


@register.filter
def number(value: float | None) -> str:
    return "" if value is None else formats.number(value)


@register.filter
def percent(share: float | None) -> str:
    return "" if share is None else formats.percent(share)


@register.simple_tag
def money(value: float, currency: str) -> str:
    return formats.money(value, currency)


@register.simple_tag(takes_context=True)
def zoned(context: template.Context, value: dt.datetime, zone: str = "", place: str = "") -> str:
    """Show a moment where it happens and, when clocks differ, for the reader.

    ``{% zoned call.closes_at call.zone "Murcia" %}`` gives "3 December 2026, 17:00 in Murcia,
    18:00 for you"; without a zone the reader's own is meant. A visitor's is the site's.
    """
    member = bool(getattr(context.get("user"), "is_authenticated", False))
    own = formats.zone(getattr(context.get("user"), "time_zone", "") or settings.TIME_ZONE)
    at = formats.zone(zone) if zone else own
    there, here = value.astimezone(at), value.astimezone(own)
    words = {
        "moment": formats.moment(there),
        "place": formats.isolated(place or at.key),
        "yours": formats.clock(here) if there.date() == here.date() else formats.moment(here),
    }
    if member and there.utcoffset() != here.utcoffset():
        text = _("%(moment)s in %(place)s, %(yours)s for you") % words
    elif member and not place:
        text = words["moment"]
    else:
        text = _("%(moment)s in %(place)s") % words
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), text)


@register.filter
def coloured(name: str) -> SafeString:
    """Set the second part of the site's name in the brand colour: SME4**SmartCities**, My **City**."""
    digits = max((i for i, sign in enumerate(name) if sign.isdigit()), default=-1)
    cut = digits + 1 if 0 < digits + 1 < len(name) else name.find(" ") + 1
    if not cut:
        return conditional_escape(name)
    return format_html("{}<wbr><b>{}</b>", name[:cut], name[cut:])
