"""Everybody reads the same question and the same answer; whose question it is may stay unsaid."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sme4smartcities.accounts.services.erasure import erase_member
from sme4smartcities.challenges.models import Question
from sme4smartcities.challenges.queries.talk import PAGE
from sme4smartcities.challenges.services import (
    answer_question,
    ask_question,
    move_challenge,
    remind_owners,
    remove_question,
)
from sme4smartcities.challenges.tasks import remind_of_questions
from sme4smartcities.core.errors import NotAllowed, Refused
from sme4smartcities.core.mail.models import Mail
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.organisations.services.standing import move
from tests.challenges.cast import make_challenge
from tests.organisations.cast import give_role, make_organisation

WORDS = "May the pilot use the cameras that the city already has?"


@pytest.fixture
def company(owner):
    return make_organisation("Acequia Labs", manager=owner)


@pytest.fixture
def asked(owner, challenge, company):
    return ask_question(
        actor=owner, challenge=challenge, text=WORDS, language="en", organisation=company
    )


def test_a_question_is_public_at_once_and_the_owner_hears_of_it(asked, client, challenge, officer):
    page = client.get(challenge.get_absolute_url()).text
    assert WORDS in page and "Acequia Labs" in page
    (mail,) = Mail.objects.filter(template="challenges/mail/news")
    assert mail.to == officer.email and WORDS in mail.text
    client.force_login(officer)
    assert "A public question waits for your answer." in client.get("/en/desk/").text


def test_of_many_questions_none_is_out_of_reach_and_the_newest_stand_first(
    client, officer, owner, challenge
):
    rows = [
        Question(challenge=challenge, asker=owner, language="en", text=f"Street {number}?")
        for number in range(2 * PAGE + 1)
    ]
    Question.objects.bulk_create(rows)
    oldest, *_others, newest = Question.objects.order_by("pk")
    address = challenge.get_absolute_url()

    def stands_on(number):
        return {int(one) for one in re.findall(r'id="question-(\d+)"', get(number))}

    def get(number):
        return client.get(address, {"page": number}).text

    pages = [stands_on(number) for number in (1, 2, 3)]
    assert [len(one) for one in pages] == [PAGE, PAGE, 1]
    assert newest.pk in pages[0] and pages[2] == {oldest.pk}
    assert 'href="?page=2#questions"' in get(1)
    client.force_login(officer)
    sent = client.post(reverse("challenges:answer", args=(oldest.pk,)), {"text": "Yes."})
    assert sent.url == f"{address}?page=3#question-{oldest.pk}"
    assert "Yes." in get(3)


def test_a_program_reads_every_question_and_answers_any(client, officer, owner, challenge):
    Question.objects.bulk_create(
        Question(challenge=challenge, asker=owner, language="en", text=f"Street {number}?")
        for number in range(2 * PAGE)
    )
    api = f"/api/v1/challenges/{challenge.pk}/questions"
    read = client.get(api, {"limit": 60}).json()
    rest = client.get(api, {"limit": 60, "cursor": read["next"]}).json()
    texts = [one["text"] for one in (*read["items"], *rest["items"])]
    assert texts == [f"Street {number}?" for number in range(2 * PAGE)] and rest["next"] is None
    client.force_login(officer)
    last = rest["items"][-1]["id"]
    said = {"text": "Yes.", "language": "en"}
    answer = client.put(f"{api}/{last}/answer", said, content_type="application/json")
    assert answer.status_code == 200 and answer.json()["answer"] == "Yes."


def test_the_asker_asks_in_two_clicks_from_the_page(client, owner, challenge):
    client.force_login(owner)
    page = client.get(challenge.get_absolute_url()).text
    address = reverse("challenges:ask", args=(challenge.pk,))
    assert address in page
    sent = client.post(address, {"text": WORDS})
    assert sent.url == f"{challenge.get_absolute_url()}#question-{Question.objects.get().pk}"


def test_the_answer_is_read_by_all_and_the_asker_gets_a_mail(asked, officer, owner, client):
    answer_question(actor=officer, question=asked, text="Yes, in two streets.", language="en")
    assert "Yes, in two streets." in client.get(asked.challenge.get_absolute_url()).text
    assert Mail.objects.filter(to=owner.email, text__contains="Yes, in two streets.").count() == 1
    answer_question(actor=officer, question=asked, text="Yes, in three.", language="en")
    assert "Yes, in three." in client.get(asked.challenge.get_absolute_url()).text


def test_of_two_who_answer_at_once_the_slower_sees_both_texts(asked, officer, client):
    client.force_login(officer)
    address = reverse("challenges:answer", args=(asked.pk,))
    seen = client.get(address).context["form"]["revision"].value()
    answer_question(actor=officer, question=asked, text="Yes, by law.", language="en")
    slower = {"text": "Not yet.", "revision": seen}
    answer = client.post(address, slower)
    assert answer.status_code == 409
    assert "Yes, by law." in answer.text and "Not yet." in answer.text
    asked.refresh_from_db()
    assert asked.answer == "Yes, by law."
    again = {"text": "Yes, but not yet.", "revision": answer.context["form"]["revision"].value()}
    assert client.post(address, again).status_code == 302
    asked.refresh_from_db()
    assert asked.answer == "Yes, but not yet."


def test_an_organisation_that_stays_unnamed_is_seen_by_its_people_and_the_coordinator_alone(
    client, owner, officer, expert, stranger, coordinator, challenge, company
):
    give_role(expert, "member", company)
    ask_question(
        actor=owner,
        challenge=challenge,
        text=WORDS,
        language="en",
        organisation=company,
        hidden=True,
    )
    for reader, sees in (
        (None, False),
        (stranger, False),
        (officer, False),
        (expert, True),
        (owner, True),
        (coordinator, True),
    ):
        if reader:
            client.force_login(reader)
        page = client.get(challenge.get_absolute_url()).text
        assert (company.name in page) is sees, reader
        assert WORDS in page


def test_a_second_click_is_the_same_question(owner, challenge, asked):
    again = ask_question(actor=owner, challenge=challenge, text=WORDS, language="en")
    assert again == asked


def test_those_who_write_it_do_not_ask_and_others_do_not_answer(officer, owner, challenge, asked):
    with pytest.raises(NotAllowed):
        ask_question(actor=officer, challenge=challenge, text=WORDS, language="en")
    with pytest.raises(NotAllowed):
        answer_question(actor=owner, question=asked, text="Me too.", language="en")


@pytest.mark.parametrize("text", ["", " \0 ", "\u202e"])
def test_a_question_of_nothing_is_refused(owner, challenge, text):
    with pytest.raises(Refused, match="a sentence or two"):
        ask_question(actor=owner, challenge=challenge, text=text, language="en")


def test_a_city_that_withdraws_while_a_company_types_loses_no_word_of_it(
    client, owner, officer, challenge
):
    client.force_login(owner)
    address = reverse("challenges:ask", args=(challenge.pk,))
    assert client.get(address).status_code == 200
    move_challenge(actor=officer, challenge=challenge, act="withdraw", note="The law changed.")
    answer = client.post(address, {"text": WORDS})
    assert answer.status_code == 200 and WORDS in answer.text
    assert "Yours was not sent; it still stands below" in answer.text
    assert not Question.objects.exists()


def test_a_challenge_that_is_gone_while_a_company_types_is_told_in_the_same_words(owner, challenge):
    gone = type(challenge)(pk=challenge.pk)
    challenge.delete()
    with pytest.raises(Refused, match="takes no questions any more"):
        ask_question(actor=owner, challenge=gone, text=WORDS, language="en")


def test_questions_close_after_their_last_day(owner, challenge):
    challenge.questions_until = timezone.localdate() - timedelta(days=1)
    challenge.save()
    with pytest.raises(Refused, match="last day for questions"):
        ask_question(actor=owner, challenge=challenge, text=WORDS, language="en")


def test_questions_and_answers_stay_on_what_was_solved(asked, officer, client, challenge):
    move_challenge(actor=officer, challenge=challenge, act="solve", note="")
    assert WORDS in client.get(challenge.get_absolute_url()).text
    answer_question(actor=officer, question=asked, text="Late, but true.", language="en")


def test_an_owner_is_reminded_of_what_waits_and_not_every_day(asked, officer, worker):
    assert remind_owners() == 0
    Question.objects.update(asked_at=timezone.now() - timedelta(days=5))
    remind_of_questions.enqueue()
    worker.run()
    assert Mail.objects.filter(to=officer.email, subject__contains="still waits").count() == 1
    assert remind_owners() == 0
    Question.objects.update(reminded_at=timezone.now() - timedelta(days=5))
    assert remind_owners() == 1


@pytest.mark.django_db(transaction=True)
def test_each_reminder_is_written_by_itself_so_that_others_write_meanwhile(owner, challenge):
    for number in range(3):
        words = f"Which street has number {number}?"
        ask_question(actor=owner, challenge=challenge, text=words, language="en")
    Question.objects.update(asked_at=timezone.now() - timedelta(days=5))
    with CaptureQueriesContext(connection) as queries:
        assert remind_owners() == 3
    assert sum(one["sql"].startswith("BEGIN") for one in queries) == 3
    assert remind_owners() == 0


def test_the_coordinator_removes_abuse_and_nobody_else_sees_it_then(
    asked, coordinator, officer, client
):
    with pytest.raises(NotAllowed):
        remove_question(actor=officer, question=asked)
    remove_question(actor=coordinator, question=asked)
    assert WORDS not in client.get(asked.challenge.get_absolute_url()).text
    client.force_login(coordinator)
    assert WORDS in client.get(asked.challenge.get_absolute_url()).text


def test_an_erased_asker_leaves_the_public_question_without_a_name(asked, owner, client):
    erase_member(actor=SYSTEM, number=owner.pk)
    asked.refresh_from_db()
    assert WORDS in client.get(asked.challenge.get_absolute_url()).text


def test_a_follower_finds_news_on_the_desk_until_the_page_is_read(
    client, stranger, officer, challenge, asked
):
    client.force_login(stranger)
    client.post(reverse("challenges:follow", args=(challenge.pk,)))
    assert "has news" not in client.get("/en/desk/").text
    answer_question(actor=officer, question=asked, text="Yes.", language="en")
    shown = client.get("/en/desk/")
    assert "A challenge that you follow has news." in shown.text
    client.get(challenge.get_absolute_url())
    kept = {"If-None-Match": shown.headers.get("ETag", "")}  # as a browser asks again
    again = client.get("/en/desk/", headers=kept)
    assert again.status_code == 200 and "has news" not in again.text
    client.post(reverse("challenges:unfollow", args=(challenge.pk,)))
    assert not challenge.followers.exists()


def test_a_record_and_a_draft_take_no_question_and_no_follower(owner, city, challenge):
    with pytest.raises(NotAllowed):
        ask_question(
            actor=SYSTEM,  # type: ignore[arg-type]
            challenge=make_challenge(city, state="draft"),
            text=WORDS,
            language="en",
        )


def test_a_hidden_organisation_is_not_named_as_one_that_asked(client, owner, challenge):
    company = make_organisation("Acequia Labs", manager=owner)
    words = {"challenge": challenge, "text": "Which street?", "language": "en"}
    ask_question(actor=owner, organisation=company, **words)
    move(actor=SYSTEM, organisation=company, act="hide")
    answers = f"/api/v1/challenges/{challenge.pk}/questions"
    for address in (challenge.get_absolute_url(), answers):
        assert "Acequia Labs" not in client.get(address).text
    client.force_login(owner)
    assert "Acequia Labs" in client.get(answers).text
