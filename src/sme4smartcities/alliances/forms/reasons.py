"""A no needs a reason, wherever it is given."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ReasonedForm(forms.Form):
    """An answer whose field ``act`` may be "decline"; then ``reason`` must be chosen."""

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("act") == "decline" and not given.get("reason"):
            self.add_error(
                "reason", _("Choose a reason, so that the other side can learn from it.")
            )
        return given
