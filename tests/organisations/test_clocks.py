"""Whoever has set no time zone is told so at the desk, quietly, until one is chosen."""

import re

import pytest

from sme4smartcities.vocabularies.models import Place
from tests.organisations.cast import make_organisation

pytestmark = pytest.mark.django_db
HINT = "Your times are shown in UTC."


def hint_of(page: str) -> str:
    """Give the address to which the desk's hint leads."""
    found = re.search(rf'{HINT} <a href="([^"]+)"', page)
    assert found
    return found[1]


def test_new_member_is_told_at_the_desk_until_a_zone_is_chosen(client, owner):
    client.force_login(owner)
    address = hint_of(client.get("/en/desk/").text)
    assert '<option value="" selected>Choose your time zone</option>' in client.get(address).text
    client.post(address, {"language": "en", "time_zone": ""})
    assert HINT in client.get("/en/desk/").text
    client.post(address, {"language": "en", "time_zone": "Europe/Rome"})
    assert HINT not in client.get("/en/desk/").text


def test_the_zone_where_the_organisation_lies_is_suggested(client, owner):
    place = Place.objects.create(name="Haifa", lat=32.8, lon=35, time_zone="Asia/Jerusalem")
    company = make_organisation("Company", manager=owner)
    company.place = place
    company.save()
    client.force_login(owner)
    page = client.get(hint_of(client.get("/en/desk/").text)).text
    assert '<option value="Asia/Jerusalem" selected>' in page
    owner.refresh_from_db()
    assert owner.time_zone == "UTC"


def test_whoever_lives_by_utc_chooses_it_once(client, owner):
    client.force_login(owner)
    client.post("/en/account/settings/", {"language": "en", "time_zone": "Etc/UTC"})
    assert HINT not in client.get("/en/desk/").text
    assert '<option value="Etc/UTC" selected>UTC</option>' in (
        client.get("/en/account/settings/").text
    )


def test_an_invented_zone_is_suggested_to_nobody(client, owner):
    client.force_login(owner)
    page = client.get("/en/account/settings/?zone=Moon/Base").text
    assert 'value="Moon/Base"' not in page and '<option value="" selected>' in page
