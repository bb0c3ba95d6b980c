"""By whose clocks a member types and reads times; where none is set, a suggestion and never more."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast
from zoneinfo import ZoneInfo

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.formats import UNSET, zone
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import Subject
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.models.organisation import scopes


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


def unset_on_desk(actor: Actor, subject: Subject) -> Mapping[str, Any] | None:
    """Tell a member who has set no zone by which clock times are shown."""
    clock = clock_of(cast(Member, actor))
    return {"suggested": clock.suggested} if clock.zone is None else None
