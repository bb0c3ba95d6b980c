"""What a challenge can be found and matched by, one confirmed statement a row."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sme4smartcities.challenges.models.challenge import Challenge
from sme4smartcities.vocabularies.models import Term


class Facet(models.TextChoices):
    """What a term says about the challenge; the vocabulary of each stands in VOCABULARY_OF."""

    DOMAIN = "domain", _("Field")
    NEEDS = "needs", _("Capabilities needed")
    CPV = "cpv", _("CPV code")
    SDG = "sdg", _("Sustainable development goal")
    DELIVERABLE = "deliverable", _("Deliverable")
    LANGUAGE = "language", _("Language of work")
    TERRITORY = "territory", _("Place")
    CERTIFICATE = "certificate", _("Certificate")
    KIND = "kind", _("Who may answer")
    SIZE = "size", _("Of which size")


VOCABULARY_OF = {
    Facet.DOMAIN: "domain",
    Facet.NEEDS: "capability",
    Facet.CPV: "cpv",
    Facet.SDG: "sdg",
    Facet.DELIVERABLE: "deliverable",
    Facet.LANGUAGE: "language",
    Facet.TERRITORY: "territory",
    Facet.CERTIFICATE: "certificate",
    Facet.KIND: "organisation_kind",
    Facet.SIZE: "organisation_size",
}


class ChallengeTerm(models.Model):
    """One statement that a person has confirmed. A place stands with all places that hold it."""

    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="terms")
    facet = models.CharField(max_length=12, choices=Facet)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["challenge", "facet", "term"], name="challenge_term_once"
            )
        ]
        indexes = [
            models.Index(fields=["facet", "term", "challenge"], name="challenge_term_facet"),
            models.Index(fields=["term"], name="challenge_term_term"),
        ]

    def __str__(self) -> str:
        return f"{self.challenge_id} {self.facet} {self.term_id}"
