"""Make a challenge of a row of text, or say in sentences why it cannot be made."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _

from sme4smartcities.challenges.columns import (
    CENTS,
    FACETS,
    FIGURE,
    MONEY,
    MOST_FIGURES,
    STATES,
)
from sme4smartcities.challenges.models import VOCABULARY_OF, Better, Facet, Procedure
from sme4smartcities.challenges.policies import may_create
from sme4smartcities.challenges.queries.challenges import owners_for
from sme4smartcities.challenges.services.terms import MOST_TERMS
from sme4smartcities.challenges.services.writing import MeasureValues, contradiction
from sme4smartcities.challenges.texts import CURRENCIES, LINES, LONGEST, LONGEST_NAME
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.tidying import tidy
from sme4smartcities.organisations.exchange.cells import (
    Known,
    Problem,
    Reading,
    day,
    language_code,
    line,
    listed,
    short,
    whole,
)
from sme4smartcities.organisations.exchange.columns import LANGUAGES
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.names import fold
from sme4smartcities.programmes.queries import organisation_named
from sme4smartcities.vocabularies.models import Term
from sme4smartcities.vocabularies.queries import term

MOST_PEOPLE = 2_000_000_000
_amount = re.compile(r"\d{1,12}([.,]\d{1,2})?", re.ASCII)
_number = re.compile(r"-?\d{1,11}([.,]\d{1,3})?", re.ASCII)


@dataclass(frozen=True)
class Row:
    """A row as it would be entered, in the shape of a challenge's file; without it when something
    must be put right first."""

    owner: Organisation | None
    told: Mapping[str, Any] | None
    problems: list[Problem] = field(default_factory=list)


class Desk:
    """What cells name: terms, and the organisations for which the actor opens challenges."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.lists = Known(code for facet, code in VOCABULARY_OF.items() if facet != Facet.CPV)
        self.own = {fold(one.name): one for one in owners_for(actor)}
        self._named: dict[str, Organisation | None] = {}

    def of(self, facet: Facet, text: str) -> Term:
        if facet != Facet.CPV:
            return self.lists.term(VOCABULARY_OF[facet], text)
        found = term(VOCABULARY_OF[facet], text)
        if found is None or found.retired:
            raise Refused(_("We know no procurement code “%(value)s”.") % {"value": short(text)})
        return found

    def owner(self, text: str) -> Organisation:
        if text not in self._named:
            found = self.own.get(fold(text)) or organisation_named(self.actor, text)
            self._named[text] = found if found and may_create(self.actor, found) else None
        named = self._named[text]
        if named is None:
            raise Refused(
                _(
                    "You can open challenges for no organisation called “%(value)s”. Write its name"
                    " as it is listed, or the address of its page."
                )
                % {"value": short(text)}
            )
        return named

    def only_owner(self) -> Organisation | None:
        return next(iter(self.own.values())) if len(self.own) == 1 else None


def read_row(values: Mapping[str, str], desk: Desk, texts_in: str) -> Row:
    """Read a row: code of column → cell. Every problem of the row is told, not the first alone."""
    reading = _Reading(values, desk, texts_in)
    owner, told = reading.owner(), reading.told()
    if reading.problems:
        return Row(None, None, reading.problems)
    return Row(owner, told)


class _Reading(Reading):
    most = {
        **LONGEST,
        **{f"figure_{number}_name": LONGEST_NAME for number in range(1, MOST_FIGURES + 1)},
        **{f"figure_{number}_unit": 40 for number in range(1, MOST_FIGURES + 1)},
        **{f"figure_{number}_source": 300 for number in range(1, MOST_FIGURES + 1)},
        **{code: 20_000 for code, _label in STATES.values()},
    }

    def __init__(self, values: Mapping[str, str], desk: Desk, texts_in: str) -> None:
        super().__init__(values)
        self.desk = desk
        self.language = self.cell("language", language_code) or texts_in
        self.states = {
            column: state
            for state, (code, _label) in STATES.items()
            for column in self.cell(code, listed) or ()
        }

    def owner(self) -> Organisation | None:
        found: Organisation | None = self.cell("owner", self.desk.owner)
        if found is None and not self.values.get("owner", "").strip():
            found = self.desk.only_owner()
        self.need("owner", found)
        return found

    def told(self) -> dict[str, Any]:
        texts = {name: self._texts(name, line if name in LINES else tidy) for name in LONGEST}
        self.need(f"title_{self.language}", texts["title"].get(self.language))
        return {
            "source_language": self.language,
            "texts": texts,
            "values": self._values(),
            "measures": [
                figure
                for number in range(1, MOST_FIGURES + 1)
                if (figure := self._figure(f"figure_{number}"))
            ],
            "terms": {facet.value: self._terms(code, facet) for code, facet in FACETS.items()},
        }

    def _texts(self, name: str, read: Callable[[str], str]) -> dict[str, Any]:
        """Read a text in all its languages; the original is the one named so, else the row's."""
        found = {code: self.cell(f"{name}_{code}", read) for code in LANGUAGES}
        held = {code: text for code, text in found.items() if text}
        if not held:
            return {}
        original = min(held, key=lambda code: self._place(f"{name}_{code}", code))
        return {
            code: {
                "text": text,
                "state": "source" if code == original else self._state(f"{name}_{code}"),
            }
            for code, text in held.items()
        }

    def _place(self, column: str, language: str) -> tuple[bool, bool, int]:
        named = self.states.get(column) == "source"
        return not named, language != self.language, LANGUAGES.index(language)

    def _state(self, column: str) -> str:
        state = self.states.get(column, "written")
        return "written" if state == "source" else state

    def _values(self) -> dict[str, Any]:
        values: dict[str, Any] = {
            "sufferers_count": self.cell("sufferers_count", _people),
            **{name: self.cell(name, _cents) for name in MONEY},
            "currency": self.cell("currency", _currency) or "EUR",
            "procedure": self.cell("procedure", lambda text: chosen(text, Procedure)) or "",
            "trl_least": self.cell("trl_least", _level),
        }
        days = {
            name: self.cell(name, day)
            for name in ("questions_until", "wanted_from", "wanted_until")
        }
        if _crossed(values["budget_least"], values["budget_most"]):
            self.problem("budget_most", _("Give the same amount or a higher one."))
        if _crossed(days["wanted_from"], days["wanted_until"]):
            self.problem("wanted_until", _("Give the same day or a later one."))
        return {**values, **{name: one.isoformat() if one else None for name, one in days.items()}}

    def _figure(self, code: str) -> dict[str, Any] | None:
        name = self._texts(f"{code}_name", line)
        words = {part: self.cell(f"{code}_{part}", line) or "" for part in ("unit", "source")}
        better = self.cell(f"{code}_better", lambda text: chosen(text, Better)) or ""
        numbers = {part: self.cell(f"{code}_{part}", _figure) for part in ("baseline", "target")}
        if not name and not any(self.values.get(f"{code}_{part}", "").strip() for part in FIGURE):
            return None
        self.need(f"{code}_name_{self.language}", name or None)
        self.need(f"{code}_unit", words["unit"] or None)
        self.need(f"{code}_better", better or None)
        values = MeasureValues(
            name="",
            unit=words["unit"],
            better=better,
            baseline=numbers["baseline"],
            target=numbers["target"],
        )
        if refusal := contradiction(values):
            self.problem(f"{code}_target", refusal)
        told = {part: None if one is None else f"{one:f}" for part, one in numbers.items()}
        return {"name": name, "better": better, **words, **told}

    def _terms(self, code: str, facet: Facet) -> list[str]:
        found = self.cell(code, lambda text: [self.desk.of(facet, one) for one in _few(text)])
        return list(dict.fromkeys(one.code for one in found or ()))


def _crossed(first: Any, last: Any) -> bool:
    return first is not None and last is not None and first > last


def _few(text: str) -> Sequence[str]:
    values = listed(text)
    if len(values) > MOST_TERMS:
        raise Refused(_("Choose at most %(most)s values of one list.") % {"most": MOST_TERMS})
    return values


def chosen(text: str, choices: type[models.TextChoices]) -> str:
    """Read a value of a fixed choice, by its code or its label in any language."""
    found = _spellings(choices).get(fold(text))
    if found is None:
        raise Refused(_("Write one of these: %(values)s.") % {"values": ", ".join(choices.values)})
    return found


@lru_cache(maxsize=8)
def _spellings(choices: type[models.TextChoices]) -> dict[str, str]:
    known: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            known |= {fold(str(label)): str(value) for value, label in choices.choices}
    return known | {fold(str(value)): str(value) for value in choices.values}


def _people(text: str) -> int:
    number = whole(text)
    if number > MOST_PEOPLE:
        raise Refused(_("Write a whole number."))
    return number


def _cents(text: str) -> int:
    if not _amount.fullmatch(text):
        raise Refused(
            _("Write the amount in figures without thousands signs, for example 60000 or 1500.50.")
        )
    return int(Decimal(text.replace(",", ".")) * CENTS)


def _figure(text: str) -> Decimal:
    if not _number.fullmatch(text):
        raise Refused(_("Write a number of at most eleven digits, for example 12 or 4.5."))
    return Decimal(text.replace(",", "."))


def _level(text: str) -> int:
    level = whole(text)
    if not 1 <= level <= 9:
        raise Refused(_("A technology readiness level is a number from 1 to 9."))
    return level


def _currency(text: str) -> str:
    if text.upper() not in CURRENCIES:
        raise Refused(_("Write one of these: %(values)s.") % {"values": ", ".join(CURRENCIES)})
    return text.upper()
