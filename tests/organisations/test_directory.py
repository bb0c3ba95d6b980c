"""The directory is found by words, narrowed by facets and places, and counts what it shows."""

import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sme4smartcities.core.search.services import refresh
from sme4smartcities.core.spreadsheets import read
from sme4smartcities.organisations.directory.services import take_index
from sme4smartcities.organisations.exchange.models import Export
from sme4smartcities.organisations.models import Facet, Layer, Organisation, OrganisationTerm, State
from sme4smartcities.vocabularies.models import Place, Term
from tests.markup import closed_up
from tests.organisations.cast import make_organisation, make_term

pytestmark = pytest.mark.django_db

URL = "/en/organisations/"


def page(client: Client, query: str = "") -> str:
    response = client.get(URL + query)
    assert response.status_code == 200
    return closed_up(response.content.decode())


def listed(html: str) -> list[str]:
    return re.findall(r'<h2><a href="[^"]*"><bdi dir="auto">([^<]*)', html)


def counts(html: str, facet: str) -> dict[str, int]:
    """Give what stands beside the values of a facet."""
    shown = re.findall(rf'name="{facet}" value="([^"]*)"[^>]*>.*?<span class="n">([\d,]*)<', html)
    return {value: int(number) for value, number in shown}


def state(organisation: Organisation, facet: Facet, *terms: Term) -> Organisation:
    OrganisationTerm.objects.bulk_create(
        OrganisationTerm(organisation=organisation, facet=facet, term=term) for term in terms
    )
    return organisation


@pytest.fixture
def cast(db: None) -> None:
    """Five organisations: companies and cities, in two fields."""
    sme, city = (
        make_term("organisation_kind", "sme", "SME"),
        make_term("organisation_kind", "city", "City"),
    )
    water, energy = make_term("domain", "water", "Water"), make_term("domain", "energy", "Energy")
    for name, kind, fields in (
        ("Acequia Labs", sme, (water,)),
        ("Brisa", sme, (energy,)),
        ("Cala", city, (water, energy)),
        ("Duna", city, (energy,)),
        ("Estel", sme, (water,)),
    ):
        row = make_organisation(name, kind=kind)
        state(row, Facet.KIND, kind)
        state(row, Facet.DOMAIN, *fields)
        refresh(row.subject)


def test_visitor_reads_the_whole_directory_by_name(client, cast):
    html = page(client)
    assert listed(html) == ["Acequia Labs", "Brisa", "Cala", "Duna", "Estel"]
    assert "5 results" in html
    assert counts(html, "kind") == {"sme": 3, "city": 2}
    assert counts(html, "domain") == {"water": 3, "energy": 3}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?kind=sme", ["Acequia Labs", "Brisa", "Estel"]),
        ("?kind=sme&kind=city", ["Acequia Labs", "Brisa", "Cala", "Duna", "Estel"]),
        ("?kind=sme&domain=water", ["Acequia Labs", "Estel"]),
        ("?domain=water&sort=newest", ["Estel", "Cala", "Acequia Labs"]),
        ("?q=estel", ["Estel"]),
        ("?q=water", ["Acequia Labs", "Cala", "Estel"]),
        ("?q=water&kind=city", ["Cala"]),
        ("?q=water&kind=city&sort=name", ["Cala"]),
        (
            "?kind=nothing&sort=nothing&page=99&near=x",
            ["Acequia Labs", "Brisa", "Cala", "Duna", "Estel"],
        ),
    ],
)
def test_visitor_narrows_by_words_and_facets(client, cast, query, names):
    assert sorted(listed(page(client, query))) == sorted(names)


def test_a_facet_counts_as_if_nothing_were_chosen_in_it(client, cast):
    html = page(client, "?kind=sme&domain=water")
    assert counts(html, "kind") == {"sme": 2, "city": 1}
    assert counts(html, "domain") == {"water": 2, "energy": 1}
    assert 'value="sme" checked' in html


def test_words_count_in_facets_too(client, cast):
    assert counts(page(client, "?q=water"), "kind") == {"sme": 2, "city": 1}


def test_every_filter_is_a_chip_that_can_be_taken_away(client, cast):
    html = page(client, "?q=water&kind=sme&domain=water")
    assert 'href="?q=water&amp;domain=water"><span>SME</span>' in html
    assert 'href="?q=water&amp;kind=sme"><span>Water</span>' in html
    assert 'href="?q=water">Clear all' in html


def test_an_empty_result_offers_the_way_back_and_what_was_meant(client, cast):
    html = page(client, "?kind=city&q=acequia")
    assert "No organisation matches all of this" in html
    assert 'href="?q=acequia">Remove “\u2068City\u2069”' in html
    assert 'href="?q=Acequia%20Labs"' in page(client, "?q=aceqiua")


@pytest.mark.parametrize("hidden", [State.DRAFT, State.HIDDEN])
def test_what_is_not_listed_is_neither_shown_nor_counted(client, cast, hidden):
    take_index.call()
    Organisation.objects.filter(name="Brisa").update(state=hidden)
    assert "Brisa" not in listed(page(client))
    take_index.call()
    html = page(client)
    assert ("4 results" in html, counts(html, "kind")) == (True, {"sme": 2, "city": 2})


def test_badges_say_what_is_verified_recorded_or_an_example(client):
    make_organisation("Invented", layer=Layer.EXAMPLE)
    make_organisation("Old", layer=Layer.RECORD)
    html = page(client)
    assert "<span>Example</span>" in html and "<span>Record 2019–2023</span>" in html


def test_the_map_links_to_what_each_circle_holds(client):
    murcia = Place.objects.create(name="Murcia", lat=37.987, lon=-1.13, population=400_000)
    molina = Place.objects.create(name="Molina", lat=38.055, lon=-1.212, population=60_000)
    genoa = Place.objects.create(name="Genoa", lat=44.405, lon=8.944, population=500_000)
    for name, place in (("A", murcia), ("B", murcia), ("C", molina), ("D", genoa), ("E", None)):
        make_organisation(name, place=place)
    html = page(client)
    assert 'aria-label="2 places, 3: around \u2068Murcia\u2069"><circle cx="187" cy="251"' in html
    assert "One organisation is not on this map." in html
    assert listed(page(client, "?near=37.99,-1.13&km=30")) == ["A", "B", "C"]
    assert "Around \u2068Murcia\u2069" in page(client, "?near=37.99,-1.13&km=30")


def test_a_repeated_view_is_answered_without_rendering(client, cast):
    take_index.call()
    first = client.get(URL)
    again = client.get(URL, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    take_index.call()
    assert client.get(URL, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_the_page_costs_the_same_queries_at_any_size(client, cast):
    take_index.call()
    page(client)

    def cost(query: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            page(client, query)
        return len(captured)

    queries = ("", "?kind=sme&domain=water", "?q=water", "?q=water&kind=sme&sort=name")
    before = [cost(query) for query in queries]
    rows = Organisation.objects.bulk_create(
        Organisation(
            name=f"Water {n}",
            slug=f"w{n}",
            sort_key=f"water {n}",
            kind=Term.objects.get(code="sme"),
            last_confirmed_at="2026-01-01T00:00Z",
        )
        for n in range(60)
    )
    for row in rows:
        state(row, Facet.KIND, Term.objects.get(code="sme"))
        refresh(row.subject)
    take_index.call()
    page(client)
    assert [cost(query) for query in queries] == before
    assert max(before) <= 12


def test_pages_follow_one_another(client):
    for number in range(45):
        make_organisation(f"Org {number:02}")
    assert listed(page(client, "?page=3")) == [f"Org {n:02}" for n in range(40, 45)]
    assert listed(page(client, "?page=99")) == listed(page(client, "?page=3"))
    assert 'href="?page=2" aria-current' in page(client, "?page=2")


def rows_of(client: Client, query: str = "") -> list[str]:
    answer = client.get(f"/en/organisations/organisations.csv{query}")
    return [row[1] for row in read(io.BytesIO(b"".join(answer.streaming_content))).rows]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Acequia Labs", "Brisa", "Cala", "Duna", "Estel"]),
        ("?kind=city&domain=water", ["Cala"]),
        ("?q=water&sort=newest", ["Acequia Labs", "Cala", "Estel"]),
        ("?q=nothing+at+all", []),
    ],
)
def test_the_list_as_it_is_narrowed_is_taken_along_as_a_table(client, cast, query, names):
    assert rows_of(client, query) == names
    html = page(client, query)
    if names:
        assert f'organisations.csv{query.replace("&", "&amp;") or "?"}"' in html


def test_a_long_narrowed_list_is_written_by_a_job(client, cast, owner, worker, monkeypatch):
    monkeypatch.setattr("sme4smartcities.organisations.directory.queries.WRITTEN_AT_ONCE", 1)
    client.force_login(owner)
    html = page(client, "?kind=sme")
    assert "/en/organisations/export/?kind=sme" in html and "organisations.csv" not in html
    form = client.get("/en/organisations/export/?kind=sme")
    assert ">SME<" in form.content.decode()
    asked = form.context["form"]["asked"].value()
    client.post("/en/organisations/export/", {"format": "csv", "asked": asked})
    worker.run()
    export = Export.objects.get()
    assert (export.total, export.done, bool(export.file_url)) == (3, 3, True)


def test_every_part_that_a_script_replaces_is_on_the_page(client, cast):
    html = page(client, "?kind=sme")
    parts = re.findall(r"#([a-z]+)(?::innerHTML)?", re.search(r'hx-select-oob="([^"]*)"', html)[1])
    for part in ("results", *parts):
        assert html.count(f'id="{part}"') == 1, part
