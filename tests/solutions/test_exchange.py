"""A solution goes out as a file and comes in again as the same, as a draft."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sme4smartcities.core.errors import NotAllowed, Refused
from sme4smartcities.core.translated import source_text, with_text
from sme4smartcities.solutions.models import Answer, Facet, Film, Reference, Solution
from sme4smartcities.solutions.services.answering import state_answer
from sme4smartcities.solutions.services.exchange import (
    exported,
    import_solution,
    read_solution,
)
from sme4smartcities.solutions.services.parts import save_part
from sme4smartcities.solutions.services.solutions import move_solution
from sme4smartcities.vocabularies.queries import term
from tests.challenges.cast import make_challenge, make_city
from tests.organisations.cast import make_organisation
from tests.solutions.cast import make_solution

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole(lists, owner, company):
    """A solution with something in every part that goes along."""
    title = with_text(source_text("es", "Oído"), "ar", "أذن")
    terms = {Facet.DOMAIN: [term("domain", "water")], Facet.SDG: [term("sdg", "6")]}
    row = make_solution(
        company, "Oído", language="es", terms=terms, texts={}, trl=7, price_model="use"
    )
    Solution.objects.filter(pk=row.pk).update(title=title)
    values = {"authority": "Aguas", "year": 2024, "result": source_text("es", "31 % menos.")}
    save_part(actor=owner, part=Reference(solution=row), values=values)
    film = {"url": "https://films.example/1", "captions": ["es", "ar"]}
    film |= {"title": source_text("es", "Noche"), "shows": source_text("es", "Un dique.")}
    save_part(actor=owner, part=Film(solution=row), values=film)
    state_answer(actor=owner, solution=row, challenge=make_challenge(make_city("Dunmere")))
    row.refresh_from_db()
    return row


def test_what_goes_out_comes_in_again_as_the_same(owner, company, whole):
    told = exported(whole, owner)
    brought = read_solution(json.dumps(told))
    made = import_solution(actor=owner, organisation=company, brought=brought)
    assert (made.state, made.source_language) == ("draft", "es")
    assert exported(made, owner) == told
    assert made.title == whole.title
    assert [row.challenge_id for row in made.answers.all()] == [
        row.challenge_id for row in whole.answers.all()
    ]


def test_an_answer_that_came_in_stands_on_the_challenge_once_the_draft_is_published(
    client, owner, company, whole
):
    challenge = whole.answers.get().challenge
    brought = read_solution(json.dumps(exported(whole, owner)))
    made = import_solution(actor=owner, organisation=company, brought=brought)
    shown = f'href="{made.get_absolute_url()}"'
    assert shown not in client.get(challenge.get_absolute_url()).text
    move_solution(actor=owner, solution=made, act="publish")
    assert shown in client.get(challenge.get_absolute_url()).text


def test_answers_that_are_not_open_here_are_named_and_left_out(client, owner, company, whole):
    secret = make_challenge(make_city("Fen"), state="draft")
    told = exported(whole, owner)
    base = told["answers"][0]["url"].partition("/en/")[0]
    told["answers"] = [
        {"title": "Far away", "url": "https://elsewhere.example/en/challenges/1/"},
        {"title": "Secret", "url": f"{base}{secret.get_absolute_url()}"},
    ]
    client.force_login(owner)
    file = SimpleUploadedFile("s.json", json.dumps(told).encode())
    seen = client.post(reverse("solutions:import"), {"organisation": company.pk, "file": file})
    assert "Far away" in seen.text and "Secret" in seen.text
    sent = {"organisation": company.pk, "text": seen.context["text"]}
    client.post(reverse("solutions:import_confirm"), sent)
    assert Answer.objects.count() == 1


def test_an_owner_takes_a_file_and_brings_it_through_the_pages(client, owner, company, whole):
    client.force_login(owner)
    taken = b"".join(client.get(reverse("solutions:file", args=(whole.pk,))).streaming_content)
    told = json.loads(taken)
    told["terms"]["domain"].append("nonsense")
    file = SimpleUploadedFile("s.json", json.dumps(told).encode())
    seen = client.post(reverse("solutions:import"), {"organisation": company.pk, "file": file})
    assert "nonsense" in seen.text and "Oído" in seen.text
    assert Solution.objects.count() == 1
    sent = {"organisation": company.pk, "text": seen.context["text"]}
    done = client.post(reverse("solutions:import_confirm"), sent)
    made = Solution.objects.latest("pk")
    assert done.url == reverse("solutions:keep", args=(made.pk,))
    assert [row.term.code for row in made.terms.filter(facet="domain")] == ["water"]


@pytest.mark.parametrize(
    "change",
    [
        {"format": "programme/1"},
        {"texts": {}},
        {"texts": {"title": {"en": "x" * 121}}},
        {"texts": {"title": {"en": 5}}},
        {"trl": 12},
        {"trl": True},
        {"price_model": "barter"},
        {"language": "xx"},
        {"terms": None},
        {"references": [{"year": 3}]},
        {"references": ["x"]},
    ],
)
def test_a_file_that_is_none_is_refused_whole(whole, owner, change):
    with pytest.raises(Refused):
        read_solution(json.dumps({**exported(whole, owner), **change}))


@pytest.mark.parametrize("text", ["", "[]", "{", "null", "[" * 5000])
def test_text_that_is_no_export_is_refused(text):
    with pytest.raises(Refused):
        read_solution(text)


def test_a_wrong_address_lets_nothing_in(owner, company, whole):
    told = {**exported(whole, owner), "website": "nowhere"}
    with pytest.raises(Refused):
        import_solution(actor=owner, organisation=company, brought=read_solution(json.dumps(told)))
    assert Solution.objects.count() == 1


def test_nobody_brings_one_for_others(stranger, owner, whole):
    brought = read_solution(json.dumps(exported(whole, owner)))
    with pytest.raises(NotAllowed):
        import_solution(actor=stranger, organisation=make_organisation("Other"), brought=brought)
