"""Tell a member at the desk that our mail comes back."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from sme4smartcities.core.features import DeskItem
from sme4smartcities.core.mail.bounces import is_stopped


def unreachable(actor: Any) -> Iterable[DeskItem]:
    if is_stopped(actor.email):
        yield DeskItem(
            title=_("Our mail does not reach you"),
            text=_("What we sent you came back, so we send nothing more there."),
            url=reverse("accounts:settings"),
            label=_("Confirm another address"),
            icon="mail",
            urgency=5,
        )
