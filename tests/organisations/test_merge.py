"""Duplicates become one: everything moves, and the old address leads on."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sme4smartcities.core.errors import Conflict, NotAllowed, Refused
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.uploads.models import StoredFile
from sme4smartcities.organisations.models import (
    Affiliation,
    Block,
    EmailDomain,
    JoinRequest,
    NameKey,
    Organisation,
    OrganisationTerm,
    State,
)
from sme4smartcities.organisations.queries.people import people_of, role_in
from sme4smartcities.organisations.queries.relay import is_blocked
from sme4smartcities.organisations.services.inviting import invite_colleague
from sme4smartcities.organisations.services.logo import set_logo
from sme4smartcities.organisations.services.merging import merge
from sme4smartcities.organisations.services.people import add_person
from sme4smartcities.organisations.services.profile import Work, edit_work, keep_draft
from sme4smartcities.organisations.services.relay import block_sender, write_to_organisation
from sme4smartcities.organisations.services.standing import delete_organisation
from sme4smartcities.organisations.services.terms import write_own_columns
from tests.organisations.cast import make_organisation, make_term
from tests.security.hostile import picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def twin(officer):
    row = make_organisation(
        "Acequia Labs SL",
        summary={"es": {"text": "Agua", "state": "source"}},
        website="https://a.example",
        website_host="a.example",
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
    assert EmailDomain.objects.filter(organisation=new, domain="acequia.example").exists()
    terms = OrganisationTerm.objects.filter(organisation=new)
    assert set(terms.values_list("facet", flat=True)) == {"offers", "kind"}
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


def test_talk_blocks_invitations_and_the_journal_go_along(
    coordinator, officer, stranger, expert, sme, twin
):
    talk = write_to_organisation(actor=stranger, organisation=twin, title="Leaks", text="Can you?")
    block_sender(actor=officer, conversation=talk)
    Block.objects.create(organisation=sme, member=expert)
    Block.objects.create(organisation=twin, member=expert)
    invite_colleague(
        actor=officer, organisation=twin, email="n@acequia.example", role="member", language="en"
    )
    merge(actor=coordinator, organisation=twin, into=sme)
    talk.refresh_from_db()
    assert (talk.organisation, sme.invitations.count()) == (sme, 1)
    assert is_blocked(stranger, sme) and is_blocked(expert, sme)
    assert Block.objects.count() == 2
    entry = Entry.objects.get(name="organisations.OrganisationMerged")
    assert entry.data == {
        "into_id": sme.pk,
        "people": [officer.pk],
        "requests": [],
        "conversations": [talk.pk],
        "contacts": [],
    }


def test_the_logo_goes_where_none_is_and_stays_with_the_record_otherwise(
    coordinator, officer, owner, sme, twin
):
    third = make_organisation("Acequia Laboratories")
    for row in (twin, third):
        upload = SimpleUploadedFile("logo.png", picture("PNG"))
        set_logo(actor=coordinator, organisation=row, upload=upload)
    merge(actor=coordinator, organisation=Organisation.objects.get(pk=twin.pk), into=sme)
    sme.refresh_from_db()
    assert (sme.logo.subject_id, sme.logo.audience) == (sme.pk, "public")
    merge(actor=coordinator, organisation=third, into=sme)
    third.refresh_from_db()
    assert (third.logo.subject_id, third.logo.audience) == (third.pk, "restricted")
    delete_organisation(actor=coordinator, organisation=sme)
    assert not StoredFile.objects.exists()


def test_what_somebody_was_writing_is_a_conflict_and_not_lost(coordinator, officer, sme, twin):
    keep_draft(
        actor=officer, organisation=twin, section="work-es", data={"summary": "Agua"}, revision=7
    )
    merge(actor=coordinator, organisation=twin, into=sme)
    officer.forget_grants()
    draft = sme.drafts.get()
    with pytest.raises(Conflict):
        edit_work(
            actor=officer,
            organisation=sme,
            values=Work(language="es", summary=draft.data["summary"]),
            revision=draft.revision,
        )


def test_the_coordinator_compares_merges_and_still_reads_what_the_other_said(
    client, coordinator, owner, sme, twin
):
    client.force_login(coordinator)
    address = reverse("organisations:merge", args=(twin.pk,))
    page = client.post(address, {"into": sme.get_absolute_url()}).content.decode()
    assert "a.example" in page and "This entry stays" in page and not twin.merged.exists()
    assert client.post(address, {"into": sme.pk, "sure": "on"}).status_code == 302
    record = reverse("organisations:merged", args=(twin.pk,))
    assert record in client.get(sme.get_absolute_url()).content.decode()
    page = client.get(record).content.decode()
    assert "Acequia Labs SL" in page and "Sensors" in page and "a.example" in page
    assert client.get(reverse("organisations:merged", args=(sme.pk,))).status_code == 404
    client.force_login(owner)
    assert client.get(record).status_code == 403
