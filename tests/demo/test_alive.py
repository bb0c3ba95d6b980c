"""No page of the demonstration is empty, whatever the reader's language and role."""

import gzip
import re
from typing import Any

import pytest
from django.test import Client

from sme4smartcities.demo.content import LANGUAGES, organisations
from sme4smartcities.organisations.exchange.models import Import
from sme4smartcities.organisations.exchange.queries import counts_of
from sme4smartcities.organisations.models import Facet, OrganisationTerm
from sme4smartcities.vocabularies.queries import term, terms

pytestmark = pytest.mark.usefixtures("demo")

EMPTY = 'class="empty"'
WORDS = {"es": "agua", "it": "rifiuti", "fr": "commune", "en": "water", "he": "מים", "ar": "مياه"}
VISITOR = ("", "organisations/", "programmes/", "programmes/six-islands/", "about/demonstration/")
OWN = {
    "sme-owner": (
        "desk/",
        "organisations/mine/",
        "organisations/messages/",
        "programmes/six-islands/taking-part/",
    ),
    "city-officer": ("desk/", "organisations/mine/", "organisations/messages/"),
    "researcher": ("desk/", "organisations/mine/", "organisations/messages/"),
    "mentor": ("desk/", "organisations/mine/", "organisations/messages/"),
    "coordinator": (
        "desk/",
        "members/",
        "organisations/contacts/",
        "organisations/import/",
        "organisations/messages/reports/",
        "programmes/six-islands/people/",
        "programmes/six-islands/keep/",
    ),
}


def text_of(answer: Any) -> str:
    """Give what stands in the page itself, without header and footer."""
    assert answer.status_code == 200, answer
    return str(answer.text.partition("<main")[2].partition("</main>")[0])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", VISITOR)
def test_visitor_finds_something_on_every_page(path, language):
    main = text_of(Client().get(f"/{language}/{path}"))
    assert EMPTY not in main
    assert len(re.sub(r"<[^>]+>|\s+", " ", main).split()) > 60


@pytest.mark.parametrize("query", ["", "?view=map", "?q=water&kind=sme&domain=water"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_page_of_the_directory_weighs_at_most_15_kb(language, query):
    page = Client().get(f"/{language}/organisations/{query}").content
    assert len(gzip.compress(page)) <= 15_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_visitor_finds_companies_that_write_in_the_own_language(language):
    main = text_of(Client().get(f"/{language}/search/?kind=organisation&q={WORDS[language]}"))
    own = [told.name for told in organisations() if told.language == language]
    assert EMPTY not in main
    assert sum(name in main for name in own) >= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_has_somebody_in_every_language(language):
    speaking = OrganisationTerm.objects.filter(
        facet=Facet.LANGUAGE, term=term("language", language)
    ).values("organisation")
    for field in terms("domain"):
        rows = OrganisationTerm.objects.filter(facet=Facet.DOMAIN, term=field)
        assert rows.filter(organisation__in=speaking).count() >= 2, field.code


@pytest.mark.parametrize("key", OWN)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_role_finds_something_on_its_pages(key, language):
    browser = Client()
    browser.post(f"/{language}/demo/enter/{key}/")
    for path in OWN[key]:
        assert EMPTY not in text_of(browser.get(f"/{language}/{path}")), path


def test_the_map_shows_the_islands_and_the_record():
    main = text_of(Client().get("/en/organisations/"))
    svg = main.partition('class="map"')[2].partition("</svg>")[0]
    assert svg.count("<circle") >= 15


def test_the_coordinator_finds_a_table_with_a_word_about_each_row():
    table = Import.objects.get()
    counts = counts_of(table)
    assert (table.state, table.total) == ("ready", 5)
    assert (counts.fine, counts.twins, counts.problems) == (2, 1, 2)
