"""The sentences of this feature's refusals."""

from django.utils.translation import gettext_lazy as _

NOT_YOURS = _("Only the managers of its owners change a solution, and none changes a record.")
NOT_YOUR_ORGANISATION = _("Only a manager of the organisation offers a solution in its name.")
SHUT_OUT = _("This organisation takes no messages from you.")
NOT_YOUR_ANSWER = _("Only the managers of the organisation that is asked answer for it.")
OTHER_LAYER = _(
    "Choose an organisation that the directory lists; the record and examples stay apart."
)
