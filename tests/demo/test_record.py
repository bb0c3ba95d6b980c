"""The Record holds sourced facts, and nobody can do anything with them but read."""

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.organisations.policies import (
    may_ask_to_join,
    may_manage,
    may_verify,
    may_write_to,
)
from sme4smartcities.programmes.models import Programme


def test_every_row_of_the_record_names_its_source_and_day(demo):
    rows = Organisation.objects.filter(layer=Layer.RECORD)
    assert rows.count() == 19
    for row in rows:
        assert "http" in row.source and row.checked_on, row.name
        assert row.verified_at is None and not row.summary and not row.website


def test_the_records_towns_lie_where_they_are_and_show_no_country(demo):
    lies = {
        row.name: row.place.listed_country
        for row in Organisation.objects.filter(layer=Layer.RECORD, place__isnull=False)
    }
    assert lies["Municipality of Kfar Saba"] == "IL"
    assert lies["Municipality of Cartagena"] == "ES"
    assert len(lies) == 15
    assert not Organisation.objects.filter(layer=Layer.RECORD, territory__isnull=False).exists()


def test_nobody_manages_verifies_joins_or_writes_to_the_record(demo, owner, coordinator):
    row = Organisation.objects.filter(layer=Layer.RECORD)[0]
    for actor in (owner, coordinator, SYSTEM):
        for may in (may_manage, may_verify, may_ask_to_join, may_write_to):
            assert not may(actor, row), (actor, may)


def test_the_two_programmes_never_share_an_organisation(demo):
    for layer in (Layer.RECORD, Layer.EXAMPLE):
        programme = Programme.objects.get(layer=layer)
        for parts in (programme.partners, programme.participations):
            assert set(parts.values_list("organisation__layer", flat=True)) <= {layer}
        members = programme.bodies.values_list("members__organisation__layer", flat=True)
        assert set(members) == {layer}
