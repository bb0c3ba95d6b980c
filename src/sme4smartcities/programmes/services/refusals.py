"""The sentences of this feature's refusals."""

from django.utils.translation import gettext_lazy as _

NOT_YOURS = _("Only a coordinator of this programme changes it.")
NOT_IN_IT = _("You do not take part in this conversation.")
SHUT_OUT = _("A coordinator of the platform has stopped your messages.")
NOT_CREATOR = _("Only a coordinator of the platform opens a new programme.")
NOT_YOUR_STEP = _("This step belongs to somebody else in the programme.")
