"""The pages of lists: what everybody reads, what a coordinator does, and what it costs."""

import csv
import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sme4smartcities.vocabularies.models import Term, Vocabulary
from sme4smartcities.vocabularies.queries import term
from sme4smartcities.vocabularies.services import edit_term
from tests.organisations.cast import make_organisation

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(f"vocabularies:{name}", args=args)


@pytest.fixture
def at_work(client, lists, coordinator):
    client.force_login(coordinator)
    return client


def words(term, **more):
    """Give what the form of a term sends back unchanged, and what is typed over it."""
    row = Term.objects.get(pk=term.pk)
    typed = {f"label_{code}": text for code, text in row.labels.items()}
    typed |= {f"note_{code}": text for code, text in row.notes.items()}
    typed["parent"] = row.parent.code if row.parent else ""
    typed |= {"broader": row.broader, "revision": row.revision}
    return {**typed, **more}


def test_a_visitor_reads_codes_labels_and_the_dimension_of_a_domain(client, lists):
    text = client.get(page("vocabulary", "domain")).content.decode()
    for shown in ("<code", "water", "Agua", "Acqua", "المياه", "Smart environment", "ISO 37120"):
        assert shown in text, shown


def test_a_long_list_is_searched_in_any_language(client, lists):
    found = client.get(page("vocabulary", "territory"), {"q": "Murcie"}).content.decode()
    assert "ES620" in found and "ITC33" not in found


def test_every_list_is_taken_as_table_and_as_linked_data(client, lists):
    def content(ending):
        return client.get(f"/vocabularies/domain.{ending}").getvalue().decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(content("csv"))))
    assert rows == json.loads(content("json")) and len(rows) == 19
    graph = json.loads(content("jsonld"))["@graph"]
    water = next(entry for entry in graph if entry["notation"] == "water")
    assert water["prefLabel"]["es"] == term("domain", "water").labels["es"]
    assert water["broadMatch"].endswith("/vocabularies/dimension.jsonld#environment")
    assert client.get("/vocabularies/domain.exe").status_code == 404
    assert client.get("/vocabularies/nowhere.csv").status_code == 404


@pytest.mark.parametrize("code", ["domain", "capability", "territory"])
def test_pages_of_a_list_cost_twelve_queries(at_work, code, django_assert_max_num_queries):
    one = Term.objects.filter(vocabulary__code=code).first()
    make_organisation("Acequia Labs")
    for address in (
        page("vocabulary", code),
        page("keep", code),
        page("term", code, one.pk),
        page("merge", code, one.pk),
        page("territories"),
    ):
        at_work.get(address)
        with django_assert_max_num_queries(12):
            assert at_work.get(address).status_code == 200


def test_coordinator_adds_edits_orders_and_retires_a_term(at_work):
    typed = {"label_en": "Rain harvesting", "label_he": "איסוף מי גשמים"}
    at_work.post(page("add", "certificate"), typed)
    made = Term.objects.get(vocabulary__code="certificate", code="rain-harvesting")
    last = list(Term.objects.of("certificate"))[-2]
    at_work.post(page("move", "certificate", made.pk), {"by": "up"})
    assert list(Term.objects.of("certificate"))[-2:] == [made, last]
    at_work.post(page("term", "certificate", made.pk), words(made, label_es="Recogida de lluvia"))
    assert term("certificate", "rain-harvesting").labels["es"] == "Recogida de lluvia"
    at_work.post(page("retire", "certificate", made.pk))
    kept = at_work.get(page("keep", "certificate")).content.decode()
    assert "no longer offered" in kept and "was added." in kept
    assert "Rain harvesting" not in at_work.get(page("vocabulary", "certificate")).content.decode()
    at_work.post(page("restore", "certificate", made.pk))
    assert not Term.objects.get(pk=made.pk).retired


def test_the_slower_of_two_editors_sees_both_texts_and_saves_again(at_work, coordinator):
    water = term("domain", "water")
    typed = words(water, label_fr="L’eau en ville")
    edit_term(actor=coordinator, term=water, values={"labels": {**water.labels, "fr": "Eaux"}})
    answer = at_work.post(page("term", "domain", water.pk), typed)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Eaux" in text and text.count("L’eau en ville") == 2
    assert term("domain", "water").labels["fr"] == "Eaux"
    newer = {**typed, "revision": Term.objects.get(pk=water.pk).revision}
    at_work.post(page("term", "domain", water.pk), newer)
    assert term("domain", "water").labels["fr"] == "L’eau en ville"


def test_a_refused_term_keeps_what_was_typed(at_work):
    typed = {"label_es": "Sin inglés", "code": "iso-9001"}
    text = at_work.post(page("add", "certificate"), typed).content.decode()
    assert "Sin inglés" in text and "One answer needs you" in text
    text = at_work.post(page("add", "certificate"), {**typed, "label_en": "Twice"}).content.decode()
    assert "Twice" in text and Term.objects.filter(labels__en="Twice").count() == 0


def test_a_standards_list_takes_new_words_and_no_new_terms(at_work):
    assert at_work.get(page("add", "domain")).status_code == 400
    water = term("domain", "water")
    at_work.post(page("term", "domain", water.pk), words(water, label_it="Acque"))
    assert term("domain", "water").labels["it"] == "Acque"
    assert at_work.post(page("retire", "domain", water.pk)).status_code == 400


def test_a_merge_shows_what_moves_before_anything_moves(at_work):
    old, new = term("organisation_kind", "start-up"), term("organisation_kind", "sme")
    company = make_organisation("Acequia Labs", kind=old)
    address = page("merge", "organisation_kind", old.pk)
    text = at_work.post(address, {"into": "sme"}).content.decode()
    assert "Acequia Labs" in text and "1 entry, and the terms below" in text
    assert "Other entries" not in text
    company.refresh_from_db()
    assert company.kind == old
    at_work.post(address, {"into": "sme", "sure": "on"})
    company.refresh_from_db()
    assert company.kind == new and term("organisation_kind", "start-up") == new
    answer = at_work.post(page("merge", "organisation_kind", new.pk), {"into": "sme"})
    assert "Choose two different terms" in answer.content.decode()


def table(*rows):
    text = "code,label_en,label_es\n" + "\n".join(rows)
    return SimpleUploadedFile("terms.csv", text.encode())


def promise(answer):
    return {name: answer.context[name] for name in ("table", "seen")}


def test_a_table_is_looked_at_before_it_is_written(at_work):
    sent = {"file": table("iso-9001,ISO 9001,Calidad", "new-one,New one,Nueva", "!,Wrong,")}
    answer = at_work.post(page("import", "certificate"), sent)
    assert (answer.context["added"], answer.context["changed"], answer.context["wrong"]) == (
        1,
        1,
        1,
    )
    assert term("certificate", "new-one") is None
    at_work.post(page("confirm", "certificate"), promise(answer))
    assert term("certificate", "new-one").labels == {"en": "New one", "es": "Nueva"}
    assert term("certificate", "iso-9001").labels["es"] == "Calidad"


def test_a_table_is_shown_anew_when_the_list_changed_meanwhile(at_work, coordinator):
    answer = at_work.post(page("import", "certificate"), {"file": table("new-one,New one,")})
    at_work.post(page("add", "certificate"), {"label_en": "New one", "code": "new-one"})
    again = at_work.post(page("confirm", "certificate"), promise(answer))
    assert again.status_code == 200 and "changed meanwhile" in again.content.decode()


def test_a_file_that_is_no_table_gets_a_sentence(at_work):
    sent = {"file": SimpleUploadedFile("x.csv", b"\x89PNG not a table")}
    text = at_work.post(page("import", "certificate"), sent).content.decode()
    assert "This is not a spreadsheet" in text


def test_coordinator_renames_a_list(at_work):
    held = Vocabulary.objects.get(code="capability")
    typed = {"label_en": "Skills", "note_en": "What people can do.", "revision": held.revision}
    at_work.post(page("edit", "capability"), typed)
    held.refresh_from_db()
    assert held.labels == {"en": "Skills"} and held.notes == {"en": "What people can do."}
