"""How a date of a source is understood: a day stays a day, an hour gets an instant and a zone."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from sme4smartcities.opportunities.drafts import Moment
from sme4smartcities.opportunities.reasons import Reason

# The zone of a country's capital, for times that state an offset but no zone.
ZONES = {
    "AL": "Europe/Tirane", "AT": "Europe/Vienna", "BE": "Europe/Brussels", "BG": "Europe/Sofia",
    "CY": "Asia/Nicosia", "CZ": "Europe/Prague", "DE": "Europe/Berlin", "DK": "Europe/Copenhagen",
    "DZ": "Africa/Algiers", "EE": "Europe/Tallinn", "EG": "Africa/Cairo", "ES": "Europe/Madrid",
    "FI": "Europe/Helsinki", "FR": "Europe/Paris", "GB": "Europe/London", "GR": "Europe/Athens",
    "HR": "Europe/Zagreb", "HU": "Europe/Budapest", "IE": "Europe/Dublin", "IL": "Asia/Jerusalem",
    "IS": "Atlantic/Reykjavik", "IT": "Europe/Rome", "JO": "Asia/Amman", "LB": "Asia/Beirut",
    "LT": "Europe/Vilnius", "LU": "Europe/Luxembourg", "LV": "Europe/Riga", "LY": "Africa/Tripoli",
    "MA": "Africa/Casablanca", "ME": "Europe/Podgorica", "MT": "Europe/Malta",
    "NL": "Europe/Amsterdam", "NO": "Europe/Oslo", "PL": "Europe/Warsaw", "PS": "Asia/Hebron",
    "PT": "Europe/Lisbon", "RO": "Europe/Bucharest", "SE": "Europe/Stockholm",
    "SI": "Europe/Ljubljana", "SK": "Europe/Bratislava", "SY": "Asia/Damascus",
    "TN": "Africa/Tunis", "TR": "Europe/Istanbul",
}  # fmt: skip

_iso = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)"
    r"(?:[T ]+(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?)?"
    r"\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?\Z",
    re.ASCII | re.IGNORECASE,
)
_day_first = re.compile(
    r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:,?\s+(\d{1,2})[:.h](\d\d)(?::(\d\d))?)?\Z", re.ASCII
)
_eastern_digits = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


@lru_cache(maxsize=1_000)
def zone_named(name: str) -> ZoneInfo | None:
    """Give the zone of an IANA name; other names, also of files beside the zones, are none."""
    if not re.fullmatch(r"[A-Za-z][\w+-]*(?:/[\w+-]+){0,2}", name):
        return None
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def in_zone(at: datetime, zone: str, raw: str) -> Moment:
    """Describe an aware instant as it is called in a zone."""
    known = zone_named(zone)
    try:
        instant = at.astimezone(UTC)
        day = instant.astimezone(known or UTC).date()
    except OverflowError:
        raise ValueError(raw) from None
    return Moment(day=day, at=instant, zone=zone if known else "UTC", raw=raw[:200])


def whole_day(day: date, raw: str) -> Moment:
    return Moment(day=day, raw=raw[:200])


def on_the_wall(local: datetime, zone: str, raw: str) -> tuple[Moment, Reason | None]:
    """Find the instant of a clock in a zone. At an hour that is skipped, the hour after is meant."""
    known = zone_named(zone)
    clock = local.replace(tzinfo=None, fold=0)
    try:
        at = local.replace(tzinfo=known or UTC).astimezone(UTC)
        shown = at.astimezone(known or UTC)
    except OverflowError:
        raise ValueError(raw) from None
    moment = Moment(day=shown.date(), at=at, zone=zone if known else "UTC", raw=raw[:200])
    return moment, None if shown.replace(tzinfo=None, fold=0) == clock else Reason.HOUR_SKIPPED


def zone_for(at: datetime, *candidates: str) -> str:
    """Choose the first zone whose clock agrees with the offset that an instant was given with."""
    offset = at.utcoffset()
    for name in candidates:
        zone = zone_named(name)
        if zone and (offset == timedelta(0) or at.astimezone(zone).utcoffset() == offset):
            return name
    return _fixed(offset)


def _fixed(offset: timedelta | None) -> str:
    hours = (offset or timedelta(0)) / timedelta(hours=1)
    if not hours or hours % 1 or not -12 <= hours <= 14:
        return "UTC"
    return f"Etc/GMT{-int(hours):+d}"


def moment_of(
    text: str, zone: str, country: str = "", *, others: tuple[str, ...] = ()
) -> tuple[Moment, Reason | None]:
    """Read a date as pages, tables and notices write it; raise ValueError when it is none.

    Without an offset the clock of ``zone`` is meant, and said so. With one, the first of the country's
    zone, ``zone`` and the others whose clock agrees is the zone.
    """
    raw = text
    text = " ".join(text.split())[:100].translate(_eastern_digits)
    found = _iso.match(text)
    if found:
        year, month, day, hour, minute, second, offset = found.groups()
        return _told(
            (year, month, day), (hour, minute, second), offset, (zone, country, raw), others
        )
    if found := _day_first.match(text):
        day, month, year, hour, minute, second = found.groups()
        return _told((year, month, day), (hour, minute, second), None, (zone, country, raw), others)
    try:
        at = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError):
        raise ValueError(raw) from None
    if at.tzinfo is None:
        moment, skipped = on_the_wall(at, zone, raw)
        return moment, skipped or Reason.ZONE_ASSUMED
    return in_zone(at, zone_for(at, ZONES.get(country, ""), zone, *others), raw), None


def _told(
    day: tuple[str, str, str],
    clock: tuple[str | None, str | None, str | None],
    offset: str | None,
    place: tuple[str, str, str],
    others: tuple[str, ...],
) -> tuple[Moment, Reason | None]:
    zone, country, raw = place
    on = date(*map(int, day))
    if clock[0] is None:
        return whole_day(on, raw), None
    hour, minute, second = (int(part or 0) for part in clock)
    if hour == 24 and not minute:
        on, hour = on + timedelta(days=1), 0
    local = datetime.combine(on, time(hour, minute, min(second, 59)))
    if offset is None:
        moment, skipped = on_the_wall(local, zone, raw)
        return moment, skipped or Reason.ZONE_ASSUMED
    at = local.replace(tzinfo=_offset_of(offset))
    return in_zone(at, zone_for(at, ZONES.get(country, ""), zone, *others), raw), None


def _offset_of(text: str) -> tzinfo:
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "")
    ahead = timedelta(hours=int(digits[:2]), minutes=int(digits[2:] or 0))
    if ahead > timedelta(hours=15):
        raise ValueError(text)
    return timezone(ahead if text[0] == "+" else -ahead)
