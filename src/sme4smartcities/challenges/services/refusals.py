"""The sentences of this feature's refusals."""

from django.utils.translation import gettext_lazy as _

NOT_YOURS = _(
    "Only the people of its owner and its supporting authorities write a challenge, and nobody"
    " changes one that is solved, withdrawn or closed."
)
NOT_OWNER = _(
    "A challenge is opened for a public body of which you are a manager or member and which is"
    " listed."
)
NOT_YOUR_STEP = _("This step belongs to somebody else.")
NOT_PUBLISHER = _(
    "Your organisation is not verified yet. Send the challenge to review: a coordinator publishes"
    " it."
)
NOT_ASKING = _(
    "Members ask about challenges of others. Your own, and records of the past, take no questions."
)
OVER = _(
    "This challenge takes no questions any more: it was withdrawn, solved or closed, or its last day"
    " for questions is over. Yours was not sent; it still stands below."
)
NOT_ANSWERING = _("Those who write the challenge answer its questions, while it is open or solved.")
NO_SUPPORTER = _(
    "Other public bodies that are listed support a challenge: cities, regions, utilities."
)
SHUT_OUT = _("This organisation takes no messages from you.")
