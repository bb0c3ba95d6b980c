"""A table of parts comes in: looked at row by row first, then what is new is added, all of it or none."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sme4smartcities.core.errors import PlatformError, Refused
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.core.spreadsheets import Sheet
from sme4smartcities.core.tidying import tidy
from sme4smartcities.programmes import models
from sme4smartcities.programmes.models import Programme
from sme4smartcities.programmes.policies import may_keep
from sme4smartcities.programmes.queries.parts import organisation_named
from sme4smartcities.programmes.queries.tables import BELOW as PREFIXES
from sme4smartcities.programmes.queries.tables import CODES
from sme4smartcities.programmes.services.exporting import BELOW, FIELDS, exported, source_of
from sme4smartcities.programmes.services.loading import TRANSLATED, values_of
from sme4smartcities.programmes.services.parts import add_part, add_partner
from sme4smartcities.programmes.services.refusals import NOT_YOURS
from sme4smartcities.vocabularies.queries import known_term

MOST_ROWS = 500
LONGEST = {"name": 200, "title": 200, "summary": 1_000, "text": 2_000, "note": 500}
MODELS: Mapping[str, Any] = {
    "partners": models.Partner,
    "editions": models.Edition,
    "work_packages": models.WorkPackage,
    "figures": models.Figure,
    "values": models.FigureValue,
    "bodies": models.Body,
    "members": models.BodyMember,
    "milestones": models.Milestone,
    "materials": models.Material,
}
TERMS: Mapping[str, Mapping[str, str]] = {
    "partners": {"role": "partner_role"},
    "figures": {"unit": "unit"},
    "bodies": {"kind": "body_kind"},
    "members": {"role": "body_role"},
    "materials": {"kind": "material_kind", "language": "language"},
}
DEFAULTS: Mapping[str, dict[str, Any]] = {"editions": {"state": models.Edition.State.PLANNED.value}}
NAMED = ("organisation", "lead")
WHOLES = ("programme", "figure", "body")
YES_NO = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
Told = dict[str, Any]


@dataclass
class Line:
    """What one row would do. ``act``: add, same or error; ``own`` and ``below``: what it says."""

    number: int
    label: str
    act: str = "error"
    message: str = ""
    own: Told = field(default_factory=dict)
    below: Told = field(default_factory=dict)


def read_parts(*, actor: Actor, programme: Programme, kind: str, sheet: Sheet) -> list[Line]:
    """Compare a table with the programme; write nothing. Raises Refused when it is no such table."""
    require(may_keep(actor, programme), NOT_YOURS)
    header = [name.strip().lower() for name in sheet.header]
    columns = _columns(kind)
    if unknown := [name for name in header if name not in columns]:
        raise Refused(
            _("These columns are not known: %s. Export the list to see all columns.")
            % ", ".join(unknown[:8])
        )
    if len(sheet.rows) > MOST_ROWS:
        raise Refused(_("The table has more than %s rows. Split it.") % MOST_ROWS)
    reader = _Reader(actor, programme, kind)
    return [
        reader.line(number, dict(zip(header, map(str, cells), strict=False)))
        for number, cells in zip(sheet.numbers, sheet.rows, strict=True)
    ]


def _columns(kind: str) -> frozenset[str]:
    """Give the names that the columns of a table may have."""
    below = BELOW.get(kind, "")
    names = [*FIELDS[kind], *(f"{PREFIXES[below]}{name}" for name in FIELDS.get(below, ()))]
    texts = [f"{name}_{code}" for name in names if _is_text(name) for code in CODES]
    return frozenset({*texts, *(name for name in names if not _is_text(name))})


def _is_text(name: str) -> bool:
    return name.removeprefix("value_") in TRANSLATED


class _Reader:
    """Knows what a programme has of one kind, and says of each row what it would add."""

    def __init__(self, actor: Actor, programme: Programme, kind: str) -> None:
        self.actor, self.programme, self.kind = actor, programme, kind
        self.under = BELOW.get(kind, "")
        told = exported(programme, actor)
        self.known = [_split(row, self.under) for row in told[kind]]

    def line(self, number: int, cells: Mapping[str, str]) -> Line:
        filled = {name: tidy(text) for name, text in cells.items() if text.strip()}
        prefix = PREFIXES.get(self.under, "\0")
        own = {name: text for name, text in filled.items() if not name.startswith(prefix)}
        below = {
            name.removeprefix(prefix): text
            for name, text in filled.items()
            if name.startswith(prefix)
        }
        label = next(iter(below.values()), "") or next(iter(own.values()), "")
        line = Line(number, label)
        try:
            line.own = DEFAULTS.get(self.kind, {}) | self._told(self.kind, own)
            line.below = self._told(self.under, below)
            line.act = self._act(line)
        except ValidationError as error:
            line.message = _said(error)
        except PlatformError as error:
            line.message = str(error.message)
        return line

    def _told(self, kind: str, cells: Mapping[str, str]) -> Told:
        """Read cells as the export tells them, and see that they would make such a part."""
        told: Told = {}
        for name, text in cells.items():
            field_name, _bar, code = name.rpartition("_")
            if field_name in TRANSLATED and code in CODES:
                told.setdefault(field_name, {})[code] = _short_enough(field_name, text)
            else:
                told[name] = self._cell(name, text)
        if told or kind == self.kind:
            _made(source_of(self.programme), kind, told).full_clean(
                exclude=WHOLES, validate_unique=False, validate_constraints=False
            )
        return told

    def _cell(self, name: str, text: str) -> Any:
        if name in NAMED:
            found = organisation_named(self.actor, text, layer=self.programme.layer)
            if found is None:
                raise Refused(
                    _("The directory has no organisation “%(name)s”, or several. Enter it first.")
                    % {"name": text}
                )
            return found
        readers: Mapping[str, Callable[[str], Any]] = {"has_budget": _yes, "amount": _number}
        return readers.get(name, str)(text)

    def _act(self, line: Line) -> str:
        """Say whether the row is new. Whatever else it says of a figure that is here is refused."""
        for own, below in self.known:
            if own == _plain(line.own):
                if not line.below or _plain(line.below) in below:
                    return "same"
                below.append(_plain(line.below))
                return "add"
            if self.kind == "figures" and own.get("code") == line.own.get("code"):
                raise Refused(_("A figure of this code is here, and says something else."))
        self.known.append((_plain(line.own), [_plain(line.below)] if line.below else []))
        return "add"


def _said(error: ValidationError) -> str:
    """Name each column with what is wrong in it."""
    return " ".join(
        f"{name}: {message}" for name, held in error.message_dict.items() for message in held
    )


def _split(row: Told, under: str) -> tuple[Told, list[Told]]:
    own = {name: value for name, value in row.items() if name != under}
    return own, list(row.get(under, ()))


def _plain(told: Told) -> Told:
    """Write what was read as an export tells it."""
    plain = dict(told)
    for name in NAMED:
        if name in plain:
            plain[name] = str(plain[name].pk)
    if "amount" in plain:
        plain["amount"] = format(plain["amount"].normalize(), "f")
    return plain


def _short_enough(name: str, text: str) -> str:
    if len(text) > LONGEST[name]:
        raise Refused(
            _("A text is longer than %(most)s characters. Shorten it.") % {"most": LONGEST[name]}
        )
    return text


def _yes(text: str) -> bool:
    if text.lower() not in YES_NO:
        raise Refused(_("Write yes, no or nothing in the column has_budget."))
    return YES_NO[text.lower()]


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise Refused(_("“%(text)s” is no number. Write it like 12.5.") % {"text": text}) from error


def _made(source: str, kind: str, told: Told, **whole: Any) -> Any:
    """Make an unsaved row of what was told."""
    try:
        values = values_of(told, source)
    except ValueError as error:
        raise Refused(_("Write the day of checking like 2026-11-30.")) from error
    for name, vocabulary in TERMS.get(kind, {}).items():
        if name in values:
            values[name] = known_term(vocabulary, values[name])
    return MODELS[kind](**values, **whole)


@transaction.atomic
def bring_parts(*, actor: Actor, programme: Programme, kind: str, lines: Iterable[Line]) -> int:
    """Add what the lines hold that is new; give how many rows were. All of them or none."""
    require(may_keep(actor, programme), NOT_YOURS)
    here = _here(actor, programme, kind)
    added = [line for line in lines if line.act == "add"]
    for line in added:
        _add(actor, programme, kind, line, here)
    return len(added)


Here = list[tuple[Told, Any]]


def _here(actor: Actor, programme: Programme, kind: str) -> Here:
    """Pair what an export tells of groups and figures with their rows, to add members and values."""
    if kind not in BELOW:
        return []
    told = [_split(row, BELOW[kind])[0] for row in exported(programme, actor)[kind]]
    return list(zip(told, MODELS[kind].objects.filter(programme=programme), strict=False))


def _add(actor: Actor, programme: Programme, kind: str, line: Line, here: Here) -> None:
    plain = _plain(line.own)
    whole = next((row for told, row in here if told == plain), None)
    if whole is None:
        new = {"programme": programme, "position": 10_000}
        whole = _added(actor, kind, _made(source_of(programme), kind, line.own, **new))
        here.append((plain, whole))
    if line.below:
        name = "figure" if kind == "figures" else "body"
        row = _made(source_of(programme), BELOW[kind], line.below, **{name: whole}, position=100)
        add_part(actor=actor, part=row)


def _added(actor: Actor, kind: str, row: Any) -> Any:
    if kind != "partners":
        return add_part(actor=actor, part=row)
    names = {*FIELDS["partners"], "position"} - {"organisation", "role"}
    values = {name: getattr(row, name) for name in names}
    return add_partner(
        actor=actor, programme=row.programme, organisation=row.organisation, role=row.role, **values
    )
