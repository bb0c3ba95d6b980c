"""The sentences of this feature's refusals."""

from django.utils.translation import gettext_lazy as _

NOT_YOURS = _(
    "Only managers of its organisation and coordinators change an opportunity, and none a record."
)
NOT_YOUR_ORGANISATION = _("Only a manager of a listed organisation offers something in its name.")
NOT_YOUR_STEP = _("This step is not yours to take.")
NOT_PUBLISHER = _(
    "Your organisation is not verified yet. Send it to review: the coordinator publishes it."
)
NOT_KEEPER = _("Only coordinators look at what readers say of records.")
