"""The pages of opportunities: what they show, and what they cost."""

import json
import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from sme4smartcities.core.translated import source_text
from sme4smartcities.opportunities.codes import Attendance, DeadlineKind, Kind
from sme4smartcities.opportunities.models import Facet
from sme4smartcities.opportunities.queries import asked, listing
from sme4smartcities.vocabularies.queries import term
from tests.opportunities.cast import day, due, held, make_opportunity
from tests.organisations.cast import make_organisation

pytestmark = pytest.mark.django_db


def page(name, *args, language="en"):
    return reverse(f"opportunities:{name}", args=args).replace("/en/", f"/{language}/", 1)


def names(response):
    return [card.opportunity.name for card in response.context["found"].page.rows]


@pytest.fixture
def several(lists, city):
    water = {Facet.DOMAIN: [term("domain", "water")], Facet.STAGE: [term("sme_stage", "idea")]}
    make_opportunity(city, "Fair", occurrences=[held(30, until=32)], attendance=Attendance.MIXED)
    make_opportunity(city, "Course", kind=Kind.TRAINING, free=True, attendance=Attendance.ONLINE)
    make_opportunity(
        city, "Grant", kind=Kind.FUNDING, terms=water, value=100_000, deadlines=[due(20, 17)]
    )
    make_opportunity(city, "Pipes", kind=Kind.TENDER, deadlines=[due(3)])
    make_opportunity(city, "Sails", kind=Kind.TENDER, value=30_000, deadlines=[due(-3), due(40)])
    make_opportunity(city, "Old fair", occurrences=[held(-30)])


def test_what_comes_next_stands_first_and_the_past_is_a_choice(client, several):
    found = client.get(page("list"))
    assert names(found) == ["Pipes", "Course", "Grant", "Fair", "Sails"]
    assert names(client.get(page("list"), {"when": "past"})) == ["Old fair"]
    assert len(names(client.get(page("list"), {"when": "all"}))) == 6
    assert "3 days left" in found.text or "2 days left" in found.text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("kind=tender", {"Pipes", "Sails"}),
        ("kind=tender&kind=funding", {"Pipes", "Sails", "Grant"}),
        ("domain=water", {"Grant"}),
        ("stage=idea", {"Grant"}),
        ("attendance=online", {"Course", "Fair"}),
        ("free=1", {"Course"}),
        ("within=7", {"Pipes"}),
        ("within=28", {"Pipes", "Grant"}),
        ("value=to-60000", {"Pipes", "Sails", "Fair", "Course"}),
        ("value=60000-144000&stated=1", {"Grant"}),
        ("stated=1", {"Grant", "Sails"}),
        ("when=nonsense&kind=nonsense", {"Pipes", "Course", "Grant", "Fair", "Sails"}),
    ],
)
def test_a_reader_narrows_the_list(client, several, query, shown):
    assert set(names(client.get(f"{page('list')}?{query}"))) == shown


def test_each_filter_tells_how_many_it_would_leave(client, several):
    found = client.get(page("list")).context["found"]
    numbers = {o.choice.code: o.number for v in found.facets for o in v.options}
    assert (numbers["tender"], numbers["water"], numbers["online"]) == (2, 1, 2)


def test_more_than_a_thousand_are_narrowed_by_the_database(several, monkeypatch):
    monkeypatch.setattr(listing, "EXACT", 1)
    wanted = asked.read(MultiValueDict({"kind": ["tender"], "domain": ["water"]}))
    assert listing.results(wanted, 1).page.total == 0
    found = listing.results(asked.read(MultiValueDict({"attendance": ["online"]})), 1)
    assert found.page.total == 2 and all(o.number is None for v in found.facets for o in v.options)


def test_open_now_leaves_out_what_takes_no_more_applications(client, city):
    make_opportunity(city, "Late", deadlines=[due(-1)])
    make_opportunity(city, "Open", deadlines=[due(1)])
    make_opportunity(city, "Free for all")
    make_opportunity(city, "Off", state="cancelled")
    assert names(client.get(page("list"), {"when": "open"})) == ["Open", "Free for all"]


def test_words_find_an_opportunity_in_every_language(client, lists, worker, city):
    terms = {Facet.DOMAIN: [term("domain", "water")]}
    make_opportunity(city, "Grant for pipes", kind=Kind.FUNDING, terms=terms)
    worker.run()
    assert names(client.get(page("list"), {"q": "pipes"})) == ["Grant for pipes"]
    assert names(client.get(page("list", language="es"), {"q": "agua"})) == ["Grant for pipes"]


def test_a_deadline_is_told_there_and_for_the_reader(client, owner, lists, city):
    row = make_opportunity(city, kind=Kind.TENDER, deadlines=[due(10, 17, DeadlineKind.TENDER)])
    owner.time_zone = "Asia/Jerusalem"
    owner.save()
    client.force_login(owner)
    shown = client.get(row.get_absolute_url()).text
    assert re.search(r"17:00 in \S+, 18:00 for you", shown)


def test_that_no_value_is_stated_is_told(client, city):
    row = make_opportunity(city, kind=Kind.TENDER)
    assert "No value stated" in client.get(row.get_absolute_url()).text


def test_a_page_tells_search_engines_what_it_shows(client, city):
    row = make_opportunity(
        city, "Fair", occurrences=[held(30, until=32)], attendance=Attendance.ONSITE, venue="Hall"
    )
    shown = client.get(row.get_absolute_url()).text
    found = json.loads(re.search(r'ld\+json">(.*?)</script>', shown)[1])
    assert found["@type"] == "Event" and found["startDate"] == day(30).isoformat()
    assert found["endDate"] == day(32).isoformat()
    assert found["location"]["name"] == "Hall" and found["organizer"]["name"] == "Port City"


def test_the_month_is_a_table_with_deadlines_among_its_days(client, several):
    ahead = day(3)
    found = client.get(page("month"), {"month": f"{ahead:%Y-%m}"})
    cell = re.search(rf'<td[^>]*><time datetime="{ahead}">.*?</td>', found.text)
    assert cell and 'class="due"' in cell[0] and "Pipes" in cell[0]
    assert found.text.count("<tr>") in (5, 6, 7)


def test_weeks_begin_as_the_reader_s_language_begins_them(client, several):
    assert client.get(page("month"), {"month": "2027-02"}).context["month"].days[0].weekday() == 0
    hebrew = client.get(page("month", language="he"), {"month": "2027-02"})
    assert hebrew.context["month"].days[0].weekday() == 6


def test_what_lasts_three_days_stands_on_each_of_them(client, city):
    make_opportunity(city, "Fair", occurrences=[held(30, until=32)])
    found = client.get(page("agenda"), {"from": day(29).isoformat()}).context["agenda"]
    assert [date for date, entries in found.days] == [day(30), day(31), day(32)]


@pytest.mark.parametrize("text", ["nonsense", "2026-13", "9999-12", "0001-01", "2026-02-30", ""])
def test_nonsense_in_the_address_of_a_month_shows_this_one(client, text):
    assert client.get(page("month"), {"month": text}).status_code == 200
    assert client.get(page("agenda"), {"from": text}).status_code == 200


def test_an_evening_there_stands_on_the_reader_s_own_day(client, owner, city):
    make_opportunity(city, "Late show", occurrences=[held(10, hour=23)])
    owner.time_zone = "Asia/Jerusalem"
    owner.save()
    client.force_login(owner)
    found = client.get(page("agenda")).context["agenda"]
    assert found.days[0][0] == day(11)


def test_pages_cost_the_same_however_much_stands_on_them(
    client, several, city, django_assert_max_num_queries
):
    for number in range(25):
        terms = {Facet.DOMAIN: [term("domain", "energy")]}
        make_opportunity(
            make_organisation(f"Body {number}"),
            f"Meeting {number}",
            terms=terms,
            deadlines=[due(5)],
            occurrences=[held(6 + week * 7) for week in range(10)],
        )
    for name in ("list", "month", "agenda"):
        with django_assert_max_num_queries(12):
            assert len(client.get(page(name)).content) < 120_000
    row = make_opportunity(city, "Long", occurrences=[held(n) for n in range(1, 90)])
    with django_assert_max_num_queries(12):
        client.get(row.get_absolute_url())


def test_a_page_is_not_kept_beyond_the_next_deadline(client, city, monkeypatch):
    row = make_opportunity(city, kind=Kind.TENDER, deadlines=[due(1, 12)])
    make_opportunity(city, kind=Kind.TENDER, deadlines=[due(3, 12)])
    first = client.get(page("list"))
    kept = client.get(page("list"), headers={"If-None-Match": first.headers["ETag"]})
    assert kept.status_code == 304
    type(row).objects.filter(pk=row.pk).update(next_at=timezone.now() - timedelta(minutes=1))
    anew = client.get(page("list"), headers={"If-None-Match": first.headers["ETag"]})
    assert anew.status_code == 200


def test_text_of_others_cannot_leave_its_place(client, city):
    evil = '</script><img src=x onerror="alert(1)">'
    row = make_opportunity(city, evil, organiser=evil, text=source_text("en", evil))
    shown = client.get(row.get_absolute_url()).text
    assert "<img src=x" not in shown and shown.count("</script>") == shown.count("<script")


def test_programs_list_and_read(client, several):
    found = client.get("/api/v1/opportunities?kind=tender").json()
    assert {one["title"]["en"]["text"] for one in found["items"]} == {"Pipes", "Sails"}
    whole = client.get(f"/api/v1/opportunities/{found['items'][0]['id']}").json()
    assert len(whole["deadlines"]) == 2 and whole["deadlines"][0]["at"] is None
