"""Make an organisation of a row of text, or say in sentences why it cannot be made."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.translated import with_text
from sme4smartcities.organisations.exchange.cells import (
    Known,
    Problem,
    Reading,
    day,
    language_code,
    line,
    listed,
    one_of,
    short,
    told,
    whole,
)
from sme4smartcities.organisations.exchange.columns import LANGUAGES
from sme4smartcities.organisations.models import (
    VOCABULARY_OF,
    Facet,
    Layer,
    Organisation,
    Staff,
    State,
)
from sme4smartcities.organisations.names import core_name
from sme4smartcities.organisations.services.entering import Entry
from sme4smartcities.organisations.services.terms import clean_domains, clean_names, name_row
from sme4smartcities.vocabularies.models import Place, Term
from sme4smartcities.vocabularies.queries import places_called

MOST = {"name": 200, "summary": 300, "description": 10_000, "address": 300, "source": 500}
FACETS = {
    "domains": Facet.DOMAIN,
    "cpv": Facet.CPV,
    "offers": Facet.OFFERS,
    "needs": Facet.NEEDS,
    "languages": Facet.LANGUAGE,
    "certificates": Facet.CERTIFICATE,
}
MOST_TOLD = 8  # towns of one name
ENTERED_STATES = (State.LISTED, State.DRAFT, State.HIDDEN)
_certificate = re.compile(r"\A(.*\S)\s*\((\d{4}-\d\d-\d\d)\)")


@dataclass(frozen=True)
class Draft:
    """A row as it would be entered; without ``entry`` when something must be put right first."""

    entry: Entry | None
    problems: list[Problem] = field(default_factory=list)
    domains: Sequence[str] = ()
    ends: Mapping[int, date] = field(default_factory=dict)  # certificate → its last day


class Lists(Known):
    """The terms and towns that cells name."""

    def __init__(self) -> None:
        super().__init__(VOCABULARY_OF.values())
        self._towns: dict[int, Place | None] = {}
        self._called: dict[tuple[str, int | None], list[Place]] = {}

    def of(self, facet: Facet, text: str) -> Term:
        return self.term(VOCABULARY_OF[facet], text)

    def town(self, number: int) -> Place:
        """Find a town by its number in GeoNames."""
        if number not in self._towns:
            self._towns[number] = Place.objects.filter(gazetteer_id=number).first()
        town = self._towns[number]
        if town is None:
            raise Refused(_("We know no town of the number %(number)s.") % {"number": number})
        return town

    def town_called(self, name: str, territory: Term | None) -> Place:
        """Find a town by its name; of several so called none is taken, but all are told."""
        key = (name, territory.pk if territory else None)
        if key not in self._called:
            self._called[key] = places_called(name, territory=key[1])
        towns = self._called[key]
        if not towns:
            raise Refused(
                _(
                    "We know no town called “%(name)s”. Write its number in GeoNames, or leave it out."
                )
                % {"name": short(name)}
            )
        if len(towns) > 1:
            listed_towns = [town for town in towns if town.gazetteer_id][:MOST_TOLD]
            numbers = ", ".join(f"{t.gazetteer_id} ({t.listed_country})" for t in listed_towns)
            raise Refused(
                _("Several towns are called “%(name)s”. Write the number of one: %(numbers)s.")
                % {"name": short(name), "numbers": numbers}
            )
        return towns[0]


def drafted(values: Mapping[str, str], lists: Lists, texts_in: str) -> Draft:
    """Read a row: code of column → cell. Every problem of the row is told, not the first alone."""
    reading = _Reading(values, lists, texts_in)
    entry = reading.entry()
    if reading.problems or entry is None:
        return Draft(None, reading.problems)
    try:
        name_row(entry.row)
        entry.row.clean_fields(exclude=("kind", "size", "territory", "place", "verified_by"))
    except ValidationError as error:
        return Draft(None, told(error.message_dict))
    return Draft(entry, [], entry.domains, reading.ends)


class _Reading(Reading):
    most = MOST

    def __init__(self, values: Mapping[str, str], lists: Lists, texts_in: str) -> None:
        super().__init__(values)
        self.lists = lists
        self.ends: dict[int, date] = {}
        self.language = self.cell("language", language_code) or texts_in

    def entry(self) -> Entry | None:
        name = self.cell("name", _name)
        kind = self.cell("kind", lambda text: self.lists.of(Facet.KIND, text))
        self.need("name", name)
        self.need("kind", kind)
        territory = self.cell("territory", lambda text: self.lists.of(Facet.TERRITORY, text))
        place = self.cell("place", lambda text: self._town(text, territory))
        row = {
            "name": name or "",
            "names": self._names(),
            "alternate_names": clean_names(name or "", self.cell("alternate_names", listed) or ()),
            "kind": kind,
            "size": self.cell("size", lambda text: self.lists.of(Facet.SIZE, text)),
            "staff": self.cell("staff", lambda text: one_of(text, Staff.values)) or "",
            "founded": self.cell("founded", _year),
            "territory": territory or (place.territory if place else None),
            "place": place,
            **self._position(place),
            "address": self.cell("address", line) or "",
            "website": self.cell("website", _site) or "",
            "source_language": self.language,
            "summary": self._texts("summary", line),
            "description": self._texts("description", str),
            **self._levels(),
            "state": self.cell("state", lambda t: one_of(t, ENTERED_STATES)) or State.LISTED,
            "layer": self.cell("layer", lambda t: one_of(t, Layer.values)) or Layer.REAL,
            "source": self.cell("source", line) or "",
            "checked_on": self.cell("checked_on", day),
            "last_confirmed_at": timezone.now(),
        }
        domains = self.cell("email_domains", lambda text: clean_domains(listed(text))) or ()
        terms = self._terms()
        if self.problems:
            return None
        return Entry(row=Organisation(**row), terms=terms, domains=domains)

    def _town(self, text: str, territory: Term | None) -> Place:
        if text[0].isdecimal():
            return self.lists.town(whole(text))
        return self.lists.town_called(line(text), territory)

    def _names(self) -> dict[str, str]:
        names = {code: self.cell(f"name_{code}", _name) for code in LANGUAGES}
        return {code: name for code, name in names.items() if name}

    def _texts(self, code: str, read: Callable[[str], str]) -> dict[str, Any]:
        """Collect a text in its languages, the source first; one without a language is the source's."""
        order = [self.language, *(each for each in LANGUAGES if each != self.language)]
        value: dict[str, Any] = {}
        for language in order:
            if text := self.cell(f"{code}_{language}", read):
                value = with_text(value, language, text)
        return value

    def _position(self, place: Place | None) -> dict[str, float | None]:
        latitude = self.cell("latitude", lambda text: _degrees(text, 90))
        longitude = self.cell("longitude", lambda text: _degrees(text, 180))
        if latitude is None or longitude is None:
            latitude, longitude = (place.lat, place.lon) if place else (None, None)
        return {"latitude": latitude, "longitude": longitude}

    def _levels(self) -> dict[str, int | None]:
        low, high = self.cell("trl_from", _level), self.cell("trl_to", _level)
        low, high = low if low is not None else high, high if high is not None else low
        if low is not None and high is not None and low > high:
            low, high = high, low
        return {"trl_from": low, "trl_to": high}

    def _terms(self) -> dict[Facet, Iterable[Term]]:
        found = {}
        for code, facet in FACETS.items():
            read = self._certificates if facet is Facet.CERTIFICATE else self._each(facet)
            if each := self.cell(code, read):
                found[facet] = each
        return found

    def _each(self, facet: Facet) -> Callable[[str], list[Term]]:
        return lambda text: [self.lists.of(facet, value) for value in listed(text)]

    def _certificates(self, text: str) -> list[Term]:
        """Read certificates, each with its last day in brackets if it has one."""
        terms = []
        for value in listed(text):
            dated = _certificate.fullmatch(value)
            term = self.lists.of(Facet.CERTIFICATE, dated[1] if dated else value)
            if dated:
                self.ends[term.pk] = date.fromisoformat(dated[2])
            terms.append(term)
        return terms


def _name(text: str) -> str:
    if not core_name(text):
        raise Refused(_("Write the name of the organisation in letters."))
    return line(text)


def _year(text: str) -> int:
    year = whole(text)
    if not 800 <= year <= timezone.now().year:
        raise Refused(_("Write a year, for example 1998."))
    return year


def _level(text: str) -> int:
    level = whole(text)
    if not 1 <= level <= 9:
        raise Refused(_("A technology readiness level is a number from 1 to 9."))
    return level


def _degrees(text: str, most: int) -> float:
    if not re.fullmatch(r"-?\d{1,3}([.,]\d{1,12})?", text, re.ASCII):
        raise Refused(_("Write degrees with decimals, for example 37.983."))
    degrees = float(text.replace(",", "."))
    if abs(degrees) > most:
        raise Refused(_("Write degrees between -%(most)s and %(most)s.") % {"most": most})
    return degrees


def _site(text: str) -> str:
    return text if re.match(r"https?://", text, re.I) else f"https://{text}"
