"""What readers say about a record: it is wrong, or it must go."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sme4smartcities.opportunities.models.opportunity import Opportunity


class Complaint(models.Model):
    """A word of a reader about an opportunity, with or without an account; a coordinator settles it."""

    class Reason(models.TextChoices):
        WRONG = "wrong", _("Something in it is wrong")
        GONE = "gone", _("It does not exist any more")
        RIGHTS = "rights", _("It is mine, and I want it removed")
        HARM = "harm", _("It is fraud, spam or an insult")

    class Outcome(models.TextChoices):
        KEPT = "kept", pgettext_lazy("complaint", "Kept as it is")
        MENDED = "mended", pgettext_lazy("complaint", "Put right")
        REMOVED = "removed", pgettext_lazy("complaint", "Removed")

    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.CASCADE, related_name="complaints"
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.CharField(_("what is the matter"), max_length=8, choices=Reason)
    text = models.CharField(_("in your words"), max_length=1000, blank=True)
    email = models.EmailField(_("your e-mail address"), blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["outcome", "made_at"], name="complaint_open")]

    def __str__(self) -> str:
        return f"{self.reason} about {self.opportunity_id}"
