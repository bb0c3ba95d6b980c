"""A list goes out as a table and comes in again: looked at first, written when confirmed."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sme4smartcities.core.errors import Message, PlatformError, Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.core.spreadsheets import Sheet
from sme4smartcities.vocabularies.facts import TermsImported
from sme4smartcities.vocabularies.models import Term, Vocabulary
from sme4smartcities.vocabularies.policies import may_keep_lists
from sme4smartcities.vocabularies.services.refusals import NOT_YOURS
from sme4smartcities.vocabularies.services.terms import (
    add_term,
    edit_term,
    restore_term,
    retire_term,
)

CODES = [code for code, _name in settings.LANGUAGES]
HEADER = [
    "code",
    "parent",
    "broader",
    "scheme",
    "retired",
    *(f"label_{code}" for code in CODES),
    *(f"note_{code}" for code in CODES),
]
MOST_ROWS = 5_000
_code_shape = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")


def table_of(terms: Iterable[Term]) -> list[list[str]]:
    """Give the rows of a file under HEADER."""
    return [
        [
            term.code,
            term.parent.code if term.parent else "",
            term.broader,
            term.scheme,
            "yes" if term.retired else "",
            *(term.labels.get(code, "") for code in CODES),
            *(term.notes.get(code, "") for code in CODES),
        ]
        for term in terms
    ]


@dataclass
class Line:
    """What one row of a file would do. ``act``: add, change, same or error."""

    number: int
    code: str
    label: str
    act: str
    message: Message = ""
    values: dict[str, Any] = field(default_factory=dict)


def read_lines(vocabulary: Vocabulary, sheet: Sheet) -> list[Line]:
    """Compare a file with the list; write nothing. Raises Refused when it is no such table."""
    header = [name.strip().lower() for name in sheet.header]
    if missing := {"code", "label_en"} - set(header):
        raise Refused(
            _(
                "The table needs the columns code and label_en; missing: %s. Export the list to see all."
            )
            % ", ".join(sorted(missing))
        )
    if len(sheet.rows) > MOST_ROWS:
        raise Refused(_("The table has more than %s rows. Split it.") % MOST_ROWS)
    known = {term.code: term for term in vocabulary.terms.select_related("parent")}
    coming: set[str] = set()
    lines = []
    for number, cells in zip(sheet.numbers, sheet.rows, strict=True):
        row = dict(zip(header, (str(cell).strip() for cell in cells), strict=False))
        line = _line(number, row, vocabulary, known, coming)
        coming.add(line.code)
        lines.append(line)
    return lines


def _line(
    number: int,
    row: Mapping[str, str],
    vocabulary: Vocabulary,
    known: Mapping[str, Term],
    coming: set[str],
) -> Line:
    code, label = row.get("code", ""), row.get("label_en", "")
    line = Line(number, code, label, "error")
    term = known.get(code)
    parent = row.get("parent", "")
    if not _code_shape.fullmatch(code):
        line.message = _("Write a code of letters, digits, dots and hyphens.")
    elif code in coming:
        line.message = _("This code stands twice in the file.")
    elif not label:
        line.message = _("Write the English label.")
    elif parent and parent not in known and parent not in coming:
        line.message = _("The parent must be a term of this list, in a row above.")
    elif term is None and vocabulary.locked:
        line.message = _("This list follows a standard and takes no new terms.")
    else:
        line.values = _values(row)
        line.act = "add" if term is None else _act(term, line.values)
    return line


def _values(row: Mapping[str, str]) -> dict[str, Any]:
    """Give only what the file speaks of: a column that is absent changes nothing."""
    values: dict[str, Any] = {
        "labels": {c: row[f"label_{c}"] for c in CODES if f"label_{c}" in row},
        "notes": {c: row[f"note_{c}"] for c in CODES if f"note_{c}" in row},
    }
    values |= {name: row[name] for name in ("parent", "broader", "scheme") if name in row}
    if "retired" in row:
        values["retired"] = row["retired"].lower() in ("yes", "true", "1")
    return values


def _act(term: Term, values: Mapping[str, Any]) -> str:
    return "same" if _current(term, values) == _wanted(term, values) else "change"


def _wanted(term: Term, values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: {k: v for k, v in {**getattr(term, name), **value}.items() if v}
        if isinstance(value, dict)
        else value
        for name, value in values.items()
    }


def _current(term: Term, values: Mapping[str, Any]) -> dict[str, Any]:
    now = {"parent": term.parent.code if term.parent else ""}
    return {name: now.get(name, getattr(term, name)) for name in values}


@transaction.atomic
def import_terms(*, actor: Actor, vocabulary: Vocabulary, lines: Iterable[Line]) -> tuple[int, int]:
    """Write what the lines say; give how many were added and changed. All of them or none."""
    require(may_keep_lists(actor), NOT_YOURS)
    added = changed = 0
    for line in lines:
        if line.act not in ("add", "change"):
            continue
        try:
            _write(actor, vocabulary, line)
        except (PlatformError, ValidationError) as error:
            message = error.message if isinstance(error, PlatformError) else error.messages[0]
            raise Refused(
                _("Row %(row)s: %(message)s") % {"row": line.number, "message": message}
            ) from error
        added, changed = added + (line.act == "add"), changed + (line.act == "change")
    record(TermsImported(actor_id=actor.pk, subject_id=vocabulary.pk, added=added, changed=changed))
    return added, changed


def _write(actor: Actor, vocabulary: Vocabulary, line: Line) -> None:
    values = dict(line.values)
    retired = values.pop("retired", None)
    if "parent" in values:
        code = values["parent"]
        values["parent"] = vocabulary.terms.get(code=code) if code else None
    if line.act == "add":
        term = add_term(actor=actor, vocabulary=vocabulary, code=line.code, **values)
    else:
        row = vocabulary.terms.get(code=line.code)
        words = {name: {**getattr(row, name), **values.pop(name)} for name in ("labels", "notes")}
        term = edit_term(actor=actor, term=row, values={**values, **words})
    if retired is not None and retired != term.retired:
        (retire_term if retired else restore_term)(actor=actor, term=term)
