"""The parts of an exported programme as tables: a column for each language of a text."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.conf import settings

CODES = [code for code, _name in settings.LANGUAGES]
TABLES = ("partners", "editions", "work_packages", "bodies", "figures", "milestones", "materials")
BELOW = {"values": "value_", "members": "member_"}  # what hangs on a part, and its own columns
Told = Mapping[str, Any]


def table(told: Told, kind: str) -> tuple[list[str], list[list[str]]]:
    """Give header and rows of one kind of part; members and values stand in rows of their own."""
    names = {one["key"]: one["name"] for one in told["organisations"]}
    rows = [_flat(row, names) for whole in told[kind] for row in _each(whole)]
    header = sorted({name for row in rows for name in row}, key=_place(rows))
    return header, [[row.get(name, "") for name in header] for row in rows]


def _each(whole: Told) -> Sequence[Told]:
    """Repeat a figure for each value, a group for each member; what has none stands once."""
    own = {name: value for name, value in whole.items() if name not in BELOW}
    below = [
        {f"{prefix}{name}": value for name, value in one.items()}
        for kind, prefix in BELOW.items()
        for one in whole.get(kind, ())
    ]
    return [{**own, **one} for one in below] or [own]


def _flat(row: Told, names: Mapping[str, str]) -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in row.items():
        if isinstance(value, Mapping):
            flat |= {f"{name}_{code}": str(value[code]) for code in CODES if code in value}
        elif name in ("organisation", "lead", "member_organisation"):
            flat[name] = names.get(str(value), "")
        else:
            flat[name] = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    return flat


def _place(rows: Sequence[Told]) -> Any:
    """Order the columns as they first come."""
    order = {name: place for place, name in enumerate(n for row in reversed(rows) for n in row)}
    return lambda name: order[name]
