"""Contacts: kept with a reason and an end, told in time, gone for good when they say no."""

import io
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sme4smartcities.core.errors import Conflict, NotAllowed, Refused
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.mail.models import Mail
from sme4smartcities.core.spreadsheets import read
from sme4smartcities.organisations.checks import suppressions_are_readable
from sme4smartcities.organisations.models import Contact, Suppressed
from sme4smartcities.organisations.queries.contacts import HEADER, contacts_for, suppressed_among
from sme4smartcities.organisations.services.contacts import (
    ContactValues,
    add_contact,
    delete_contact,
    edit_contact,
    expire_contacts,
    forget_contact,
    invite_contact,
    keep_address_away,
    note_letter,
    record_export,
    send_due_notices,
)
from sme4smartcities.organisations.services.objecting import object_by_link, objection_token
from sme4smartcities.organisations.services.suppressing import (
    bring_ledger_up_to_date,
    obey_after_restore,
    suppress,
)
from sme4smartcities.organisations.suppression import (
    digest,
    key_file,
    keys,
    ledger,
    written_down,
)
from tests.conftest import Browser
from tests.organisations.cast import give_role, make_organisation, make_term

pytestmark = pytest.mark.django_db
ADDRESS = "mobility@lumbreras.example"


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def city():
    return make_organisation("City of Lumbreras")


def values(city, **changed) -> ContactValues:
    today = timezone.localdate()
    return ContactValues(
        **{
            "organisation": city,
            "function": "Head of mobility",
            "email": ADDRESS,
            "source": "The city's page of offices",
            "legal_basis": make_term("legal_basis", "public-task", "Public task"),
            "collected_on": today,
            "expires_on": today + timedelta(days=365),
            "language": "es",
            **changed,
        }
    )


@pytest.fixture
def contact(coordinator, city) -> Contact:
    return add_contact(actor=coordinator, values=values(city))


def age(contact: Contact, days: int) -> None:
    day = timezone.localdate() - timedelta(days=days)
    Contact.objects.filter(pk=contact.pk).update(collected_on=day)
    contact.refresh_from_db()


def test_only_the_coordinator_keeps_contacts(owner, stranger, operator, city, contact):
    for actor in (owner, stranger, operator, AnonymousUser()):
        for act in (
            lambda a=actor: add_contact(actor=a, values=values(city)),
            lambda a=actor: edit_contact(actor=a, contact=contact, values=values(city)),
            lambda a=actor: invite_contact(actor=a, contact=contact),
            lambda a=actor: note_letter(actor=a, contact=contact),
            lambda a=actor: delete_contact(actor=a, contact=contact),
            lambda a=actor: forget_contact(actor=a, contact=contact),
            lambda a=actor: keep_address_away(actor=a, address="x@y.example"),
            lambda a=actor: record_export(actor=a, contacts=1, format="csv"),
        ):
            with pytest.raises(NotAllowed):
                act()
    assert Contact.objects.count() == 1


def test_others_see_only_what_is_opened_to_their_role(coordinator, owner, stranger, sme, city):
    shown = add_contact(actor=coordinator, values=values(city), audiences=["manager"])
    add_contact(actor=coordinator, values=values(city, email="b@lumbreras.example"))
    assert list(contacts_for(owner)) == [shown]
    assert list(contacts_for(stranger)) == list(contacts_for(AnonymousUser())) == []
    give_role(stranger, "member", sme)
    assert list(contacts_for(stranger)) == []
    assert contacts_for(coordinator).count() == 2


@pytest.mark.parametrize(
    "changed",
    [
        {"email": "", "address": ""},
        {"expires_on": timezone.localdate() - timedelta(days=1)},
        {"expires_on": timezone.localdate() + timedelta(days=4 * 366)},
        {"collected_on": timezone.localdate() + timedelta(days=2)},
        {"email": "no address"},
    ],
)
def test_a_contact_without_reach_or_end_is_refused(coordinator, city, changed):
    with pytest.raises(ValidationError):
        add_contact(actor=coordinator, values=values(city, **changed))


def test_the_record_of_the_past_holds_no_persons(coordinator):
    past = make_organisation("Past", layer="record")
    with pytest.raises(Refused):
        add_contact(actor=coordinator, values=values(past))


def test_the_notice_leaves_within_the_month_and_names_source_and_rights(contact, settings):
    settings.OPERATOR_NAME = "City Network of the South"
    age(contact, 20)
    assert send_due_notices() == 0
    age(contact, 21)
    assert (send_due_notices(), send_due_notices()) == (1, 0)
    mail = Mail.objects.get()
    assert (mail.to, mail.language) == (ADDRESS, "es")
    for words in ("The city's page of offices", "Public task", "Head of mobility"):
        assert words in mail.text
    for words in ("City Network of the South", "/es/contact/"):
        assert words in mail.text and words in mail.html
    assert mail.unsubscribe_url in mail.text
    assert Entry.objects.filter(name="organisations.ContactNoticed").count() == 1


def test_a_contact_is_invited_once_with_the_notice(coordinator, contact):
    invite_contact(actor=coordinator, contact=contact)
    with pytest.raises(Refused, match="only once"):
        invite_contact(actor=coordinator, contact=contact)
    age(contact, 29)
    assert send_due_notices() == 0
    assert "The city's page of offices" in Mail.objects.get().text


def test_a_new_address_has_not_been_told(coordinator, city, contact):
    invite_contact(actor=coordinator, contact=contact)
    edit_contact(
        actor=coordinator, contact=contact, values=values(city, email="new@lumbreras.example")
    )
    contact.refresh_from_db()
    assert (contact.noticed_at, contact.invited_at) == (None, None)


def test_two_coordinators_do_not_overwrite_each_other(coordinator, city, contact):
    edit_contact(actor=coordinator, contact=contact, values=values(city, notes="First"), revision=1)
    with pytest.raises(Conflict) as conflict:
        edit_contact(
            actor=coordinator, contact=contact, values=values(city, notes="Second"), revision=1
        )
    assert conflict.value.texts == {"Notes": ("First", "Second")}


def test_the_second_of_two_coordinators_sees_both_texts_and_loses_none(
    client, coordinator, city, contact
):
    client.force_login(coordinator)
    address = reverse("organisations:contact_edit", args=(contact.pk,))
    form = client.get(address).context["form"]
    typed = {name: form[name].value() for name in form.fields} | {
        "legal_basis": contact.legal_basis.code,
        "notes": "Second",
    }
    edit_contact(actor=coordinator, contact=contact, values=values(city, notes="First"))
    answer = client.post(address, typed)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Notes: saved meanwhile" in page and "First" in page and "Second" in page
    again = {**typed, "revision": answer.context["form"]["revision"].value()}
    assert client.post(address, again).status_code == 302
    contact.refresh_from_db()
    assert contact.notes == "Second"


def test_opening_the_link_of_a_mail_changes_nothing_and_the_button_deletes(client, contact):
    address = reverse("organisations:objection", args=(objection_token(contact),))
    assert client.get(address).status_code == 200
    assert Contact.objects.exists()
    assert client.post(address).status_code == 200
    assert not Contact.objects.exists()
    assert client.post(address).status_code == 200


def test_the_mail_programs_own_button_works_without_a_session(contact):
    strict = Client(enforce_csrf_checks=True)
    address = reverse("organisations:objection", args=(objection_token(contact),))
    assert strict.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Contact.objects.exists()


@pytest.mark.parametrize("broken", ["x", "WzEsInh4Il0:1abc:zzz", "%00"])
def test_a_broken_link_says_what_to_do(client, contact, broken):
    answer = client.post(reverse("organisations:objection", args=(broken,)))
    assert answer.status_code == 400 and b"Copy it whole" in answer.content
    assert Contact.objects.exists()


def test_who_objected_never_comes_back(coordinator, city, contact):
    other = add_contact(actor=coordinator, values=values(city, function="Mayor's office"))
    object_by_link(token=objection_token(contact))
    assert not Contact.objects.filter(pk=other.pk).exists()
    for spelling in (ADDRESS, ADDRESS.upper(), f" {ADDRESS} "):
        with pytest.raises((Refused, ValidationError)):
            add_contact(actor=coordinator, values=values(city, email=spelling))
    assert suppressed_among([ADDRESS, "free@b.example"]) == {ADDRESS}


def test_the_link_of_an_older_mail_works_under_a_new_key(settings, contact):
    token = objection_token(contact)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-" + "y" * 50
    object_by_link(token=token)
    assert not Contact.objects.exists()


def test_the_link_works_when_the_contact_is_long_gone(contact):
    token = objection_token(contact)
    contact.delete()
    object_by_link(token=token)
    assert Suppressed.objects.get().digest == digest(ADDRESS)


def test_the_list_holds_no_address(contact):
    object_by_link(token=objection_token(contact))
    assert ADDRESS not in ledger().read_text()
    assert re.fullmatch(r"[0-9a-f]{8}:[0-9a-f]{64}\n", ledger().read_text())


def test_an_older_backup_revives_nobody(contact, coordinator, city):
    object_by_link(token=objection_token(contact))
    Suppressed.objects.all().delete()
    Contact.objects.create(
        organisation=city,
        function="Revived",
        email=ADDRESS,
        source="backup",
        legal_basis=make_term("legal_basis", "public-task"),
        collected_on=timezone.localdate() - timedelta(days=3),
        expires_on=timezone.localdate() + timedelta(days=3),
    )
    assert (obey_after_restore(), Contact.objects.count(), Suppressed.objects.count()) == (1, 0, 1)
    ledger().unlink()
    assert (bring_ledger_up_to_date(), list(written_down())) == (1, [digest(ADDRESS)])


def test_a_secret_key_that_is_gone_for_good_takes_nothing_of_the_list(
    settings, coordinator, city, contact
):
    older = objection_token(contact)
    suppress(actor=None, address="press@b.example", reason=Suppressed.Reason.OBJECTED)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-key-" + "y" * 50, []
    assert suppressed_among(["press@b.example", ADDRESS]) == {"press@b.example"}
    object_by_link(token=older)
    with pytest.raises(Refused):
        add_contact(actor=coordinator, values=values(city))
    assert suppressions_are_readable() == []


def test_a_key_that_is_added_takes_nothing_of_the_list(contact):
    object_by_link(token=objection_token(contact))
    before = key_file().read_text()
    key_file().write_text("a-newer-key-" + "z" * 50 + "\n" + before)
    suppress(actor=None, address="press@b.example", reason=Suppressed.Reason.OBJECTED)
    assert suppressed_among(["press@b.example", ADDRESS]) == {"press@b.example", ADDRESS}
    assert len({row.digest[:8] for row in Suppressed.objects.all()}) == 2


def test_the_operator_cannot_start_without_a_key_in_use(contact, settings):
    object_by_link(token=objection_token(contact))
    kept = key_file().read_text()
    key_file().write_text("a-newer-key-" + "z" * 50 + "\n")
    (error,) = suppressions_are_readable()
    assert error.id == "organisations.E001" and digest(ADDRESS, kept.strip())[:8] in error.msg
    with pytest.raises(SystemCheckError):
        call_command("check")
    settings.SUPPRESSION_KEYS = ["a-newer-key-" + "z" * 50, kept.strip()]
    assert suppressions_are_readable() == []


def test_the_key_is_made_once_and_read_by_nobody_else(settings, tmp_path):
    settings.DATA = tmp_path / "fresh"
    first = keys()
    assert (keys(), len(first[0]) >= 50) == (first, True)
    assert [path.name for path in settings.DATA.iterdir()] == ["suppression.key"]
    assert key_file().stat().st_mode & 0o077 == 0


def test_a_broken_line_of_the_list_is_left_out(contact):
    whole = f"{'a' * 8}:{'0' * 64}"
    ledger().write_text(f"abc\n{whole}\n{'a' * 8}:{'f' * 30}\n{'0' * 64}")
    assert list(written_down()) == [whole]


def test_what_has_ended_is_deleted(contact):
    assert expire_contacts() == 0
    Contact.objects.update(
        expires_on=timezone.localdate(), collected_on=timezone.localdate() - timedelta(days=9)
    )
    assert (expire_contacts(), Contact.objects.count()) == (1, 0)
    assert Entry.objects.get(name="organisations.ContactErased").data == {"why": "expired"}


def test_deleting_on_request_keeps_the_address_away(coordinator, city, contact):
    forget_contact(actor=coordinator, contact=contact)
    with pytest.raises(Refused):
        add_contact(actor=coordinator, values=values(city))


def test_facts_hold_no_address_and_no_name(coordinator, city, contact):
    invite_contact(actor=coordinator, contact=contact)
    object_by_link(token=objection_token(contact))
    for entry in Entry.objects.all():
        assert "lumbreras" not in str(entry.data).lower()


def test_a_program_in_an_old_session_takes_no_contacts_out(coordinator, contact):
    path = "/api/v1/organisations/contacts"
    browser = Browser()
    browser.sign_in(coordinator, "password", "mfa", ago=3600)
    refused = browser.get(path)
    assert (refused.status_code, refused.json()["code"]) == (403, "second_factor_needed")
    browser.sign_in(coordinator, "password", "mfa")
    assert browser.get(path).json()["items"][0]["email"] == ADDRESS


def test_contacts_leave_only_after_saying_who_one_is_and_that_is_noted(
    client, coordinator, city, contact
):
    address = reverse("organisations:contacts_export")
    client.sign_in(coordinator, "password", "mfa", ago=3600)
    for answer in (client.get(address), client.post(address, {"format": "csv"})):
        assert answer.status_code == 302 and "reauthenticate" in answer.url
    assert not Entry.objects.filter(name="organisations.ContactsExported").exists()
    client.force_login(coordinator)
    assert "1 contact leaves" in client.get(address).content.decode()
    for format in ("csv", "xlsx", "json"):
        answer = client.post(address, {"format": format})
        sheet = read(io.BytesIO(answer.content))
        assert sheet.header == HEADER and sheet.rows[0][HEADER.index("email")] == contact.email
        assert answer.headers["Cache-Control"] == "no-store"
    entries = Entry.objects.filter(name="organisations.ContactsExported").order_by("pk")
    assert [(e.actor_id, e.data) for e in entries] == [
        (coordinator.pk, {"contacts": 1, "format": format}) for format in ("csv", "xlsx", "json")
    ]


def test_an_unknown_format_takes_nothing_out(client, coordinator, contact):
    client.force_login(coordinator)
    answer = client.post(reverse("organisations:contacts_export"), {"format": "exe"})
    assert answer.headers["Content-Type"].startswith("text/html")
    assert not Entry.objects.filter(name="organisations.ContactsExported").exists()


def test_the_letter_is_printed_in_its_readers_language_and_asks_for_a_sender(
    client, coordinator, contact, settings
):
    client.sign_in(coordinator, "password", "mfa")
    detail = client.get(reverse("organisations:contact", args=(contact.pk,))).content.decode()
    letter = f"/es/organisations/contacts/{contact.pk}/letter/"
    assert letter in detail
    assert "note--warn" in client.get(letter).content.decode()
    settings.OPERATOR_NAME, settings.OPERATOR_ADDRESS = "City Network", "Main Square 1; Lorca"
    page = client.get(letter).content.decode()
    assert "Main Square 1" in page and "note--warn" not in page
