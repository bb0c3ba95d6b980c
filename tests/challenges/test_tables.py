"""Many challenges come in from a table after a look and a word, and go out so that they come in again."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sme4smartcities.accounts.models import Role
from sme4smartcities.challenges.columns import COLUMNS
from sme4smartcities.challenges.models import Challenge, Facet, Supporter
from sme4smartcities.challenges.queries.tables import empty_table, own_table
from sme4smartcities.challenges.services import (
    ABOUT,
    Edit,
    check_translation,
    delete_challenge,
    edit_challenge,
    exported,
)
from sme4smartcities.challenges.services.versions import content_of
from sme4smartcities.core.errors import NotAllowed
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.spreadsheets import FORMATS
from sme4smartcities.organisations.exchange.models import Import, ImportState
from sme4smartcities.organisations.exchange.queries import rows_of
from sme4smartcities.organisations.exchange.services import entering, importing
from sme4smartcities.organisations.models import Organisation
from tests.challenges.cast import make_challenge, make_city
from tests.organisations.cast import make_organisation, make_term

pytestmark = pytest.mark.django_db

ONE = "title_en,summary_en,domains\nDry fountains,They run dry in June.,water\n"


@pytest.fixture(autouse=True)
def lists():
    make_term("domain", "water", "Water")
    make_term("domain", "transportation", "Transport")
    make_term("capability", "sensors", "Sensors")


def bring(actor, content: str | bytes, *, name="table.csv", texts_in="en", language="en") -> Import:
    """Bring a table and let it be read and checked."""
    data = content.encode() if isinstance(content, str) else content
    table = importing.start_import(
        actor=actor,
        upload=SimpleUploadedFile(name, data),
        texts_in=texts_in,
        language=language,
        about=ABOUT,
    )
    importing.read_file(table.pk)
    table.refresh_from_db()
    return table


def confirm(actor, table: Import) -> Import:
    importing.confirm_import(actor=actor, table=table)
    entering.enter_rows(table.pk)
    table.refresh_from_db()
    return table


def problems(table: Import) -> list[tuple[str, str]]:
    return [
        (each["column"], each["text"])
        for row in rows_of(table, "problems")
        for each in row.problems
    ]


def row(**cells: str) -> str:
    """Write a table of one row."""
    held = {"title_en": "Dry fountains", **cells}
    text = io.StringIO()
    writer = csv.DictWriter(text, held)
    writer.writeheader()
    writer.writerow(held)
    return text.getvalue()


def test_an_officer_brings_drafts_for_the_own_city_and_nothing_is_there_before_the_word(
    officer, city
):
    table = bring(officer, ONE)
    assert table.state == ImportState.READY and not Challenge.objects.exists()
    confirm(officer, table)
    made = Challenge.objects.get()
    assert (made.owner, made.state, str(made)) == (city, "draft", "Dry fountains")
    assert list(made.terms.values_list("facet", "term__code")) == [("domain", "water")]
    assert Entry.objects.filter(name__endswith="ChallengeCreated", subject_id=made.pk).count() == 1
    assert made.versions.count() == 1


def whole(city: Organisation) -> Challenge:
    """Make a challenge that says all a challenge can say, in several languages and states."""
    made = make_challenge(city, state="draft", needs=("sensors",))
    texts = {
        name: f"Words of {name}, «quoted»; with\n\n- a list" for name in ("sufferers", "tried")
    }
    values = {
        "sufferers_count": 1200,
        "budget_least": 150_050,
        "budget_most": 6_000_000,
        "currency": "ILS",
        "procedure": "pcp",
        "trl_least": 6,
        "wanted_from": "2027-01-31",
    }
    edit_challenge(
        actor=SYSTEM, challenge=made, edit=Edit(language="en", texts=texts, values=values)
    )
    edit_challenge(
        actor=SYSTEM,
        challenge=made,
        edit=Edit(language="ar", texts={"title": "موقف شاغر", "causes": "=1+1"}),
    )
    check_translation(actor=SYSTEM, challenge=made, language="ar")
    return edit_challenge(
        actor=SYSTEM, challenge=made, edit=Edit(language="he", texts={"title": "חניה פנויה"})
    )


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_what_goes_out_comes_in_again_unchanged_in_every_kind_of_table(officer, city, kind):
    made = whole(city)
    made.refresh_from_db()
    before = exported(made, SYSTEM)
    assert before["texts"]["causes"]["ar"]["state"] == "source"
    file = FORMATS[kind][0](*own_table(officer)).read()
    delete_challenge(actor=SYSTEM, challenge=made)
    table = bring(officer, file, name=f"table.{kind}", texts_in="fr")
    assert problems(table) == []
    confirm(officer, table)
    assert exported(Challenge.objects.get(), SYSTEM) == before


def test_a_table_that_was_brought_already_is_left_out_unless_chosen(officer, city):
    confirm(officer, bring(officer, ONE))
    table = bring(officer, ONE.replace("Dry fountains", "DRY  Fountains"))
    twins = [twin for one in rows_of(table, "twins") for twin in one.twins]
    known = Challenge.objects.get()
    assert twins == [{"reason": "title", "subject": ["challenge", known.pk]}]
    importing.choose_twins(actor=officer, table=table, shown=[2], add=[2])
    confirm(officer, table)
    assert Challenge.objects.count() == 2


def test_two_rows_of_one_title_are_shown_as_alike(officer, city):
    table = bring(officer, ONE + "dry fountains,Again.,water\n")
    twins = [twin for one in rows_of(table, "twins") for twin in one.twins]
    assert twins == [{"reason": "title", "row": 2}]


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"title_en": "", "summary_en": "Some"}, "title_en", "must not be empty"),
        ({"title_en": "x" * 121}, "title_en", "121 characters"),
        ({"owner": "Nowhere"}, "owner", "called “Nowhere”"),
        ({"domains": "nonsense"}, "domains", "not in our list"),
        ({"cpv": "nonsense"}, "cpv", "no procurement code"),
        ({"budget_most": "60.000"}, "budget_most", "thousands signs"),
        ({"budget_least": "9", "budget_most": "8"}, "budget_most", "same amount or a higher"),
        ({"wanted_from": "31/01/2027"}, "wanted_from", "year-month-day"),
        (
            {"wanted_from": "2027-02-01", "wanted_until": "2027-01-01"},
            "wanted_until",
            "same day or a later",
        ),
        ({"procedure": "raffle"}, "procedure", "Write one of these"),
        ({"trl_least": "12"}, "trl_least", "from 1 to 9"),
        ({"currency": "XYZ"}, "currency", "EUR"),
        ({"figure_1_baseline": "14"}, "figure_1_unit", "must not be empty"),
        (
            {
                "figure_1_name_en": "search",
                "figure_1_unit": "min",
                "figure_1_better": "less",
                "figure_1_baseline": "5",
                "figure_1_target": "14",
            },
            "figure_1_target",
            "does not lie below",
        ),
        ({"sufferers_count": "many"}, "sufferers_count", "whole number"),
        ({"sufferers_count": "2000000001"}, "sufferers_count", "whole number"),
    ],
)
def test_a_row_that_cannot_be_entered_says_why_at_its_cell(officer, city, cells, column, words):
    table = bring(officer, row(**cells))
    found = dict(problems(table))
    assert words in found[column]
    assert not Challenge.objects.exists()


def test_cells_are_read_by_labels_in_the_officers_own_language(officer, city):
    content = "Título;Ámbito;Cómo se compra\nFuentes secas;Water;Procedimiento abierto\n"
    table = bring(officer, content, texts_in="es", language="es")
    confirm(officer, table)
    made = Challenge.objects.get()
    assert (made.source_language, made.title["es"]["text"]) == ("es", "Fuentes secas")
    assert made.procedure == "open"


def test_a_coordinator_brings_for_any_listed_organisation_by_its_name(coordinator, city):
    firm = make_organisation("Harbour Agency")
    content = f"owner,title_en\n{city.name},One thing\nharbour agency,Another thing\n"
    confirm(coordinator, bring(coordinator, content))
    assert {one.owner for one in Challenge.objects.all()} == {city, firm}


def test_an_officer_brings_nothing_for_another_city(officer, city):
    other = make_city("Saltquay")
    table = bring(officer, row(owner=other.name))
    assert [column for column, _text in problems(table)] == ["owner"]


def test_a_company_brings_no_table(owner):
    with pytest.raises(NotAllowed):
        bring(owner, ONE)
    assert not Import.objects.exists()


def test_who_left_the_city_meanwhile_enters_nothing(officer, city):
    table = bring(officer, ONE)
    importing.confirm_import(actor=officer, table=table)
    Role.objects.filter(member=officer).delete()
    entering.enter_rows(table.pk)
    table.refresh_from_db()
    assert (table.state, table.entered, Challenge.objects.count()) == ("done", 0, 0)


def test_the_work_goes_on_where_it_was_killed(officer, city):
    content = "title_en\n" + "".join(f"Problem {number}\n" for number in range(10))
    table = bring(officer, content)
    importing.confirm_import(actor=officer, table=table)
    how = importing.rows_for(table, officer)
    entering._enter_batch(table.pk, how)
    assert Challenge.objects.count() == 4
    entering.enter_rows(table.pk)
    entering.enter_rows(table.pk)
    assert Challenge.objects.count() == 10


def test_a_table_of_too_many_rows_is_refused_in_a_sentence(officer, city):
    content = "title_en\n" + "".join(f"Problem {number}\n" for number in range(501))
    table = bring(officer, content)
    assert table.state == ImportState.FAILED and "500" in table.message


def test_a_supporting_town_takes_along_what_it_writes(officer, city, stranger):
    made = make_challenge(make_city("Saltquay"), state="draft")
    Supporter.objects.create(challenge=made, organisation=city, state="joined")
    _header, rows = own_table(officer)
    assert [cells[0] for cells in rows] == [str(made.pk)]
    assert own_table(stranger)[1] == []


def test_the_empty_table_has_every_column_that_is_read_and_is_no_table_yet(officer, city):
    header, rows = empty_table()
    assert rows == [] and {"title_he", "figure_3_target", "kinds", "checked"} <= set(header)
    assert len({column.code for column in COLUMNS}) == len(COLUMNS) <= importing.LIMITS.columns
    file = FORMATS["csv"][0](header, rows).read()
    assert bring(officer, file).state == ImportState.FAILED


def test_places_above_come_along_without_being_named(officer, city):
    region = make_term("territory", "ES62", "Region of Murcia")
    make_term("territory", "ES-30030", "Murcia", parent=region)
    confirm(officer, bring(officer, row(places="ES-30030")))
    made = Challenge.objects.get()
    held = made.terms.filter(facet=Facet.TERRITORY).values_list("term__code", flat=True)
    assert set(held) == {"ES62", "ES-30030"}
    header, rows = own_table(officer)
    assert rows[0][header.index("places")] == "ES-30030"


def test_an_officer_goes_through_the_pages(client, officer, city):
    client.force_login(officer)
    sent = {"file": SimpleUploadedFile("many.csv", ONE.encode()), "language": "en"}
    answer = client.post(reverse("challenges:tables"), sent)
    table = Import.objects.get()
    assert answer.url == reverse("exchange:table", args=(table.pk,))
    importing.read_file(table.pk)
    shown = client.get(answer.url).content.decode()
    assert "Dry fountains" in shown and "Enter 1 row" in shown
    client.post(reverse("exchange:confirm", args=(table.pk,)))
    entering.enter_rows(table.pk)
    assert "Dry fountains" in client.get(reverse("challenges:mine")).content.decode()
    again = bring(officer, ONE)
    page = client.get(reverse("exchange:table", args=(again.pk,)), {"show": "twins"})
    assert (
        reverse("challenges:challenge", args=(Challenge.objects.get().pk,)) in page.content.decode()
    )


def test_a_colleague_does_not_see_the_table_of_another(client, officer, city, stranger):
    table = bring(officer, ONE)
    client.force_login(stranger)
    assert client.get(reverse("exchange:table", args=(table.pk,))).status_code == 404


def test_content_of_a_table_is_what_a_file_of_one_challenge_says(officer, city):
    made = whole(city)
    made.refresh_from_db()
    header, rows = own_table(officer)
    cells = dict(zip(header, rows[0], strict=True))
    content = content_of(made)
    assert cells["budget_least"] == "1500.50" and cells["figure_1_target"] == "5"
    assert cells["checked"] == "title_ar" and cells["originals"] == "causes_ar"
    assert cells["title_ar"] == content["texts"]["title"]["ar"]["text"]
