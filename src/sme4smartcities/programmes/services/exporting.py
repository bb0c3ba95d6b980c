"""A whole programme as plain values: texts by language, terms by code, organisations by key."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models

from sme4smartcities.core.policies import Actor
from sme4smartcities.core.translated import TranslatedField, shown
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.programmes.models import Programme
from sme4smartcities.programmes.queries.parts import parts_of
from sme4smartcities.programmes.services.programmes import TEXTS
from sme4smartcities.vocabularies.models import Term

FORMAT = "programme/1"
SOURCED = ("source", "source_url", "checked_on")
PERIOD = ("starts", "ends")
ABOUT = (
    *TEXTS, "entry", "website", "languages", "planned_starts", "planned_ends", *PERIOD, *SOURCED,
)  # fmt: skip
FIELDS: dict[str, tuple[str, ...]] = {
    "partners": ("organisation", "role", "has_budget", "note", *PERIOD, *SOURCED),
    "editions": ("name", "summary", "state", *PERIOD),
    "work_packages": ("code", "name", "lead", *PERIOD),
    "bodies": ("kind", "name", *PERIOD, *SOURCED),
    "members": ("organisation", "role", *PERIOD, *SOURCED),
    "figures": ("code", "kind", "name", "note", "unit"),
    "values": ("amount", "meaning", "as_of", "note", *SOURCED),
    "milestones": ("stage", "happened", "until", "title", "text", *SOURCED),
    "materials": ("title", "kind", "language", "version", "url", "published", *SOURCED),
}
KINDS = {
    "partner": "partners",
    "edition": "editions",
    "work-package": "work_packages",
    "figure": "figures",
    "body": "bodies",
    "milestone": "milestones",
    "material": "materials",
}
BELOW = {"bodies": "members", "figures": "values"}


def exported(programme: Programme, actor: Actor) -> dict[str, Any]:
    """Give the programme as ``load_programme`` and the import read it; files go as their address.

    Organisations that the actor may not see are left out.
    """
    told = {KINDS[kind]: rows for kind, rows in parts_of(programme).items()}
    named = _organisations(told)
    rows = Organisation.objects.visible_to(actor).filter(pk__in=[one.pk for one in named])
    seen = {str(number) for number in rows.values_list("pk", flat=True)}
    parts = {name: _seen([_row(name, row) for row in rows], seen) for name, rows in told.items()}
    return {
        "format": FORMAT,
        "language": shown(programme.name, source_of(programme)).language,
        "programme": {"slug": programme.slug, **_values(programme, ABOUT)},
        "organisations": [_organisation(one) for one in named if str(one.pk) in seen],
        **parts,
    }


def _seen(rows: list[dict[str, Any]], seen: set[str]) -> list[dict[str, Any]]:
    """Leave out partners and members that are not to be seen, and the name of such a lead."""
    kept = [row for row in rows if row.get("organisation") in {None, *seen}]
    for row in kept:
        if row.get("lead") not in seen:
            row.pop("lead", None)
        if "members" in row:
            row["members"] = _seen(row["members"], seen)
    return kept


def source_of(programme: Programme) -> str:
    """Give the language that the programme's texts come from."""
    found = (code for code, entry in programme.name.items() if entry["state"] == "source")
    return next(found, "en")


def _row(name: str, row: Any) -> dict[str, Any]:
    values = _values(row, FIELDS[name])
    if below := BELOW.get(name):
        values[below] = [_row(below, one) for one in getattr(row, below).all()]
    if name == "materials" and row.file:
        values["url"] = f"{settings.BASE_URL}{row.file.url}"
    return values


def _values(row: models.Model, names: Iterable[str]) -> dict[str, Any]:
    told = {name: _plain(row, name) for name in names}
    return {name: value for name, value in told.items() if value not in (None, "", {}, [])}


def _plain(row: models.Model, name: str) -> Any:
    value = getattr(row, name)
    if isinstance(row._meta.get_field(name), TranslatedField):
        return {language: entry["text"] for language, entry in (value or {}).items()}
    if isinstance(value, Term):
        return value.code
    if isinstance(value, Organisation):
        return str(value.pk)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, dt.date) else value


def _organisations(told: dict[str, Sequence[Any]]) -> list[Organisation]:
    """Give each organisation that the programme names once."""
    members = (one.organisation for body in told["bodies"] for one in body.members.all())
    leads = (row.lead for row in told["work_packages"] if row.lead)
    partners = (row.organisation for row in told["partners"])
    return list({one.pk: one for one in (*partners, *members, *leads)}.values())


def _organisation(one: Organisation) -> dict[str, Any]:
    told = {
        "key": str(one.pk),
        "name": one.name,
        "names": one.names,
        "kind": one.kind.code if one.kind else "",
        "website": one.website,
    }
    return {name: value for name, value in told.items() if value}
