"""People who are no members: public officials and other stakeholders, kept with a reason and an end."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.editing import Revised
from sme4smartcities.core.policies import Actor, has_role
from sme4smartcities.core.subjects import SubjectModel
from sme4smartcities.organisations.models.organisation import Organisation
from sme4smartcities.vocabularies.models import Term

LONGEST_KEPT = timedelta(days=3 * 366)
NOTICE_WITHIN = timedelta(days=30)  # GDPR Article 14(3)(a): at the latest within one month


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, actor: Actor) -> "ContactQuerySet":
        """The coordinator sees all; others those opened to a role that they hold."""
        if has_role(actor, "coordinator"):
            return self.all()
        roles = {role for role, _scope in getattr(actor, "grants", ())}
        if not roles:
            return self.none()
        return self.filter(audiences__role__in=roles).distinct()


class Contact(SubjectModel, Revised):
    """A function in an organisation and how its office is reached; a name only where needed."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="contacts"
    )
    function = models.CharField(_("function"), max_length=150)
    name = models.CharField(_("name"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address of the office"), blank=True)
    address = models.CharField(_("postal address of the office"), max_length=300, blank=True)
    language = models.CharField(_("language to write in"), max_length=8, default="en")
    source = models.CharField(_("where the data come from"), max_length=300)
    legal_basis = models.ForeignKey(
        Term, verbose_name=_("legal basis"), on_delete=models.PROTECT, related_name="+"
    )
    collected_on = models.DateField(_("collected on"))
    expires_on = models.DateField(_("to be deleted on"))
    notes = models.CharField(_("notes"), max_length=1000, blank=True)
    noticed_at = models.DateTimeField(null=True, blank=True)  # the Article 14 notice left
    invited_at = models.DateTimeField(null=True, blank=True)  # once, never again

    objects = ContactQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_on__gt=models.F("collected_on")),
                name="contact_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=~models.Q(email="", address=""), name="contact_can_be_reached"
            ),
        ]
        indexes = [
            models.Index(fields=["expires_on"], name="contact_expiry"),
            models.Index(fields=["noticed_at", "collected_on"], name="contact_notice"),
            models.Index(fields=["email"], name="contact_email"),
        ]

    def __str__(self) -> str:
        return self.function

    def clean(self) -> None:
        if not (self.email or self.address):
            raise ValidationError(_("Give an e-mail or a postal address of the office."))
        if self.collected_on > timezone.localdate():
            raise ValidationError({"collected_on": _("This day is in the future.")})
        if not self.collected_on < self.expires_on <= self.collected_on + LONGEST_KEPT:
            raise ValidationError(
                {"expires_on": _("Choose a day within three years after the data were collected.")}
            )

    @property
    def notice_due_on(self) -> date:
        return self.collected_on + NOTICE_WITHIN


class ContactAudience(models.Model):
    """A role whose holders see the contact beside the coordinator."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="audiences")
    role = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["contact", "role"], name="contact_audience_once")
        ]

    def __str__(self) -> str:
        return f"{self.contact_id} for {self.role}"


class Suppressed(models.Model):
    """An address that never is written to or kept again. Only its keyed hash is known."""

    class Reason(models.TextChoices):
        OBJECTED = "objected", _("Objected")
        ERASED = "erased", _("Asked for erasure")

    digest = models.CharField(max_length=80, unique=True)  # suppression.digest
    reason = models.CharField(max_length=10, choices=Reason)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "suppressed"

    def __str__(self) -> str:
        return self.digest[:12]
