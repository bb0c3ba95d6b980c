"""Editing a profile section by section: whole, once, and never over somebody else's words."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from sme4smartcities.core.errors import Conflict, NotAllowed, Refused
from sme4smartcities.organisations.models import (
    EmailDomain,
    NameKey,
    Organisation,
    OrganisationTerm,
    ProfileDraft,
)
from sme4smartcities.organisations.services.profile import (
    Basics,
    Capabilities,
    Credentials,
    Work,
    confirm_profile,
    edit_basics,
    edit_capabilities,
    edit_credentials,
    edit_work,
    keep_draft,
)
from sme4smartcities.organisations.services.standing import verify
from sme4smartcities.vocabularies.models import Place
from tests.organisations.cast import give_role, make_organisation, make_term

pytestmark = pytest.mark.django_db


def basics(organisation: Organisation, **changed: object) -> Basics:
    return Basics(**{"name": organisation.name, "kind": organisation.kind, **changed})


def test_a_manager_changes_name_and_place(owner, sme):
    murcia = make_term("territory", "ES620", "Murcia")
    place = Place.objects.create(name="Murcia", lat=37.99, lon=-1.13, territory=murcia)
    edit_basics(
        actor=owner,
        organisation=sme,
        revision=1,
        values=basics(
            sme,
            name="Acequia Water",
            names={"es": "Acequia Aguas", "en": "Acequia Water", "it": ""},
            alternate_names=["ACEQUIA", "Acequia Water", " acequia "],
            place=place,
            domains=["acequia.example"],
            website="https://www.acequia.example",
        ),
    )
    row = Organisation.objects.get()
    assert (row.name, row.slug, row.sort_key, row.website_host, row.revision) == (
        "Acequia Water",
        "acequia-water",
        "acequia water",
        "acequia.example",
        2,
    )
    assert (row.names, row.alternate_names) == ({"es": "Acequia Aguas"}, ["ACEQUIA"])
    assert (row.territory, row.latitude, row.longitude) == (murcia, 37.99, -1.13)
    assert set(NameKey.objects.values_list("key", flat=True)) == {"acq", "wtr", "ags"}
    assert set(row.terms.values_list("facet", "term__code")) == {
        ("kind", "sme"),
        ("territory", "ES620"),
    }
    assert EmailDomain.objects.get().domain == "acequia.example"


def test_own_coordinates_win_over_the_place(owner, sme):
    place = Place.objects.create(name="Murcia", lat=37.99, lon=-1.13)
    edit_basics(
        actor=owner,
        organisation=sme,
        values=basics(sme, place=place, latitude=38.0, longitude=-1.2),
    )
    sme.refresh_from_db()
    assert (sme.latitude, sme.longitude) == (38.0, -1.2)


def test_texts_grow_language_by_language(owner, sme):
    edit_work(actor=owner, organisation=sme, values=Work(language="es", summary="Agua"))
    edit_work(actor=owner, organisation=sme, values=Work(language="en", summary="Water"))
    row = Organisation.objects.get()
    assert row.summary == {
        "es": {"text": "Agua", "state": "source"},
        "en": {"text": "Water", "state": "written"},
    }
    assert row.source_language == "es"


def test_offers_needs_and_maturity(owner, sme):
    sensors, money = make_term("capability", "sensors"), make_term("capability", "funding")
    edit_capabilities(
        actor=owner,
        organisation=sme,
        values=Capabilities(offers=[sensors], needs=[money, sensors], trl_from=6),
    )
    row = Organisation.objects.get()
    assert (row.trl_from, row.trl_to) == (6, 6)
    assert set(row.terms.values_list("facet", "term__code")) == {
        ("offers", "sensors"),
        ("needs", "sensors"),
        ("needs", "funding"),
    }


def test_certificates_keep_their_ends(owner, sme):
    iso = make_term("certificate", "iso-9001")
    arabic = make_term("language", "ar")
    edit_credentials(
        actor=owner,
        organisation=sme,
        values=Credentials(languages=[arabic], certificates=[(iso, date(2030, 1, 1))]),
    )
    assert set(OrganisationTerm.objects.values_list("term__code", "valid_until")) == {
        ("ar", None),
        ("iso-9001", date(2030, 1, 1)),
    }


def test_a_term_of_another_list_is_refused(owner, sme):
    with pytest.raises(Refused):
        edit_work(
            actor=owner,
            organisation=sme,
            values=Work(language="en", summary="x", domains=[make_term("language", "ar")]),
        )
    assert Organisation.objects.get().summary == {}


def test_a_retired_term_stays_but_is_not_newly_chosen(owner, sme):
    water, gone = make_term("domain", "water"), make_term("domain", "old")
    edit_work(actor=owner, organisation=sme, values=Work(language="en", domains=[gone]))
    gone.retired = True
    gone.save()
    edit_work(actor=owner, organisation=sme, values=Work(language="en", domains=[gone, water]))
    edit_work(actor=owner, organisation=sme, values=Work(language="en", domains=[water]))
    with pytest.raises(Refused):
        edit_work(actor=owner, organisation=sme, values=Work(language="en", domains=[gone]))


def test_the_second_of_two_writers_sees_both_texts(owner, sme):
    edit_work(
        actor=owner, organisation=sme, revision=1, values=Work(language="en", summary="First")
    )
    with pytest.raises(Conflict) as caught:
        edit_work(
            actor=owner,
            organisation=sme,
            revision=1,
            values=Work(language="en", summary="Second"),
            texts={"summary": ("First", "Second"), "description": ("", "")},
        )
    assert caught.value.texts == {"summary": ("First", "Second")}
    assert Organisation.objects.get().summary["en"]["text"] == "First"


def test_an_edit_that_fails_leaves_nothing_half_written(owner, sme):
    with pytest.raises(ValidationError):
        edit_basics(
            actor=owner,
            organisation=sme,
            values=basics(sme, name="New name", latitude=91.0, longitude=0.0),
        )
    assert Organisation.objects.get().name == "Acequia Labs"


@pytest.mark.parametrize("edit", [edit_work, edit_capabilities, edit_credentials])
def test_only_managers_and_the_coordinator_edit(edit, sme, stranger, officer, coordinator):
    give_role(officer, "member", sme)
    values = {
        edit_work: Work(language="en"),
        edit_capabilities: Capabilities(),
        edit_credentials: Credentials(),
    }[edit]
    for actor in (stranger, officer):
        with pytest.raises(NotAllowed):
            edit(actor=actor, organisation=sme, values=values)
    edit(actor=coordinator, organisation=sme, values=values)


def test_a_record_of_the_past_is_not_edited_by_anybody(coordinator, owner):
    record = make_organisation("Park4Dis", manager=owner, layer="record")
    for actor in (owner, coordinator):
        with pytest.raises(NotAllowed):
            edit_work(actor=actor, organisation=record, values=Work(language="en", summary="x"))


def test_saving_counts_as_confirming_and_ends_the_draft(owner, sme):
    keep_draft(
        actor=owner, organisation=sme, section="work-en", data={"summary": "Hal"}, revision=1
    )
    before = sme.last_confirmed_at
    edit_work(actor=owner, organisation=sme, values=Work(language="en", summary="Half"))
    assert Organisation.objects.get().last_confirmed_at > before
    assert not ProfileDraft.objects.exists()


def test_one_click_says_still_right(owner, stranger, sme):
    before = sme.last_confirmed_at
    with pytest.raises(NotAllowed):
        confirm_profile(actor=stranger, organisation=sme)
    confirm_profile(actor=owner, organisation=sme)
    row = Organisation.objects.get()
    assert (row.last_confirmed_at > before, row.revision) == (True, 1)


def test_a_new_name_was_never_verified(owner, coordinator, sme):
    verify(actor=coordinator, organisation=sme)
    edit_basics(actor=owner, organisation=sme, values=basics(sme, name="ACEQUIA LABS, S.L."))
    assert Organisation.objects.get().verified
    edit_basics(actor=owner, organisation=sme, values=basics(sme, name="City of Murcia"))
    assert not Organisation.objects.get().verified


@pytest.mark.parametrize("names", [{"es": "Ayuntamiento de Madrid"}, {"en": "City of Madrid"}])
def test_a_verified_organisation_shows_no_unverified_name_in_any_language(
    owner, coordinator, sme, names
):
    verify(actor=coordinator, organisation=sme, note="Seen at the register.")
    also = basics(sme, alternate_names=list(names.values()))
    assert edit_basics(actor=owner, organisation=sme, values=also).verified
    row = edit_basics(actor=owner, organisation=sme, values=basics(sme, names=names))
    assert not row.verified


@pytest.mark.parametrize("revision", ["9" * 40, "9" * 5000, "2147483648", "-1", "x", ""])
def test_a_draft_is_kept_whatever_a_program_sends_beside_it(client, owner, sme, revision):
    client.force_login(owner)
    path = reverse("organisations:draft", args=(sme.pk, "work"))
    sent = {"revision": revision, "summary": "Sen\0sors", "domains": ["x" * 1_000] * 900}
    assert client.post(path, sent).status_code == 200
    kept = ProfileDraft.objects.get(organisation=sme, member=owner)
    assert kept.data["summary"] == "Sensors"
    assert len(str(kept.data)) < 60_000
