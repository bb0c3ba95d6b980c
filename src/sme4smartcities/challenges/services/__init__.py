"""Every change to challenges."""

from sme4smartcities.challenges.services.asking import (
    answer_question,
    ask_question,
    remind_owners,
    remove_question,
)
from sme4smartcities.challenges.services.attachments import attach, detach
from sme4smartcities.challenges.services.drafting import drop_drafts, keep_draft
from sme4smartcities.challenges.services.exchange import exported, import_challenge
from sme4smartcities.challenges.services.following import (
    follow_merged_organisation,
    follow_standing,
)
from sme4smartcities.challenges.services.follows import (
    follow_challenge,
    mark_seen,
    unfollow_challenge,
)
from sme4smartcities.challenges.services.loading import load_record
from sme4smartcities.challenges.services.moving import delete_challenge, move_challenge
from sme4smartcities.challenges.services.support import (
    ask_to_support,
    invite_supporter,
    move_support,
)
from sme4smartcities.challenges.services.tabling import ABOUT, MATTER
from sme4smartcities.challenges.services.telling import (
    Happening,
    read_token,
    set_mails,
    stop_by_link,
    tell_followers,
    tell_of_answer,
)
from sme4smartcities.challenges.services.writing import (
    Edit,
    MeasureValues,
    add_term,
    check_translation,
    create_challenge,
    edit_challenge,
)

__all__ = [
    "ABOUT",
    "MATTER",
    "Edit",
    "Happening",
    "MeasureValues",
    "add_term",
    "answer_question",
    "ask_question",
    "ask_to_support",
    "attach",
    "check_translation",
    "create_challenge",
    "delete_challenge",
    "detach",
    "drop_drafts",
    "edit_challenge",
    "exported",
    "follow_challenge",
    "follow_merged_organisation",
    "follow_standing",
    "import_challenge",
    "invite_supporter",
    "keep_draft",
    "load_record",
    "mark_seen",
    "move_challenge",
    "move_support",
    "read_token",
    "remind_owners",
    "remove_question",
    "set_mails",
    "stop_by_link",
    "tell_followers",
    "tell_of_answer",
    "unfollow_challenge",
]
