"""The demonstration is loaded once, goes on where it broke off, and stays out of real houses."""

import pytest

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.demo import content
from sme4smartcities.demo.models import Loaded
from sme4smartcities.demo.services import load_demo
from sme4smartcities.demo.services import organisations as step
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.vocabularies.models import Place, Term

TOLD = list(content.organisations())


@pytest.mark.django_db
def test_outside_demo_mode_nothing_is_loaded():
    with pytest.raises(Refused):
        load_demo()
    assert not Loaded.objects.exists()


def test_every_organisation_stands_in_the_example_layer(demo):
    rows = Organisation.objects.filter(layer=Layer.EXAMPLE)
    assert rows.count() == len(TOLD)
    row = rows.get(name="قطرة نورسان")
    assert row.title == "Qatra Nawrasan"
    assert row.territory.code == "example-nawrasan"
    assert row.territory.parent.code == "example"
    assert (row.latitude, row.longitude) == (row.place.lat, row.place.lon)
    assert row.summary["ar"]["state"] == "source" and row.summary["en"]["state"] == "written"
    offers = row.terms.filter(facet="offers").values_list("term__code", flat=True)
    assert set(offers) == {"leak-detection", "earth-observation", "ai"}


def test_a_second_load_changes_nothing(demo):
    before = [model.objects.count() for model in (Organisation, Place, Term, Loaded, Entry)]
    load_demo()
    assert [model.objects.count() for model in (Organisation, Place, Term, Loaded, Entry)] == before


def test_a_broken_load_goes_on_where_it_stopped(demo_mode, monkeypatch):
    languages = []

    def enter(told, shelf, ledger):
        if len(languages) == 2:
            raise OSError("No space left on device")
        languages.append(told)
        return honest(told, shelf, ledger)

    honest = step._enter
    monkeypatch.setattr(step, "_enter", enter)
    with pytest.raises(OSError, match="No space"):
        load_demo()
    assert 0 < Organisation.objects.count() < len(TOLD)
    monkeypatch.undo()
    load_demo()
    assert Organisation.objects.count() == len(TOLD)
    assert len(set(Organisation.objects.values_list("website", flat=True))) == len(TOLD)


def test_each_organisation_entered_is_a_fact_of_the_platform(demo):
    facts = Entry.objects.filter(name="organisations.OrganisationRegistered")
    assert facts.count() == len(TOLD)
    assert not facts.exclude(actor_id=None).exists()
