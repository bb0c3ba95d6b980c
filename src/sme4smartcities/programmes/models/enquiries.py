"""Talk between a member and those who run a programme, in which nobody's address shows."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import SubjectModel
from sme4smartcities.organisations.models import Report
from sme4smartcities.programmes.models.programme import Programme


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    def visible_to(self, actor: Actor) -> "EnquiryQuerySet":
        """One's own, and those to the programmes that one coordinates."""
        if actor.pk is None:
            return self.none()
        kept = Programme.objects.run_by(actor).values("pk")
        return self.filter(models.Q(member_id=actor.pk) | models.Q(programme__in=kept))


class Enquiry(SubjectModel, models.Model):
    """One matter between one member and the coordinators of one programme.

    A report shows it to the coordinators of the platform: ``reason`` is set, ``outcome`` once settled.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="enquiries")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enquiries"
    )
    title = models.CharField(_("what it is about"), max_length=120)
    started_at = models.DateTimeField(auto_now_add=True)
    last_at = models.DateTimeField()
    member_read_at = models.DateTimeField(null=True, blank=True)
    keepers_read_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    reason = models.CharField(max_length=8, choices=Report.Reason, blank=True)
    note = models.CharField(max_length=500, blank=True)
    outcome = models.CharField(max_length=10, choices=Report.Outcome, blank=True)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "enquiries"
        indexes = [
            models.Index(fields=["programme", "-last_at"], name="enquiry_inbox"),
            models.Index(fields=["member", "-last_at"], name="enquiry_own"),
            models.Index(fields=["last_at"], name="enquiry_age"),
        ]

    def __str__(self) -> str:
        return f"enquiry {self.pk}"

    @property
    def is_reported(self) -> bool:
        return bool(self.reason) and not self.outcome


class EnquiryMessage(models.Model):
    """One message. What comes from the programme shows its name, not the coordinator's."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enquiry_messages"
    )
    from_programme = models.BooleanField(default=False)
    text = models.TextField(_("message"), max_length=4000)
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["enquiry", "id"], name="enquiry_message_order")]

    def __str__(self) -> str:
        return f"message {self.pk}"
