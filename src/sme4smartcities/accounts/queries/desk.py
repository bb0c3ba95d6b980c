"""What waits for a member in his or her own account."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from sme4smartcities.core.features import DeskItem
from sme4smartcities.core.policies import Actor, holds_back


def rights_asleep(actor: Actor) -> Iterable[DeskItem]:
    """Tell coordinators and operators why nothing of theirs opens: the second step is missing."""
    if any(holds_back(actor, role) for role in ("coordinator", "operator")):
        address, desk = reverse("accounts:second_step"), reverse("web:desk")
        yield DeskItem(
            title=_("Wake your rights on this platform"),
            text=_("You have a role here; it sleeps until you sign in with a second step."),
            url=f"{address}?{urlencode({'next': desk})}",
            label=_("Take the second step"),
            icon="shield",
            urgency=1,
        )
