"""One's own offers, alliances and meetings as tables, for spreadsheets and programs."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from sme4smartcities.alliances.models import Alliance, Meeting, Offer, Seat
from sme4smartcities.alliances.queries.alliances import alliances_of
from sme4smartcities.alliances.queries.meetings import meetings_of
from sme4smartcities.core.policies import Actor

CHUNK = 500
Table = tuple[list[str], Iterator[list[Any]]]


def offers_table(actor: Actor) -> Table:
    """Give header and rows of all offers that the actor may read, the latest first."""
    header = [
        _("Kind"),
        _("From"),
        _("To"),
        _("Challenge"),
        _("Solution"),
        _("State"),
        _("Reason"),
        _("Sent"),
        _("Address"),
    ]
    rows = Offer.objects.visible_to(actor)
    rows = rows.select_related("sender", "receiver", "challenge", "solution")
    return header, map(_offer, rows.order_by("-last_at", "-pk").iterator(CHUNK))


def _offer(row: Offer) -> list[Any]:
    return [
        str(row.get_kind_display()),
        row.sender.title if row.sender else "",
        row.receiver.title if row.receiver else "",
        str(row.challenge) if row.challenge else "",
        row.solution_name,
        str(row.get_state_display()),
        str(row.get_reason_display()) if row.reason else "",
        row.sent_at.isoformat(timespec="seconds"),
        _address(row),
    ]


def alliances_table(actor: Actor) -> Table:
    """Give header and rows of the alliances that the actor may read; those invited are no members."""
    header = [
        _("Name"),
        _("State"),
        _("Challenge"),
        _("Brought together by"),
        _("Lead"),
        _("Members"),
        _("Began"),
        _("Address"),
    ]
    return header, map(_alliance, alliances_of(actor).iterator(CHUNK))


def _alliance(row: Alliance) -> list[Any]:
    joined = [seat for seat in row.seats.all() if seat.state == Seat.State.JOINED]
    return [
        row.name,
        str(row.get_state_display()),
        str(row.challenge) if row.challenge else "",
        row.starter.title if row.starter else "",
        next((seat.organisation.title for seat in joined if seat.is_lead), ""),
        " · ".join(seat.organisation.title for seat in joined),
        row.created_at.isoformat(timespec="seconds"),
        _address(row),
    ]


def meetings_table(actor: Actor) -> Table:
    """Give header and rows of the meetings in which the actor's organisations take part."""
    header = [
        _("What it is about"),
        _("State"),
        _("Begins"),
        _("Minutes"),
        _("Time zone"),
        _("Place"),
        _("Link"),
        _("Who takes part"),
        _("Address"),
    ]
    return header, map(_meeting, meetings_of(actor).iterator(CHUNK))


def _meeting(row: Meeting) -> list[Any]:
    return [
        row.title,
        str(row.get_state_display()),
        row.starts_at.isoformat(timespec="minutes") if row.starts_at else "",
        str(row.minutes),
        row.zone,
        row.place,
        row.link,
        " · ".join(one.organisation.title for one in row.parties.all()),
        _address(row),
    ]


def _address(row: Offer | Alliance | Meeting) -> str:
    return f"{settings.BASE_URL}{row.get_absolute_url()}"


TABLES: Mapping[str, Callable[[Actor], Table]] = {
    "offers": offers_table,
    "alliances": alliances_table,
    "meetings": meetings_table,
}
