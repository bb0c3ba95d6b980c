"""Mails between organisations that act on a match: no side ever sees an address of the other."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from sme4smartcities.accounts.models import Member
from sme4smartcities.alliances.calendar import entry
from sme4smartcities.alliances.models import Alliance, Meeting, Offer
from sme4smartcities.core import formats
from sme4smartcities.core.formats import zone
from sme4smartcities.core.mail.services import send_mail
from sme4smartcities.organisations.links import link
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.organisations.queries.people import managers_of


def readers_of(organisation: Organisation | None) -> list[Member]:
    """Give who is written to: the managers, nobody where the organisation was deleted."""
    return list(managers_of(organisation)) if organisation else []


def tell_of_offer(
    readers: Iterable[Member], kind: str, row: Offer, *, key: str, text: str = ""
) -> None:
    """Write one letter to each reader; ``kind`` chooses its words in the template."""
    for reader in readers:
        with translation.override(reader.language):
            names = {
                "sender": row.sender.title if row.sender else "",
                "receiver": row.receiver.title if row.receiver else "",
                "challenge": str(row.challenge) if row.challenge else "",
                "solution": row.solution_name,
                "reason": str(row.get_reason_display()) if row.reason else "",
            }
        example = any(
            side is not None and side.layer == Layer.EXAMPLE for side in (row.sender, row.receiver)
        )
        _write(
            reader,
            "offer",
            {"kind": kind, **names, "text": text, "example": example},
            page=("alliances:offer", row.pk),
            key=f"offer:{kind}:{row.pk}:{key}:{reader.pk}",
        )


def tell_of_alliance(
    readers: Iterable[Member],
    kind: str,
    row: Alliance,
    *,
    key: str,
    about: Organisation | None = None,
    reason: Any = "",
    text: str = "",
) -> None:
    """Write to each reader what happened in an alliance; ``about``: the organisation that acted."""
    for reader in readers:
        with translation.override(reader.language):
            names = {
                "name": about.title if about else "",
                "challenge": str(row.challenge) if row.challenge else "",
                "reason": str(reason),
            }
        example = row.starter is not None and row.starter.layer == Layer.EXAMPLE
        _write(
            reader,
            "alliance",
            {"kind": kind, "alliance": row.name, **names, "text": text, "example": example},
            page=("alliances:alliance", row.pk),
            key=f"alliance:{kind}:{row.pk}:{key}:{reader.pk}",
        )


def tell_of_meeting(
    readers: Iterable[Member],
    kind: str,
    row: Meeting,
    *,
    key: str,
    name: str,
    times: Sequence[datetime] = (),
    method: str = "",
) -> None:
    """Write to each reader, with the times as his or her own clocks show them; ``method`` adds a
    calendar entry (alliances/calendar.py) in which only the reader's own address stands."""
    for reader in readers:
        with translation.override(reader.language):
            clock = zone(reader.time_zone)
            shown = [
                _("%(moment)s in %(place)s")
                % {"moment": formats.moment(one.astimezone(clock)), "place": clock.key}
                for one in times
            ]
        file = ""
        if method and times:
            file = entry(
                row,
                method=method,
                starts_at=times[0],
                organiser=name,
                language=reader.language,
                reader=reader.email,
            )
        context = {
            "kind": kind,
            "title": row.title,
            "name": name,
            "times": shown,
            "place": row.place,
            "web": row.link,
            "text": row.note if kind == "proposed" else "",
            "example": any(one.organisation.layer == Layer.EXAMPLE for one in row.parties.all()),
        }
        _write(
            reader,
            "meeting",
            context,
            page=("alliances:meeting", row.pk),
            key=f"meeting:{kind}:{row.pk}:{key}:{reader.pk}",
            calendar=file,
        )


def _write(
    reader: Member,
    letter: str,
    context: Mapping[str, Any],
    *,
    page: tuple[str, int],
    key: str,
    calendar: str = "",
) -> None:
    name, number = page
    send_mail(
        to=reader.email,
        template=f"alliances/mail/{letter}",
        context={**context, "link": link(name, number, language=reader.language)},
        language=reader.language,
        key=key,
        calendar=calendar,
    )
