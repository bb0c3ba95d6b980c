"""Names of countries and territories take a footnote wherever they stand."""

import pytest

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.search.services import refresh
from sme4smartcities.organisations.models import Facet
from sme4smartcities.vocabularies.queries import footnotes, term
from sme4smartcities.vocabularies.services import edit_term, load_vocabularies
from tests.challenges.cast import make_challenge, make_city
from tests.organisations.cast import make_organisation
from tests.organisations.test_directory import state
from tests.solutions.cast import make_solution

GENERAL = "The names used here express no opinion"


@pytest.fixture
def annotated(db):
    """A country with a footnote of its own, as the coordinator wrote it."""
    load_vocabularies(actor=SYSTEM)
    country = term("territory", "PS")
    edit_term(actor=SYSTEM, term=country, values={"notes": {"en": "As the programme calls it."}})
    return term("territory", "PS")


def test_a_territory_has_its_own_footnote_and_that_of_all(annotated):
    own, general = footnotes([annotated])
    assert own.endswith("As the programme calls it.") and general.startswith(GENERAL)
    assert [note[: len(GENERAL)] for note in footnotes([term("territory", "ES")])] == [GENERAL]
    assert footnotes([]) == []


def test_the_profile_and_the_list_of_places_show_the_footnotes(client, annotated):
    placed = make_organisation("Harbour Works", territory=annotated)
    state(placed, Facet.TERRITORY, annotated)
    refresh(placed.subject)
    nowhere = make_organisation("No Place")
    told = client.get(placed.get_absolute_url()).content.decode()
    assert "As the programme calls it." in told and GENERAL in told
    assert GENERAL not in client.get(nowhere.get_absolute_url()).content.decode()
    listed = client.get("/en/organisations/").content.decode()
    assert "As the programme calls it." in listed and GENERAL in listed


def test_the_places_to_filter_challenges_and_solutions_by_show_them_too(client, annotated):
    paths = ("/en/challenges/", "/en/solutions/")
    city = make_city("Harbour Town", territory=annotated)
    make_challenge(city)
    make_solution(make_organisation("Works"), terms={"territory": [annotated]})
    for path in paths:
        filters = client.get(path).text.partition('id="filters"')[2].partition("</aside>")[0]
        assert "As the programme calls it." in filters and GENERAL in filters, path
