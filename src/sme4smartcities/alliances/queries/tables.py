"""One's own offers as a table, for spreadsheets and programs."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from sme4smartcities.alliances.models import Offer
from sme4smartcities.core.policies import Actor

MOST = 1_000


def offers_table(actor: Actor) -> tuple[list[str], Iterator[list[Any]]]:
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
    return header, _rows(actor)


def _rows(actor: Actor) -> Iterator[list[Any]]:
    rows = Offer.objects.visible_to(actor)
    rows = rows.select_related("sender", "receiver", "challenge", "solution")
    for row in rows.order_by("-last_at", "-pk")[:MOST]:
        yield [
            str(row.get_kind_display()),
            row.sender.title if row.sender else "",
            row.receiver.title if row.receiver else "",
            str(row.challenge) if row.challenge else "",
            row.solution_name,
            str(row.get_state_display()),
            str(row.get_reason_display()) if row.reason else "",
            row.sent_at.isoformat(timespec="seconds"),
            f"{settings.BASE_URL}{row.get_absolute_url()}",
        ]
