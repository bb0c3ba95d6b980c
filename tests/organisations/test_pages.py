"""The pages of an entry as visitors, members, managers and coordinators meet them."""

import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.organisations.models import Organisation, OrganisationTerm
from sme4smartcities.organisations.services.merging import merge
from sme4smartcities.organisations.services.people import add_person, show_myself
from sme4smartcities.vocabularies.models import Place
from sme4smartcities.vocabularies.services import load_vocabularies
from tests.organisations.cast import make_organisation, make_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(sme, owner):
    """The owner's company with something in every section."""
    sme.summary = {"es": {"text": "Medimos fugas", "state": "source"}}
    sme.description = {"es": {"text": "**Sensores** <script>alert(1)</script>", "state": "source"}}
    sme.website, sme.website_host = "https://acequia.example/", "acequia.example"
    sme.trl_from, sme.trl_to, sme.founded, sme.staff = 6, 8, 2017, "2-9"
    sme.address = "Calle </script> 5"
    sme.save()
    for facet, vocabulary, code in (
        ("domain", "domain", "water"),
        ("offers", "capability", "leak-detection"),
        ("needs", "capability", "test-sites"),
        ("language", "language", "es"),
        ("certificate", "certificate", "iso-9001"),
    ):
        OrganisationTerm.objects.create(
            organisation=sme, facet=facet, term=make_term(vocabulary, code)
        )
    return sme


def url(organisation: Organisation, name: str = "", *args: object) -> str:
    if not name:
        return organisation.get_absolute_url()
    return reverse(f"organisations:{name}", args=(organisation.pk, *args))


def test_a_visitor_reads_the_page_of_an_organisation(client, full):
    page = client.get(url(full)).content.decode()
    for words in (
        "Acequia Labs",
        "Medimos fugas",
        "Leak-Detection",
        "Test-Sites",
        "TRL 6 to 8 of 9",
    ):
        assert words in page
    assert "<strong>Sensores</strong>" in page and "<script>alert" not in page


def test_the_description_for_machines_cannot_leave_its_element(client, full):
    page = client.get(url(full)).content.decode()
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    data = json.loads(found)
    assert data["@type"] == "Organization"
    assert data["address"]["streetAddress"] == "Calle </script> 5"


def test_the_description_for_machines_gives_every_other_name(client, full):
    full.names = {"ar": "مختبرات الساقية"}
    full.alternate_names = ["Acequia"]
    full.save()
    for language, title, others in (
        ("en", "Acequia Labs", ["مختبرات الساقية", "Acequia"]),
        ("ar", "مختبرات الساقية", ["Acequia Labs", "Acequia"]),
    ):
        address = url(full).replace("/en/", f"/{language}/")
        page = client.get(address, follow=True).content.decode()
        (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
        assert (json.loads(found)["name"], json.loads(found)["alternateName"]) == (title, others)


def test_an_old_or_bare_address_leads_to_the_right_one(client, full):
    for wrong in (f"/en/organisations/{full.pk}/", f"/en/organisations/{full.pk}-other/"):
        answer = client.get(wrong)
        assert (answer.status_code, answer["Location"]) == (301, url(full))


def test_a_merged_address_leads_to_the_entry_that_stayed(client, full, coordinator):
    twin = make_organisation("Twin")
    merge(actor=coordinator, organisation=twin, into=full)
    answer = client.get(url(twin))
    assert (answer.status_code, answer["Location"]) == (301, url(full))


@pytest.mark.parametrize("state", ["draft", "hidden"])
def test_what_is_not_listed_is_not_found_by_others(client, full, owner, stranger, state):
    Organisation.objects.update(state=state)
    assert client.get(url(full)).status_code == 404
    client.force_login(stranger)
    assert client.get(url(full)).status_code == 404
    client.force_login(owner)
    assert client.get(url(full)).status_code == 200


def test_numbers_beyond_the_database_are_not_found(client):
    assert client.get("/en/organisations/99999999999999999999/").status_code == 404


def test_the_badge_tells_the_layer(client, full):
    for layer, words in (("example", "Example"), ("record", "Record 2019–2023")):
        Organisation.objects.update(layer=layer, checked_on=timezone.localdate())
        assert words in client.get(url(full)).content.decode()


def test_a_record_offers_no_act_even_to_the_coordinator(client, full, coordinator):
    Organisation.objects.update(layer="record", checked_on=timezone.localdate())
    client.force_login(coordinator)
    page = client.get(url(full)).content.decode()
    assert "/write/" not in page and "/edit/" not in page and "/verify/" not in page


def test_a_page_seen_before_is_not_sent_again(client, full, owner):
    first = client.get(url(full))
    again = client.get(url(full), headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    show_myself(actor=owner, organisation=full, function="Head", shown=2)
    assert client.get(url(full), headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("who", ["visitor", "stranger", "owner", "coordinator"])
def test_the_page_asks_at_most_twelve_questions(
    request, client, full, owner, who, django_assert_max_num_queries
):
    load_vocabularies(actor=SYSTEM)  # as in every house: lists are read once, not on each page
    for number in range(30):
        term = make_term("capability", f"c{number}")
        OrganisationTerm.objects.create(organisation=full, facet="offers", term=term)
    if who != "visitor":
        client.force_login(request.getfixturevalue(who))
    client.get(url(full))
    with django_assert_max_num_queries(12):
        assert client.get(url(full)).status_code == 200


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_of_a_manager_opens(client, full, owner, officer, language):
    add_person(actor=owner, organisation=full, member=officer, role="member")
    client.force_login(owner)
    for name, args in (
        ("mine", ()),
        ("register", ()),
        ("inbox", ()),
        ("people", (full.pk,)),
        ("myself", (full.pk,)),
        ("delete", (full.pk,)),
        ("leave", (full.pk,)),
        ("remove", (full.pk, officer.pk)),
        *(("edit", (full.pk, s)) for s in ("basics", "work", "capabilities", "credentials")),
        *(("welcome", (full.pk, s)) for s in ("work", "capabilities", "credentials")),
    ):
        address = reverse(f"organisations:{name}", args=args).replace("/en/", f"/{language}/")
        assert client.get(address).status_code == 200, name


def test_every_page_of_the_coordinator_opens(client, full, coordinator):
    client.force_login(coordinator)
    for name, args in (
        ("verify", (full.pk,)),
        ("merge", (full.pk,)),
        ("contacts", ()),
        ("contact_add", (full.pk,)),
        ("reports", ()),
    ):
        assert client.get(reverse(f"organisations:{name}", args=args)).status_code == 200, name


def test_the_page_draws_the_dot_of_its_place_and_leads_to_the_neighbours(client, full):
    place = Place.objects.create(name="Murcia", lat=37.987, lon=-1.130, population=400_000)
    neighbour = make_organisation("Neighbour", place=place, latitude=37.987, longitude=-1.13)
    Organisation.objects.filter(pk=full.pk).update(place=place, latitude=37.987, longitude=-1.130)
    page = client.get(url(full)).content.decode()
    assert 'viewBox="7 141 360 220"' in page and '<circle cx="187" cy="251" r="9"/>' in page
    near = re.search(r'href="([^"]*near=[^"]*)"', page)[1].replace("&amp;", "&")
    assert neighbour.get_absolute_url() in client.get(near).content.decode()


@pytest.mark.parametrize(("lat", "lon"), [(None, None), (60.0, 10.0), (-33.9, 151.2)])
def test_a_place_beyond_the_drawing_or_none_shows_no_map(client, full, lat, lon):
    Organisation.objects.filter(pk=full.pk).update(place=None, latitude=lat, longitude=lon)
    assert 'class="coast"' not in client.get(url(full)).content.decode()
