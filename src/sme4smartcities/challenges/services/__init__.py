"""Every change to challenges."""

from sme4smartcities.challenges.services.drafting import drop_draft, keep_draft
from sme4smartcities.challenges.services.following import (
    follow_merged_organisation,
    follow_standing,
)
from sme4smartcities.challenges.services.loading import load_record
from sme4smartcities.challenges.services.moving import delete_challenge, move_challenge
from sme4smartcities.challenges.services.writing import (
    Edit,
    MeasureValues,
    check_translation,
    create_challenge,
    edit_challenge,
)

__all__ = [
    "Edit",
    "MeasureValues",
    "check_translation",
    "create_challenge",
    "delete_challenge",
    "drop_draft",
    "edit_challenge",
    "follow_merged_organisation",
    "follow_standing",
    "keep_draft",
    "load_record",
    "move_challenge",
]
