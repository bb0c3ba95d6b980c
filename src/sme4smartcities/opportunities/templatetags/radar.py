"""How dates of opportunities read: a day stays a day, an hour is told there and for the reader."""

import datetime as dt
from typing import Any

from babel import dates as babel_dates
from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sme4smartcities.core import formats
from sme4smartcities.core.templatetags.house import day as day_of
from sme4smartcities.core.templatetags.house import zoned
from sme4smartcities.opportunities.models import Deadline, Occurrence
from sme4smartcities.opportunities.queries.cards import Card

register = template.Library()
SOON = 14  # days to a deadline that stand out


@register.simple_tag(takes_context=True)
def taking_place(context: template.Context, one: Occurrence, place: str = "") -> str:
    """Tell when it takes place: days, or hours there and for the reader."""
    if one.starts_at is None:
        if one.last_day == one.starts_on:
            return day_of(one.starts_on)
        return format_html(_("{} to {}"), day_of(one.starts_on), day_of(one.last_day))
    start = zoned(context, one.starts_at, one.zone, place)
    if one.ends_at is None:
        return start
    zone = formats.zone(one.zone)
    first, last = one.starts_at.astimezone(zone), one.ends_at.astimezone(zone)
    end = formats.clock(last) if first.date() == last.date() else formats.moment(last)
    return format_html(_("{} (until {})"), start, end)


@register.simple_tag(takes_context=True)
def due(context: template.Context, one: Deadline, place: str = "") -> str:
    """Tell until when: a day as a day, an hour there and for the reader."""
    return day_of(one.day) if one.at is None else zoned(context, one.at, one.zone, place)


def _reader(context: template.Context) -> dt.tzinfo:
    user = context.get("user")
    return formats.zone(getattr(user, "time_zone", "") or settings.TIME_ZONE)


@register.simple_tag(takes_context=True)
def tile(context: template.Context, card: Card) -> SafeString:
    """Draw day and month of what comes next."""
    one: Any = card.deadline if card.shows_deadline else card.occurrence
    if one is None:
        return SafeString("")
    at = one.at if card.shows_deadline else one.starts_at
    whole = one.day if card.shows_deadline else one.starts_on
    date = at.astimezone(_reader(context)).date() if at else whole
    soon = card.shows_deadline and card.days_left is not None and card.days_left <= SOON
    month = babel_dates.format_date(date, "MMM", locale=formats.locale())
    year = "" if date.year == timezone.now().year else f" {date.year}"
    return format_html(
        '<span class="date{}"><b>{}</b><span>{}{}</span></span>',
        " date--soon" if soon else "",
        date.day,
        month,
        year,
    )


@register.filter
def days_left(number: int) -> str:
    if number == 0:
        return _("Last day")
    return ngettext("%(n)s day left", "%(n)s days left", number) % {"n": formats.number(number)}


@register.filter
def is_soon(number: int | None) -> bool:
    return number is not None and number <= SOON


@register.filter
def month_name(date: dt.date) -> str:
    return babel_dates.format_skeleton("yMMMM", date, locale=formats.locale())


@register.filter
def weekday(date: dt.date, width: Any = "wide") -> str:
    names = babel_dates.get_day_names(width, "stand-alone", locale=formats.locale())
    return str(names[date.weekday()])


@register.filter
def full_day(date: dt.date) -> str:
    """Write a day with its weekday."""
    return babel_dates.format_date(date, "full", locale=formats.locale())


@register.simple_tag
def value_of(row: Any) -> str:
    """Write what it is worth; that no value is stated is a value, too."""
    if row.value is None:
        return _("No value stated")
    return formats.money(row.value, row.currency)
