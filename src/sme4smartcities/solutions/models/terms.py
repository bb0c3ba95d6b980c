"""Everything by which a solution is filtered, counted and matched, one row each."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sme4smartcities.solutions.models.solution import Solution
from sme4smartcities.vocabularies.models import Term


class Facet(models.TextChoices):
    """What a term says about the solution; the vocabulary of each stands in VOCABULARY_OF."""

    DOMAIN = "domain", _("Field")
    OFFERS = "offers", _("What it offers")
    TERRITORY = "territory", _("Where it is delivered")
    SDG = "sdg", _("Goal")
    LANGUAGE = "language", _("Language of work")
    CERTIFICATE = "certificate", _("Certificate")
    CPV = "cpv", _("Procurement code (CPV)")


VOCABULARY_OF = {
    Facet.DOMAIN: "domain",
    Facet.OFFERS: "capability",
    Facet.TERRITORY: "territory",
    Facet.SDG: "sdg",
    Facet.LANGUAGE: "language",
    Facet.CERTIFICATE: "certificate",
    Facet.CPV: "cpv",
}


class SolutionTerm(models.Model):
    """One countable statement that a person has confirmed."""

    solution = models.ForeignKey(Solution, on_delete=models.CASCADE, related_name="terms")
    facet = models.CharField(max_length=12, choices=Facet)
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["solution", "facet", "term"], name="solution_term_once")
        ]
        indexes = [
            models.Index(fields=["facet", "term", "solution"], name="solution_term_facet"),
            models.Index(fields=["term"], name="solution_term_term"),
        ]

    def __str__(self) -> str:
        return f"{self.solution_id} {self.facet} {self.term_id}"
