"""The sentences of this feature's refusals."""

from django.utils.translation import gettext_lazy as _

NOT_SPEAKING = _("Only a manager of an organisation that the directory lists speaks for it.")
OWN_CHALLENGE = _(
    "Those who write a challenge do not answer it themselves, and records of the past take no offers."
)
APART = _(
    "Choose two organisations that the directory lists. The record and examples stay apart from"
    " everybody else."
)
GONE = _("This organisation was deleted meanwhile. Nothing was sent.")
OVER = _(
    "This challenge takes no offers any more: it was withdrawn, solved or closed. Yours was not"
    " sent; it still stands below."
)
NOT_OFFERED = _("Choose a solution that the organisation offers and that everybody can read.")
NOT_AUTHORITY = _("Public bodies tell the owners of a solution that they have its problem.")
NOBODY_READS = _("Nobody manages this organisation yet, so nobody would read it.")
SHUT_OUT = _("This organisation takes no messages from you.")
ALREADY = _(
    "Your organisation has turned to them about this already. Go on there instead of writing twice."
)
NOT_YOUR_STEP = _("This step belongs to the other side.")
MEANWHILE = _("Meanwhile this was answered otherwise. Load the page again.")
WHY = _("Choose a reason, so that the other side can learn from it.")
OVER_ANSWER = _(
    "The challenge was withdrawn, solved or closed, so this offer ends by itself. You can still say"
    " no with a reason."
)
SILENT = _("Nothing can be written here any more.")
NOT_SETTLING = _("Only the coordinator settles reports.")
NOTHING_WRITTEN = _("The other side has written nothing that could be reported or blocked.")
NOT_STARTING = _(
    "Managers of a company start an alliance for it, and managers of the city that owns the"
    " challenge suggest one. Records of the past take none."
)
NOT_KEEPING = _("Only the managers of the lead keep this alliance.")
TOO_FEW = _("An alliance needs at least two organisations. Choose one more.")
FULL = _("An alliance has at most %(most)s members.")
NO_ALLIANCE = _("This challenge takes no alliances any more: it was withdrawn, solved or closed.")
ENDED = _("This alliance has ended.")
ONLY_MEMBERS = _("Only a member can lead. Wait until it has joined.")
NOT_INVITABLE = _(
    "Choose an organisation that the directory lists and that has managers. The record and examples"
    " stay apart, and the owner of the challenge is no member."
)
NOT_PROPOSING = _(
    "A meeting follows an offer that was answered with yes, or an alliance that stands; its managers"
    " propose it."
)
NOT_INVITED = _("Only the managers of those who take part answer for them.")
NO_MEETING = _("This meeting was declined or cancelled. Propose a new one.")
AGREED = _("Meanwhile a time was agreed. Load the page again; you can still propose others.")
OTHER_TIMES = _("Meanwhile other times stand there. Load the page again and choose among them.")
CLASH = _("%(name)s has agreed on another meeting at this time. Choose another one.")
OVER_MEETING = _("This meeting is over.")
OVER_ABOUT = _("What this meeting was about has ended meanwhile, and the meeting with it.")
TIMES_WAIT = _("Your times stand there already. Wait for the answer, or change them on their page.")
NO_TIME = _("Choose at least one of the times, propose others, or decline.")
