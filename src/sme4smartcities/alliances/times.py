"""Read times as somebody typed them in a zone, and refuse those that cannot be meant."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Refused

FURTHEST = timedelta(days=366)
HOW_MANY = 3

PAST = _("This time is over. Choose a later one.")
FAR = _("This time lies more than a year ahead. Choose an earlier one.")
GAP = _(
    "Clocks go forward then, so this time does not exist in %(zone)s. Choose one an hour later."
)
TWICE = _("Two of the times are the same. Choose three different ones.")
UNREADABLE = _("Write day and time, for example 2027-03-04 15:30.")


def in_zone(naive: datetime, zone: ZoneInfo) -> datetime:
    """Give the moment that a clock in the zone shows so. Of an hour that comes twice the first is meant.

    Raises Refused where clocks leap over it.
    """
    moment = naive.replace(tzinfo=zone).astimezone(UTC)
    if moment.astimezone(zone).replace(tzinfo=None) != naive:
        raise Refused(GAP % {"zone": zone.key}, code="gap")
    return moment


def read(text: str, zone: ZoneInfo) -> datetime:
    """Read what a form holds, "2027-03-04T15:30". Raises Refused."""
    try:
        naive = datetime.fromisoformat(text.strip())
        if naive.tzinfo is not None:
            return naive.astimezone(UTC)
        return in_zone(naive.replace(second=0, microsecond=0), zone)
    except (ValueError, OverflowError) as error:  # no day at all, or one at an end of all calendars
        raise Refused(UNREADABLE) from error


def check(moment: datetime, now: datetime) -> None:
    """Refuse what is over or too far ahead."""
    if moment <= now:
        raise Refused(PAST, code="past")
    if moment > now + FURTHEST:
        raise Refused(FAR, code="far")


def check_all(moments: Sequence[datetime], now: datetime) -> list[datetime]:
    """Give three different times to come, in order. Raises Refused."""
    for moment in moments:
        check(moment, now)
    if len(set(moments)) != len(moments) or len(moments) != HOW_MANY:
        raise Refused(TWICE, code="twice")
    return sorted(moments)
