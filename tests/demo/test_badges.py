"""What is invented says so wherever it stands: on cards, pages, in exports and mails."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from sme4smartcities.core.mail.models import Mail
from sme4smartcities.demo import queries
from sme4smartcities.organisations.exchange.queries import cells, columns_for, organisations_for
from sme4smartcities.organisations.models import Layer, Organisation, State
from sme4smartcities.programmes.models import Programme

pytestmark = pytest.mark.usefixtures("demo")

OPENING = r'<li class="card card--link">'
CARD = re.compile(rf"{OPENING}.*?</li>(?=\s*(?:{OPENING}|</ul>))", re.DOTALL)
MARKS = ("Example", "Record")


@pytest.fixture
def browser() -> Client:
    return Client()


def cards(browser: Client, path: str) -> list[str]:
    """Collect the cards of a list over all its pages."""
    found: list[str] = []
    for number in range(1, 20):
        mark = "&" if "?" in path else "?"
        page = browser.get(f"{path}{mark}page={number}")
        part = CARD.findall(page.text)
        if number > 1 and (not part or part[0] in found):
            break
        found += part
    return found


def test_every_card_of_the_directory_says_that_it_is_invented_or_a_record(browser):
    found = cards(browser, "/en/organisations/")
    assert len(found) == Organisation.objects.exclude(state=State.MERGED).count()
    assert [card for card in found if not any(mark in card for mark in MARKS)] == []


@pytest.mark.parametrize("words", ["leak", "sombra", "rifiuti", "déchets", "צל", "مياه", "Murcia"])
def test_every_card_of_the_search_says_it_too(browser, words):
    found = cards(browser, f"/en/search/?q={words}")
    assert found
    assert [card for card in found if not any(mark in card for mark in MARKS)] == []


def test_every_profile_says_it_beside_its_name(browser):
    for row in Organisation.objects.exclude(state=State.MERGED).order_by("pk")[::7]:
        head = browser.get(row.get_absolute_url()).text.partition("<h1")[0]
        badge = "Record 2019–2023" if row.layer == Layer.RECORD else "Example"
        assert f"<span>{badge}</span>" in head, row.name


def test_every_programme_says_it_on_its_card_and_page(browser):
    listed = browser.get("/en/programmes/").text
    for programme in Programme.objects.all():
        page = browser.get(programme.get_absolute_url()).text
        badge = "Record 2019–2023" if programme.is_record else "Example"
        assert badge in page.partition("<h1")[0] and badge in listed


def test_every_record_profile_names_its_source_and_offers_no_contact(browser):
    for row in Organisation.objects.filter(layer=Layer.RECORD):
        page = browser.get(row.get_absolute_url()).text
        assert "belongs to the Record 2019–2023" in page and row.checked_on
        assert "https://" in page and "Source:" in page
        assert "/write/" not in page and "/join/" not in page and "Verified" not in page


@pytest.mark.parametrize("full", [False, True])
def test_an_export_tells_the_layer_of_each_row(full):
    columns = columns_for(full=full)
    place = [column.code for column in columns].index("layer")
    actor = queries.role_account("coordinator") if full else AnonymousUser()
    rows = list(cells(organisations_for(actor, full=full), columns))
    assert len(rows) == Organisation.objects.exclude(state=State.MERGED).count()
    assert {row[place] for row in rows} == {"example", "record"}


def test_the_api_tells_the_layer_of_each_organisation(browser):
    items = browser.get("/api/v1/organisations?limit=50").json()["items"]
    assert {item["layer"] for item in items} <= {"example", "record"}


def test_every_mail_of_the_demonstration_says_it(demo):
    mails = Mail.objects.all()
    assert mails.count() > 10
    for mail in mails:
        for text in (mail.text, mail.html):
            assert re.search("Example|Ejemplo|Esempio|Exemple|דוגמה|مثال", text), mail.template
