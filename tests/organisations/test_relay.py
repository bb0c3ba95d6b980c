"""Messages to organisations: nobody's address shows, nobody is flooded, anything bad is reported."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.errors import NotAllowed, Refused, TooMany
from sme4smartcities.core.mail.models import Mail
from sme4smartcities.organisations.models import Conversation, Message, Organisation, Report
from sme4smartcities.organisations.queries.relay import conversation_for, unread
from sme4smartcities.organisations.services.people import add_person, leave
from sme4smartcities.organisations.services.relay import (
    FIRST_MESSAGES_A_DAY,
    NEWCOMERS_A_DAY,
    block_sender,
    close_conversation,
    forget_conversations,
    mark_read,
    reply,
    report_conversation,
    settle_report,
    unblock_sender,
    write_to_organisation,
)
from tests.organisations.cast import give_role, make_organisation

pytestmark = pytest.mark.django_db


def write(actor, organisation, title="Sensors", text="Do you measure leaks?") -> Conversation:
    return write_to_organisation(actor=actor, organisation=organisation, title=title, text=text)


@pytest.fixture
def begun(stranger, sme) -> Conversation:
    return write(stranger, sme)


def test_no_mail_shows_the_address_of_the_other_side(owner, stranger, sme, begun):
    reply(actor=owner, conversation=begun, text="Yes, we do.")
    to_manager, to_member = Mail.objects.order_by("pk")
    assert (to_manager.to, to_member.to) == (owner.email, stranger.email)
    assert stranger.email not in to_manager.text + to_manager.html + to_manager.subject
    for word in (owner.email, owner.name):
        assert word not in to_member.text + to_member.html + to_member.subject


def test_managers_are_told_where_the_writer_works_and_nothing_of_hidden_places(
    client, owner, stranger, sme
):
    town = make_organisation("Town of Lorca", manager=stranger)
    make_organisation("Secret Plans", manager=stranger, state="hidden")
    begun = write(stranger, sme)
    assert f"{stranger.name} (Town of Lorca)" in Mail.objects.get().text
    client.force_login(owner)
    page = client.get(reverse("organisations:conversation", args=(begun.pk,))).content.decode()
    assert town.get_absolute_url() in page and "Secret Plans" not in page


def test_visitors_and_the_organisations_own_people_cannot_write(owner, officer, sme):
    give_role(officer, "member", sme)
    for actor in (AnonymousUser(), owner, officer):
        with pytest.raises(NotAllowed):
            write(actor, sme)


@pytest.mark.parametrize("fields", [{"layer": "record"}, {"state": "hidden"}, {"state": "draft"}])
def test_a_record_or_unlisted_organisation_takes_no_messages(owner, stranger, fields):
    with pytest.raises(NotAllowed):
        write(stranger, make_organisation("Closed", manager=owner, **fields))


def test_an_organisation_without_manager_says_so(stranger):
    with pytest.raises(Refused, match="Nobody manages"):
        write(stranger, make_organisation("Empty"))


def test_a_double_click_sends_once(stranger, sme, begun):
    assert write(stranger, sme) == begun
    assert (Message.objects.count(), Mail.objects.count()) == (1, 1)
    for _ in range(2):
        reply(actor=stranger, conversation=begun, text="And smells?")
    assert Message.objects.count() == 2


def test_newcomers_write_to_fewer(stranger, sme):
    for number in range(NEWCOMERS_A_DAY):
        write(stranger, sme, title=f"No {number}")
    with pytest.raises(TooMany):
        write(stranger, sme, title="One more")
    Member.objects.update(joined_at=timezone.now() - timedelta(days=9))
    stranger.refresh_from_db()
    for number in range(FIRST_MESSAGES_A_DAY - NEWCOMERS_A_DAY):
        write(stranger, sme, title=f"Later {number}")
    with pytest.raises(TooMany):
        write(stranger, sme, title="Too much")


@pytest.mark.parametrize(("title", "text"), [("", "x"), ("x", ""), ("  ", "\x00 ")])
def test_an_empty_message_is_refused(stranger, sme, title, text):
    with pytest.raises(Refused):
        write(stranger, sme, title=title, text=text)


def test_others_neither_read_nor_answer(begun, expert, coordinator, officer, sme):
    give_role(officer, "member", sme)
    for reader in (AnonymousUser(), expert, coordinator, officer):
        assert conversation_for(reader, begun.pk) is None
    with pytest.raises(NotAllowed):
        reply(actor=expert, conversation=begun, text="Me too")


def test_a_former_manager_loses_the_inbox(owner, officer, sme, begun):
    add_person(actor=owner, organisation=sme, member=officer, role="manager")
    leave(actor=owner, organisation=sme)
    assert conversation_for(owner, begun.pk) is None
    assert conversation_for(officer, begun.pk) == begun


def test_news_is_counted_until_read(owner, stranger, begun):
    assert (unread(owner), unread(stranger)) == (1, 0)
    mark_read(actor=owner, conversation=begun)
    reply(actor=owner, conversation=begun, text="Yes")
    assert (unread(owner), unread(stranger)) == (0, 1)


def test_a_blocked_sender_writes_no_more_until_let(owner, stranger, sme, begun):
    with pytest.raises(NotAllowed):
        block_sender(actor=stranger, conversation=begun)
    block_sender(actor=owner, conversation=begun)
    block_sender(actor=owner, conversation=begun)
    with pytest.raises(Refused):
        write(stranger, sme, title="Again")
    with pytest.raises(Refused):
        reply(actor=stranger, conversation=begun, text="Please")
    unblock_sender(actor=owner, conversation=begun)
    write(stranger, sme, title="Again")


def test_a_closed_conversation_stays_closed_for_both(owner, stranger, begun):
    close_conversation(actor=stranger, conversation=begun)
    for actor in (owner, stranger):
        with pytest.raises(Refused):
            reply(actor=actor, conversation=begun, text="More")


def test_a_report_opens_the_conversation_to_the_coordinator(owner, coordinator, stranger, begun):
    report = report_conversation(actor=owner, conversation=begun, reason="spam", note="Again")
    assert report_conversation(actor=owner, conversation=begun, reason="spam") == report
    assert conversation_for(coordinator, begun.pk) == begun
    with pytest.raises(NotAllowed):
        settle_report(actor=owner, report=report, outcome="dismissed")
    settle_report(actor=coordinator, report=report, outcome="blocked")
    other = make_organisation("Other", manager=owner)
    with pytest.raises(Refused):
        write(stranger, other, title="Elsewhere")


def test_a_report_by_the_member_cannot_block_the_member(coordinator, stranger, begun):
    report = report_conversation(actor=stranger, conversation=begun, reason="abuse")
    with pytest.raises(Refused):
        settle_report(actor=coordinator, report=report, outcome="blocked")
    assert Report.objects.get().settled_at is None


def test_a_program_reads_where_the_writer_works_and_reports(client, owner, stranger, begun):
    house = make_organisation("Salt Works", manager=stranger)
    make_organisation("Hidden Works", manager=stranger, state="hidden")
    client.force_login(owner)
    address = f"/api/v1/organisations/conversations/{begun.pk}"
    assert client.get(address).json()["workplaces"] == [{"id": house.pk, "name": "Salt Works"}]
    told = {"reason": "spam", "note": "Again"}
    sent = client.post(f"{address}/reports", told, content_type="application/json")
    assert sent.status_code == 204
    assert Report.objects.get().conversation == begun


@pytest.mark.parametrize("member_reports", [True, False])
def test_a_warning_goes_to_whoever_wrote_what_was_reported(
    owner, coordinator, stranger, begun, member_reports
):
    reply(actor=owner, conversation=begun, text="Buy our bays.")
    reporter, author = (stranger, owner) if member_reports else (owner, stranger)
    report = report_conversation(actor=reporter, conversation=begun, reason="spam")
    for _twice in range(2):
        settle_report(actor=coordinator, report=report, outcome="warned")
    mail = Mail.objects.get(key__startswith="warned:")
    assert mail.to == author.email and "was reported" in mail.text
    assert reporter.email not in mail.text and f"/{begun.pk}/" in mail.text


def test_a_year_after_the_last_word_it_is_gone(begun):
    assert forget_conversations() == 0
    Conversation.objects.update(last_at=timezone.now() - timedelta(days=366))
    assert (forget_conversations(), Message.objects.count()) == (1, 0)


def test_the_whole_way_through_the_pages(client, owner, stranger, sme):
    client.force_login(stranger)
    sent = client.post(
        reverse("organisations:write", args=(sme.pk,)), {"title": "Leaks", "text": "<b>Hi</b>"}
    )
    page = client.get(sent["Location"]).content.decode()
    assert "&lt;b&gt;Hi&lt;/b&gt;" in page
    client.force_login(owner)
    assert b"Leaks" in client.get(reverse("organisations:inbox")).content
    assert client.post(sent["Location"], {"text": "Hello back"}).status_code == 302
    begun = Conversation.objects.get()
    report = reverse("organisations:report", args=(begun.pk,))
    assert client.post(report, {"reason": "spam"}).status_code == 302
    assert Report.objects.get().reason == "spam"


def test_the_inbox_asks_the_same_number_of_questions_at_any_length(
    client, owner, stranger, sme, django_assert_max_num_queries
):
    for number in range(25):
        row = Conversation.objects.create(
            organisation=sme, member=stranger, title=f"No {number}", last_at=timezone.now()
        )
        Message.objects.create(conversation=row, author=stranger, text="x")
    client.force_login(owner)
    with django_assert_max_num_queries(12):
        assert client.get(reverse("organisations:inbox")).status_code == 200


def test_hiding_the_organisation_ends_the_talk(owner, stranger, begun):
    Organisation.objects.update(state="hidden")
    begun.refresh_from_db()
    with pytest.raises(Refused):
        reply(actor=stranger, conversation=begun, text="Still there?")
