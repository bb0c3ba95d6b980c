"""Found across languages by meaning, narrowed by facets, and never what a reader may not know of."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.search.services import refresh
from sme4smartcities.core.translated import source_text
from sme4smartcities.matching import companion, embedding
from sme4smartcities.matching.queries import nearest, shelves
from sme4smartcities.matching.services import reading
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.solutions.services.solutions import move_solution
from tests.challenges.cast import make_challenge, make_city
from tests.organisations.cast import make_organisation
from tests.solutions.cast import make_solution
from tests.web.meaning import Glossary

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def glossary(monkeypatch):
    """A small model stands in for the large ones, in this process."""
    model = embedding.Embedder(Glossary())
    for module in (reading, nearest):
        monkeypatch.setattr(module, "embedders", lambda: (model,))
    for module in (shelves, nearest):
        monkeypatch.setattr(module, "known", lambda: (model,))
    shelves.forget()
    yield
    shelves.forget()


def indexed(row):
    """Make it findable by words and by meaning."""
    refresh(row.subject)
    reading.note([row.subject])
    while list(reading.read_due()):
        pass
    return row


def company(name: str, language: str, text: str, **fields) -> Organisation:
    said = {"source_language": language, "summary": source_text(language, text)}
    return indexed(make_organisation(name, **said, **fields))


def search(client, words: str, **more) -> str:
    return client.get("/en/search/", {"q": words, **more}).text


def test_a_spanish_question_finds_what_is_said_in_hebrew(client):
    company("Tipa", "he", "דליפות מים")
    company("Tsel", "he", "צל")
    text = client.get("/es/search/", {"q": "fugas de agua"}).text
    assert ">Tipa<" in text
    assert ">Tsel<" not in text


def test_what_has_the_words_comes_before_what_means_the_same(client):
    company("Tipa", "he", "דליפות מים")
    company("Acequia", "es", "fugas de agua")
    text = client.get("/es/search/", {"q": "fugas de agua"}).text
    assert text.index(">Acequia<") < text.index(">Tipa<")


@pytest.mark.parametrize("state", ["draft", "review", "withdrawn"])
def test_a_challenge_that_is_not_open_to_the_reader_is_not_near_either(client, state):
    indexed(make_challenge(state=state, title="Leaks of water"))
    text = search(client, "leak water")
    assert "Leaks of water" not in text


def test_a_crowd_of_drafts_takes_no_place_away(client, monkeypatch):
    monkeypatch.setattr("sme4smartcities.web.queries.fused.LOOKED_AT", (3, 40))
    city = make_city()
    for number in range(5):
        indexed(make_challenge(city, state="draft", title=f"Leaks {number}"))
    company("Tipa", "he", "דליפות")
    shown = indexed(make_challenge(city, title="Noise, noise, leaks"))
    assert f"/challenges/{shown.pk}/" in client.get("/es/search/", {"q": "fugas"}).text


def test_whoever_was_hidden_is_neither_shown_nor_counted_nor_offered(client):
    row = company("Tipa", "he", "דליפות מים")
    company("Nessa", "it", "perdita acqua")
    Organisation.objects.filter(pk=row.pk).update(state="hidden")
    refresh(row.subject)
    text = client.get("/es/search/", {"q": "fugas de agua"}).text
    assert ">Tipa<" not in text
    assert ">Nessa<" in text
    assert "Un resultado" in text
    assert "Tipa" not in client.get("/en/search/offers/", {"q": "tip"}).text


def test_a_withdrawn_solution_is_gone_at_once(client):
    owner = company("Nessa", "it", "rumore")
    row = indexed(make_solution(owner, "Ear for leaks"))
    assert "Ear for leaks" in search(client, "ear for leaks")
    move_solution(actor=SYSTEM, solution=row, act="withdraw")
    assert ">Ear for leaks<" not in search(client, "ear for leaks")


def test_hits_are_narrowed_by_kind_language_and_place(client):
    company("Acequia", "es", "fugas de agua")
    company("Tipa", "he", "דליפות מים")
    indexed(make_challenge(title="Leaks of water"))
    text = search(client, "leaks water")
    assert 'href="?q=leaks+water&amp;kind=challenge"' in text
    assert 'href="?q=leaks+water&amp;language=he"' in text
    narrowed = search(client, "leaks water", language="he")
    assert ">Tipa<" in narrowed
    assert ">Acequia<" not in narrowed
    assert "Acequia" not in search(client, "leaks water", kind="challenge")


def test_a_number_finds_what_has_it(client):
    row = indexed(make_challenge(title="Quiet nights"))
    assert "Quiet nights" in search(client, f"#{row.pk}")
    hidden = indexed(make_challenge(make_city("Saltquay"), state="draft", title="Secret nights"))
    assert "Secret nights" not in search(client, str(hidden.pk))


def test_some_of_the_words_are_better_than_none(client):
    company("Acequia", "es", "riego por goteo para parques municipales")
    text = client.get("/es/search/", {"q": "riego parques zzzzz"}).text
    assert ">Acequia<" in text


def test_without_an_answer_of_the_models_words_go_on_and_say_so(client, monkeypatch, settings):
    company("Acequia", "es", "fugas de agua")
    settings.MEANING_BESIDE = True
    monkeypatch.setattr(companion, "ask", lambda question: None)
    text = search(client, "fugas agua")
    assert ">Acequia<" in text
    assert "Found by words alone this time" in text


def test_a_search_costs_the_same_however_much_is_there(client, owner):
    client.force_login(owner)
    city = make_city()
    counts = []
    for many in (2, 12):
        for number in range(many):
            company(f"Company {many} {number}", "es", "fugas de agua")
            indexed(make_challenge(city, title=f"Leaks {many} {number}"))
        client.get("/en/search/", {"q": "leaks water"})
        with CaptureQueriesContext(connection) as captured:
            client.get("/en/search/", {"q": "leaks water"})
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 12 + 4  # four of the model's, which answers in this process
    assert Challenge.objects.count() == 14
