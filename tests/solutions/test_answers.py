"""Owners say which challenges their solution answers; it stands on both pages, as their word alone."""

import json

import pytest
from django.urls import reverse

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.challenges.services import move_challenge
from sme4smartcities.core.errors import NotAllowed, Refused
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.organisations.models import Layer
from sme4smartcities.solutions.models import Answer, Facet, Solution
from sme4smartcities.solutions.policies import may_answer_challenge
from sme4smartcities.solutions.queries.answers import answering
from sme4smartcities.solutions.services.answering import state_answer
from sme4smartcities.vocabularies.queries import term
from tests.challenges.cast import make_challenge, make_city
from tests.organisations.cast import make_organisation
from tests.solutions.cast import make_solution

pytestmark = pytest.mark.django_db


@pytest.fixture
def challenge(db: None) -> Challenge:
    return make_challenge(make_city("Marlhaven"), title="Lose less water")


def test_an_owner_says_so_on_the_challenge_and_both_pages_show_it(
    owner, solution, challenge, client
):
    client.force_login(owner)
    assert "It answers this challenge" in client.get(challenge.get_absolute_url()).text
    client.post(reverse("solutions:answer", args=(challenge.pk,)), {"solution": solution.pk})
    client.logout()
    there = client.get(challenge.get_absolute_url()).text
    assert solution.name in there and "It is no choice of the city." in there
    assert "It answers this challenge" not in there
    assert "Lose less water" in client.get(solution.get_absolute_url()).text
    assert client.get(f"/api/v1/solutions/{solution.pk}").json()["answers"] == [challenge.pk]


def test_an_owner_takes_it_back(owner, solution, challenge, client):
    client.force_login(owner)
    made = state_answer(actor=owner, solution=solution, challenge=challenge)
    assert state_answer(actor=owner, solution=solution, challenge=challenge) == made
    client.post(reverse("solutions:answer_back", args=(solution.pk, made.pk)))
    assert not Answer.objects.exists()
    assert "Lose less water" not in client.get(solution.get_absolute_url()).text


def test_what_is_no_longer_offered_leaves_the_challenge_s_page(owner, solution, challenge, client):
    state_answer(actor=owner, solution=solution, challenge=challenge)
    client.force_login(owner)
    client.post(reverse("solutions:move", args=(solution.pk, "withdraw")))
    client.logout()
    assert solution.name not in client.get(challenge.get_absolute_url()).text


def test_only_open_challenges_of_others_are_answered(owner, stranger, company, solution, challenge):
    with pytest.raises(NotAllowed):
        state_answer(actor=stranger, solution=solution, challenge=challenge)
    over = make_challenge(make_city("Saltquay"))
    move_challenge(actor=SYSTEM, challenge=over, act="solve", note="Built.")
    example = make_challenge(make_city("Kelm"))
    Challenge.objects.filter(pk=example.pk).update(layer=Layer.EXAMPLE)
    own = make_challenge(make_city("Port"))
    Challenge.objects.filter(pk=own.pk).update(owner=company)
    for row in (over, example, own):
        row.refresh_from_db()
        with pytest.raises(Refused):
            state_answer(actor=owner, solution=solution, challenge=row)
    with pytest.raises(Refused):
        draft = make_solution(company, "Other", state="draft")
        state_answer(actor=owner, solution=draft, challenge=challenge)


def taken(client, asked=""):
    answer = client.get(f"/en/solutions/table/json/{asked}")
    return json.loads(b"".join(answer.streaming_content))


def test_the_list_goes_along_as_a_table_as_it_was_asked(client, lists, worker, company):
    water, energy = term("domain", "water"), term("domain", "energy")
    make_solution(company, "Leak Ear", terms={Facet.DOMAIN: [water]}, trl=7)
    make_solution(company, "Sun Roof", terms={Facet.DOMAIN: [energy]})
    worker.run()
    whole = taken(client)
    assert [row["Name of the solution"] for row in whole] == ["Sun Roof", "Leak Ear"]
    assert whole[1]["Readiness (TRL)"] == "7" and whole[1]["Field"] == water.label
    narrowed = taken(client, "?domain=water")
    assert [row["Name of the solution"] for row in narrowed] == ["Leak Ear"]
    found = taken(client, "?q=leak")
    assert "Leak Ear" in [row["Name of the solution"] for row in found]
    for kind in ("csv", "xlsx"):
        answer = client.get(f"/en/solutions/table/{kind}/")
        assert answer.status_code == 200 and f"solutions.{kind}" in answer["Content-Disposition"]


def test_the_pages_of_an_organisation_show_its_challenges(client, challenge):
    make_challenge(challenge.owner, state="draft", title="Not told yet")
    page = client.get(challenge.owner.get_absolute_url()).text
    assert "Lose less water" in page and "Not told yet" not in page
    other = make_organisation("Quiet Works")
    assert 'id="challenges"' not in client.get(other.get_absolute_url()).text


def test_pages_keep_to_their_queries(
    client, owner, solution, challenge, django_assert_max_num_queries
):
    state_answer(actor=owner, solution=solution, challenge=challenge)
    pages = [one.get_absolute_url() for one in (solution, challenge, challenge.owner)]
    for path in pages:
        client.get(path)
        with django_assert_max_num_queries(12):
            assert client.get(path).status_code == 200


def test_those_that_could_answer_are_those_that_may(owner, stranger, company, solution, challenge):
    other = make_organisation("Second House", manager=owner)
    make_solution(other, "Pipe Nose")
    make_solution(company, "Not out yet", state="draft")
    make_solution(make_organisation("Strangers", manager=stranger), "Not ours")
    make_solution(make_organisation("Invented", manager=owner, layer=Layer.EXAMPLE), "Invented")
    answered = make_challenge(challenge.owner, title="Find what is lost")
    state_answer(actor=owner, solution=solution, challenge=answered)
    asked_here = make_challenge(company, title="We ask ourselves")
    closed = make_challenge(make_city("Saltquay"), state="solved")
    for row in (challenge, answered, asked_here, closed):
        found = answering(owner, row.pk)
        own = Solution.objects.published().owned_by(owner).exclude(answers__challenge=row)
        assert list(found.could) == [
            one for one in own.order_by("pk") if may_answer_challenge(one, row)
        ]
    assert list(answering(owner, answered.pk).stated) == [solution]
    assert not answering(stranger, closed.pk).could
