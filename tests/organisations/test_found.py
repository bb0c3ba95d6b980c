"""Organisations are found by any of their names and tags, in any language, while they are listed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sme4smartcities.core.mail.models import Mail
from sme4smartcities.core.search.queries import find
from sme4smartcities.organisations.models import Organisation, OrganisationTerm
from sme4smartcities.organisations.queries.desk import countries, desk_of
from sme4smartcities.organisations.services.merging import merge
from sme4smartcities.organisations.services.profile import Work, confirm_profile, edit_work
from sme4smartcities.organisations.services.registering import register_organisation
from sme4smartcities.organisations.services.reminding import remind_stale
from sme4smartcities.organisations.services.standing import delete_organisation, move
from tests.organisations.cast import make_organisation, make_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(owner, worker) -> Organisation:
    """A company that registered and said what it does, as search knows it."""
    made = register_organisation(
        actor=owner, name="Acequia Labs", kind=make_term("organisation_kind", "sme", "SME")
    )
    water = make_term("domain", "water")
    water.labels = {"en": "Water", "ar": "المياه", "es": "Agua"}
    water.save()
    edit_work(
        actor=owner,
        organisation=made,
        values=Work(language="es", summary="Medimos fugas", domains=[water]),
    )
    worker.run()
    return made


def hits(text: str) -> list[int]:
    return [hit.subject_id for hit in find(text, kinds=("organisation",))]


@pytest.mark.parametrize("text", ["acequia", "fuga", "water", "agua", "المياه"])
def test_it_is_found_by_name_text_and_tag_in_any_language(found, text):
    assert hits(text) == [found.pk]


@pytest.mark.parametrize("act", ["withdraw", "hide"])
def test_what_is_withdrawn_is_found_no_more_at_once(found, owner, coordinator, worker, act):
    move(actor=coordinator, organisation=found, act=act)
    assert hits("acequia") == []
    worker.run()
    assert hits("acequia") == []
    move(actor=coordinator, organisation=found, act="list" if act == "withdraw" else "show")
    worker.run()
    assert hits("acequia") == [found.pk]


def test_a_merged_or_deleted_one_is_found_no_more(found, owner, coordinator, worker):
    twin = make_organisation("Twin")
    merge(actor=coordinator, organisation=found, into=twin)
    assert hits("acequia") == []
    worker.run()
    assert hits("acequia") == [twin.pk]
    delete_organisation(actor=coordinator, organisation=twin)
    worker.run()
    assert hits("acequia") == []


def test_countries_are_counted_once(owner, sme):
    spain = make_term("territory", "ES", "Spain")
    murcia = make_term("territory", "ES620", "Murcia", parent=spain)
    for term in (spain, murcia):
        OrganisationTerm.objects.create(organisation=sme, facet="territory", term=term)
    assert countries().count() == 1


def test_a_stale_profile_is_asked_about_once_a_year(owner, sme):
    old = timezone.now() - timedelta(days=366)
    Organisation.objects.update(last_confirmed_at=old)
    assert (remind_stale(), remind_stale()) == (1, 0)
    assert Mail.objects.get().to == owner.email
    confirm_profile(actor=owner, organisation=sme)
    assert remind_stale() == 0
    Organisation.objects.update(last_confirmed_at=old)
    assert remind_stale() == 1


def test_nobody_is_asked_about_records_unmanaged_or_hidden_ones(owner):
    old = timezone.now() - timedelta(days=366)
    make_organisation("Unmanaged", last_confirmed_at=old)
    make_organisation("Record", manager=owner, layer="record", last_confirmed_at=old)
    make_organisation("Hidden", manager=owner, state="hidden", last_confirmed_at=old)
    assert remind_stale() == 0


def test_the_desk_names_the_next_act(owner, stranger, coordinator, sme):
    assert [item.urgency for item in desk_of(stranger)] == [40]
    assert [item.title for item in desk_of(owner)] == ["Say what Acequia Labs does"]
    Organisation.objects.update(
        summary={"en": {"text": "x", "state": "source"}},
        last_confirmed_at=timezone.now() - timedelta(days=400),
    )
    assert [item.title for item in desk_of(owner)] == [
        "Is the profile of Acequia Labs still right?"
    ]
