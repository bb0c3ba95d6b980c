"""What waits for a member here: offers, invitations and times to answer, meetings to come."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _

from sme4smartcities.alliances.models import Offer
from sme4smartcities.alliances.queries import meetings
from sme4smartcities.alliances.queries.alliances import invitations_of
from sme4smartcities.alliances.queries.offers import to_answer
from sme4smartcities.core import formats
from sme4smartcities.core.features import DeskItem
from sme4smartcities.core.formats import isolated
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.models.organisation import scopes

MOST = 5
SOON = timedelta(days=14)


def offers_wait(actor: Actor) -> Iterator[DeskItem]:
    """One query, none for who manages nothing."""
    if not scopes(actor, "manager"):
        return
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
    about = row.challenge or row.solution
    return str(about) if about else (row.sender.title if row.sender else "")


def _says(row: Offer) -> str:
    name = isolated(row.sender.title) if row.sender else ""
    if row.kind == Offer.Kind.NEED:
        return _("%(name)s has the problem that your solution answers.") % {"name": name}
    return _("%(name)s offers to help.") % {"name": name}


def invitations_wait(actor: Actor) -> Iterator[DeskItem]:
    """One query, none for who manages nothing."""
    if not scopes(actor, "manager"):
        return
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


def meetings_wait(actor: Actor) -> Iterator[DeskItem]:
    """One query, none for who manages nothing."""
    if not scopes(actor, "manager"):
        return
    for party in meetings.to_answer(actor)[:MOST]:
        yield DeskItem(
            title=party.meeting.title,
            text=_("Three times are proposed. Which one suits you?"),
            url=party.meeting.get_absolute_url(),
            label=_("Answer"),
            icon="calendar",
            urgency=11,
        )


def meetings_come(actor: Actor) -> Iterator[DeskItem]:
    """Give the meetings of the next two weeks, as the reader's own clocks show them."""
    if not scopes(actor, "manager"):
        return
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
