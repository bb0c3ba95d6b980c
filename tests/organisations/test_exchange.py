"""Tables come in after a look and a word, and go out so that they come in again unchanged."""

import io
import json
from datetime import date

import openpyxl
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from sme4smartcities.core.errors import NotAllowed, Refused, TooMany
from sme4smartcities.core.jobs.models import Job
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.spreadsheets import read
from sme4smartcities.core.translated import source_text, with_text
from sme4smartcities.core.uploads.models import StoredFile
from sme4smartcities.organisations.exchange.columns import COLUMNS, TAKEN
from sme4smartcities.organisations.exchange.models import About, Choice, Export, Import, ImportState
from sme4smartcities.organisations.exchange.queries import counts_of, guessed, rows_of
from sme4smartcities.organisations.exchange.services import entering, exporting, importing, matters
from sme4smartcities.organisations.models import Facet, Organisation, OrganisationTerm, State
from sme4smartcities.organisations.services.entering import Entry as NewEntry
from sme4smartcities.organisations.services.entering import enter_organisations
from sme4smartcities.vocabularies.models import Place
from tests.organisations.cast import make_organisation, make_term

pytestmark = pytest.mark.django_db

HEADER = "name,kind,territory,website,founded\n"


@pytest.fixture(autouse=True)
def lists():
    """A few terms of each list that a table may name."""
    make_term("organisation_kind", "sme", "SME")
    make_term("organisation_kind", "city", "Municipality")
    make_term("organisation_size", "micro", "Micro")
    region = make_term("territory", "ES62", "Region of Murcia")
    make_term("territory", "ES-30030", "Murcia", parent=region)
    for vocabulary, code in (("domain", "water"), ("domain", "energy"), ("capability", "sensors")):
        make_term(vocabulary, code)
    make_term("language", "es", "Spanish")
    make_term("certificate", "iso-9001", "ISO 9001")
    make_term("cpv", "38421100", "Water meters")


def bring(coordinator, content: str | bytes, name="table.csv", *, texts_in="en") -> Import:
    """Bring a table and let it be read and checked."""
    data = content.encode() if isinstance(content, str) else content
    table = importing.start_import(
        actor=coordinator,
        upload=SimpleUploadedFile(name, data),
        texts_in=texts_in,
        language="en",
    )
    importing.read_file(table.pk)
    table.refresh_from_db()
    return table


def confirm(coordinator, table: Import) -> Import:
    importing.confirm_import(actor=coordinator, table=table)
    entering.enter_rows(table.pk)
    table.refresh_from_db()
    return table


def problems(table: Import) -> dict[int, list[tuple[str, str]]]:
    return {
        row.number: [(each["column"], each["text"]) for each in row.problems]
        for row in rows_of(table, "problems")
    }


def names() -> list[str]:
    return sorted(Organisation.objects.values_list("name", flat=True))


# --- In ----------------------------------------------------------------------------------------


def test_nothing_enters_before_it_is_confirmed(coordinator):
    table = bring(coordinator, HEADER + "Acequia Labs,sme,ES-30030,acequia.example,1998\n")
    assert (table.state, counts_of(table).fine, names()) == (ImportState.READY, 1, [])
    table = confirm(coordinator, table)
    found = Organisation.objects.get()
    assert (table.state, table.entered) == (ImportState.DONE, 1)
    assert (found.name, found.kind.code, found.founded) == ("Acequia Labs", "sme", 1998)
    assert (found.website, found.website_host) == ("https://acequia.example", "acequia.example")
    assert found.state == State.LISTED
    held = OrganisationTerm.objects.filter(organisation=found, facet=Facet.TERRITORY)
    assert sorted(held.values_list("term__code", flat=True)) == ["ES-30030", "ES62"]


def test_the_way_in_is_written_into_the_journal(coordinator):
    confirm(coordinator, bring(coordinator, HEADER + "Acequia,sme,,,\n"))
    told = Entry.objects.filter(name__startswith="exchange.").order_by("id")
    assert [entry.name for entry in told] == [
        "exchange.ImportStarted",
        "exchange.ImportConfirmed",
        "exchange.ImportFinished",
    ]
    assert told.last().data == {"entered": 1, "left_out": 0}


def test_every_problem_of_a_row_is_told_with_its_row_number(coordinator):
    table = bring(
        coordinator,
        "name,kind,territory,website,founded,latitude,trl_from,staff\n"
        "Fine,sme,,,,,,\n"
        ",planet,Atlantis,not a site,the year dot,north,12,lots\n"
        "\n"
        "!!!,sme,,,99999,91,,\n",
    )
    assert {number: [c for c, _ in each] for number, each in problems(table).items()} == {
        3: ["kind", "name", "territory", "staff", "founded", "latitude", "trl_from"],
        5: ["name", "founded", "latitude"],
    }
    told = dict(problems(table)[3])
    assert told["kind"] == "“planet” is not in our list. Write a code or a name of the list."
    assert told["name"] == "This cell must not be empty."


def test_a_website_that_is_none_is_told_after_the_rest(coordinator):
    table = bring(coordinator, HEADER + "Acequia,sme,,not a site,\n")
    assert [column for column, _ in problems(table)[2]] == ["website"]


def test_towns_are_written_by_name_or_number_and_of_several_so_called_the_numbers_are_told(
    coordinator, client
):
    lorca = Place.objects.create(gazetteer_id=11, name="Lorca", lat=37.7, lon=-1.7)
    for number, country in ((21, "LY"), (22, "LB")):
        Place.objects.create(
            gazetteer_id=number, name="Tripoli", lat=33, lon=number, listed_country=country
        )
    table = bring(
        coordinator,
        "name,kind,Town\nOne,sme,LORCA\nTwo,sme,11\nThree,sme,Tripoli\nFour,sme,Nowhere\n",
    )
    assert [row.number for row in rows_of(table, "fine")] == [2, 3]
    told = problems(table)
    assert told[4] == [
        ("place", "Several towns are called “Tripoli”. Write the number of one: 21 (LY), 22 (LB).")
    ]
    assert "We know no town called “Nowhere”." in told[5][0][1]
    client.force_login(coordinator)
    rows = client.get(reverse("exchange:problems", args=(table.pk,))).getvalue().decode()
    assert "Town: We know no town called" in rows
    confirm(coordinator, table)
    assert {row.place for row in Organisation.objects.filter(name__in=("One", "Two"))} == {lorca}


def test_a_town_is_looked_for_in_the_territory_of_its_row(coordinator):
    lebanon = make_term("territory", "LB", "Lebanon")
    for country, territory in (("LY", None), ("LB", lebanon)):
        Place.objects.create(
            name="Tripoli", lat=33, lon=20, listed_country=country, territory=territory
        )
    table = bring(coordinator, "name,kind,place,territory\nOne,sme,Tripoli,LB\n")
    confirm(coordinator, table)
    assert Organisation.objects.get(name="One").place.listed_country == "LB"


def test_only_rows_without_problems_are_entered(coordinator):
    table = confirm(coordinator, bring(coordinator, HEADER + "Good,sme,,,\nBad,planet,,,\n"))
    assert (names(), table.entered) == (["Good"], 1)


def test_a_table_without_a_row_that_can_be_entered_cannot_be_confirmed(coordinator):
    table = bring(coordinator, HEADER + "Bad,planet,,,\n")
    with pytest.raises(Refused, match="No row can be entered"):
        importing.confirm_import(actor=coordinator, table=table)


def test_duplicates_are_shown_with_the_reason_and_left_out_unless_chosen(coordinator):
    murcia = make_term("territory", "ES-30030")
    ours = make_organisation("Acequia Labs", sort_key="acequia labs", territory=murcia)
    other = make_organisation("Other", website_host="other.example")
    other.email_domains.create(domain="mail.example")
    table = bring(
        coordinator,
        "name,kind,territory,website,email_domains\n"
        "ACEQUIA LABS S.L.,sme,ES-30030,,\n"
        "Acequia Labs,sme,ES62,,\n"
        "New one,sme,,www.other.example,\n"
        "Third,sme,,,mail.example\n"
        "New name,sme,,,\n"
        "new NAME,city,,,\n",
    )
    twins = {row.number: row.twins for row in rows_of(table, "twins")}
    assert twins == {
        2: [{"reason": "name", "organisation": ours.pk}],
        4: [{"reason": "website", "organisation": other.pk}],
        5: [{"reason": "domain", "organisation": other.pk}],
        7: [{"reason": "name", "row": 6}],
    }
    importing.choose_twins(actor=coordinator, table=table, shown=[2, 4, 5], add=[4])
    confirm(coordinator, table)
    assert names() == ["Acequia Labs", "Acequia Labs", "New name", "New one", "Other"]


def test_who_appears_between_look_and_word_is_not_entered_twice(coordinator):
    table = bring(coordinator, HEADER + "Acequia,sme,,,\nNoria,sme,,,\n")
    make_organisation("Acequia", sort_key="acequia")
    table = confirm(coordinator, table)
    assert (names(), table.entered) == (["Acequia", "Noria"], 1)
    assert "in the meantime" in problems(table)[2][0][1]


def test_terms_may_be_written_as_labels_in_any_language(coordinator):
    term = make_term("organisation_kind", "university", "University")
    term.labels |= {"ar": "جامعة", "he": "אוניברסיטה"}
    term.save()
    table = bring(coordinator, "name,kind\nA,UNIVERSITY\nB,جامعة\nC,אוניברסיטה\n")
    assert counts_of(table).fine == 3


def test_column_names_are_known_by_code_and_by_label(coordinator):
    header = ["Nombre", "kind", "Website", "summary", "what", "name", "summary_ar"]
    assert guessed(header, "es", TAKEN) == [
        "", "kind", "website", "summary_es", "", "name", "summary_ar",
    ]  # fmt: skip


def test_a_coordinator_says_which_column_is_which_and_each_only_once(coordinator):
    table = bring(coordinator, "firma,art,ort\nAcequia,sme,ES62\n")
    assert (table.state, table.mapping) == (ImportState.COLUMNS, ["", "", ""])
    for wrong in (["name", "name", ""], ["name", "", ""], ["name", "kind", "password"], ["name"]):
        with pytest.raises(Refused):
            importing.choose_columns(actor=coordinator, table=table, mapping=wrong)
    importing.choose_columns(actor=coordinator, table=table, mapping=["name", "kind", "territory"])
    importing.check_rows(table.pk)
    table.refresh_from_db()
    assert (table.state, counts_of(table).fine) == (ImportState.READY, 1)


def test_of_two_columns_with_one_name_the_first_counts(coordinator):
    table = bring(coordinator, "name,name,kind\nFirst,Second,sme\n")
    assert table.mapping == ["name", "", "kind"]
    confirm(coordinator, table)
    assert names() == ["First"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("name;kind;address\nAsociación Ñora;sme;Calle Mayor 1, Málaga\n", "cp1252"),
        ("name;kind;address\nAsociación Ñora;sme;Calle Mayor 1, Málaga\n", "mac_roman"),
        ("name;kind;address\nעיריית כפר סבא;city;רחוב ויצמן\n", "cp1255"),
        ("name;kind;address\nبلدية رام الله;city;شارع عيسى زيادة\n", "cp1256"),
        ("name;kind;address\nبلدية رام الله;city;شارع عيسى زيادة\n", "utf-16"),
    ],
)
def test_tables_of_old_programs_keep_their_letters(coordinator, text, encoding):
    confirm(coordinator, bring(coordinator, text.encode(encoding)))
    name, _kind, address = text.splitlines()[1].split(";")
    found = Organisation.objects.get()
    assert (found.name, found.address) == (name, address)


def test_emoji_stay_and_marks_that_turn_the_direction_go(coordinator):
    confirm(coordinator, bring(coordinator, "name,kind\nBlue \u202e💧 Water,sme\n"))
    assert names() == ["Blue 💧 Water"]


def test_a_name_of_ten_megabytes_is_told_and_leaves_nothing_behind(coordinator):
    table = bring(coordinator, "name,kind\n" + "x" * 9_900_000 + ",sme\n")
    assert table.state == ImportState.FAILED
    assert table.message.startswith("The file cannot be read from line 2 on.")
    assert (table.rows.count(), StoredFile.objects.count()) == (0, 0)


def test_a_long_name_is_a_problem_of_its_row_alone(coordinator):
    table = bring(coordinator, "name,kind\n" + "x" * 5_000 + ",sme\nShort,sme\n")
    assert problems(table) == {
        2: [("name", "The text has 5000 characters; the most we take here is 200.")]
    }


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("name,kind\n", "The table has column names and no rows."),
        ("a,b\n1,2,3\n", "Row 2 has more cells (3) than there are columns (2)."),
        ('a,b\n"x,1\n', "The file cannot be read from line 2 on."),
        ("a\n" + "1\n" * 20_001, "The table has more than 20000 rows."),
    ],
)
def test_a_table_that_cannot_be_read_is_given_up_with_a_sentence(coordinator, content, message):
    table = bring(coordinator, content)
    assert (table.state, message in table.message) == (ImportState.FAILED, True)


def test_a_file_that_is_no_table_is_refused_at_the_door(coordinator):
    with pytest.raises(Refused):
        bring(coordinator, b"%PDF-1.7\n%%EOF", "a.pdf")
    assert Import.objects.count() == 0 or not StoredFile.objects.exists()


def test_the_file_is_forgotten_once_it_is_read(coordinator, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        bring(coordinator, HEADER + "Acequia,sme,,,\n")
    assert StoredFile.objects.count() == 0


def test_reading_checking_and_entering_may_be_killed_and_run_again(coordinator, monkeypatch):
    rows = "".join(f"Company {n},sme,,,\n" for n in range(250))
    table = bring(coordinator, HEADER + rows)
    importing.read_file(table.pk)
    importing.check_rows(table.pk)
    importing.confirm_import(actor=coordinator, table=table)
    importing.confirm_import(actor=coordinator, table=table)
    whole = matters.enter_organisations
    calls = iter([None, ZeroDivisionError])

    def killed(**kwargs):
        if next(calls, None):
            raise ZeroDivisionError
        return whole(**kwargs)

    monkeypatch.setattr(matters, "enter_organisations", killed)
    with pytest.raises(ZeroDivisionError):
        entering.enter_rows(table.pk)
    assert Organisation.objects.count() == matters.MATTERS[About.ORGANISATIONS].at_once
    entering.enter_rows(table.pk)
    entering.enter_rows(table.pk)
    table.refresh_from_db()
    assert (Organisation.objects.count(), table.entered, table.done) == (250, 250, 250)


def test_only_coordinators_bring_tables(owner):
    with pytest.raises(NotAllowed):
        bring(owner, HEADER + "Acequia,sme,,,\n")
    assert Import.objects.count() == 0


def test_a_table_can_be_forgotten_but_not_while_it_is_entered(coordinator):
    table = bring(coordinator, HEADER + "Acequia,sme,,,\n")
    importing.confirm_import(actor=coordinator, table=table)
    with pytest.raises(Refused):
        importing.discard_import(actor=coordinator, table=table)
    entering.enter_rows(table.pk)
    importing.discard_import(actor=coordinator, table=table)
    assert (Import.objects.count(), names()) == (0, ["Acequia"])


def test_old_tables_are_forgotten(coordinator, monkeypatch):
    bring(coordinator, HEADER + "Acequia,sme,,,\n")
    later = timezone.now() + matters.MATTERS[About.ORGANISATIONS].kept * 1.1
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert importing.forget_old_imports() == 1


# --- Out, and in again -------------------------------------------------------------------------


def full_organisation() -> Organisation:
    """One with a value in every column, some of them unfriendly to spreadsheets."""
    take = make_term
    summary = with_text(source_text("es", '=Agua; "riego"\ny más'), "ar", "ماء", "machine")
    row = Organisation(
        name="+Acequia, Labs",
        names={"ar": "أسيكيا", "he": "אסקיה"},
        alternate_names=["AL", "@Acequia"],
        kind=take("organisation_kind", "sme"),
        size=take("organisation_size", "micro"),
        staff="2-9",
        founded=1998,
        territory=take("territory", "ES-30030"),
        latitude=37.99,
        longitude=-1.13,
        address="-Calle Mayor 1\t",
        website="https://acequia.example/",
        source_language="es",
        summary=with_text({}, "es", '=Agua; "riego" y más') | {"ar": summary["ar"]},
        description=source_text("es", "# Quiénes\n\n- uno\n- dos"),
        trl_from=3,
        trl_to=7,
        source="Own; words",
        checked_on=date(2024, 5, 31),
        last_confirmed_at=timezone.now(),
    )
    terms = {
        Facet.DOMAIN: [take("domain", "water"), take("domain", "energy")],
        Facet.OFFERS: [take("capability", "sensors")],
        Facet.LANGUAGE: [take("language", "es")],
        Facet.CERTIFICATE: [take("certificate", "iso-9001")],
        Facet.CPV: [take("cpv", "38421100", "Water meters")],
    }
    made = enter_organisations(
        actor=SYSTEM, entries=[NewEntry(row=row, terms=terms, domains=["acequia.example"])]
    )[0]
    row.address = "-Calle Mayor 1"
    row.save()
    made.terms.filter(facet=Facet.CERTIFICATE).update(valid_until=date(2030, 1, 31))
    return made


def full_table(coordinator, format_: str) -> bytes:
    export = exporting.ask_for_export(actor=coordinator, format_=format_, full=True, language="en")
    exporting.write_export(export.pk)
    file = StoredFile.objects.get(subject_kind="export", subject_id=export.pk)
    with default_storage.open(file.path()) as content:
        return bytes(content.read())


@pytest.mark.parametrize("format_", ["csv", "xlsx", "json"])
def test_a_table_that_went_out_comes_in_unchanged(coordinator, format_):
    full_organisation()
    make_organisation("Plain", state=State.HIDDEN)
    before = read(io.BytesIO(full_table(coordinator, format_)))
    content = full_table(coordinator, format_)
    Organisation.objects.all().delete()
    table = bring(coordinator, content, f"a.{format_}")
    assert (table.state, problems(table), counts_of(table).fine) == (ImportState.READY, {}, 2)
    confirm(coordinator, table)
    after = read(io.BytesIO(full_table(coordinator, format_)))
    kept = [n for n, column in enumerate(COLUMNS) if column.taken]
    assert [[row[n] for n in kept] for row in after.rows] == [
        [row[n] for n in kept] for row in before.rows
    ]
    assert {column.code for column in TAKEN} <= set(after.header)


def test_no_cell_of_a_table_that_goes_out_is_a_formula(coordinator):
    full_organisation()
    book = openpyxl.load_workbook(io.BytesIO(full_table(coordinator, "xlsx")))
    kinds = {cell.data_type for row in book.active.iter_rows() for cell in row if cell.value}
    assert kinds <= {"s", "inlineStr"}
    assert b'"\'+Acequia, Labs"' in full_table(coordinator, "csv")


def test_the_same_table_brought_again_is_all_duplicates(coordinator):
    full_organisation()
    table = bring(coordinator, full_table(coordinator, "csv"))
    assert (counts_of(table).fine, counts_of(table).twins) == (0, 1)
    assert table.rows.get().choice == Choice.SKIP


def test_a_visitor_takes_what_is_listed_and_public(client):
    full_organisation()
    make_organisation("Hidden", state=State.HIDDEN)
    answer = client.get("/en/organisations/organisations.json")
    rows = json.loads(b"".join(answer.streaming_content))
    assert [row["name"] for row in rows] == ["+Acequia, Labs"]
    assert not {"email_domains", "verification_note", "state"} & set(rows[0])
    assert answer.headers["Content-Disposition"] == 'attachment; filename="organisations.json"'


def test_a_member_may_not_take_the_whole_directory(owner):
    with pytest.raises(NotAllowed):
        exporting.ask_for_export(actor=owner, format_="csv", full=True, language="en")


def test_the_whole_directory_taken_is_a_fact(coordinator):
    full_table(coordinator, "csv")
    told = Entry.objects.get(name="exchange.ExportAsked")
    assert (told.actor_id, told.data) == (coordinator.pk, {"format": "csv", "full": True})


@pytest.mark.django_db(transaction=True)
def test_a_member_gets_the_own_table_and_nobody_elses(client, owner, stranger, worker):
    make_organisation("Acequia")
    client.force_login(owner)
    assert client.post("/en/organisations/export/", {"format": "csv"}).status_code == 302
    worker.run()
    export = Export.objects.get()
    page = client.get("/en/organisations/export/")
    assert export.file_url in page.text
    assert client.get(export.file_url).status_code == 200
    client.force_login(stranger)
    assert client.get(export.file_url).status_code == 404
    assert export.file_url not in client.get("/en/organisations/export/").text


def test_a_large_directory_is_written_by_a_job_only(client, monkeypatch):
    make_organisation("A")
    make_organisation("B")
    monkeypatch.setattr(exporting, "AT_ONCE", 1)
    answer = client.get("/en/organisations/organisations.csv")
    assert (answer.status_code, "Sign in and ask" in answer.text) == (400, True)


def test_tables_cannot_be_asked_for_without_end(stranger):
    for _ in range(20):
        exporting.table_now(actor=stranger, key="k", format_="json", language="en")
    with pytest.raises(TooMany):
        exporting.table_now(actor=stranger, key="k", format_="json", language="en")


def test_old_exports_go_with_their_files(
    coordinator, monkeypatch, django_capture_on_commit_callbacks
):
    full_table(coordinator, "csv")
    later = timezone.now() + exporting.KEPT * 1.1
    monkeypatch.setattr(timezone, "now", lambda: later)
    with django_capture_on_commit_callbacks(execute=True):
        assert exporting.forget_old_exports() == 1
    assert not StoredFile.objects.filter(subject_kind="export").exists()


def test_an_arabic_reader_gets_a_sheet_from_right_to_left(stranger):
    content = exporting.table_now(actor=stranger, key="k", format_="xlsx", language="ar")
    assert openpyxl.load_workbook(content).active.sheet_view.rightToLeft


# --- The pages ---------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_coordinator_brings_a_table_looks_and_confirms(client, coordinator, worker):
    client.force_login(coordinator)
    content = HEADER + "Acequia,sme,,,\nBad,planet,,,\nNoria,sme,,,\nNORIA,sme,,,\n"
    upload = SimpleUploadedFile("cities.csv", content.encode())
    answer = client.post("/en/organisations/import/", {"file": upload, "language": "en"})
    page = client.get(answer.url)
    assert "Being read" in page.text and "<progress" in page.text
    worker.run()
    page = client.get(answer.url)
    assert "2 rows would be entered" in page.text
    assert "With problems: 1" in page.text and "is not in our list" in page.text
    assert "Row 4" in client.get(answer.url + "?show=twins").text
    taken = b"".join(client.get(answer.url + "problems.csv").streaming_content)
    assert read(io.BytesIO(taken)).rows[0][0] == "Bad"
    client.post(answer.url + "twins/", {"shown": ["5"], "add": ["5"]})
    assert "3 rows would be entered" in client.get(answer.url).text
    client.post(answer.url + "confirm/")
    worker.run()
    assert "3 rows were entered." in client.get(answer.url).text
    assert names() == ["Acequia", "NORIA", "Noria"]


def test_a_wrong_file_is_told_beside_its_field(client, coordinator):
    client.force_login(coordinator)
    upload = SimpleUploadedFile("a.csv", b"%PDF-1.7\n%%EOF")
    answer = client.post("/en/organisations/import/", {"file": upload, "language": "es"})
    assert "This is not a spreadsheet" in answer.text
    assert '<option value="es" selected' in answer.text


def test_a_page_asks_few_questions_however_many_rows(
    client, coordinator, django_assert_max_num_queries
):
    ours = [make_organisation(f"Company {n}", sort_key=f"company {n}") for n in range(40)]
    rows = "".join(f"Company {n},sme,,,\n" for n in range(len(ours)))
    table = bring(coordinator, HEADER + rows)
    client.force_login(coordinator)
    with django_assert_max_num_queries(12):
        page = client.get(f"/en/tables/{table.pk}/?show=twins")
    assert page.text.count("same name and place") == 40


def test_an_empty_directory_gives_a_pattern_to_fill(stranger):
    content = exporting.table_now(actor=stranger, key="k", format_="csv", language="en")
    assert content.read().startswith(b'\xef\xbb\xbf"id","name"')


def give_up(task: str, number: int) -> Job:
    """Leave a job as its last failed try leaves it."""
    return Job.objects.create(
        task=f"sme4smartcities.organisations.exchange.tasks.{task}",
        args=[number],
        queue="slow",
        status=Job.Status.FAILED,
        attempts=5,
        error="boom",
        run_after=timezone.now(),
        enqueued_at=timezone.now(),
        finished_at=timezone.now(),
    )


def test_an_import_that_failed_too_often_is_run_again_and_goes_on(client, coordinator, worker):
    table = bring(coordinator, HEADER + "Acequia,sme,,,\nBrisa,sme,,,\n")
    Import.objects.filter(pk=table.pk).update(state=ImportState.ENTERING, total=2)
    client.force_login(coordinator)
    address = f"/en/tables/{table.pk}/"
    assert "Run it again" not in client.get(address).content.decode()
    give_up("enter_import", table.pk)
    page = client.get(address).content.decode()
    assert "failed several times" in page and "Forget this table" in page
    assert client.get(f"{address}progress/").headers["HX-Refresh"] == "true"
    for _click in range(2):
        client.post(f"{address}again/")
    worker.run()
    table.refresh_from_db()
    assert (table.state, table.entered) == (ImportState.DONE, 2)
    assert Entry.objects.filter(name="exchange.ImportRunAgain").count() == 1


def test_an_import_that_was_given_up_can_be_forgotten_even_while_entering(coordinator, owner):
    table = bring(coordinator, HEADER + "Acequia,sme,,,\n")
    Import.objects.filter(pk=table.pk).update(state=ImportState.ENTERING)
    with pytest.raises(Refused):
        importing.discard_import(actor=coordinator, table=table)
    give_up("enter_import", table.pk + 1)
    with pytest.raises(Refused):
        importing.discard_import(actor=coordinator, table=table)
    give_up("enter_import", table.pk)
    with pytest.raises(NotAllowed):
        importing.run_again(actor=owner, table=table)
    importing.discard_import(actor=coordinator, table=table)
    assert not Import.objects.exists()


def test_a_table_out_that_was_given_up_says_so_and_asks_no_more(client, owner):
    export = Export.objects.create(member=owner, format="csv", language="en", total=9)
    client.force_login(owner)
    assert "hx-get" in client.get("/en/organisations/export/").content.decode()
    give_up("write_export", export.pk)
    page = client.get("/en/organisations/export/").content.decode()
    assert "could not be written" in page and "hx-get" not in page


def test_a_file_that_vanished_is_told_and_not_tried_for_ever(coordinator):
    upload = SimpleUploadedFile("a.csv", b"name,kind\nAcequia,sme\n")
    table = importing.start_import(actor=coordinator, upload=upload, texts_in="en", language="en")
    default_storage.delete(StoredFile.objects.get().path())
    importing.read_file(table.pk)
    table.refresh_from_db()
    assert (table.state, table.message) == (
        ImportState.FAILED,
        "The file is not there any more. Bring it again.",
    )


@pytest.mark.parametrize("number", ["9" * 40, "9" * 5000, "2147483648", "-1", "٣", "x"])
def test_numbers_of_rows_that_cannot_be_are_left_out(client, coordinator, number):
    table = Import.objects.create(
        member=coordinator, texts_in="en", language="en", state=ImportState.READY
    )
    client.force_login(coordinator)
    sent = {"shown": number, "add": number}
    path = f"/en/tables/{table.pk}/twins/"
    assert client.post(path, sent).status_code == 302
