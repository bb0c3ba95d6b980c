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
from sme4smartcities.core.richtext import stripped
from sme4smartcities.core.translated import with_text
from sme4smartcities.organisations.exchange.columns import LANGUAGES
from sme4smartcities.organisations.models import (
    VOCABULARY_OF,
    Facet,
    Layer,
    Organisation,
    Staff,
    State,
)
from sme4smartcities.organisations.names import core_name, fold
from sme4smartcities.organisations.services.entering import Entry
from sme4smartcities.organisations.services.terms import clean_domains, clean_names, name_row
from sme4smartcities.vocabularies.models import Place, Term

MOST = {"name": 200, "summary": 300, "description": 10_000, "address": 300, "source": 500}
FACETS = {
    "domains": Facet.DOMAIN,
    "offers": Facet.OFFERS,
    "needs": Facet.NEEDS,
    "languages": Facet.LANGUAGE,
    "certificates": Facet.CERTIFICATE,
}
ENTERED_STATES = (State.LISTED, State.DRAFT, State.HIDDEN)
_certificate = re.compile(r"(.+?)\s*\((\d{4}-\d\d-\d\d)\)")
_separators = re.compile(r"\s*[;|]\s*")

Problem = dict[str, str]  # column, text


@dataclass(frozen=True)
class Draft:
    """A row as it would be entered; without ``entry`` when something must be put right first."""

    entry: Entry | None
    problems: list[Problem] = field(default_factory=list)
    domains: Sequence[str] = ()
    ends: Mapping[int, date] = field(default_factory=dict)  # certificate → its last day


class Lists:
    """The terms and towns that cells name, by code or by label in any language."""

    def __init__(self) -> None:
        self._terms: dict[str, dict[str, Term]] = {code: {} for code in VOCABULARY_OF.values()}
        rows = Term.objects.filter(vocabulary__code__in=self._terms, retired=False)
        for term in rows.select_related("vocabulary"):
            known = self._terms[term.vocabulary.code]
            for name in (*term.labels.values(), term.code):
                known.setdefault(fold(str(name)), term)
            known[fold(term.code)] = term  # a code wins over another term's label
        self._towns: dict[int, Place | None] = {}

    def term(self, facet: Facet, text: str) -> Term:
        found = self._terms[VOCABULARY_OF[facet]].get(fold(text))
        if found is None:
            raise Refused(
                _("“%(value)s” is not in our list. Write a code or a name of the list.")
                % {"value": _short(text)}
            )
        return found

    def town(self, number: int) -> Place:
        if number not in self._towns:
            self._towns[number] = Place.objects.filter(gazetteer_id=number).first()
        town = self._towns[number]
        if town is None:
            raise Refused(_("We know no town of the number %(number)s.") % {"number": number})
        return town


def drafted(values: Mapping[str, str], lists: Lists, language: str) -> Draft:
    """Read a row: code of column → cell. Every problem of the row is told, not the first alone."""
    reading = _Reading(values, lists, language)
    entry = reading.entry()
    if reading.problems or entry is None:
        return Draft(None, reading.problems)
    try:
        name_row(entry.row)
        entry.row.clean_fields(exclude=("kind", "size", "territory", "place", "verified_by"))
    except ValidationError as error:
        told = [
            {"column": name, "text": text}
            for name, texts in error.message_dict.items()
            for text in texts
        ]
        return Draft(None, told)
    return Draft(entry, [], entry.domains, reading.ends)


class _Reading:
    """One row while it is read: what was understood, and what was not."""

    def __init__(self, values: Mapping[str, str], lists: Lists, language: str) -> None:
        self.values = values
        self.lists = lists
        self.problems: list[Problem] = []
        self.ends: dict[int, date] = {}
        self.language = self.cell("language", _language) or language

    def cell(self, code: str, read: Callable[[str], Any]) -> Any:
        """Read one cell; None where it is empty or wrong."""
        text = stripped(self.values.get(code, "")).strip()
        if not text:
            return None
        try:
            most = MOST.get(code.rsplit("_", 1)[0] if code[-3:-2] == "_" else code, 2_000)
            return read(_fitting(text, most))
        except Refused as refused:
            self.problems.append({"column": code, "text": str(refused.message)})
        except ValueError:
            told = _("“%(value)s” cannot be read here.") % {"value": _short(text)}
            self.problems.append({"column": code, "text": told})
        return None

    def entry(self) -> Entry | None:
        name = self.cell("name", _name)
        kind = self.cell("kind", lambda text: self.lists.term(Facet.KIND, text))
        self._miss("name", name)
        self._miss("kind", kind)
        place = self.cell("place", lambda text: self.lists.town(_whole(text)))
        territory = self.cell("territory", lambda text: self.lists.term(Facet.TERRITORY, text))
        row = {
            "name": name or "",
            "names": self._names(),
            "alternate_names": clean_names(name or "", self.cell("alternate_names", _list) or ()),
            "kind": kind,
            "size": self.cell("size", lambda text: self.lists.term(Facet.SIZE, text)),
            "staff": self.cell("staff", lambda text: _one_of(text, Staff.values)) or "",
            "founded": self.cell("founded", _year),
            "territory": territory or (place.territory if place else None),
            "place": place,
            **self._position(place),
            "address": self.cell("address", _line) or "",
            "website": self.cell("website", _site) or "",
            "source_language": self.language,
            "summary": self._texts("summary", _line),
            "description": self._texts("description", str),
            **self._levels(),
            "state": self.cell("state", lambda t: _one_of(t, ENTERED_STATES)) or State.LISTED,
            "layer": self.cell("layer", lambda t: _one_of(t, Layer.values)) or Layer.REAL,
            "source": self.cell("source", _line) or "",
            "checked_on": self.cell("checked_on", date.fromisoformat),
            "last_confirmed_at": timezone.now(),
        }
        domains = self.cell("email_domains", lambda text: clean_domains(_list(text))) or ()
        terms = self._terms()
        if self.problems:
            return None
        return Entry(row=Organisation(**row), terms=terms, domains=domains)

    def _miss(self, code: str, value: Any) -> None:
        if value is None and not any(each["column"] == code for each in self.problems):
            self.problems.append({"column": code, "text": _("This cell must not be empty.")})

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
        return lambda text: [self.lists.term(facet, value) for value in _list(text)]

    def _certificates(self, text: str) -> list[Term]:
        """Read certificates, each with its last day in brackets if it has one."""
        terms = []
        for value in _list(text):
            dated = _certificate.fullmatch(value)
            term = self.lists.term(Facet.CERTIFICATE, dated[1] if dated else value)
            if dated:
                self.ends[term.pk] = date.fromisoformat(dated[2])
            terms.append(term)
        return terms


def _fitting(text: str, most: int) -> str:
    if len(text) > most:
        raise Refused(
            _("The text has %(length)s characters; the most we take here is %(most)s.")
            % {"length": len(text), "most": most}
        )
    return text


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"


def _line(text: str) -> str:
    return " ".join(text.split())


def _name(text: str) -> str:
    if not core_name(text):
        raise Refused(_("Write the name of the organisation in letters."))
    return _line(text)


def _list(text: str) -> list[str]:
    return [part for part in _separators.split(text) if part]


def _one_of(text: str, values: Iterable[str]) -> str:
    known = {str(value): str(value) for value in values}
    found = known.get(text.strip().lower())
    if found is None:
        raise Refused(_("Write one of these: %(values)s.") % {"values": ", ".join(known)})
    return found


def _language(text: str) -> str:
    return _one_of(text, LANGUAGES)


def _whole(text: str) -> int:
    if not re.fullmatch(r"\d{1,9}(\.0+)?", text, re.ASCII):
        raise Refused(_("Write a whole number."))
    return int(text.partition(".")[0])


def _year(text: str) -> int:
    year = _whole(text)
    if not 800 <= year <= timezone.now().year:
        raise Refused(_("Write a year, for example 1998."))
    return year


def _level(text: str) -> int:
    level = _whole(text)
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
