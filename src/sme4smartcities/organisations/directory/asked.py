"""What a reader asks of the directory, as it stands in the address of the page."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, urlencode

from django.utils.datastructures import MultiValueDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.formats import number
from sme4smartcities.organisations.directory.clusters import RADII
from sme4smartcities.organisations.directory.taking import RIPE, TRL, VERIFIED
from sme4smartcities.organisations.models import VOCABULARY_OF, Facet
from sme4smartcities.vocabularies.queries import term

MOST_CHOICES = 40
LONGEST_TEXT = 200
SORTS = {
    "match": _("Best match"),
    "name": _("Name"),
    "newest": _("Newest"),
    "updated": _("Last updated"),
}
# In the order in which the page shows them; the first three stand open.
FACETS: Mapping[str, str | Promise] = {
    Facet.KIND.value: Facet.KIND.label,
    Facet.TERRITORY.value: Facet.TERRITORY.label,
    Facet.DOMAIN.value: Facet.DOMAIN.label,
    Facet.OFFERS.value: Facet.OFFERS.label,
    Facet.NEEDS.value: Facet.NEEDS.label,
    Facet.SIZE.value: Facet.SIZE.label,
    Facet.LANGUAGE.value: Facet.LANGUAGE.label,
    Facet.CERTIFICATE.value: Facet.CERTIFICATE.label,
    TRL: _("Readiness (TRL)"),
    VERIFIED: _("Verified"),
}

Parameters = MultiValueDict[str, str]  # the query part of an address
_spot = re.compile(r"-?[0-9]{1,2}\.[0-9]{2},-?[0-9]{1,3}\.[0-9]{2}")


@dataclass(frozen=True)
class Choice:
    """One value of one facet: a term's id, a readiness, or 1 for verified."""

    facet: str
    value: int
    code: str
    label: str
    above: str = field(default="", compare=False)  # the name of the group it unfolds in


@dataclass(frozen=True)
class Around:
    """What shares a circle of the map with a spot, where circles are so wide."""

    spot: str
    kilometres: int


@dataclass(frozen=True, kw_only=True)
class Asked:
    text: str = ""
    choices: tuple[Choice, ...] = ()
    around: Around | None = None
    sort: str = ""

    @property
    def narrowed(self) -> bool:
        return bool(self.choices or self.around)

    @property
    def order(self) -> str:
        """The order that applies: best match for words, names otherwise, unless asked differently."""
        if self.sort and (self.text or self.sort != "match"):
            return self.sort
        return "match" if self.text else "name"

    def chosen(self, facet: str) -> list[Choice]:
        return [choice for choice in self.choices if choice.facet == facet]

    def without(self, choice: Choice) -> "Asked":
        return replace(self, choices=tuple(one for one in self.choices if one != choice))

    def address(self) -> str:
        """Give the query part that asks the same; the first page has no number."""
        return f"?{urlencode(list(self._pairs()))}"

    def addresses(self, arounds: Iterable[Around]) -> Iterator[str]:
        """Give the query parts that ask the same around each of these spots instead."""
        before = urlencode(list(replace(self, around=None, sort="")._pairs()))
        after = urlencode({"sort": self.sort}) if self.sort else ""
        for around in arounds:
            here = urlencode({"near": around.spot, "km": around.kilometres})
            yield "?" + "&".join(part for part in (before, here, after) if part)

    def _pairs(self) -> Iterator[tuple[str, object]]:
        if self.text:
            yield "q", self.text
        for choice in self.choices:
            yield choice.facet, choice.code
        if self.around:
            yield from (("near", self.around.spot), ("km", self.around.kilometres))
        if self.sort:
            yield "sort", self.sort


def read(parameters: Parameters) -> Asked:
    """Read an address; what is unknown in it is left out."""
    choices = dict.fromkeys(choice for facet in FACETS for choice in _chosen(parameters, facet))
    sort = parameters.get("sort", "")
    return Asked(
        text=" ".join(parameters.get("q", "").split())[:LONGEST_TEXT],
        choices=tuple(choices)[:MOST_CHOICES],
        around=_around(parameters),
        sort=sort if sort in SORTS else "",
    )


def read_again(address: str) -> Asked:
    """Read what ``Asked.address`` gave."""
    return read(MultiValueDict(parse_qs(address.removeprefix("?"))))


def _chosen(parameters: Parameters, facet: str) -> Iterator[Choice]:
    for code in parameters.getlist(facet)[:MOST_CHOICES]:
        if choice := _choice(facet, code):
            yield choice


def _choice(facet: str, code: str) -> Choice | None:
    if facet == VERIFIED:
        return verified() if code == "1" else None
    if facet == TRL:
        return next((one for one in map(ripe, RIPE) if one.code == code), None)
    found = term(VOCABULARY_OF[Facet(facet)], code)
    return Choice(facet, found.pk, found.code, found.label) if found else None


def verified() -> Choice:
    return Choice(VERIFIED, 1, "1", str(_("Verified")))


def ripe(least: int) -> Choice:
    label = _("TRL %(level)s or more") % {"level": number(least)}
    return Choice(TRL, least, str(least), label)


def _around(parameters: Parameters) -> Around | None:
    spot, kilometres = parameters.get("near", ""), parameters.get("km", "")
    if not _spot.fullmatch(spot):
        return None
    return Around(spot, int(kilometres) if kilometres in map(str, RADII) else RADII[0])
