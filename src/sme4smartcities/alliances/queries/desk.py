"""What waits for a member here: offers, invitations and times to answer, meetings to come."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sme4smartcities.alliances.models import Offer
from sme4smartcities.alliances.queries import meetings
from sme4smartcities.alliances.queries.alliances import invitations_of
from sme4smartcities.alliances.queries.offers import to_answer
from sme4smartcities.core import formats
from sme4smartcities.core.features import DeskItem, Waiting
from sme4smartcities.core.formats import isolated
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.models.organisation import scopes

MOST = 5
SOON = timedelta(days=14)


def _of_managers(rows: Callable[[Actor], QuerySet[Any]]) -> Callable[[Actor], QuerySet[Any] | None]:
    """Ask only for who manages something."""
    return lambda actor: rows(actor) if scopes(actor, "manager") else None


def _offers(actor: Actor) -> Iterator[DeskItem]:
    for row in to_answer(actor)[:MOST]:
        yield DeskItem(
            title=_title(row),
            text=_says(row),
            url=row.get_absolute_url(),
            label=_("Answer"),
            icon="team",
            urgency=12,
        )


def _title(row: Offer) -> str:
    about = str(row.challenge) if row.challenge else row.solution_name
    return about or (row.sender.title if row.sender else "")


def _says(row: Offer) -> str:
    name = isolated(row.sender.title) if row.sender else ""
    if row.kind == Offer.Kind.NEED:
        return _("%(name)s has the problem that your solution answers.") % {"name": name}
    return _("%(name)s offers to help.") % {"name": name}


def _invitations(actor: Actor) -> Iterator[DeskItem]:
    for seat in invitations_of(actor)[:MOST]:
        yield DeskItem(
            title=seat.alliance.name,
            text=_("%(name)s is invited to this alliance.")
            % {"name": isolated(seat.organisation.title)},
            url=seat.alliance.get_absolute_url(),
            label=_("Answer"),
            icon="team",
            urgency=13,
        )


def _proposed(actor: Actor) -> Iterator[DeskItem]:
    for party in meetings.to_answer(actor)[:MOST]:
        yield DeskItem(
            title=party.meeting.title,
            text=_("Three times are proposed. Which one suits you?"),
            url=party.meeting.get_absolute_url(),
            label=_("Answer"),
            icon="calendar",
            urgency=11,
        )


def _agreed(actor: Actor) -> Iterator[DeskItem]:
    """Give the meetings of the next two weeks, as the reader's own clocks show them."""
    clock = formats.zone(getattr(actor, "time_zone", ""))
    for row in meetings.to_come(actor, SOON)[:MOST]:
        if row.starts_at:
            yield DeskItem(
                title=row.title,
                text=formats.moment(row.starts_at.astimezone(clock)),
                url=row.get_absolute_url(),
                label=_("Open the meeting"),
                icon="calendar",
                urgency=14,
            )


offers_wait = Waiting(rows=_of_managers(to_answer), items=_offers)
invitations_wait = Waiting(rows=_of_managers(invitations_of), items=_invitations)
meetings_wait = Waiting(rows=_of_managers(meetings.to_answer), items=_proposed)
meetings_come = Waiting(rows=_of_managers(partial(meetings.to_come, within=SOON)), items=_agreed)
