"""The pages of solutions: what they show, what they cost, what an owner does on them."""

import json
import re

import pytest
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from sme4smartcities.core.translated import source_text
from sme4smartcities.solutions.models import Facet, Solution
from sme4smartcities.solutions.queries import asked, catalogue
from sme4smartcities.solutions.services.solutions import enter_record
from sme4smartcities.vocabularies.queries import term
from tests.organisations.cast import make_organisation
from tests.solutions.cast import make_solution

pytestmark = pytest.mark.django_db


def page(name, *args, language="en"):
    return reverse(f"solutions:{name}", args=args).replace("/en/", f"/{language}/", 1)


def tagged(company, title, domain, **more):
    terms = {Facet.DOMAIN: [term("domain", domain)]}
    return make_solution(company, title, terms=terms, **more)


def names(response):
    return [card.solution.name for card in response.context["found"].page.rows]


def test_an_owner_writes_and_publishes_through_the_pages(client, lists, owner, company):
    client.force_login(owner)
    made = client.post(page("create"), {"organisation": company.pk, "title": "Leak Ear"})
    row = Solution.objects.get()
    assert made.url == page("edit", row.pk, "about")
    about = {"title": "Leak Ear", "summary": "Hears.", "problem": "Loss.", "revision": 1}
    client.post(page("edit", row.pk, "about"), about)
    assert "what it does" in client.get(page("keep", row.pk)).text
    assert client.post(page("move", row.pk, "publish")).status_code == 400
    client.post(page("edit", row.pk, "about"), {**about, "does": "It hears.", "revision": 2})
    tags = {"domain": ["water"], "offers": ["leak-detection"], "revision": 3}
    client.post(page("edit", row.pk, "tags"), tags)
    use = {"trl": "7", "price_model": "subscription", "revision": 4}
    done = client.post(page("edit", row.pk, "use"), use)
    assert done.url == page("keep", row.pk)
    client.post(page("move", row.pk, "publish"))
    client.logout()
    shown = client.get(row.get_absolute_url()).text
    assert "It hears." in shown and "TRL 7" in shown and "Subscription" in shown
    assert "Water" in shown and "Acequia Labs" in shown


def test_saving_leads_on_to_the_next_section_or_language(client, owner, solution):
    client.force_login(owner)
    about = {"title": "Leak Ear", "summary": "S", "problem": "P", "does": "D"}
    sent = {**about, "revision": solution.revision, "next": "1"}
    assert client.post(page("edit", solution.pk, "about"), sent).url == page(
        "edit", solution.pk, "tags"
    )
    sent = {**about, "revision": solution.revision + 1, "then": "ar"}
    assert client.post(page("edit", solution.pk, "about"), sent).url.endswith("?in=ar")


def test_a_slower_writer_keeps_every_word(client, owner, solution):
    client.force_login(owner)
    address = page("edit", solution.pk, "about")
    about = {"title": "Leak Ear", "summary": "First.", "problem": "P", "does": "D", "revision": 3}
    solution.refresh_from_db()
    about["revision"] = solution.revision
    client.post(address, about)
    late = client.post(address, {**about, "summary": "Second."})
    assert late.status_code == 409
    assert "First." in late.text and "Second." in late.text
    again = re.search(r'name="revision" value="(\d+)"', late.text)
    assert again and int(again[1]) == solution.revision + 1


def test_a_name_is_needed_and_nothing_typed_is_lost(client, owner, solution):
    client.force_login(owner)
    back = client.post(page("edit", solution.pk, "about"), {"title": "", "summary": "Typed."})
    assert back.status_code == 200 and "Typed." in back.text and "error" in back.text


def test_a_visitor_narrows_the_list_by_words_and_filters(client, lists, worker, company):
    tagged(company, "Leak Ear", "water", trl=8)
    tagged(company, "Shade Sail", "energy", trl=4)
    worker.run()
    assert names(client.get(page("list"))) == ["Shade Sail", "Leak Ear"]
    water = client.get(page("list"), {"domain": "water"})
    assert names(water) == ["Leak Ear"]
    numbers = {o.choice.code: o.number for v in water.context["found"].facets for o in v.options}
    assert numbers["water"] == 1 and numbers["energy"] == 1 and numbers["8"] == 1
    assert names(client.get(page("list"), {"trl": "6"})) == ["Leak Ear"]
    assert names(client.get(page("list"), {"q": "Sail"})) == ["Shade Sail"]
    assert names(client.get(page("list"), {"sort": "ripest"})) == ["Leak Ear", "Shade Sail"]
    empty = client.get(page("list"), {"q": "Sail", "domain": "water"})
    assert "No solution matches" in empty.text


def test_a_capability_group_and_a_place_mean_what_lies_in_them(lists, worker, company):
    in_murcia = {
        Facet.OFFERS: [term("capability", "leak-detection")],
        Facet.TERRITORY: [term("territory", "ES")],
    }
    make_solution(company, terms=in_murcia)
    murcia = next(t.code for t in (term("territory", "ES620"), term("territory", "ES-MC")) if t)
    for facet, code in (("offers", "water"), ("territory", murcia)):
        wanted = asked.read(MultiValueDict({facet: [code]}))
        assert catalogue.results(wanted, 1).page.total == 1, facet


def test_more_than_a_thousand_are_narrowed_by_the_database(lists, monkeypatch, company):
    monkeypatch.setattr(catalogue, "EXACT", 1)
    for number in range(3):
        tagged(company, f"S {number}", "water" if number else "energy", trl=number + 5)
    wanted = asked.read(MultiValueDict({"domain": ["water"]}))
    found = catalogue.results(wanted, 1)
    assert [card.solution.name for card in found.page.rows] == ["S 2", "S 1"]
    assert {option.number for view in found.facets for option in view.options} == {None}
    assert catalogue.results(asked.Asked(choices=(asked.ripe(6),)), 1).page.total == 2


def test_a_list_costs_the_same_for_few_and_for_many(
    client, lists, company, django_assert_max_num_queries
):
    for number in range(3):
        tagged(company, f"S {number}", "water")
    client.get(page("list"))
    with django_assert_max_num_queries(12):
        client.get(page("list"), {"domain": "water"})
    for number in range(17):
        tagged(make_organisation(f"C {number}"), f"T {number}", "energy")
    with django_assert_max_num_queries(12):
        assert len(names(client.get(page("list")))) == 20


def test_a_page_costs_few_queries(client, lists, company, django_assert_max_num_queries):
    row = tagged(company, "Leak Ear", "water", trl=7)
    client.get(row.get_absolute_url())
    with django_assert_max_num_queries(12):
        assert client.get(row.get_absolute_url()).status_code == 200


def test_search_engines_read_what_the_page_shows(client, lists, company):
    row = tagged(company, "Leak </script> Ear", "water")
    shown = client.get(row.get_absolute_url()).text
    written = re.search(r'<script type="application/ld\+json">(.*?)</script>', shown, re.S)
    data = json.loads(written[1])
    assert (data["@type"], data["name"]) == ("Service", "Leak </script> Ear")
    assert data["provider"][0]["name"] == "Acequia Labs" and data["category"] == ["Water"]


def test_a_reader_of_another_language_sees_in_which_a_text_stands(client, company):
    row = make_solution(company, "Oreja de fugas", language="es")
    shown = client.get(row.get_absolute_url()).text
    assert "In Spanish" in shown and 'lang="es"' in shown


def test_the_record_says_that_it_is_one_and_names_its_source(client):
    row = enter_record(
        title=source_text("en", "Cool City"),
        owners=(),
        source="A report",
        source_url="https://report.example/",
    )
    shown = client.get(row.get_absolute_url()).text
    assert "Record 2019–2023" in shown and "https://report.example/" in shown
    assert "Not stated" not in shown


def test_a_member_without_an_organisation_is_led_to_one(client, stranger):
    client.force_login(stranger)
    assert reverse("organisations:register") in client.get(page("create")).text
    assert "no solution yet" in client.get(page("mine")).text
