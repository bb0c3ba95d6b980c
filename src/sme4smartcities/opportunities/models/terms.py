"""Everything by which an opportunity is filtered and fits somebody, one row each."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sme4smartcities.opportunities.models.opportunity import Opportunity
from sme4smartcities.vocabularies.models import Term


class Facet(models.TextChoices):
    """What a term says of the opportunity; the vocabulary of each stands in VOCABULARY_OF."""

    DOMAIN = "domain", _("Field")
    TERRITORY = "territory", _("Where")
    ELIGIBLE = "eligible", _("Open to")
    AUDIENCE = "audience", _("For whom")
    STAGE = "stage", _("Stage of the SME")
    LANGUAGE = "language", _("Language")
    CPV = "cpv", _("Procurement code (CPV)")


VOCABULARY_OF = {
    Facet.DOMAIN: "domain",
    Facet.TERRITORY: "territory",
    Facet.ELIGIBLE: "territory",
    Facet.AUDIENCE: "organisation_kind",
    Facet.STAGE: "sme_stage",
    Facet.LANGUAGE: "language",
    Facet.CPV: "cpv",
}
MOST = {
    Facet.DOMAIN: 6,
    Facet.TERRITORY: 40,
    Facet.ELIGIBLE: 60,
    Facet.AUDIENCE: 12,
    Facet.STAGE: 6,
    Facet.LANGUAGE: 12,
    Facet.CPV: 20,
}


class OpportunityTerm(models.Model):
    """One countable statement about an opportunity."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="terms")
    facet = models.CharField(max_length=12, choices=Facet)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["opportunity", "facet", "term"], name="opportunity_term_once"
            )
        ]
        indexes = [
            models.Index(fields=["facet", "term", "opportunity"], name="opportunity_term_facet"),
            models.Index(fields=["term"], name="opportunity_term_term"),
        ]

    def __str__(self) -> str:
        return f"{self.opportunity_id} {self.facet} {self.term_id}"
