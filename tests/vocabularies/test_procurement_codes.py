"""The operator reads the procurement codes in, in each form in which the EU publishes them."""

import gzip
import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from sme4smartcities.core.errors import NotAllowed, Refused
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.vocabularies import queries
from sme4smartcities.vocabularies.cpv import parent_of, read_codes
from sme4smartcities.vocabularies.fields import LookupField, LookupWidget
from sme4smartcities.vocabularies.models import Term
from sme4smartcities.vocabularies.services import edit_term, load_vocabularies
from sme4smartcities.vocabularies.services.procurement_codes import import_procurement_codes

pytestmark = pytest.mark.django_db
REAL = Path(__file__).parents[3] / "shared" / "data" / "cpv" / "cpv_en_es_it_fr.json.gz"

TOLD = {
    "51000000": {"en": "Cloud works", "es": "Trabajos de nubes"},
    "51200000": {"en": "Cloud mending", "es": "Arreglo de nubes"},
    "51212000": {"en": "Cloud patches", "es": "Parches de nubes"},
    "51212100": {"en": "Leak patches for clouds", "es": "Parches de fugas"},
}
SIMAP = """<?xml version="1.0"?><CPV_CODE><CPV CODE="51000000-1"><TEXT LANG="EN">Cloud works</TEXT>
<TEXT LANG="ES">Trabajos de nubes</TEXT><TEXT LANG="BG">облаци</TEXT></CPV></CPV_CODE>"""
GENERICODE = """<?xml version="1.0"?><gc:CodeList xmlns:gc="http://x.example/gc"><SimpleCodeList><Row>
<Value ColumnRef="code"><SimpleValue>51000000</SimpleValue></Value>
<Value ColumnRef="eng_label"><SimpleValue>Cloud works</SimpleValue></Value>
<Value ColumnRef="spa_label"><SimpleValue>Trabajos de nubes</SimpleValue></Value>
</Row></SimpleCodeList></gc:CodeList>"""
SKOS = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns:skos="http://www.w3.org/2004/02/skos/core#">
<skos:Concept rdf:about="http://data.europa.eu/cpv/cpv/51000000">
<skos:prefLabel xml:lang="en">Cloud works</skos:prefLabel>
<skos:prefLabel xml:lang="es">Trabajos de nubes</skos:prefLabel></skos:Concept></rdf:RDF>"""
EFORMS = """<?xml version="1.0"?><!DOCTYPE properties SYSTEM "http://java.sun.com/dtd/properties.dtd">
<properties><entry key="code|name|cpv.51000000">Trabajos de nubes</entry>
<entry key="code|name|country.ESP">España</entry></properties>"""


def table() -> bytes:
    book = Workbook()
    book.active.append(["CODE", "BG", "EN", "ES"])
    book.active.append(["51000000-1", "облаци", "Cloud works", "Trabajos de nubes"])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.fixture
def lists(db: None) -> None:
    load_vocabularies(actor=SYSTEM)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("cpv_2008.xml", SIMAP.encode()),
        ("cpv_2008_ver_2013.xlsx", table()),
        ("cpv.csv", b"CODE,EN,ES\n51000000-1,Cloud works,Trabajos de nubes\n"),
        ("cpv.gc", GENERICODE.encode()),
        ("cpv.rdf", SKOS.encode()),
        ("cpv.json", json.dumps({"51000000": TOLD["51000000"]}).encode()),
        (
            "cpv.json.gz",
            gzip.compress(json.dumps({"51000000": TOLD["51000000"]}).encode(), mtime=0),
        ),
    ],
)
def test_each_form_tells_the_same(name, data):
    assert read_codes(name, data) == {"51000000": TOLD["51000000"]}


def test_a_file_of_one_language_says_by_its_name_which():
    assert read_codes("code_es.xml", EFORMS.encode()) == {"51000000": {"es": "Trabajos de nubes"}}
    english = json.dumps({"51000000-1": "Cloud works"}).encode()
    assert read_codes("cpv_en.json", english) == {"51000000": {"en": "Cloud works"}}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "CODE|holds no|empty|table"),
        (b"<CPV_CODE>", "damaged"),
        (b'{"51000000": ', "damaged"),
        (b"{}", "holds no procurement codes"),
        (b'{"nonsense": {"en": "Cloud works"}}', "is no procurement code"),
        (b"\x1f\x8bnot really", "damaged"),
        (b"NAME,EN\nx,y\n", "column CODE"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "damaged"),
        (b"%PDF-1.7", "spreadsheet"),
    ],
)
def test_a_file_that_is_none_is_refused_with_the_reason(data, words):
    with pytest.raises(Refused, match=words):
        read_codes("cpv.file", data)


def test_a_code_lies_in_the_nearest_one_above_that_is_there():
    assert [parent_of(code, TOLD) for code in TOLD] == ["", "51000000", "51200000", "51212000"]


def test_the_list_becomes_a_tree_and_a_second_time_changes_nothing(lists):
    first = import_procurement_codes(actor=SYSTEM, codes=TOLD)
    again = import_procurement_codes(actor=SYSTEM, codes=TOLD)
    assert (first.added, first.changed) == (4, 0)
    assert (again.added, again.changed, again.same) == (0, 0, 4)
    line = queries.lineage(queries.term("cpv", "51212100"))
    assert [term.code for term in line] == ["51000000", "51200000", "51212000", "51212100"]
    load_vocabularies(actor=SYSTEM)
    assert not Term.objects.of("cpv").filter(retired=True).exists()


def test_new_words_and_new_codes_come_in_and_own_translations_stay(lists, coordinator):
    import_procurement_codes(actor=SYSTEM, codes={k: TOLD[k] for k in ("51000000", "51212100")})
    deep = Term.objects.get(code="51212100")
    assert deep.parent and deep.parent.code == "51000000"
    edit_term(actor=coordinator, term=deep, values={"labels": {**deep.labels, "ar": "رقع"}})
    brought = import_procurement_codes(
        actor=SYSTEM, codes={**TOLD, "51000000": {"en": "Sky works", "es": "Trabajos de nubes"}}
    )
    assert (brought.added, brought.changed) == (2, 2)
    deep.refresh_from_db()
    assert deep.parent and deep.parent.code == "51212000" and deep.labels["ar"] == "رقع"
    assert Term.objects.get(code="51000000").labels["en"] == "Sky works"


def test_a_code_without_english_words_lets_nothing_in(lists):
    with pytest.raises(Refused, match="51200000"):
        import_procurement_codes(actor=SYSTEM, codes={**TOLD, "51200000": {"es": "Arreglo"}})
    assert not Term.objects.of("cpv").exists()


def test_a_stranger_reads_none_in(lists, stranger):
    with pytest.raises(NotAllowed):
        import_procurement_codes(actor=stranger, codes=TOLD)


def test_the_command_says_what_it_did_and_what_went_wrong(lists, tmp_path, capsys):
    good, bad = tmp_path / "cpv.json", tmp_path / "bad.json"
    good.write_text(json.dumps(TOLD))
    bad.write_text("{")
    call_command("import_cpv", str(good))
    assert "4 added, 0 changed" in capsys.readouterr().out
    with pytest.raises(CommandError, match=r"damaged.*Nothing was written"):
        call_command("import_cpv", str(good), str(bad))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_cpv", str(tmp_path / "nowhere.json"))


def test_codes_are_looked_up_by_words_of_any_language(lists, client):
    import_procurement_codes(actor=SYSTEM, codes=TOLD)
    found = [term.code for term in queries.terms_found("cpv", "fugas parches")]
    assert found == [term.code for term in queries.terms_found("cpv", "leaks")] == ["51212100"]
    assert queries.terms_found("cpv", "umbrella") == []
    answer = client.get("/api/v1/vocabularies/cpv/found?q=mending").json()
    assert [(row["code"], row["parent"]) for row in answer] == [("51200000", "51000000")]


def typed(codes, words):
    widget = LookupWidget()
    return widget.value_from_datadict({"cpv": codes, "cpv_words": words}, {}, "cpv")


def test_a_form_asks_back_for_words_and_takes_codes(lists):
    import_procurement_codes(actor=SYSTEM, codes=TOLD)
    field = LookupField("cpv", most=2, required=False)
    assert [t.code for t in field.clean(typed(["51200000"], "51212100-9"))] == [
        "51200000",
        "51212100",
    ]
    for words, said in (("leak", "Tick what fits"), ("umbrella", "Nothing is called so")):
        with pytest.raises(Exception, match=said):
            field.clean(typed([], words))
    with pytest.raises(Exception, match="at most 2"):
        field.clean(typed(["51000000", "51200000", "51212000"], ""))
    with pytest.raises(Exception, match="no longer offered"):
        field.clean(typed(["12345678"], ""))
    shown = field.widget.render("cpv", typed(["51200000"], "leak"), {"id": "id_cpv"})
    assert shown.count("checked") == 1 and "51212100" in shown and 'value="leak"' not in shown


@pytest.mark.skipif(not REAL.exists(), reason="the corpus of procurement codes is not here")
def test_the_whole_list_is_read_kept_and_shown_within_bounds(
    lists, client, coordinator, django_assert_max_num_queries
):
    codes = read_codes(REAL.name, REAL.read_bytes())
    brought = import_procurement_codes(actor=SYSTEM, codes=codes)
    assert brought.added == len(codes) > 9000
    assert all(queries.lineage(t)[0].code.endswith("000000") for t in queries.terms("cpv")[::500])
    client.force_login(coordinator)
    for path in ("", "?page=90", "?q=leak", "keep/", "keep/?q=fugas"):
        with django_assert_max_num_queries(12):
            page = client.get(f"/en/vocabularies/cpv/{path}")
        assert page.status_code == 200 and len(page.content) < 400_000
    assert client.get("/api/v1/vocabularies/cpv/found?q=parking").json()


def test_a_program_reads_a_list_a_page_at_a_time(lists, client):
    import_procurement_codes(actor=SYSTEM, codes=TOLD)
    path, codes, cursor = "/api/v1/vocabularies/cpv?limit=3", [], ""
    while cursor is not None:
        page = client.get(f"{path}&cursor={cursor}").json()
        codes.append([row["code"] for row in page["terms"]])
        cursor = page["next"]
    assert [len(part) for part in codes] == [3, 1]
    assert sorted(code for part in codes for code in part) == sorted(TOLD)
    assert client.get(f"{path}&cursor=nonsense").status_code == 400
