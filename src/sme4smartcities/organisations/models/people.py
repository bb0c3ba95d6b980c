"""Who works for an organisation, who asks to, who is invited, and what somebody is still writing.

Rights are ``accounts.Role`` rows (manager or member of the organisation); these tables hold what
lies around them.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sme4smartcities.accounts.models import Audience
from sme4smartcities.core.drafting import Draft
from sme4smartcities.organisations.models.organisation import Organisation


class Affiliation(models.Model):
    """A person of an organisation as its page may name them; shown to nobody unless they say so."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="affiliations"
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="affiliations"
    )
    function = models.CharField(_("your function"), max_length=120, blank=True)
    shown = models.PositiveSmallIntegerField(choices=Audience, default=Audience.NOBODY)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "member"], name="affiliation_once")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} at {self.organisation_id}"


class JoinRequest(models.Model):
    """A member asks to be among the people of an organisation; a manager answers."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        ACCEPTED = "accepted", pgettext_lazy("request", "Accepted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="join_requests"
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="join_requests"
    )
    message = models.CharField(_("message to the managers"), max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "member"],
                condition=models.Q(state="waiting"),
                name="join_request_waits_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} asks {self.organisation_id}"


class Invitation(models.Model):
    """A colleague invited by mail. The address is all that is known; only the token's hash is kept."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(max_length=40, default="member")
    token_hash = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=8, default="en")
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    invited_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)  # withdrawn or declined

    class Meta:
        indexes = [models.Index(fields=["email"], name="invitation_email")]

    def __str__(self) -> str:
        return f"invitation {self.pk} to {self.organisation_id}"


class ProfileDraft(Draft):
    """What a person has typed into one section of a profile and not saved yet."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="drafts")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="profile_drafts"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "member", "section"], name="profile_draft_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.section} of {self.organisation_id} by {self.member_id}"
