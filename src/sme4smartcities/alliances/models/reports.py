"""One side of an offer asks the coordinator to look at what the other wrote."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sme4smartcities.alliances.models.offers import Offer
from sme4smartcities.core.policies import Actor, has_role
from sme4smartcities.organisations.models import Report


class OfferReportQuerySet(models.QuerySet["OfferReport"]):
    def visible_to(self, actor: Actor) -> "OfferReportQuerySet":
        """Those who settle reports see them; who made one has seen it sent."""
        return self.all() if has_role(actor, "coordinator") else self.none()


class OfferReport(models.Model):
    """What is wrong, and what followed; ``of_sender``: the sender's words are meant."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="reports")
    of_sender = models.BooleanField()
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="offer_reports"
    )
    reason = models.CharField(_("what is wrong"), max_length=8, choices=Report.Reason)
    note = models.CharField(_("what the coordinator should know"), max_length=500, blank=True)
    reported_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Report.Outcome, blank=True)

    objects = OfferReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "reporter"],
                condition=Q(settled_at__isnull=True),
                name="offer_report_open_once",
            )
        ]

    def __str__(self) -> str:
        return f"report {self.pk} on offer {self.offer_id}"
