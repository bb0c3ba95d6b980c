"""By whose clocks a member types and reads times; where none is set, a suggestion and never more."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.formats import zone
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.models.organisation import scopes

UNSET = "UTC"  # what every member begins with; nobody lives there


@dataclass(frozen=True)
class Clock:
    """``zone``: the one that the member has set; else ``suggested``, where his or her organisation
    lies, or nothing."""

    zone: ZoneInfo | None
    suggested: str = ""


def clock_of(member: Member) -> Clock:
    if member.time_zone and member.time_zone != UNSET:
        return Clock(zone(member.time_zone))
    own = Organisation.objects.filter(pk__in=scopes(member, "manager"), place__isnull=False)
    return Clock(None, own.order_by("pk").values_list("place__time_zone", flat=True).first() or "")
