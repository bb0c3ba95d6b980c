"""Every page that belongs to no feature opens, in every language, and says so in its markup."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import Settings

from sme4smartcities.accounts.models import Member
from sme4smartcities.core import features
from sme4smartcities.core.features import Feature, TourStep

PAGES = ("", "about/demonstration/", "about/accessibility/", "about/privacy/", "about/imprint/", "contact/")  # fmt: skip
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LANGUAGES = [code for code, _ in settings.LANGUAGES]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_visitor_opens_page_without_cookie(
    db: None, client: Client, language: str, path: str
) -> None:
    answer = client.get(f"/{language}/{path}")
    direction = "rtl" if language in ("ar", "he") else "ltr"
    assert answer.status_code == 200
    assert f'<html lang="{language}" dir="{direction}"' in answer.text
    assert "\n " not in answer.text  # the indentation of the templates stays here
    assert answer.text.count("<h1>") == 1
    assert not answer.cookies


def test_visitor_at_the_desk_is_asked_to_sign_in(db: None, client: Client) -> None:
    answer = client.get("/en/desk/")
    assert answer.status_code == 302
    assert answer.url.startswith("/en/account/login/")


def test_member_at_the_root_comes_to_the_own_language(client: Client, owner: Member) -> None:
    owner.language = "es"
    owner.save()
    client.force_login(owner)
    assert client.get("/").url == "/es/"


def test_member_finds_desk_and_sign_out_in_the_own_menu(client: Client, owner: Member) -> None:
    client.force_login(owner)
    text = client.get("/en/desk/").text
    assert 'id="account"' in text
    assert 'action="/en/account/logout/"' in text
    assert "Sign in" not in text


def test_visitor_chooses_dark_and_every_page_is_dark(db: None, client: Client) -> None:
    answer = client.post("/theme/", {"theme": "dark", "next": "/en/contact/"})
    assert answer.url == "/en/contact/"
    assert 'data-theme="dark"' in client.get("/en/").text
    client.post("/theme/", {"theme": ""})
    assert 'data-theme=""' in client.get("/en/").text


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:1", "", "nowhere", "web:home"]
)
def test_theme_never_leads_to_another_site(db: None, client: Client, target: str) -> None:
    assert client.post("/theme/", {"theme": "dark", "next": target}).url == "/"


def test_robot_reads_what_is_closed(client: Client) -> None:
    assert "Disallow: /en/account/" in client.get("/robots.txt").text


def test_finder_of_a_weakness_reads_whom_to_tell(client: Client, settings: Settings) -> None:
    assert client.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "mailto:security@city.example"
    text = client.get("/.well-known/security.txt").text
    assert "Contact: mailto:security@city.example\n" in text
    assert "\nExpires: 20" in text
    assert "+00:00" not in text


def test_browser_reads_name_and_icons(client: Client) -> None:
    body = client.get("/manifest.webmanifest").json()
    assert body["name"] == settings.SITE_NAME
    assert [icon["sizes"] for icon in body["icons"]] == ["192x192", "512x512", "any"]


@pytest.mark.parametrize("slug", ["organisations", "programmes", "web"])
@pytest.mark.parametrize("number", [0, 2**63, 10**30])
def test_robot_at_a_part_that_cannot_be_finds_nothing(
    db: None, client: Client, slug: str, number: int
) -> None:
    assert client.get(f"/sitemap-{slug}-{number}.xml").status_code == 404


def test_robot_walks_the_site_map_to_every_language(db: None, client: Client) -> None:
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    parts = [loc.text or "" for loc in index.iter(f"{SITEMAP}loc")]
    assert f"{settings.BASE_URL}/sitemap-web-1.xml" in parts
    for part in parts:
        listed = ElementTree.fromstring(client.get(part.removeprefix(settings.BASE_URL)).content)
        addresses = [loc.text or "" for loc in listed.iter(f"{SITEMAP}loc")]
        assert addresses
        for address in addresses[:12]:
            assert client.get(address.removeprefix(settings.BASE_URL)).status_code == 200


def test_visitor_takes_the_tour_from_the_short_address(
    db: None, client: Client, guided: Feature
) -> None:
    assert client.get("/tour", headers={"Accept-Language": "es"}).url == "/es/tour/"
    text = client.get("/es/tour/").text
    assert 'href="/es/organisations/?q=agua"' in text
    assert "SME owner" in text


@pytest.fixture
def guided(settings: Settings) -> Iterator[Feature]:
    """A demonstration with one stop on its tour."""
    settings.DEMO = True
    step = TourStep(title="Find", text="Look.", path="organisations/?q=agua", role="SME owner")
    feature = Feature(slug="guided", title="Guided", tour=(step,))
    features._features["guided"] = feature
    yield feature
    del features._features["guided"]


def test_operator_shows_an_own_mark_in_which_nothing_runs(
    db: None, client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.LOGO = tmp_path / "mark.svg"
    settings.LOGO.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    assert '<img src="/logo" alt="">' in client.get("/en/contact/").text
    answer = client.get("/logo")
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_coordinator_finds_the_own_menu_and_others_do_not(
    client: Client, coordinator: Member, owner: Member
) -> None:
    client.force_login(owner)
    assert "/en/coordination/pages/" not in client.get("/en/desk/").text
    client.force_login(coordinator)
    assert "/en/coordination/pages/" in client.get("/en/desk/").text


def test_search_engine_reads_where_a_page_stands_in_each_language(db: None, client: Client) -> None:
    text = client.get("/fr/contact/?from=here").text
    assert f'hreflang="ar" href="{settings.BASE_URL}/ar/contact/">' in text
