"""Names, terms and places are offered while somebody types, those that the reader may know of."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sme4smartcities.core.search.services import refresh
from sme4smartcities.web.views import finding
from tests.markup import closed_up
from tests.organisations.cast import make_organisation, make_term

pytestmark = pytest.mark.django_db
PAGE = "/en/search/offers/"


def listed(name: str, **fields):
    row = make_organisation(name, **fields)
    refresh(row.subject)
    return row


def offered(client, typed: str) -> str:
    answer = client.get(PAGE, {"q": typed})
    assert answer.status_code == 200
    return answer.text


def test_a_name_is_offered_from_its_beginning_and_with_a_slip(client):
    row = listed("Acequia Labs")
    for typed in ("aceq", "acequia la", "aceqiua"):
        text = offered(client, typed)
        assert "Acequia Labs" in text
        assert f'data-goal="{row.get_absolute_url()}"' in text
    assert 'role="option"' in text


def test_terms_and_places_lead_to_the_search(client):
    make_term("capability", "leak-detection", "Leak detection")
    make_term("territory", "XL", "Leakland")
    text = offered(client, "leak")
    assert 'data-goal="/en/search/?q=Leak+detection"' in text
    assert 'data-goal="/en/search/?q=Leakland"' in text


def test_nothing_hidden_is_offered(client):
    listed("Acequia Labs", state="hidden")
    assert "Acequia" not in offered(client, "aceq")


@pytest.mark.parametrize("typed", ["", "a", "\0", "\0\0\0", "<script>", "'", "x" * 9000, "\u202e"])
def test_anything_typed_is_answered_calmly(client, typed):
    assert "<script" not in offered(client, typed)


def test_whoever_types_like_a_machine_is_slowed_down(client, monkeypatch):
    monkeypatch.setattr(finding, "KEYS", 3)
    answers = [client.get(PAGE, {"q": "aceq"}).status_code for _ in range(5)]
    assert answers == [200, 200, 200, 429, 429]


def test_offers_cost_few_queries(client):
    for number in range(30):
        listed(f"Acequia {number}")
    offered(client, "aceq")
    with CaptureQueriesContext(connection) as captured:
        offered(client, "aceq")
    assert len(captured) <= 8


def test_the_page_needs_no_script(client):
    text = closed_up(client.get("/en/search/").text)
    assert 'name="q" type="text"' in text
    assert 'role="combobox"' not in text
