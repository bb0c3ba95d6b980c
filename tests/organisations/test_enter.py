"""Many organisations enter at once."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from sme4smartcities.core.errors import NotAllowed
from sme4smartcities.core.journal.models import Entry as Journal
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.organisations.models import Facet, Organisation
from sme4smartcities.organisations.services.entering import Entry, enter_organisations
from tests.organisations.cast import make_term


def entry(name: str, **fields: object) -> Entry:
    row = Organisation(
        name=name,
        kind=make_term("organisation_kind", "sme"),
        last_confirmed_at=timezone.now(),
        **fields,
    )
    water = make_term("domain", "water")
    return Entry(row=row, terms={Facet.DOMAIN: [water, water]}, domains=["@riego.example"])


@pytest.mark.django_db
def test_coordinator_enters_many_and_each_is_a_fact(coordinator):
    rows = enter_organisations(actor=coordinator, entries=[entry("Riego Uno"), entry("Riego Dos")])
    found = Organisation.objects.get(sort_key="riego dos")
    assert found.pk == rows[1].pk and found.slug == "riego-dos"
    assert sorted(found.terms.values_list("facet", "term__code")) == [
        ("domain", "water"),
        ("kind", "sme"),
    ]
    assert set(found.name_keys.values_list("key", flat=True)) == {"rg", "dos"}
    assert [domain.domain for domain in found.email_domains.all()] == ["riego.example"]
    registered = Journal.objects.filter(name="organisations.OrganisationRegistered")
    assert set(registered.values_list("subject_id", flat=True)) == {row.pk for row in rows}


@pytest.mark.django_db
def test_a_bad_row_stops_all():
    with pytest.raises(ValidationError):
        enter_organisations(actor=SYSTEM, entries=[entry("Good"), entry("Bad", latitude=91.0)])
    assert not Organisation.objects.exists()


@pytest.mark.django_db
def test_owner_cannot_enter_many(owner):
    with pytest.raises(NotAllowed):
        enter_organisations(actor=owner, entries=[entry("Riego Uno")])
