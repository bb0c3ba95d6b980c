"""Load the gazetteer, say where its places are shown, add places that it lacks."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.vocabularies import shipped
from sme4smartcities.vocabularies.facts import (
    PlaceAdded,
    PlaceEdited,
    PlacesLoaded,
    TerritoryTableApplied,
)
from sme4smartcities.vocabularies.models import Place, Term, TerritoryTable
from sme4smartcities.vocabularies.policies import may_keep_lists, may_set_territories
from sme4smartcities.vocabularies.queries.territories import default_rows
from sme4smartcities.vocabularies.services.refusals import NOT_YOUR_TABLE, NOT_YOURS
from sme4smartcities.vocabularies.services.turning import turn

FOLLOWED = (
    "name",
    "checked",
    "names",
    "listed_country",
    "listed_region",
    "disputed",
    "lat",
    "lon",
    "population",
    "time_zone",
)


@transaction.atomic
def load_places(*, actor: Actor) -> int:
    """Bring the gazetteer up to this release; give how many places it wrote. Names set here stay."""
    require(may_keep_lists(actor), NOT_YOURS)
    table = _table()
    digest = shipped.gazetteer_digest()
    if table.gazetteer == digest:
        return 0
    known = dict(Place.objects.exclude(gazetteer_id=None).values_list("gazetteer_id", "id"))
    rows = [_place(entry) for entry in shipped.gazetteer()]
    old = [row for row in rows if row.gazetteer_id in known]
    for row in old:
        row.pk = known[row.gazetteer_id]
    Place.objects.bulk_create([row for row in rows if row.pk is None], batch_size=500)
    Place.objects.bulk_update(old, FOLLOWED, batch_size=100)
    table.gazetteer = digest
    table.save()
    if table.applied_at:
        _show(table)
    turn()
    record(PlacesLoaded(actor_id=actor.pk, subject_id=0, places=len(rows)))
    return len(rows)


def _place(entry: Mapping[str, Any]) -> Place:
    return Place(
        gazetteer_id=entry["id"],
        name=entry["name"],
        checked=entry["checked"],
        names=entry["names"],
        listed_country=entry["country"],
        listed_region=entry["admin1"],
        disputed=entry["disputed"],
        lat=entry["lat"],
        lon=entry["lon"],
        population=entry["population"],
        time_zone=entry["timezone"],
    )


def _table() -> TerritoryTable:
    return TerritoryTable.objects.select_for_update().get_or_create(pk=1)[0]


@transaction.atomic
def apply_territory_table(
    *,
    actor: Actor,
    rows: Mapping[str, str] | None = None,
    disputed: Mapping[int, str] | None = None,
) -> None:
    """Show every place in the country and region that the table gives it.

    ``rows``: country as listed → code of a territory, "" for none; without it the table that was
    applied last, or the package's proposal. ``disputed``: place → code of a territory, "" for
    none. A disputed place shows no country until it is given one here.
    """
    require(may_set_territories(actor), NOT_YOUR_TABLE)
    table = _table()
    table.rows = dict(rows) if rows is not None else (table.rows or default_rows())
    table.applied_at = timezone.now()
    table.save()
    _show(table)
    _place_disputed(disputed or {})
    turn()
    record(TerritoryTableApplied(actor_id=actor.pk, subject_id=0, countries=len(table.rows)))


def _territories() -> dict[str, Term]:
    return {term.code: term for term in Term.objects.of("territory").filter(retired=False)}


def _named(territories: Mapping[str, Term], code: str) -> Term | None:
    if code and code not in territories:
        raise Refused(_("There is no territory with the code %(code)s.") % {"code": code})
    return territories[code] if code else None


def _show(table: TerritoryTable) -> None:
    """Give all undisputed places of the gazetteer their territory: the region where it is known."""
    territories = _territories()
    regions = shipped.our_gazetteer()["regions"]
    ours = Place.objects.filter(disputed=False, gazetteer_id__isnull=False)
    for country, code in table.rows.items():
        shown = _named(territories, code)
        places = ours.filter(listed_country=country)
        places.update(territory=shown)
        for listed, region in regions.get(country, {}).items() if shown else ():
            within = territories.get(region)
            if within and within.parent_id == (shown.pk if shown else None):
                places.filter(listed_region=listed).update(territory=within)
    ours.exclude(listed_country__in=list(table.rows)).update(territory=None)


def _place_disputed(disputed: Mapping[int, str]) -> None:
    territories = _territories()
    rows = Place.objects.filter(disputed=True, pk__in=list(disputed))
    for place in rows:
        place.territory = _named(territories, disputed[place.pk])
    Place.objects.bulk_update(rows, ["territory"])


@transaction.atomic
def name_place(*, actor: Actor, place: Place, labels: Mapping[str, str]) -> Place:
    """Set what the place is called here, by language; an empty name gives the listed one back."""
    require(may_set_territories(actor), NOT_YOUR_TABLE)
    place = Place.objects.select_for_update().get(pk=place.pk)
    place.labels = {code: text.strip() for code, text in labels.items() if text.strip()}
    place.full_clean()
    place.save()
    turn()
    record(PlaceEdited(actor_id=actor.pk, subject_id=place.pk))
    return place


@transaction.atomic
def add_place(
    *,
    actor: Actor,
    name: str,
    lat: float,
    lon: float,
    time_zone: str,
    territory: Term | None = None,
    labels: Mapping[str, str] | None = None,
    population: int = 0,
) -> Place:
    """Add a place that the gazetteer lacks: a village, a district, an invented city."""
    require(may_keep_lists(actor), NOT_YOURS)
    place = Place(
        name=name.strip(),
        labels=dict(labels or {}),
        lat=lat,
        lon=lon,
        time_zone=time_zone,
        territory=territory,
        population=population,
    )
    place.full_clean()
    place.save()
    turn()
    record(PlaceAdded(actor_id=actor.pk, subject_id=place.pk))
    return place
