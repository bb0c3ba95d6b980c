"""How dates, times and numbers read in each of the six languages; digits are 0–9 in all of them."""

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from babel import Locale
from babel import dates as babel_dates
from babel import numbers as babel_numbers
from django.conf import settings
from django.utils.translation import get_language


@lru_cache
def _locale(code: str) -> Locale:
    return Locale.parse("en_GB" if code == "en" else code)


def _code() -> str:
    return (get_language() or "en").split("-")[0]


def locale() -> Locale:
    """Give the conventions of the reader's language; English ones are European: 3 December."""
    return _locale(_code())


def language_name(code: str) -> str:
    """Name a language in the reader's own: Arabic, arabe, ערבית."""
    return str(locale().languages.get(code, code))


def zone(name: str) -> ZoneInfo:
    """Find a time zone; an unknown name gives the site's zone, so that a page never breaks on it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(settings.TIME_ZONE)


UNSET = "UTC"  # what every member begins with; who wants UTC chooses Etc/UTC


@lru_cache(maxsize=1)
def zones() -> list[tuple[str, str]]:
    """Give the time zones that are named after places, to choose from."""
    names = (name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    return [("Etc/UTC", "UTC"), *((name, name.replace("_", " ")) for name in sorted(names))]


def day(value: dt.date, length: str = "long") -> str:
    """Write a date as people say it, with the year: 3 December 2026."""
    return babel_dates.format_date(value, length, locale=locale())


def clock(value: dt.datetime) -> str:
    """Write the time of day on 24 hours in every language: 17:00."""
    return f"{value:%H:%M}"


def moment(value: dt.datetime) -> str:
    """Write date and time as the value's own zone reads them: 3 December 2026, 17:00."""
    return f"{day(value.date())}, {clock(value)}"


def number(value: float | Decimal) -> str:
    return _number(value, _code())


@lru_cache(maxsize=4096)  # a page of the directory shows hundreds, most of them often
def _number(value: float | Decimal, code: str) -> str:
    return babel_numbers.format_decimal(value, locale=_locale(code), numbering_system="latn")


def percent(share: float) -> str:
    """Write a share of 1 as whole percents."""
    return babel_numbers.format_percent(share, locale=locale(), numbering_system="latn")


def money(value: float | Decimal, currency: str) -> str:
    """Write an amount; whole ones without cents."""
    pattern = locale().currency_formats["standard"].pattern
    if value == int(value):
        pattern = pattern.replace(".00", "")
    return babel_numbers.format_currency(
        value,
        currency,
        pattern,
        locale=locale(),
        currency_digits=False,
        numbering_system="latn",
    )


def isolated(text: str) -> str:
    """Wrap a name in isolates, for attributes, titles and plain text where no <bdi> can stand."""
    return f"\u2068{text}\u2069"
