"""The operator's table: which territory each listed country and each disputed place is shown in."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext, gettext_noop

from sme4smartcities.core.errors import Message
from sme4smartcities.vocabularies import shipped
from sme4smartcities.vocabularies.models import Place, Term, TerritoryTable
from sme4smartcities.vocabularies.queries import lists

# What the gazetteer's file says about disputed places, for the catalogues.
REASONS = (
    gettext_noop("Jerusalem: its status is not agreed."),
    gettext_noop("Part of Jerusalem: its status is not agreed."),
    gettext_noop("Part of Jerusalem, on the 1949 armistice line."),
    gettext_noop("Beyond the 1949 armistice line."),
    gettext_noop("Partly in the zone between the 1949 armistice lines."),
    gettext_noop("North of the United Nations buffer zone in Cyprus."),
    gettext_noop("In Western Sahara, a non-self-governing territory."),
    gettext_noop("In the strip between two borders."),
)


@dataclass(frozen=True)
class Shown:
    """A row of the table: a country as it is listed, or a disputed place, and where it is shown.

    ``key`` names the row in forms and files: ``country:ES``, ``place:281184``.
    """

    key: str
    name: str
    places: int
    territory: str  # code of a territory, "" for none
    note: Message = ""


@dataclass(frozen=True)
class Table:
    """All rows as they are applied, or as the package proposes them while none was applied."""

    applied_at: dt.datetime | None
    countries: list[Shown]
    disputed: list[Shown]

    @property
    def rows(self) -> list[Shown]:
        return [*self.countries, *self.disputed]

    @property
    def seen(self) -> str:
        """Name this state of the table, so that a slower editor is told."""
        return self.applied_at.isoformat() if self.applied_at else ""


@dataclass(frozen=True)
class Change:
    """What applying would change for one row."""

    row: Shown
    before: str
    after: str


def default_rows() -> dict[str, str]:
    """Give the table as the package proposes it: each listed country under its own code."""
    codes = Place.objects.exclude(listed_country="").values_list("listed_country", flat=True)
    return {code: code for code in sorted(set(codes.distinct()))}


def territory_table() -> Table:
    """Read the table: three queries."""
    row = TerritoryTable.objects.filter(pk=1).first()
    applied = row.applied_at if row else None
    said = row.rows if row and applied else None
    counted = (
        Place.objects.filter(disputed=False)
        .exclude(listed_country="")
        .values_list("listed_country")
        .annotate(places=Count("pk"))
        .order_by("listed_country")
    )
    countries = [
        Shown(
            key=f"country:{code}",
            name=_listed(code),
            places=number,
            territory=code if said is None else said.get(code, ""),
        )
        for code, number in counted
    ]
    return Table(applied, sorted(countries, key=lambda row: row.name), _disputed())


def _listed(code: str) -> str:
    found = lists.term("territory", code)
    return found.label if found else code


def _disputed() -> list[Shown]:
    reasons = shipped.our_gazetteer()["disputed"]
    places = Place.objects.filter(disputed=True).order_by("listed_country", "name")
    return [
        Shown(
            key=f"place:{place.gazetteer_id}",
            name=place.label,
            places=1,
            territory=_code(place.territory_id),
            note=_reason(reasons.get(str(place.gazetteer_id))),
        )
        for place in places
    ]


def _reason(told: list[str] | None) -> str:
    return gettext(told[1]) if told else ""


def _code(number: int | None) -> str:
    found = lists.term_with_id(number)
    return found.code if found else ""


def territories() -> list[Term]:
    """Give the countries and territories in which places can be shown, without their regions."""
    return [term for term in lists.terms("territory") if term.parent_id is None]


def changes(table: Table, wanted: Mapping[str, str]) -> list[Change]:
    """Say what applying would change; the first time every row that gets a territory is new."""
    first = table.applied_at is None
    found = []
    for row in table.rows:
        before = "" if first and row.key.startswith("country:") else row.territory
        after = wanted.get(row.key, row.territory)
        if before != after:
            found.append(Change(row, _listed(before) if before else "", _listed(after)))
    return found


def table_is_applied() -> bool:
    return TerritoryTable.objects.filter(pk=1).exclude(applied_at=None).exists()


def disputed_ids(wanted: Mapping[str, str]) -> dict[int, str]:
    """Turn numbers of the gazetteer into ids of places; each keeps its code."""
    numbers = [int(number) for number in wanted]
    rows = Place.objects.filter(gazetteer_id__in=numbers).values_list("pk", "gazetteer_id")
    return {pk: wanted[str(number)] for pk, number in rows}
