"""What everybody reads: the list with its filters, the page, what stays unseen."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.challenges.services import Edit, edit_challenge
from sme4smartcities.core.cards import cards_for
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.organisations.models import Layer
from tests.challenges.cast import make_challenge, make_city
from tests.markup import closed_up

LIST = "/en/challenges/"


def titles(text: str) -> list[str]:
    return re.findall(r'<h2><a href="[^"]+"><bdi[^>]*>([^<]+)', closed_up(text))


def test_a_visitor_reads_what_is_open_solved_and_closed_and_nothing_else(city, client):
    for state in ("draft", "review", "withdrawn", "archived", "solved", "published"):
        make_challenge(city, state=state, title=f"Shade, {state}")
    assert titles(client.get(LIST).text) == ["Shade, published", "Shade, solved", "Shade, archived"]


def test_filters_narrow_the_list_and_count_what_they_leave(city, client):
    make_challenge(city, title="Dry squares", domain="water")
    make_challenge(city, title="Taken bays", needs=("parking",))
    page = client.get(f"{LIST}?domain=water").text
    assert titles(page) == ["Dry squares"]
    assert re.search(
        r'value="transportation"><span>[^<]+</span><span class="n">1<', closed_up(page)
    )
    assert titles(client.get(f"{LIST}?needs=parking&state=published").text) == ["Taken bays"]
    assert titles(client.get(f"{LIST}?domain=nonsense&state=draft").text) != []


def test_words_find_a_challenge_and_its_city_in_any_language(city, client, worker):
    row = make_challenge(city, title="Taken bays")
    edit_challenge(
        actor=SYSTEM, challenge=row, edit=Edit(language="ar", texts={"title": "مواقف مشغولة"})
    )
    make_challenge(make_city("Saltquay"), title="Dry squares", domain="water")
    worker.run()
    for words in ("مواقف", "Marlhaven"):
        assert titles(client.get(LIST, {"q": words}).text) == ["Taken bays"], words
    assert titles(client.get(LIST, {"q": "squares"}).text) == ["Dry squares"]
    assert "No challenge matches" in client.get(LIST, {"q": "zzzz"}).text


def test_the_list_costs_the_same_however_many_there_are(city, client):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert client.get(f"{LIST}?domain=transportation").status_code == 200
        return len(caught)

    make_challenge(city)
    client.get(LIST)
    before = queries()
    for number in range(9):
        make_challenge(city, title=f"Bay number {number}")
    assert queries() == before <= 12


def test_the_page_costs_few_queries(challenge, client):
    client.get(challenge.get_absolute_url())
    with CaptureQueriesContext(connection) as caught:
        client.get(challenge.get_absolute_url())
    assert len(caught) <= 12


@pytest.mark.parametrize("state", ["draft", "review"])
def test_what_is_being_written_is_seen_by_its_people_and_the_coordinator_alone(
    client, officer, owner, coordinator, city, state
):
    row = make_challenge(city, state=state)
    for reader, status in ((None, 404), (owner, 404), (officer, 200), (coordinator, 200)):
        if reader:
            client.force_login(reader)
        assert client.get(row.get_absolute_url()).status_code == status
    assert not cards_for(owner, [row.subject]) and cards_for(officer, [row.subject])


def test_search_engines_read_what_the_page_shows_and_no_draft(challenge, client, officer, city):
    text = closed_up(client.get(challenge.get_absolute_url()).text)
    (found,) = re.findall(r'<script type="application/ld\+json">(.+?)</script>', text)
    data = json.loads(found)
    assert data["name"] == "Find a free accessible bay"
    assert data["offeredBy"]["name"] == "Marlhaven"
    client.force_login(officer)
    draft = client.get(make_challenge(city, state="draft").get_absolute_url()).text
    assert "ld+json" not in draft and 'content="noindex"' in draft


def test_a_reader_of_another_language_is_told_which_is_the_original(challenge, client):
    page = client.get(challenge.get_absolute_url().replace("/en/", "/es/")).text
    assert 'lang="en"' in page and "inglés" in page


def test_a_record_names_its_source_and_offers_no_act(challenge, client, officer):
    Challenge.objects.filter(pk=challenge.pk).update(
        layer=Layer.RECORD, state="archived", source="liguria.bizjournal.it, April 2022"
    )
    client.force_login(officer)
    page = client.get(challenge.get_absolute_url()).text
    assert "liguria.bizjournal.it, April 2022" in page and "Record 2019–2023" in page
    assert reverse("challenges:studio", args=(challenge.pk,)) not in page
    assert client.get(reverse("challenges:studio", args=(challenge.pk,))).status_code == 403


def test_the_desk_shows_the_draft_and_the_coordinator_what_waits(
    client, officer, coordinator, city
):
    make_challenge(city, state="draft", title="Unfinished work")
    make_challenge(city, state="review", title="Waiting work")
    client.force_login(officer)
    assert "Unfinished work" in client.get("/en/desk/").text
    client.force_login(coordinator)
    assert "Waiting work" in client.get("/en/desk/").text
