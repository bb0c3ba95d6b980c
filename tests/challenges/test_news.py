"""Followers get one mail for each happening, until they stop it with one click and no sign-in."""

import re

import pytest
from django.urls import reverse

from sme4smartcities.challenges.models import Follower
from sme4smartcities.challenges.queries.desk import what_is_new
from sme4smartcities.challenges.services import (
    Edit,
    answer_question,
    ask_question,
    edit_challenge,
    follow_challenge,
    move_challenge,
    stop_by_link,
)
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.mail.models import Mail
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.organisations.services.standing import move
from tests.challenges.cast import make_challenge, make_city

pytestmark = pytest.mark.django_db


@pytest.fixture
def follower(owner, challenge):
    return follow_challenge(actor=owner, challenge=challenge)


def mails(member, kind: str) -> int:
    return Mail.objects.filter(to=member.email, key__contains=f":news-{kind}:").count()


def change(actor, challenge, text):
    edit_challenge(
        actor=actor, challenge=challenge, edit=Edit(language="en", texts={"causes": text})
    )


def test_a_follower_hears_once_of_an_answer_and_the_asker_by_a_letter_of_his_own(
    owner, expert, officer, challenge, follower, worker
):
    follow_challenge(actor=expert, challenge=challenge)
    asked = ask_question(actor=expert, challenge=challenge, text="How many bays?", language="en")
    for text in ("Forty.", "Forty-two."):
        answer_question(actor=officer, question=asked, text=text, language="en")
        worker.run()
    assert mails(owner, "answer") == 1
    assert mails(expert, "answer") == 0


def test_a_day_of_changes_is_one_mail_and_none_to_who_made_them(
    owner, officer, challenge, follower, worker
):
    follow_challenge(actor=officer, challenge=challenge)
    for text in ("Few bays.", "Few bays, no checks.", "Nobody checks."):
        change(officer, challenge, text)
        worker.run()
    assert mails(owner, "changed") == 1
    assert mails(officer, "changed") == 0


def test_a_follower_hears_that_it_is_solved_or_withdrawn_and_why(
    owner, officer, challenge, follower, worker
):
    move_challenge(actor=officer, challenge=challenge, act="withdraw", note="No money left.")
    worker.run()
    letter = Mail.objects.get(to=owner.email, key__contains=":news-withdrawn:")
    assert "No money left." in letter.text
    for act in ("reopen", "solve"):
        move_challenge(actor=officer, challenge=challenge, act=act, note="Built.")
        worker.run()
    assert mails(owner, "solved") == 1


def test_one_click_stops_the_mails_without_a_sign_in(
    owner, officer, challenge, follower, worker, client
):
    change(officer, challenge, "Few bays.")
    worker.run()
    letter = Mail.objects.get(to=owner.email, key__contains=":news-changed:")
    path = re.sub("^https?://[^/]+", "", letter.unsubscribe_url)
    assert "Stop these mails?" in client.get(path).text
    assert Follower.objects.get().mails
    assert "The mails are stopped" in client.post(path, {"List-Unsubscribe": "One-Click"}).text
    client.post(path)
    move_challenge(actor=officer, challenge=challenge, act="solve", note="Built.")
    worker.run()
    assert mails(owner, "solved") == 0
    assert not Follower.objects.get().mails
    with pytest.raises(Refused):
        stop_by_link(token="nonsense")
    assert client.get("/en/challenges/mails/stop/nonsense/").status_code == 400


def test_a_follower_stops_and_starts_the_mails_on_the_page(owner, challenge, follower, client):
    client.force_login(owner)
    assert "No mails about it" in client.get(challenge.get_absolute_url()).text
    client.post(reverse("challenges:mails", args=(challenge.pk, "off")))
    assert "Mails about it again" in client.get(challenge.get_absolute_url()).text
    client.post(reverse("challenges:mails", args=(challenge.pk, "on")))
    assert Follower.objects.get().mails


def test_nobody_hears_of_what_he_or_she_cannot_see(
    owner, officer, city, challenge, follower, worker
):
    change(officer, challenge, "Few bays.")
    move(actor=SYSTEM, organisation=city, act="hide")
    worker.run()
    assert mails(owner, "changed") == 0


def test_the_desk_names_no_challenge_that_cannot_be_read(owner, challenge, officer, follower):
    words = Edit(language="en", texts={"causes": "Few bays."})
    edit_challenge(actor=officer, challenge=challenge, edit=words)
    assert len(list(what_is_new.items(owner))) == 1
    move(actor=SYSTEM, organisation=challenge.owner, act="hide")
    assert list(what_is_new.items(owner)) == []


def test_an_officer_joins_from_the_card_of_a_similar_challenge(officer, owner, client):
    here = make_city(manager=officer)
    mine = make_challenge(here, title="Our own bays")
    other = make_challenge(make_city("Saltquay"), title="Bays by the sea")
    client.force_login(officer)
    join = reverse("challenges:join", args=(other.pk,))
    assert join in client.get(mine.get_absolute_url()).text
    client.post(join, {"organisation": here.pk, "message": ""})
    assert join not in client.get(mine.get_absolute_url()).text
    client.force_login(owner)
    assert join not in client.get(mine.get_absolute_url()).text


def test_a_question_that_comes_too_late_is_answered_in_plain_words(
    owner, officer, challenge, client
):
    client.force_login(owner)
    path = reverse("challenges:ask", args=(challenge.pk,))
    move_challenge(actor=officer, challenge=challenge, act="withdraw", note="No money left.")
    sent = client.post(path, {"text": "How many bays are there?"})
    assert "it still stands below" in sent.text and "How many bays are there?" in sent.text
