"""What a reader asks of the radar, as it stands in the address of a page, a feed or a calendar."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from urllib.parse import urlencode

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core import formats
from sme4smartcities.core.errors import Message
from sme4smartcities.opportunities.codes import Attendance, Kind
from sme4smartcities.opportunities.models import VOCABULARY_OF, Facet
from sme4smartcities.vocabularies.queries import lineage, term, term_with_id, within

KIND, ATTENDANCE = "kind", "attendance"
MOST_CHOICES = 40
LONGEST_TEXT = 200
WHEN: Mapping[str, Message] = {
    "": _("To come"),
    "open": _("Open now"),
    "past": _("Past"),
    "all": _("All"),
}
WITHIN = (7, 28, 90)  # days to a deadline
BANDS: Mapping[str, tuple[Decimal | None, Decimal | None]] = {
    "to-60000": (None, Decimal(60_000)),
    "60000-144000": (Decimal(60_000), Decimal(144_000)),
    "144000-1000000": (Decimal(144_000), Decimal(1_000_000)),
    "from-1000000": (Decimal(1_000_000), None),
}
SORTS: Mapping[str, Message] = {
    "match": _("Best match"),
    "next": _("Next date"),
    "newest": _("Newest"),
}
FACETS: Mapping[str, Message] = {
    KIND: _("Kind"),
    Facet.DOMAIN.value: Facet.DOMAIN.label,
    Facet.TERRITORY.value: Facet.TERRITORY.label,
    ATTENDANCE: _("Online or on site"),
    Facet.AUDIENCE.value: Facet.AUDIENCE.label,
    Facet.STAGE.value: Facet.STAGE.label,
    Facet.LANGUAGE.value: Facet.LANGUAGE.label,
    Facet.CPV.value: Facet.CPV.label,
}
CODED = {KIND: Kind, ATTENDANCE: Attendance}
Parameters = MultiValueDict[str, str]


def band_label(code: str) -> str:
    low, high = BANDS[code]
    words = {"low": formats.money(low or 0, "EUR"), "high": formats.money(high or 0, "EUR")}
    if low is None:
        return _("Up to %(high)s") % words
    if high is None:
        return _("From %(low)s") % words
    return _("%(low)s to %(high)s") % words


@dataclass(frozen=True)
class Choice:
    """One value of one facet: a term, or a code of a short list (then ``value`` is 0)."""

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
    when: str = ""
    within: int = 0
    value: str = ""
    stated: bool = False  # leave out what states no value
    free: bool = False
    sort: str = ""

    @property
    def order(self) -> str:
        """The order that applies: best match for words, the next date otherwise."""
        if self.sort and (self.text or self.sort != "match"):
            return self.sort
        return "match" if self.text else "next"

    @property
    def narrowed(self) -> bool:
        return self != Asked(sort=self.sort)

    def chosen(self, facet: str) -> list[Choice]:
        return [choice for choice in self.choices if choice.facet == facet]

    def chips(self) -> list[tuple[str, str]]:
        """Give each narrowing by its label, with the address without it."""
        found: list[tuple[Message, Asked]] = [
            (one.label, replace(self, choices=tuple(c for c in self.choices if c != one)))
            for one in self.choices
        ]
        if self.when:
            found.append((str(WHEN[self.when]), replace(self, when="")))
        if self.within:
            found.append((within_label(self.within), replace(self, within=0)))
        if self.value:
            found.append((band_label(self.value), replace(self, value="")))
        if self.stated:
            found.append((_("Value stated"), replace(self, stated=False)))
        if self.free:
            found.append((_("Free of charge"), replace(self, free=False)))
        return [(str(label), without.address()) for label, without in found]

    def address(self) -> str:
        """Give the query part that asks the same; the first page has no number."""
        pairs = list(self._pairs())
        return f"?{urlencode(pairs)}" if pairs else ""

    def sorted_by(self, sort: str) -> str:
        return replace(self, sort=sort).address()

    def _pairs(self) -> Iterator[tuple[str, object]]:
        if self.text:
            yield "q", self.text
        for choice in self.choices:
            yield choice.facet, choice.code
        for name in ("when", "within", "value", "sort"):
            if value := getattr(self, name):
                yield name, value
        for name in ("stated", "free"):
            if getattr(self, name):
                yield name, 1


def within_label(days: int) -> str:
    return _("Deadline within %(days)s days") % {"days": formats.number(days)}


def read(parameters: Parameters) -> Asked:
    """Read an address; what is unknown in it is left out."""
    choices = dict.fromkeys(choice for facet in FACETS for choice in _chosen(parameters, facet))
    days = parameters.get("within", "")

    def known(name: str, among: Mapping[str, object]) -> str:
        told = parameters.get(name, "")
        return told if told in among else ""

    return Asked(
        text=" ".join(parameters.get("q", "").split())[:LONGEST_TEXT],
        choices=tuple(choices)[:MOST_CHOICES],
        when=known("when", WHEN),
        within=int(days) if days in map(str, WITHIN) else 0,
        value=known("value", BANDS),
        stated=bool(parameters.get("stated")),
        free=bool(parameters.get("free")),
        sort=known("sort", SORTS),
    )


def _chosen(parameters: Parameters, facet: str) -> Iterator[Choice]:
    for code in parameters.getlist(facet)[:MOST_CHOICES]:
        if choice := choice_of(facet, code):
            yield choice


def choice_of(facet: str, code: str) -> Choice | None:
    if facet in CODED:
        return coded(facet, code)
    found = term(VOCABULARY_OF[Facet(facet)], code)
    return term_choice(facet, found.pk) if found else None


def coded(facet: str, code: str) -> Choice | None:
    listed = {member.value: member for member in CODED[facet]}
    found = listed.get(code)
    return Choice(facet, 0, found.value, str(found.label)) if found else None


def term_choice(facet: str, number: int) -> Choice | None:
    found = term_with_id(number)
    return Choice(facet, found.pk, found.code, found.label) if found else None
