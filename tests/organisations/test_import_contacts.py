"""Contacts come in as a table: looked at first, each with its reason and its end, nobody who objected."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from sme4smartcities.core.errors import NotAllowed
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.spreadsheets import write_csv, write_xlsx
from sme4smartcities.organisations.exchange.models import About, Import, ImportRow, ImportState
from sme4smartcities.organisations.exchange.queries import counts_of, rows_of
from sme4smartcities.organisations.exchange.services import entering, importing
from sme4smartcities.organisations.models import Contact, Layer, Suppressed
from sme4smartcities.organisations.queries.contacts import HEADER, contacts_for, row_of
from sme4smartcities.organisations.services.contacts import ContactValues, add_contact
from sme4smartcities.organisations.services.suppressing import suppress
from tests.organisations.cast import make_organisation, make_term

pytestmark = pytest.mark.django_db

COLUMNS = (
    "organisation", "function", "email", "source", "legal_basis", "collected_on", "expires_on",
)  # fmt: skip


@pytest.fixture(autouse=True)
def ledger(settings, tmp_path):
    """Objections of a test are written down in a folder of its own."""
    settings.DATA = tmp_path


@pytest.fixture
def city():
    make_term("legal_basis", "public-task", "Public task")
    return make_organisation("Lumbreras", sort_key="lumbreras")


def day(ahead: int) -> str:
    return (timezone.localdate() + timedelta(days=ahead)).isoformat()


def row(**changed: str) -> list[str]:
    values = {
        "organisation": "Lumbreras",
        "function": "Head of water",
        "email": "water@lumbreras.example",
        "source": "The town's page of offices",
        "legal_basis": "public-task",
        "collected_on": day(-3),
        "expires_on": day(300),
    }
    return [{**values, **changed}[code] for code in COLUMNS]


def bring(actor, rows, header=COLUMNS, write=write_csv) -> Import:
    upload = SimpleUploadedFile("offices.csv", write(header, rows).read())
    table = importing.start_import(
        actor=actor, upload=upload, texts_in="es", language="en", about=About.CONTACTS
    )
    importing.read_file(table.pk)
    table.refresh_from_db()
    return table


def enter(actor, table) -> None:
    importing.confirm_import(actor=actor, table=table)
    entering.enter_rows(table.pk)
    table.refresh_from_db()


def problems(table) -> dict[int, list[tuple[str, str]]]:
    return {
        r.number: [(p["column"], p["text"]) for p in r.problems] for r in rows_of(table, "problems")
    }


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_nothing_is_kept_before_the_word_and_then_each_row_as_by_hand(coordinator, city, write):
    table = bring(coordinator, [row(), row(function="Mayor", email="Mayor@Lumbreras.example")])
    assert (table.state, counts_of(table).fine, Contact.objects.count()) == ("ready", 2, 0)
    enter(coordinator, table)
    first, second = Contact.objects.order_by("pk")
    assert (first.organisation, first.language, first.legal_basis.code) == (
        city,
        "es",
        "public-task",
    )
    assert second.email == "mayor@lumbreras.example"
    assert Entry.objects.filter(name="organisations.ContactAdded").count() == 2
    assert table.state == ImportState.DONE and not ImportRow.objects.exists()


def test_source_basis_and_end_are_needed_in_every_row(coordinator, city):
    table = bring(
        coordinator,
        [
            row(source=""),
            row(legal_basis="because"),
            row(expires_on=""),
            row(collected_on=day(5)),
            row(expires_on=day(2000)),
            row(expires_on="31/12/2027"),
            row(email=""),
            row(email="water at lumbreras"),
            row(function=""),
        ],
    )
    told = {number: [column for column, _text in rows] for number, rows in problems(table).items()}
    assert told == {
        2: ["source"],
        3: ["legal_basis"],
        4: ["expires_on"],
        5: ["collected_on"],
        6: ["expires_on"],
        7: ["expires_on"],
        8: ["email"],
        9: ["email"],
        10: ["function"],
    }
    assert "2026-05-31" in problems(table)[7][0][1]


def test_the_organisation_is_known_by_name_or_number_and_never_guessed(coordinator, city):
    make_organisation("Twin", sort_key="twin")
    second = make_organisation("Twin", sort_key="twin")
    make_organisation("Past", sort_key="past", layer=Layer.RECORD)
    header = (*COLUMNS, "organisation_number")
    table = bring(
        coordinator,
        [
            [*row(organisation="LUMBRERAS", email="a@l.example", function="A"), ""],
            [*row(organisation="Twin"), ""],
            [*row(organisation="Twin"), str(second.pk)],
            [*row(organisation="Nowhere"), ""],
            [*row(organisation="Past"), ""],
            [*row(organisation=""), ""],
            [*row(), "x"],
        ],
        header,
    )
    assert {number: rows[0][1].split(".")[0] for number, rows in problems(table).items()} == {
        3: "Several organisations are called so",
        5: "We have no such organisation",
        6: "The record of the closed programme holds no persons",
        7: "This cell must not be empty",
        8: "Write a whole number",
    }
    enter(coordinator, table)
    assert set(Contact.objects.values_list("organisation", flat=True)) == {city.pk, second.pk}


def test_whoever_objected_is_left_out_and_the_row_forgotten_at_once(coordinator, city):
    suppress(actor=None, address="water@lumbreras.example", reason=Suppressed.Reason.OBJECTED)
    table = bring(coordinator, [row(email="WATER@lumbreras.example "), row(email="b@l.example")])
    (number,) = problems(table)
    assert "asked never to be kept" in problems(table)[number][0][1]
    assert ImportRow.objects.get(number=number).cells == []
    enter(coordinator, table)
    assert [contact.email for contact in Contact.objects.all()] == ["b@l.example"]


def test_whoever_objects_between_look_and_word_is_left_out_too(coordinator, city):
    table = bring(coordinator, [row(), row(email="b@l.example", function="B")])
    suppress(actor=None, address="water@lumbreras.example", reason=Suppressed.Reason.OBJECTED)
    enter(coordinator, table)
    assert (table.entered, Contact.objects.get().email) == (1, "b@l.example")


def test_duplicates_are_shown_and_left_out_unless_chosen(client, coordinator, city):
    enter(coordinator, bring(coordinator, [row()]))
    table = bring(
        coordinator,
        [
            row(function="Director of water"),
            row(function="HEAD OF  WATER", email="other@lumbreras.example"),
            row(function="Mayor", email="mayor@lumbreras.example"),
            row(function="Mayor's office", email="mayor@lumbreras.example"),
        ],
    )
    reasons = [[twin["reason"] for twin in r.twins] for r in rows_of(table, "twins")]
    assert (reasons, counts_of(table).fine) == ([["email"], ["function"], ["email"]], 1)
    client.force_login(coordinator)
    page = client.get(f"/en/tables/{table.pk}/?show=twins").content.decode()
    held = Contact.objects.get()
    assert reverse("organisations:contact", args=(held.pk,)) in page
    assert "same e-mail address" in page and "same function in the organisation" in page
    importing.choose_twins(actor=coordinator, table=table, shown=[2, 3, 5], add=[5])
    enter(coordinator, table)
    assert Contact.objects.count() == 3


def test_what_went_out_comes_in_again_unchanged(coordinator, city):
    basis = make_term("legal_basis", "public-task")
    values = ContactValues(
        organisation=city,
        function='=Head; of "water"',
        name="نور",
        email="water@lumbreras.example",
        address="Calle Mayor 1, Lumbreras",
        language="ar",
        source="The town's page",
        legal_basis=basis,
        collected_on=timezone.localdate(),
        expires_on=timezone.localdate() + timedelta(days=20),
        notes="Speaks Catalan.",
    )
    add_contact(actor=coordinator, values=values, audiences=["manager", "mentor"])
    before = [row_of(contact) for contact in contacts_for(coordinator)]
    Contact.objects.all().delete()
    make_role = make_organisation("Other")  # a role must exist to be named
    coordinator.roles.create(role="mentor", scope_kind="organisation", scope_id=make_role.pk)
    enter(coordinator, bring(coordinator, before, HEADER))
    assert [row_of(contact) for contact in contacts_for(coordinator)] == before


@pytest.mark.parametrize(
    "text",
    ["a" * 200, "\u202egnp.exe", "🏛️ Head", "<script>alert(1)</script>", "=1+1"],
)
def test_hostile_cells_do_no_harm(client, coordinator, city, text):
    table = bring(coordinator, [row(function=text), row(email="b@l.example", function="B")])
    client.force_login(coordinator)
    page = client.get(f"/en/tables/{table.pk}/?show=fine")
    assert page.status_code == 200 and b"<script>alert" not in page.content
    enter(coordinator, table)
    assert Contact.objects.filter(email="b@l.example").exists()
    assert not Contact.objects.filter(function__contains="\u202e").exists()


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "mac_roman"])
def test_tables_of_old_programs_keep_their_letters(coordinator, city, encoding):
    line = ";".join(row(function="Jefa de innovación, Ñora", email="ñ@lumbreras.example"))
    content = (";".join(COLUMNS) + "\n" + line + "\n").encode(encoding)
    upload = SimpleUploadedFile("offices.csv", content)
    table = importing.start_import(
        actor=coordinator, upload=upload, texts_in="es", language="en", about=About.CONTACTS
    )
    importing.read_file(table.pk)
    assert table.rows.get().cells[1] == "Jefa de innovación, Ñora"


def test_rows_about_persons_are_forgotten_after_a_week(coordinator, city, monkeypatch):
    bring(coordinator, [row()])
    later = timezone.now() + timedelta(days=8)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert importing.forget_old_imports() == 1 and not ImportRow.objects.exists()


def test_only_the_coordinator_brings_contacts(owner, city):
    with pytest.raises(NotAllowed):
        bring(owner, [row()])


@pytest.mark.django_db(transaction=True)
def test_the_whole_way_through_the_pages(client, coordinator, worker):
    make_term("legal_basis", "public-task", "Public task")
    make_organisation("Lumbreras", sort_key="lumbreras")
    client.force_login(coordinator)
    start = client.get("/en/organisations/contacts/import/").content.decode()
    assert "legal_basis" in start and "Whoever objected stays away" in start
    upload = SimpleUploadedFile("offices.csv", write_csv(COLUMNS, [row()]).read())
    sent = {"file": upload, "language": "es"}
    answer = client.post("/en/organisations/contacts/import/", sent)
    worker.run()
    page = client.get(answer.url).content.decode()
    assert "1 row would be entered" in page and "Head of water" in page
    client.post(f"{answer.url}confirm/")
    worker.run()
    assert "1 row was entered" in client.get(answer.url).content.decode()
    assert Contact.objects.get().noticed_at is None
    assert answer.url in client.get("/en/organisations/contacts/import/").content.decode()
    assert answer.url not in client.get("/en/organisations/import/").content.decode()
