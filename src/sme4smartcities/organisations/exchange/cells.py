"""How the cells of a row are read: cleaned and cut to size, every problem told in a sentence."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.richtext import stripped
from sme4smartcities.organisations.exchange.columns import LANGUAGES
from sme4smartcities.organisations.names import fold
from sme4smartcities.vocabularies.models import Term

Problem = dict[str, str]  # column, text
LONGEST = 2_000
_separators = re.compile("[;|]")


class Reading:
    """One row while it is read: what was understood, and what was not.

    ``most``: code of a column, or of its group of languages → how many characters it takes.
    """

    most: Mapping[str, int] = {}

    def __init__(self, values: Mapping[str, str]) -> None:
        self.values = values
        self.problems: list[Problem] = []

    def cell(self, code: str, read: Callable[[str], Any]) -> Any:
        """Read one cell; None where it is empty or wrong."""
        text = stripped(self.values.get(code, "")).strip()
        if not text:
            return None
        group = code.rsplit("_", 1)[0] if code[-3:-2] == "_" else code
        try:
            return read(_fitting(text, self.most.get(group, LONGEST)))
        except Refused as refused:
            self.problem(code, str(refused.message))
        except ValueError:
            self.problem(code, _("“%(value)s” cannot be read here.") % {"value": short(text)})
        return None

    def problem(self, code: str, text: str) -> None:
        self.problems.append({"column": code, "text": text})

    def need(self, code: str, value: Any) -> None:
        """Tell of a cell that must not be empty, unless it was told already that it is wrong."""
        if value is None and not any(each["column"] == code for each in self.problems):
            self.problem(code, _("This cell must not be empty."))


def told(errors: Mapping[str, Iterable[str]]) -> list[Problem]:
    """Give what a ValidationError says as problems of the row."""
    return [{"column": name, "text": text} for name, texts in errors.items() for text in texts]


def _fitting(text: str, most: int) -> str:
    if len(text) > most:
        raise Refused(
            _("The text has %(length)s characters; the most we take here is %(most)s.")
            % {"length": len(text), "most": most}
        )
    return text


def short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"


def line(text: str) -> str:
    return " ".join(text.split())


def listed(text: str) -> list[str]:
    """Take a cell apart that holds several values."""
    return [part for cut in _separators.split(text) if (part := cut.strip())]


def one_of(text: str, values: Iterable[str]) -> str:
    known = {str(value): str(value) for value in values}
    found = known.get(text.strip().lower())
    if found is None:
        raise Refused(_("Write one of these: %(values)s.") % {"values": ", ".join(known)})
    return found


def language_code(text: str) -> str:
    return one_of(text, LANGUAGES)


def whole(text: str) -> int:
    if not re.fullmatch(r"\d{1,9}(\.0+)?", text, re.ASCII):
        raise Refused(_("Write a whole number."))
    return int(text.partition(".")[0])


def day(text: str) -> date:
    """Read a day; other orders than year, month, day mean two things."""
    try:
        return date.fromisoformat(re.split("[ T]", text, maxsplit=1)[0])
    except ValueError as error:
        raise Refused(
            _("“%(value)s” is no day. Write it as year-month-day, for example 2026-05-31.")
            % {"value": short(text)}
        ) from error


class Known:
    """The terms of some lists, by code or by label in any language."""

    def __init__(self, vocabularies: Iterable[str]) -> None:
        self._terms: dict[str, dict[str, Term]] = {code: {} for code in vocabularies}
        rows = Term.objects.filter(vocabulary__code__in=self._terms, retired=False)
        for term in rows.select_related("vocabulary"):
            known = self._terms[term.vocabulary.code]
            for name in (*term.labels.values(), term.code):
                known.setdefault(fold(str(name)), term)
            known[fold(term.code)] = term  # a code wins over another term's label

    def term(self, vocabulary: str, text: str) -> Term:
        found = self._terms[vocabulary].get(fold(text))
        if found is None:
            raise Refused(
                _("“%(value)s” is not in our list. Write a code or a name of the list.")
                % {"value": short(text)}
            )
        return found
