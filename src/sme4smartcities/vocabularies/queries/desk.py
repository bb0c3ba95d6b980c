"""What waits for the coordinator in lists and places."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from sme4smartcities.core.features import DeskItem
from sme4smartcities.core.policies import Actor
from sme4smartcities.vocabularies.policies import may_set_territories
from sme4smartcities.vocabularies.queries.territories import table_is_applied


def territories_wait(actor: Actor) -> Iterable[DeskItem]:
    """Remind of the table that decides which country each place is shown in."""
    if may_set_territories(actor) and not table_is_applied():
        yield DeskItem(
            title=_("Countries of places"),
            text=_("No place shows a country until you have looked at the table and applied it."),
            url=reverse("vocabularies:territories"),
            label=_("Look at the table"),
            icon="globe",
            urgency=40,
        )
