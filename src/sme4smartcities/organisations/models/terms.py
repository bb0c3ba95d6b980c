"""Everything about an organisation that a directory can filter by and count, one row each."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sme4smartcities.organisations.models.organisation import Organisation
from sme4smartcities.vocabularies.models import Term


class Facet(models.TextChoices):
    """What a term says about the organisation; the vocabulary of each stands in VOCABULARY_OF."""

    KIND = "kind", _("Type")
    SIZE = "size", _("Size")
    TERRITORY = "territory", _("Place")
    DOMAIN = "domain", _("Field")
    OFFERS = "offers", _("Offers")
    NEEDS = "needs", _("Looks for")
    LANGUAGE = "language", _("Language")
    CERTIFICATE = "certificate", _("Certificate")
    CPV = "cpv", _("Procurement code (CPV)")


VOCABULARY_OF = {
    Facet.KIND: "organisation_kind",
    Facet.SIZE: "organisation_size",
    Facet.TERRITORY: "territory",
    Facet.DOMAIN: "domain",
    Facet.OFFERS: "capability",
    Facet.NEEDS: "capability",
    Facet.LANGUAGE: "language",
    Facet.CERTIFICATE: "certificate",
    Facet.CPV: "cpv",
}


class OrganisationTerm(models.Model):
    """One countable statement. Kind, size and territory repeat the organisation's own columns, the
    territory with all its ancestors, so that every facet is filtered and counted in the same way.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="terms")
    facet = models.CharField(max_length=12, choices=Facet)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+", db_index=False)
    valid_until = models.DateField(null=True, blank=True)  # certificates only

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "facet", "term"], name="organisation_term_once"
            )
        ]
        indexes = [
            models.Index(fields=["facet", "term", "organisation"], name="organisation_term_facet"),
            models.Index(fields=["term"], name="organisation_term_term"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.facet} {self.term_id}"
