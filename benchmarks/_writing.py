"""Write the invented organisations into the database, index and count them."""

import os
from bisect import bisect
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate

from django.db import connection, connections, transaction
from django.utils import timezone

from benchmarks._population import WHERE, Invented, label, organisations
from sme4smartcities.accounts.models import Member
from sme4smartcities.config.upgrade import upgrade
from sme4smartcities.core.features import all_features
from sme4smartcities.core.jobs.engine import engine
from sme4smartcities.core.journal.reactors import by_reactor, catch_up
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.search.models import SearchRow
from sme4smartcities.core.search.services import Analysed, analyse, put_analysed
from sme4smartcities.organisations.directory.services import take_index
from sme4smartcities.organisations.models import (
    Facet,
    NameKey,
    Organisation,
    OrganisationTerm,
    Staff,
)
from sme4smartcities.organisations.names import keys_of
from sme4smartcities.organisations.queries.found import documents_of, findable
from sme4smartcities.organisations.services.entering import Entry
from sme4smartcities.organisations.services.terms import ancestors, name_row
from sme4smartcities.vocabularies.models import Place, Term
from sme4smartcities.vocabularies.services import apply_territory_table

KIND = "organisation"
SHARE = 250  # organisations that one process analyses at a time
AHEAD = 4  # shares that wait to be written: memory stays small
WORKERS = max(1, (os.cpu_count() or 2) - 1)
STAFF = {
    "micro": Staff.FEW,
    "small": Staff.TENS,
    "medium": Staff.HUNDRED,
    "large": Staff.THOUSANDS,
}


def prepare(address: str) -> None:
    """Make an empty platform whose places show their countries, and one member."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = OFF")  # a folder for measuring may break
    upgrade(lambda step: None)
    apply_territory_table(actor=SYSTEM)
    _follow()
    if not Member.objects.filter(email=address).exists():
        Member.objects.create_user(address, None, name="Bench", confirmed_at=timezone.now())


def _follow() -> None:
    """Do now what follows the lists, as long as nobody is there whom it concerns."""
    catch_up(by_reactor([feature.reactions for feature in all_features()]))
    engine().run_due()


@dataclass(frozen=True)
class Map:
    """Places by country; a number in [0, 1) falls on a town as often as people live there."""

    places: dict[str, list[Place]]
    steps: dict[str, list[float]]

    @classmethod
    def read(cls) -> "Map":
        places: dict[str, list[Place]] = {}
        for place in Place.objects.order_by("-population", "pk"):
            places.setdefault(place.listed_country, []).append(place)
        steps = {
            country: list(accumulate((place.population + 1000) ** 0.8 for place in towns))
            for country, towns in places.items()
        }
        return cls(places, steps)

    def at(self, country: str, spot: float) -> Place | None:
        steps = self.steps.get(country)
        return self.places[country][bisect(steps, spot * steps[-1])] if steps else None


def entries(count: int) -> Iterator[Entry]:
    """Give the organisations that are not there yet, ready to be written."""
    terms = {
        (term.vocabulary.code, term.code): term
        for term in Term.objects.select_related("vocabulary")
    }
    towns, now, have = Map.read(), timezone.now(), Organisation.objects.count()
    for invented in organisations(count, first=have):
        yield _entry(invented, terms, towns.at(invented.country, invented.spot), now)


Terms = dict[tuple[str, str], Term]


def _entry(invented: Invented, terms: Terms, place: Place | None, now: datetime) -> Entry:
    language = invented.language
    where = WHERE[language].format(
        place=place.name if place else "–",
        domain=label("domain", invented.domains[0], language),
    )
    first, *more = invented.sentences
    summary = {language: {"text": first[:300], "state": "source"}}
    if invented.translated:
        other, text = invented.translated
        summary[other] = {"text": text[:300], "state": "written"}
    row = Organisation(
        name=invented.name,
        kind=terms["organisation_kind", invented.kind],
        size=terms["organisation_size", invented.size],
        staff=STAFF[invented.size],
        territory_id=place.territory_id if place else None,
        place=place,
        latitude=place.lat if place else None,
        longitude=place.lon if place else None,
        website=f"https://o{invented.number}.example",
        source_language=language,
        summary=summary,
        description={language: {"text": " ".join([where, *more]), "state": "source"}},
        founded=1950 + invented.number % 75,
        trl_from=invented.trl,
        trl_to=invented.trl,
        verified_at=now - timedelta(days=invented.age) if invented.verified else None,
        last_confirmed_at=now - timedelta(days=invented.age),
    )
    return Entry(row=row, terms=_statements(invented, terms))


def _statements(invented: Invented, terms: Terms) -> dict[Facet, list[Term]]:
    lists = {
        Facet.DOMAIN: ("domain", invented.domains),
        Facet.OFFERS: ("capability", invented.offers),
        Facet.NEEDS: ("capability", invented.needs),
        Facet.LANGUAGE: ("language", invented.languages),
        Facet.CERTIFICATE: ("certificate", invented.certificates),
    }
    return {
        facet: [terms[vocabulary, code] for code in codes]
        for facet, (vocabulary, codes) in lists.items()
    }


@transaction.atomic
def write(batch: Sequence[Entry]) -> None:
    """Write what ``write_entries`` writes, ten times as fast: a test holds the two together."""
    for entry in batch:
        name_row(entry.row)
    rows = Organisation.objects.bulk_create([entry.row for entry in batch], batch_size=500)
    above = ancestors({row.territory_id for row in rows if row.territory_id})
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {NameKey._meta.db_table} (organisation_id, key) VALUES (%s, %s)",
            [(row.pk, key) for row in rows for key in sorted(keys_of(row.all_names()))],
        )
        cursor.executemany(
            f"INSERT INTO {OrganisationTerm._meta.db_table} (organisation_id, facet, term_id)"
            " VALUES (%s, %s, %s)",
            [
                (entry.row.pk, facet, term)
                for entry in batch
                for facet, term in _countable(entry, above)
            ],
        )


def _countable(entry: Entry, above: Mapping[int, Sequence[int]]) -> Iterator[tuple[str, int]]:
    row = entry.row
    yield Facet.KIND.value, row.kind_id
    if row.size_id:
        yield Facet.SIZE.value, row.size_id
    for place in above.get(row.territory_id or 0, ()):
        yield Facet.TERRITORY.value, place
    for facet, terms in entry.terms.items():
        for term in terms:
            yield facet.value, term.pk


def index(report: Callable[[int, int], None]) -> None:
    """Build the search index of what is not in it: other processes analyse, this one writes."""
    known = set(SearchRow.objects.filter(kind=KIND).values_list("subject_id", flat=True))
    numbers = [number for number in findable() if number not in known]
    batches = [numbers[at : at + SHARE] for at in range(0, len(numbers), SHARE)]
    connections.close_all()  # children open their own
    with ProcessPoolExecutor(max_workers=WORKERS) as pool:
        waiting = deque(pool.submit(_analysed, batch) for batch in batches[:AHEAD])
        for done in range(1, len(batches) + 1):
            put_analysed(waiting.popleft().result())
            if done + AHEAD <= len(batches):
                waiting.append(pool.submit(_analysed, batches[done + AHEAD - 1]))
            report(min(done * SHARE, len(numbers)), len(numbers))


def _analysed(numbers: Sequence[int]) -> list[Analysed]:
    return analyse(documents_of(numbers))


def settle() -> None:
    """Count the directory, and let the database know its new sizes."""
    take_index.call()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
