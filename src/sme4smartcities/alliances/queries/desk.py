"""What waits for a member here: offers and invitations to answer."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sme4smartcities.alliances.models import Offer
from sme4smartcities.alliances.queries.alliances import invitations_of
from sme4smartcities.alliances.queries.offers import to_answer
from sme4smartcities.core.features import DeskItem
from sme4smartcities.core.formats import isolated
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.models.organisation import scopes

MOST = 5


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
