"""Mail that comes back: read, counted, and no more written to where nobody reads."""

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from sme4smartcities.accounts.services.letters import write_to_member
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.mail import bounces, reports
from sme4smartcities.core.mail.models import Mail, Unreachable
from tests.conftest import Browser

pytestmark = pytest.mark.django_db

TO = "amal@example.org"


def report_of(
    message_id: str,
    *,
    status: str = "5.1.1",
    action: str = "failed",
    to: str = TO,
    head: bool = False,
) -> bytes:
    """Write a report as mail servers do (RFC 3464), with the whole mail or its head alone."""
    kind = "text/rfc822-headers" if head else "message/rfc822"
    return f"""From: MAILER-DAEMON@mx.example
To: noreply@platform.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

I could not deliver your message.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {to}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} No such user

--B
Content-Type: {kind}

From: noreply@platform.example
To: {to}
Message-ID: {message_id}
Subject: Hello

Words
--B--
""".encode()


@pytest.fixture
def letter(owner) -> Mail:
    write_to_member(owner, "unblocked")
    return Mail.objects.latest("pk")


def another(owner) -> Mail:
    write_to_member(owner, "unblocked")
    return Mail.objects.latest("pk")


def bounce(raw: bytes) -> bool:
    report = reports.read(raw)
    return report is not None and bounces.take_report(report)


@pytest.mark.parametrize("head", [False, True])
def test_one_hopeless_report_stops_mail_at_once(owner, letter, worker, head):
    worker.run()
    assert bounce(report_of(letter.message_id, head=head)) and bounces.is_stopped(owner.email)
    later = another(owner)
    worker.run()
    later.refresh_from_db()
    assert (later.state, later.sent_at) == (Mail.State.DEAD, None)
    fact = Entry.objects.get(name="mail.MailBounced")
    assert (fact.subject_id, fact.data) == (letter.pk, {"code": "5.1.1", "stopped": True})


def test_the_fifth_mail_that_comes_back_for_now_stops_it(owner):
    for number in range(5):
        assert not bounces.is_stopped(owner.email), number
        assert bounce(report_of(another(owner).message_id, status="4.2.2"))
    assert bounces.is_stopped(owner.email)


def test_mails_that_came_back_long_ago_do_not_count(owner):
    for _ in range(4):
        bounce(report_of(another(owner).message_id, status="5.2.2"))
    Unreachable.objects.update(last_at=timezone.now() - timedelta(days=61))
    bounce(report_of(another(owner).message_id, status="5.2.2"))
    assert Unreachable.objects.get().count == 1 and not bounces.is_stopped(owner.email)


def test_a_report_counts_once(letter):
    raw = report_of(letter.message_id, status="4.4.1")
    assert [bounce(raw), bounce(raw)] == [True, False]
    assert Unreachable.objects.get().count == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"to": "somebody@else.example"},
        {"action": "delayed"},
        {"action": "delivered"},
        {"action": ""},
    ],
)
def test_a_report_about_somebody_else_or_no_failure_changes_nothing(letter, changes):
    assert not bounce(report_of(letter.message_id, **changes))
    assert not Unreachable.objects.exists()


@pytest.mark.parametrize("forged", ["<guess@platform.example>", "", "\x00"])
def test_a_forged_report_is_left(letter, forged):
    assert not bounce(report_of(forged)) and not Unreachable.objects.exists()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff\xfe" * 500,
        b"Subject: I am away\n\nUntil Monday.",
        b"Content-Type: multipart/report; boundary=B\n\n--B\nContent-Type: message/delivery-status\n\nx",
        b"Content-Type: multipart/report\n\n",
        report_of("<a@b>").replace(b"message/delivery-status", b"text/plain"),
        b"Content-Type: multipart/mixed; boundary=A\n\n" + b"--A\n" * 20_000,
    ],
)
def test_a_mail_that_is_no_report_is_left(raw):
    assert not bounce(raw)


def test_a_server_that_knows_no_such_mailbox_stops_it_without_a_report(letter):
    bounces.note_bounce(letter, reports.status_in("550 5.1.1 <amal@example.org>: no such user"))
    assert bounces.is_stopped(TO)


def test_after_a_month_one_mail_tries_again(letter):
    bounce(report_of(letter.message_id))
    Unreachable.objects.update(stopped_at=timezone.now() - timedelta(days=31))
    assert not bounces.is_stopped(TO)


def test_the_command_takes_what_the_mail_server_hands_over(letter, monkeypatch, capsys):
    for raw, said in [(report_of(letter.message_id), "noted"), (b"spam", "left")]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
        call_command("bounce")
        assert said in capsys.readouterr().out
    assert bounces.is_stopped(TO)


def test_the_member_reads_it_and_has_the_address_tried_again(owner, letter, worker):
    browser = Browser()
    browser.sign_in(owner, "password")
    assert b"h-unreachable" not in browser.get(reverse("accounts:settings")).content
    bounce(report_of(letter.message_id))
    assert b"h-unreachable" in browser.get(reverse("accounts:settings")).content
    assert "does not reach you" in browser.get("/en/desk/").content.decode()
    browser.post(reverse("accounts:try_address"))
    worker.run()
    assert not bounces.is_stopped(TO)
    assert Mail.objects.get(template="accounts/mail/address_works").state == Mail.State.SENT
    for _ in range(3):
        last = browser.post(reverse("accounts:try_address"))
    assert last.status_code == 429
