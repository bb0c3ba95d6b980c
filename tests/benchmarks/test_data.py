"""The folder of ``./bench data`` holds what the directory's own service would have written."""

from itertools import islice

import pytest

from benchmarks import _population as population
from benchmarks import _writing as writing
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.organisations.models import NameKey, Organisation, OrganisationTerm
from sme4smartcities.organisations.services.entering import enter_organisations
from sme4smartcities.vocabularies.services import (
    apply_territory_table,
    load_places,
    load_vocabularies,
)

SOME = 60


@pytest.fixture
def placed(db: None) -> None:
    load_vocabularies(actor=SYSTEM)
    load_places(actor=SYSTEM)
    apply_territory_table(actor=SYSTEM)


def written() -> tuple[list[object], ...]:
    """Give all that is written, with names instead of numbers."""
    name = "organisation__name"
    return (
        list(Organisation.objects.order_by("pk").values_list("name", "slug", "sort_key", "kind")),
        sorted(OrganisationTerm.objects.values_list(name, "facet", "term")),
        sorted(NameKey.objects.values_list(name, "key")),
    )


def test_the_fast_way_writes_what_the_service_writes(placed):
    writing.write(list(islice(writing.entries(SOME), SOME)))
    fast = written()
    Organisation.objects.all().delete()
    enter_organisations(actor=SYSTEM, entries=list(writing.entries(SOME)))
    assert written() == fast


def test_a_second_run_goes_on_after_the_last(placed):
    writing.write(list(writing.entries(20)))
    assert len(list(writing.entries(20))) == 0
    writing.write(list(writing.entries(SOME)))
    names = Organisation.objects.order_by("pk").values_list("name", flat=True)
    assert list(names) == [one.name for one in population.organisations(SOME)]


def test_the_same_number_is_always_the_same_organisation():
    assert list(population.organisations(5)) == list(islice(population.organisations(500), 5))


def test_kinds_languages_and_fields_are_skewed_as_in_life():
    crowd = list(population.organisations(4000))
    kinds = [one.kind for one in crowd]
    assert 0.45 < kinds.count("sme") / len(crowd) < 0.6
    assert set(population.LANGUAGES) == {one.language for one in crowd}
    fields = sorted(map([one.domains[0] for one in crowd].count, {one.domains[0] for one in crowd}))
    assert fields[-1] > 10 * fields[0]
    assert len({one.name for one in crowd}) > 0.98 * len(crowd)
