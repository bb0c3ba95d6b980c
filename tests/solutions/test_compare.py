"""Up to four solutions side by side: the address holds the choice, and nothing unseen shows."""

import pytest
from django.urls import reverse

from sme4smartcities.core.translated import source_text
from sme4smartcities.solutions.models import Reference
from sme4smartcities.solutions.queries.comparing import chosen
from sme4smartcities.solutions.services.parts import save_part
from tests.organisations.cast import make_organisation
from tests.solutions.cast import make_solution

pytestmark = pytest.mark.django_db
COMPARE = reverse("solutions:compare")


def names(response):
    return [column.solution.name for column in response.context["columns"]]


def test_the_address_holds_up_to_four_in_their_order():
    assert chosen(["3", "1", "3", "x", "²", "", "9" * 30, "4", "2", "5"]) == [3, 1, 4, 2]


def test_a_visitor_compares_what_is_stated_and_takes_one_out(client, owner, company):
    first = make_solution(company, "Leak Ear", trl=7, provides=source_text("en", "A map."))
    second = make_solution(company, "Leak Dog", price_model="use")
    values = {"authority": "Far Utility", "year": 2024}
    save_part(actor=owner, part=Reference(solution=first), values=values)
    page = client.get(COMPARE, {"s": [second.pk, first.pk]})
    assert names(page) == ["Leak Dog", "Leak Ear"]
    assert (
        "A map." in page.text and "Paid by use" in page.text and "Far Utility (2024)" in page.text
    )
    assert f'href="?s={first.pk}"' in page.text and "Data and standards" not in page.text
    assert page.text.count("Not stated") == 3


def test_what_a_reader_may_not_see_is_not_compared(client, company):
    hidden = make_organisation("Hidden", state="hidden")
    rows = [
        make_solution(company, "Draft", state="draft"),
        make_solution(company, "Withdrawn", state="withdrawn"),
        make_solution(hidden, "Hidden"),
        make_solution(company, "Shown"),
    ]
    assert names(client.get(COMPARE, {"s": [row.pk for row in rows]})) == ["Shown"]


def test_a_further_one_is_found_by_words_and_added_by_a_link(client, worker, company):
    first, second = make_solution(company, "Leak Ear"), make_solution(company, "Shade Sail")
    worker.run()
    page = client.get(COMPARE, {"s": first.pk, "q": "Sail"})
    assert f'href="?s={first.pk}&amp;s={second.pk}"' in page.text
    assert "Nothing is chosen yet" in client.get(COMPARE).text


def test_four_cost_as_much_as_one(client, company, django_assert_max_num_queries):
    rows = [make_solution(company, f"S {number}") for number in range(4)]
    client.get(COMPARE)
    with django_assert_max_num_queries(12):
        assert len(names(client.get(COMPARE, {"s": [row.pk for row in rows]}))) == 4
