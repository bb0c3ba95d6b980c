"""Duplicates become one: everything moves, and the old address leads on."""

import pytest

from sme4smartcities.core.errors import NotAllowed, Refused
from sme4smartcities.organisations.models import (
    Affiliation,
    EmailDomain,
    JoinRequest,
    NameKey,
    Organisation,
    OrganisationTerm,
    State,
)
from sme4smartcities.organisations.queries.people import people_of, role_in
from sme4smartcities.organisations.services.merging import merge
from sme4smartcities.organisations.services.people import add_person
from sme4smartcities.organisations.services.terms import write_own_columns
from tests.organisations.cast import make_organisation, make_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def twin(officer):
    row = make_organisation(
        "Acequia Labs SL",
        summary={"es": {"text": "Agua", "state": "source"}},
        website="https://a.example",
    )
    add_person(actor=officer, organisation=row, member=officer, role="manager")
    EmailDomain.objects.create(organisation=row, domain="acequia.example")
    OrganisationTerm.objects.create(
        organisation=row, facet="offers", term=make_term("capability", "sensors")
    )
    write_own_columns([row])
    return row


def test_everything_moves(coordinator, owner, officer, stranger, sme, twin):
    JoinRequest.objects.create(organisation=twin, member=stranger)
    merge(actor=coordinator, organisation=twin, into=sme)
    old, new = Organisation.objects.get(pk=twin.pk), Organisation.objects.get(pk=sme.pk)
    assert (old.state, old.merged_into) == (State.MERGED, new)
    assert (role_in(new, officer), role_in(old, officer)) == ("manager", "")
    assert new.alternate_names == ["Acequia Labs SL"]
    assert (new.summary["es"]["text"], new.website_host) == ("Agua", "a.example")
    assert EmailDomain.objects.get().organisation == new
    assert set(OrganisationTerm.objects.values_list("organisation", "facet")) == {
        (new.pk, "offers"),
        (new.pk, "kind"),
    }
    assert JoinRequest.objects.get().organisation == new
    assert not NameKey.objects.filter(organisation=old).exists()


def test_what_the_kept_one_says_stays(coordinator, sme, twin):
    Organisation.objects.filter(pk=sme.pk).update(
        website="https://b.example", summary={"en": {"text": "Water", "state": "source"}}
    )
    merge(actor=coordinator, organisation=twin, into=sme)
    sme.refresh_from_db()
    assert (sme.website, list(sme.summary)) == ("https://b.example", ["en"])


def test_a_person_of_both_has_one_place(coordinator, owner, sme, twin):
    add_person(actor=owner, organisation=twin, member=owner, role="member")
    add_person(actor=owner, organisation=sme, member=owner, role="manager")
    merge(actor=coordinator, organisation=twin, into=sme)
    assert [(p.member.name, p.role) for p in people_of(sme)] == [
        ("Amal", "manager"),
        ("Bruno", "manager"),
    ]
    assert not Affiliation.objects.filter(organisation=twin).exists()


def test_a_person_who_asked_both_asks_once(coordinator, stranger, sme, twin):
    for row in (sme, twin):
        JoinRequest.objects.create(organisation=row, member=stranger)
    merge(actor=coordinator, organisation=twin, into=sme)
    assert JoinRequest.objects.get().organisation == sme


def test_an_older_merge_follows(coordinator, sme, twin):
    first = make_organisation("First")
    merge(actor=coordinator, organisation=first, into=twin)
    merge(actor=coordinator, organisation=twin, into=sme)
    first.refresh_from_db()
    assert first.merged_into == sme


def test_a_second_click_changes_nothing_and_no_circle_is_possible(coordinator, sme, twin):
    merge(actor=coordinator, organisation=twin, into=sme)
    merge(actor=coordinator, organisation=twin, into=sme)
    with pytest.raises(NotAllowed):
        merge(actor=coordinator, organisation=sme, into=twin)
    with pytest.raises(Refused):
        merge(actor=coordinator, organisation=sme, into=sme)


def test_only_the_coordinator_merges_and_never_across_layers(owner, coordinator, sme, twin):
    with pytest.raises(NotAllowed):
        merge(actor=owner, organisation=twin, into=sme)
    example = make_organisation("Example", layer="example")
    with pytest.raises(Refused):
        merge(actor=coordinator, organisation=example, into=sme)
    past = make_organisation("Past", layer="record")
    with pytest.raises(NotAllowed):
        merge(actor=coordinator, organisation=past, into=sme)
