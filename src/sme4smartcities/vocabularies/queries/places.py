"""Find places by name in any script, the beginning of a name enough, small slips forgiven.

The index of names is built when the first search of a process needs it, and again after the
gazetteer or the territory table changed.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from django.db.models import F
from django.utils.translation import get_language

from sme4smartcities.core.policies import Actor
from sme4smartcities.vocabularies.models import Place, PlaceQuerySet
from sme4smartcities.vocabularies.names import begins_like, folded, letters, mistakes_allowed
from sme4smartcities.vocabularies.queries import lists

MOST = 20


@dataclass(frozen=True)
class NameIndex:
    """Folded names in order, each with the place it means; ``bits`` are its letters."""

    version: int
    keys: list[str]
    ids: list[int]
    minor: list[int]  # 0 a name it goes by, 1 another spelling
    bits: list[int]
    weight: dict[int, int]  # place → inhabitants
    country: dict[int, str]  # place → country as the gazetteer lists it
    territory: Mapping[int, int | None]


_index: NameIndex | None = None


def _current() -> NameIndex:
    global _index
    version = lists.current().version
    index = _index
    if index is None or index.version != version or not version:
        index = _build(version)
        _index = index
    return index


def _build(version: int) -> NameIndex:
    rows = Place.objects.values_list(
        "id", "name", "labels", "checked", "names", "population", "listed_country", "territory_id"
    )
    weight, country, territory = {}, {}, {}
    found: dict[tuple[str, int], int] = {}
    for number, name, labels, checked, names, people, listed, within in rows.iterator(2000):
        weight[number], country[number], territory[number] = people, listed, within
        for other in chain.from_iterable(names.values()):
            found[folded(other), number] = 1
        for main in (name, *labels.values(), *checked.values()):
            found[folded(main), number] = 0
    ordered = sorted(item for item in found.items() if item[0][0])
    keys = [key for (key, _), _ in ordered]
    return NameIndex(
        version,
        keys,
        [number for (_, number), _ in ordered],
        [minor for _, minor in ordered],
        [letters(key) for key in keys],
        weight,
        country,
        territory,
    )


def _beginning_with(index: NameIndex, text: str) -> Iterator[tuple[int, int]]:
    """Give rank and place: the whole name before a beginning, names before other spellings."""
    at = bisect_left(index.keys, text)
    while at < len(index.keys) and index.keys[at].startswith(text):
        yield (2 * (index.keys[at] != text) + index.minor[at], index.ids[at])
        at += 1


def _nearly(index: NameIndex, text: str) -> Iterator[tuple[int, int]]:
    slips = mistakes_allowed(text)
    wanted = letters(text)
    for key, bits, number in zip(index.keys, index.bits, index.ids, strict=True):
        if slips and (wanted & ~bits).bit_count() <= slips:
            found = begins_like(key, text, slips)
            if found is not None:
                yield (found, number)


def place_ids(
    text: str, *, country: str = "", territory: int | None = None, limit: int = MOST
) -> list[int]:
    """Give the places whose name begins like the text, the best first; slips only where none does.

    ``country`` narrows by what the gazetteer lists (for imports), ``territory`` by what is shown.
    """
    wanted = folded(text[:100])
    if not wanted:
        return []
    index = _current()
    territories = lists.within(territory) if territory else None

    def allowed(number: int) -> bool:
        here = territories is None or index.territory[number] in territories
        return here and (not country or index.country[number] == country)

    def best(hits: Iterable[tuple[int, int]]) -> dict[int, int]:
        ranks: dict[int, int] = {}
        for rank, number in hits:
            if allowed(number):
                ranks[number] = min(rank, ranks.get(number, rank))
        return ranks

    found = best(_beginning_with(index, wanted))
    if not found:
        near = best(_nearly(index, wanted))
        fewest = min(near.values(), default=0)
        found = {number: slips for number, slips in near.items() if slips == fewest}
    return sorted(found, key=lambda n: (found[n], -index.weight[n], n))[:limit]


def places_named(
    text: str, *, country: str = "", territory: int | None = None, limit: int = MOST
) -> list[Place]:
    """Give the places themselves, the best first; see ``place_ids``."""
    numbers = place_ids(text, country=country, territory=territory, limit=limit)
    found = Place.objects.in_bulk(numbers)
    return [found[number] for number in numbers if number in found]


def the_place(text: str, *, country: str = "") -> Place | None:
    """Give the one place that a table of addresses means: an exact name, the largest so called."""
    wanted = folded(text)
    index = _current()
    exact = [
        number
        for rank, number in _beginning_with(index, wanted)
        if rank < 2 and (not country or index.country[number] == country)
    ]
    best = max(exact, key=lambda n: index.weight[n], default=None)
    return Place.objects.filter(pk=best).first() if best else None


def places_called(text: str, *, territory: int | None = None) -> list[Place]:
    """Give the places of exactly this name, the largest first; of other spellings where none has it.

    ``territory`` narrows by what is shown, unless that leaves none: the table may not be applied.
    """
    index, wanted = _current(), folded(text[:100])
    ranks: dict[int, int] = {}
    for rank, number in _beginning_with(index, wanted):
        if wanted and rank < 2:
            ranks[number] = min(rank, ranks.get(number, rank))
    within = lists.within(territory) if territory else frozenset()
    inside = {number: rank for number, rank in ranks.items() if index.territory[number] in within}
    ranks = inside or ranks
    best = [number for number, rank in ranks.items() if rank == min(ranks.values())]
    found = Place.objects.in_bulk(best)
    return sorted(found.values(), key=lambda place: (-index.weight[place.pk], place.pk))


def places(actor: Actor) -> PlaceQuerySet:
    """Give all places; where they lie is public, which country is shown is the operator's word."""
    return Place.objects.all()


def place_with_id(number: int) -> Place | None:
    return Place.objects.filter(pk=number).first()


def time_zone_near(lat: float, lon: float) -> str:
    """Give the time zone of the nearest town that we know."""
    near = Place.objects.annotate(
        far=(F("lat") - lat) * (F("lat") - lat) + (F("lon") - lon) * (F("lon") - lon)
    ).order_by("far")
    return near.values_list("time_zone", flat=True).first() or "UTC"


def disputed_places() -> list[Place]:
    return list(Place.objects.filter(disputed=True).order_by("listed_country", "name"))


def where(place: Place) -> str:
    """Say which region and country a place is shown in; "" while the table is not applied."""
    line = lists.lineage(lists.term_with_id(place.territory_id))
    comma = "، " if get_language() == "ar" else ", "
    return comma.join(term.label for term in reversed(line) if term.label != place.label)


_labels: dict[tuple[int, str], dict[int, str]] = {}  # version and language → place → label


def place_labels(numbers: Iterable[int]) -> dict[int, str]:
    """Name places known by id as their reader does; one query for those that were never asked for."""
    version, language = lists.current().version, (get_language() or "en").split("-")[0]
    held = _labels.get((version, language))
    if held is None or not version:
        for other in [key for key in _labels if key[0] != version]:
            _labels.pop(other, None)
        held = _labels[version, language] = {}
    wanted = set(numbers)
    if missing := wanted - held.keys():
        rows = Place.objects.only("name", "labels", "checked", "names").filter(pk__in=missing)
        held.update({place.pk: place.label for place in rows})
    return {number: held[number] for number in wanted if number in held}
