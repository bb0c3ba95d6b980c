"""What a reader asks of the catalogue, as it stands in the address of the page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Message
from sme4smartcities.core.formats import number
from sme4smartcities.solutions.models import VOCABULARY_OF, Facet
from sme4smartcities.vocabularies.queries import lineage, term, term_with_id, within

TRL = "trl"
RIPE = (4, 6, 8)  # "TRL 4 or more" and so on
MOST_CHOICES = 40
LONGEST_TEXT = 200
SORTS: Mapping[str, Message] = {
    "match": _("Best match"),
    "newest": _("Newest"),
    "updated": _("Last updated"),
    "ripest": _("Readiness"),
}
FACETS: Mapping[str, Message] = {
    Facet.DOMAIN.value: Facet.DOMAIN.label,
    Facet.OFFERS.value: Facet.OFFERS.label,
    Facet.TERRITORY.value: Facet.TERRITORY.label,
    TRL: _("Readiness (TRL)"),
    Facet.LANGUAGE.value: Facet.LANGUAGE.label,
    Facet.SDG.value: Facet.SDG.label,
    Facet.CERTIFICATE.value: Facet.CERTIFICATE.label,
    Facet.CPV.value: Facet.CPV.label,
}
Parameters = MultiValueDict[str, str]


@dataclass(frozen=True)
class Choice:
    """One value of one facet: a term's id, or a least readiness."""

    facet: str
    value: int
    code: str
    label: str

    @property
    def meant(self) -> set[int]:
        """Give the terms that fulfil it: what lies in it, and for a place also what it lies in."""
        found = within(self.value)
        if self.facet == Facet.TERRITORY:
            found |= {above.pk for above in lineage(term_with_id(self.value))}
        return found


@dataclass(frozen=True, kw_only=True)
class Asked:
    text: str = ""
    choices: tuple[Choice, ...] = ()
    sort: str = ""

    @property
    def order(self) -> str:
        """The order that applies: best match for words, the newest first otherwise."""
        if self.sort and (self.text or self.sort != "match"):
            return self.sort
        return "match" if self.text else "newest"

    def chosen(self, facet: str) -> list[Choice]:
        return [choice for choice in self.choices if choice.facet == facet]

    def without(self, choice: Choice) -> "Asked":
        return replace(self, choices=tuple(one for one in self.choices if one != choice))

    def address(self) -> str:
        """Give the query part that asks the same; the first page has no number."""
        return f"?{urlencode(list(self._pairs()))}"

    def _pairs(self) -> Iterator[tuple[str, object]]:
        if self.text:
            yield "q", self.text
        for choice in self.choices:
            yield choice.facet, choice.code
        if self.sort:
            yield "sort", self.sort


def read(parameters: Parameters) -> Asked:
    """Read an address; what is unknown in it is left out."""
    choices = dict.fromkeys(choice for facet in FACETS for choice in _chosen(parameters, facet))
    sort = parameters.get("sort", "")
    return Asked(
        text=" ".join(parameters.get("q", "").split())[:LONGEST_TEXT],
        choices=tuple(choices)[:MOST_CHOICES],
        sort=sort if sort in SORTS else "",
    )


def _chosen(parameters: Parameters, facet: str) -> Iterator[Choice]:
    for code in parameters.getlist(facet)[:MOST_CHOICES]:
        if choice := _choice(facet, code):
            yield choice


def _choice(facet: str, code: str) -> Choice | None:
    if facet == TRL:
        return next((one for one in map(ripe, RIPE) if one.code == code), None)
    found = term(VOCABULARY_OF[Facet(facet)], code)
    return term_choice(facet, found.pk) if found else None


def term_choice(facet: str, number: int) -> Choice | None:
    found = term_with_id(number)
    return Choice(facet, found.pk, found.code, found.label) if found else None


def ripe(least: int) -> Choice:
    label = _("TRL %(level)s or more") % {"level": number(least)}
    return Choice(TRL, least, str(least), label)
