"""The golden thread leads from a challenge to the solutions that answer it, and back."""

import pytest

from sme4smartcities.challenges.models import Supporter
from sme4smartcities.core.features import all_features
from sme4smartcities.core.thread import Moment, Step, in_order, leading_on, told_of
from sme4smartcities.solutions.models import Answer
from tests.challenges.cast import make_challenge, make_city
from tests.markup import closed_up
from tests.organisations.cast import make_organisation
from tests.solutions.cast import make_solution

pytestmark = pytest.mark.django_db


def test_a_challenge_and_the_solution_that_answers_it_lead_to_one_another(client):
    challenge, solution = make_challenge(), make_solution(make_organisation("Grey Works"))
    Answer.objects.create(solution=solution, challenge=challenge)
    page = closed_up(client.get(challenge.get_absolute_url()).text)
    assert '<a href="#answers">Application</a><small>1 answer offered</small>' in page
    story = page.partition('id="story"')[2]
    assert solution.get_absolute_url() in story.partition("</ol>")[0]
    page = closed_up(client.get(solution.get_absolute_url()).text)
    assert f'<a href="{challenge.get_absolute_url()}">Challenge</a>' in page
    assert challenge.get_absolute_url() in page.partition('id="story"')[2].partition("</ol>")[0]


def test_a_solution_that_was_withdrawn_leaves_the_story(client):
    challenge, solution = (
        make_challenge(),
        make_solution(make_organisation("Grey Works"), state="withdrawn"),
    )
    Answer.objects.create(solution=solution, challenge=challenge)
    page = client.get(challenge.get_absolute_url()).content.decode()
    assert "answer offered" not in page and solution.get_absolute_url() not in page


def test_a_challenge_tells_who_stands_behind_it(client):
    challenge, town = make_challenge(), make_city("Saltquay")
    Supporter.objects.create(challenge=challenge, organisation=town, state="joined")
    story = client.get(challenge.get_absolute_url()).content.decode().partition('id="story"')[2]
    assert "Saltquay</bdi> supports it" in story or "supports it</a>" in story


def test_the_strip_keeps_what_it_knew_and_takes_the_first_neighbour():
    steps = [Step(stage="challenge", state="now", note="May")]
    neighbours = [
        Moment(stage="challenge", url="/a/", note="x"),
        Moment(stage="pilot", url="/b/", state="done"),
        Moment(stage="pilot", url="/c/"),
    ]
    assert leading_on(steps, neighbours) == [
        Step(stage="challenge", state="now", note="May", url="/a/"),
        Step(stage="pilot", state="done", url="/b/"),
    ]
    assert in_order(neighbours) == []


def test_a_feature_that_cannot_tell_is_left_out(monkeypatch, stranger):
    challenge, solution = make_challenge(), make_solution(make_organisation("Grey Works"))
    Answer.objects.create(solution=solution, challenge=challenge)
    told = told_of(stranger, challenge.subject)
    (feature,) = [one for one in all_features() if one.slug == "challenges"]

    def fails(actor, subject):
        raise RuntimeError

    monkeypatch.setitem(vars(feature), "thread", (fails,))
    assert told_of(stranger, challenge.subject) == told != []
