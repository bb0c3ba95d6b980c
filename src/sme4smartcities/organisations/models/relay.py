"""Talk between a member and the managers of an organisation, in which nobody's address shows."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.policies import Actor, has_role
from sme4smartcities.core.subjects import SubjectModel
from sme4smartcities.organisations.models.organisation import Organisation, scopes


class ConversationQuerySet(models.QuerySet["Conversation"]):
    def visible_to(self, actor: Actor) -> "ConversationQuerySet":
        """One's own, and those with an organisation that one manages. Nobody reads over shoulders:
        a coordinator sees a conversation only once somebody in it has reported it."""
        if actor.pk is None:
            return self.none()
        return self.filter(
            models.Q(member_id=actor.pk) | models.Q(organisation__in=scopes(actor, "manager"))
        )


class Conversation(SubjectModel, models.Model):
    """One matter between one member and one organisation."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="conversations"
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="conversations"
    )
    title = models.CharField(_("what it is about"), max_length=120)
    started_at = models.DateTimeField(auto_now_add=True)
    last_at = models.DateTimeField()
    member_read_at = models.DateTimeField(null=True, blank=True)
    managers_read_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)  # one side wants no more of it

    objects = ConversationQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "-last_at"], name="conversation_inbox"),
            models.Index(fields=["member", "-last_at"], name="conversation_own"),
            models.Index(fields=["last_at"], name="conversation_age"),
        ]

    def __str__(self) -> str:
        return f"conversation {self.pk}"


class Message(models.Model):
    """One message. What comes from the organisation shows its name, not the manager's."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.CASCADE, related_name="messages"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="relayed"
    )
    from_organisation = models.BooleanField(default=False)
    text = models.TextField(_("message"), max_length=4000)
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["conversation", "id"], name="message_in_order")]

    def __str__(self) -> str:
        return f"message {self.pk}"


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, actor: Actor) -> "ReportQuerySet":
        """Those who settle reports see them; who made one has seen it sent."""
        return self.all() if has_role(actor, "coordinator") else self.none()


class Report(models.Model):
    """Somebody in a conversation asks the coordinator to look at it."""

    class Reason(models.TextChoices):
        SPAM = "spam", _("Advertising or mass mail")
        FRAUD = "fraud", _("Fraud or a false identity")
        ABUSE = "abuse", _("Insult, threat or harassment")
        OTHER = "other", _("Something else")

    class Outcome(models.TextChoices):
        DISMISSED = "dismissed", _("Nothing wrong was found")
        WARNED = "warned", _("The author was warned")
        BLOCKED = "blocked", _("The author can no longer write")

    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="relay_reports"
    )
    reason = models.CharField(_("what is wrong"), max_length=8, choices=Reason)
    note = models.CharField(_("what the coordinator should know"), max_length=500, blank=True)
    reported_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation", "reporter"],
                condition=models.Q(settled_at__isnull=True),
                name="report_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"report {self.pk}"


class Block(models.Model):
    """A member who may not write: to one organisation, or, without one, to any."""

    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="blocks"
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="relay_blocks"
    )
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "member"], nulls_distinct=False, name="block_once"
            )
        ]

    def __str__(self) -> str:
        return f"block {self.pk}"
