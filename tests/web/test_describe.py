"""A visitor says in a few words what he or she does, and sees what fits; nothing of it is kept."""

import logging

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.search.services import refresh
from sme4smartcities.matching.scoring.reach import Reach
from sme4smartcities.matching.services.reach import set_reaches
from sme4smartcities.web.queries.described import LONGEST
from sme4smartcities.web.views import describing
from tests.challenges.cast import make_challenge, make_city
from tests.organisations.cast import make_term
from tests.web.test_search_meaning import company, glossary, indexed  # noqa: F401

pytestmark = pytest.mark.django_db
PAGE = "/en/describe/"
LEAKS = "Encontramos fugas de agua antes de que se vean."


def said(client, text: str, page: str = PAGE, **headers) -> str:
    answer = client.post(page, {"text": text}, **headers)
    assert answer.status_code == 200
    return answer.text


@pytest.fixture
def leaks():
    """An open challenge about leaks, in English, among others."""
    city = make_city()
    make_challenge(city, title="Quiet nights", needs=("noise-control",))
    row = make_challenge(city, title="Stop the leak of water", needs=("leak-detection",))
    for one in (row,):
        indexed(one)
    return row


def test_a_visitor_sees_what_fits_with_its_reasons_and_is_invited(client, leaks):
    text = said(client, LEAKS, "/es/describe/")
    assert f"/es/challenges/{leaks.pk}" in text
    assert "Lo que dicen los textos" in text
    assert "/es/account/signup/" in text


def test_a_named_capability_is_a_reason_without_any_model(client, monkeypatch):
    for name in ("nearest.known", "shelves.known"):
        monkeypatch.setattr(f"sme4smartcities.matching.queries.{name}", lambda: ())
    make_term("capability", "leak-detection", "Leak detection")
    row = make_challenge(title="Dry mains", needs=("leak-detection",))
    text = said(client, "We do leak detection for towns.")
    assert f"/en/challenges/{row.pk}" in text
    assert "What is needed and offered" in text


def test_without_any_model_words_find_what_uses_them(client, monkeypatch):
    for name in ("nearest.known", "shelves.known"):
        monkeypatch.setattr(f"sme4smartcities.matching.queries.{name}", lambda: ())
    row = make_challenge(title="Parked cars on every pavement")
    refresh(row.subject)
    text = said(client, "We count parked cars on pavements.")
    assert "Open challenges that use your words" in text
    assert f"/en/challenges/{row.pk}" in text


@pytest.mark.parametrize("state", ["draft", "review", "withdrawn", "solved"])
def test_only_what_is_open_is_shown(client, state):
    row = make_challenge(title="Stop the leak of water", needs=("leak-detection",), state=state)
    indexed(row)
    assert f"/challenges/{row.pk}" not in said(client, LEAKS)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Write in a sentence or two what you do."),
        ("  \n ", "Write in a sentence or two what you do."),
        ("\0\0", "Write in a sentence or two what you do."),
        ("\u202e\u2066", "Write in a sentence or two what you do."),
        ("Мы находим утечки воды", "We cannot tell which language this is"),
        ("🌊🌊🌊", "We cannot tell which language this is"),
        ("12345", "We cannot tell which language this is"),
        ("water", "One or two words say little"),
        ("water leaks " * 5000, "Only the first 2,000 characters were read."),
    ],
)
def test_whatever_is_written_has_a_plain_outcome(client, leaks, text, sentence):
    assert sentence in said(client, text)


@pytest.mark.parametrize(
    "text",
    [
        "We find fugas de agua, perdite nelle strade, דליפות at night",
        "We stop\0 the leak\u202e of water",
        "<script>alert(1)</script> leak water pipes",
        "leak " * 399,
    ],
)
def test_odd_texts_are_matched_as_far_as_they_go(client, leaks, text):
    found = said(client, text)
    assert "<script>alert" not in found
    assert f"/en/challenges/{leaks.pk}" in found


def test_who_may_be_suggested_to_nobody_is_not_suggested_to_visitors(client, leaks):
    alike = company("Tipa", "he", "דליפות מים")
    for number in range(10):
        company(f"Quiet {number}", "en", "noise")
    assert "Tipa" in said(client, LEAKS)
    for row in (alike, leaks.owner):
        set_reaches(actor=SYSTEM, organisation=row, sees=Reach(), seen=Reach(nobody=True))
    text = said(client, LEAKS)
    assert "Tipa" not in text
    assert f"/en/challenges/{leaks.pk}" not in text


def test_nothing_of_it_is_kept(client, leaks, caplog):
    caplog.set_level(logging.DEBUG)
    entries = Entry.objects.count()
    with CaptureQueriesContext(connection) as captured:
        said(client, "Zyxwabc listens to water leaks in pipes")
    writes = [one["sql"] for one in captured if one["sql"].split()[0] in ("INSERT", "UPDATE")]
    assert writes == []
    assert Entry.objects.count() == entries
    assert "zyxwabc" not in caplog.text.lower()
    assert not client.cookies


def test_it_costs_few_queries_however_many_fit(client, leaks):
    said(client, LEAKS)
    with CaptureQueriesContext(connection) as few:
        said(client, LEAKS)
    for number in range(12):
        indexed(make_challenge(make_city(f"Town {number}"), title=f"Leak of water {number}"))
        company(f"Company {number}", "es", "fugas de agua")
    said(client, LEAKS)
    with CaptureQueriesContext(connection) as many:
        said(client, LEAKS)
    assert len(many) <= max(len(few), 12 + 4)  # four of the model's, which answers in this process


def test_whoever_asks_too_often_is_told_when_to_come_back(client, monkeypatch):
    monkeypatch.setattr(describing, "DESCRIPTIONS", 2)
    answers = [said(client, "We count parked cars.") for _ in range(3)]
    assert "This happened too often" in answers[2]
    assert "We count parked cars." in answers[2]


def test_home_offers_it_without_a_cookie(client):
    text = client.get("/en/").text
    assert 'action="/en/describe/"' in text
    assert not client.cookies


def test_the_longest_text_is_said_beside_the_box(client):
    assert f'maxlength="{LONGEST}"' in client.get(PAGE).text
