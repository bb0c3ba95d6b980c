"""A mail leaves once per key, in the reader's language, and no stranger's words reach a header."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import transaction
from django.utils import timezone

from sme4smartcities.config import mail_url
from sme4smartcities.core.jobs.models import Job
from sme4smartcities.core.mail import rendering
from sme4smartcities.core.mail.inlining import inline, read_sheet
from sme4smartcities.core.mail.models import Mail
from sme4smartcities.core.mail.queries import mails_to, outbox_backlog
from sme4smartcities.core.mail.services import (
    forget_mails_to,
    forget_old_mail,
    retry_dead_mail,
    send_mail,
)
from sme4smartcities.core.mail.transports import hang_up, message
from tests.effort import hang_guard, steps
from tests.smtp_sink import Sink

pytestmark = pytest.mark.django_db

HOSTILE = "Eve\r\nBcc: all@example.org\r\n\r\n<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def letters(settings):
    own = {**settings.TEMPLATES[0], "DIRS": [Path(__file__).parent / "templates"]}
    settings.TEMPLATES = [own]
    settings.BASE_URL = "https://example.org"


@pytest.fixture
def sink(settings):
    """The platform's mail server for one test."""
    with Sink() as server:
        settings.EMAIL_BACKEND = mail_url.SMTP
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS = False
        yield server
        hang_up()


def write(key: str = "k", **changes: object) -> Mail:
    values = {
        "to": "amal@example.org",
        "template": "letters/news",
        "context": {"name": "Amal", "count": 2},
        "language": "en",
        "key": key,
    }
    return send_mail(**{**values, **changes})


def make_all_due() -> None:
    Job.objects.filter(status="later").update(run_after=timezone.now())


def test_a_mail_is_written_with_the_act_and_sent_by_the_worker(worker, sink):
    mail = write()
    assert (mail.state, sink.taken) == ("waiting", [])
    worker.run()
    mail.refresh_from_db()
    (taken,) = sink.taken
    assert (mail.state, taken.to, taken.message_id) == (
        "sent",
        "amal@example.org",
        mail.message_id,
    )
    assert taken.message["Subject"] == "2 pieces of news on SME4SmartCities"
    assert mail.sent_at is not None


def test_a_rolled_back_act_sends_nothing(worker, sink):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write()
        raise ZeroDivisionError
    worker.run()
    assert (sink.taken, Mail.objects.count()) == ([], 0)


def test_a_key_sends_once(worker, sink):
    first, second = write(), write(context={"name": "Other", "count": 1})
    worker.run()
    third = write()
    worker.run()
    assert (first.pk == second.pk == third.pk, len(sink.taken)) == (True, 1)


def test_a_mail_speaks_the_readers_language_and_writes_in_its_direction():
    hebrew = write("he", language="he")
    assert '<html lang="he" dir="rtl">' in hebrew.html
    assert "https://example.org/he/" in hebrew.text
    assert write("xx", language="xx").language == "en"


def test_plain_text_holds_no_html_escapes_and_html_holds_no_names_tags():
    mail = write(context={"name": "O'Brien <b>", "count": 1})
    assert "O'Brien <b> wrote to you." in mail.text
    assert "O&#x27;Brien &lt;b&gt;" in mail.html
    assert "\n\n\n" not in mail.text


def test_endless_empty_lines_become_one_at_once():
    """The mail is written inside the act that causes it: there everybody else waits."""

    def words(lines: int) -> str:
        return "Hello\n" + " \r\n" * lines + "\n" * 2 * lines + "  there\n\nand here"

    few, twice = (steps(rendering._text, words(lines)) for lines in (1_000, 2_000))
    assert twice < 2.1 * few
    with hang_guard():
        assert rendering._text(words(100_000)) == "Hello\n\n  there\n\nand here\n"


def test_both_parts_say_that_the_site_is_independent(settings):
    settings.DEMO = False
    mail = write()
    assert "is independent" in mail.text and "is independent" in mail.html
    assert "Example:" not in mail.text
    settings.DEMO = True
    assert "Example:" in write("demo").text


def test_a_hostile_name_reaches_no_header(worker, sink):
    write(context={"name": HOSTILE, "count": 1})
    worker.run()
    (taken,) = sink.taken
    head = taken.raw.partition(b"\r\n\r\n")[0].decode()
    assert ("Bcc" in head, "Eve" in head, taken.to) == (False, False, "amal@example.org")
    assert taken.message["Bcc"] is None


def test_a_subject_that_quotes_a_person_is_refused_while_it_is_written():
    with pytest.raises(ValueError, match="never becomes part of a subject"):
        write(template="letters/careless")


@pytest.mark.parametrize(
    "to", ["", "amal", "a@b.org\nBcc: c@d.org", "Amal <a@b.org>", "a@b.org, c@d.org"]
)
def test_what_is_no_single_address_is_refused(to):
    with pytest.raises(ValidationError):
        write(to=to)


def test_headers_offer_the_way_out_in_one_click(worker, sink):
    write(unsubscribe_url="https://example.org/en/stop/abc")
    write("without")
    worker.run()
    with_it, without = (taken.message for taken in sink.taken)
    assert with_it["List-Unsubscribe"] == "<https://example.org/en/stop/abc>"
    assert with_it["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert without["List-Unsubscribe"] is None
    assert without["Auto-Submitted"] == "auto-generated"


def test_a_way_out_that_breaks_the_header_is_refused():
    with pytest.raises(ValidationError):
        write(unsubscribe_url="https://example.org/\r\nBcc: x@example.org")


def test_an_unknown_recipient_is_never_tried_again(worker, sink):
    sink.answer = lambda address: "550 5.1.1 no such person here"
    mail = write()
    worker.run()
    mail.refresh_from_db()
    assert (mail.state, mail.tries, mail.error) == ("dead", 1, "550 5.1.1 no such person here")
    assert not Job.objects.filter(status="ready").exists()


def test_a_full_mailbox_is_tried_five_times_and_then_set_aside(worker, sink):
    sink.answer = lambda address: "452 4.2.2 mailbox full"
    mail = write()
    for expected in (1, 2, 3, 4, 5):
        worker.run()
        make_all_due()
        mail.refresh_from_db()
        assert mail.tries == expected
    assert (mail.state, "amal" in mail.error) == ("dead", False)
    assert (outbox_backlog().waiting, outbox_backlog().dead) == (0, 1)
    sink.answer = lambda address: "250 ok"
    assert retry_dead_mail() == 1
    worker.run()
    assert [taken.message_id for taken in sink.taken] == [mail.message_id]


def test_a_lost_server_delays_and_loses_nothing(worker, sink, settings):
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 9
    mail = write()
    worker.run()
    mail.refresh_from_db()
    assert (mail.state, mail.tries, outbox_backlog().waiting) == ("waiting", 1, 1)
    settings.EMAIL_PORT = port
    make_all_due()
    worker.run()
    assert len(sink.taken) == 1


def test_mails_that_follow_each_other_share_a_connection(worker, sink):
    for number in range(5):
        write(f"k{number}")
    worker.run()
    assert (len(sink.taken), sink.connections) == (5, 1)


def test_bulk_waits_behind_what_somebody_waits_for(worker, sink):
    write("digest", priority=-10)
    write("password")
    worker.run()
    keys = dict(Mail.objects.values_list("message_id", "key"))
    assert [keys[taken.message_id] for taken in sink.taken] == ["password", "digest"]


def test_the_same_row_gives_the_same_message():
    mail = write()
    first, second = message(mail), message(Mail.objects.get())
    for header in ("Message-ID", "Date", "Subject", "To"):
        assert first.message()[header] == second.message()[header]


def test_styles_stand_in_the_elements_and_dark_ones_insist(worker, sink):
    write()
    worker.run()
    page = sink.taken[0].message.get_body(("html",)).get_content()
    assert '<h1 style="margin: 0 0 8px; font-size: 26px; line-height: 1.2">Amal</h1>' in page
    assert re.search(r'<a class="go"[^>]* style="color: #ffffff; display: inline-block', page)
    assert re.search(r'<td class="what" style="[^"]*padding-left: 16px', page)
    assert "A &amp; B" in page
    assert "background: #0a181f !important" in page
    assert "<link" not in page and "<img" not in page and "<script" not in page


def test_right_to_left_mails_start_from_the_right():
    page = inline(write(language="ar").html, direction="rtl")
    assert "padding-right: 16px" in page and "padding-left: 16px" not in page


def test_a_style_sheet_orders_rules_by_their_weight():
    sheet = read_sheet("/* x */ .a .b { color: red } p { color: blue; margin: 0 } .b, i { x: y }")
    assert [rule.rank[:2] for rule in sheet.rules] == [(0, 1), (0, 1), (1, 0), (2, 0)]


def test_a_folder_takes_mails_that_any_program_opens(worker, settings, tmp_path):
    settings.EMAIL_BACKEND, settings.EMAIL_FILE_PATH = mail_url.FOLDER, tmp_path / "mail"
    write()
    worker.run()
    (file,) = (tmp_path / "mail").iterdir()
    assert (file.suffix, b"To: amal@example.org" in file.read_bytes()) == (".eml", True)
    assert file.stat().st_mode & 0o077 == 0


def test_old_mails_keep_their_key_and_lose_their_words(worker, sink):
    mail = write()
    worker.run()
    assert forget_old_mail() == 0
    Mail.objects.update(created_at=timezone.now() - timedelta(days=15))
    assert forget_old_mail() == 1
    mail.refresh_from_db()
    assert (mail.to, mail.subject, mail.text, mail.html, mail.key) == ("", "", "", "", "k")
    write()
    worker.run()
    assert len(sink.taken) == 1
    Mail.objects.update(created_at=timezone.now() - timedelta(days=401))
    forget_old_mail()
    assert Mail.objects.count() == 0


def test_a_waiting_mail_is_never_blanked():
    write()
    Mail.objects.update(created_at=timezone.now() - timedelta(days=15))
    assert (forget_old_mail(), Mail.objects.get().to) == (0, "amal@example.org")


def test_an_erased_person_gets_no_more_mail_and_leaves_no_trace(worker, sink, owner):
    write(to=owner.email)
    assert [row["to"] for row in mails_to(owner)] == [owner.email]
    forget_mails_to(owner)
    worker.run()
    assert (sink.taken, list(mails_to(owner)), outbox_backlog().dead) == ([], [], 0)
    assert (Mail.objects.get().to, retry_dead_mail()) == ("", 0)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mx.example.org", ("mx.example.org", 587, True, False)),
        ("smtp://mx.example.org:25?tls=no", ("mx.example.org", 25, False, False)),
        ("smtps://u:p%40ss@mx.example.org", ("mx.example.org", 465, False, True)),
        ("smtp://localhost", ("localhost", 25, False, False)),
    ],
)
def test_a_mail_server_is_named_by_its_address(url, expected):
    server = mail_url.read(url, Path("mail"))
    assert (server.host, server.port, server.starttls, server.tls) == expected


def test_a_password_in_the_address_is_decoded():
    assert mail_url.read("smtps://u:p%40ss@h", Path("mail")).password == "p@ss"


@pytest.mark.parametrize("url", ["http://mx.example.org", "smtp:", "mx.example.org:25"])
def test_any_other_address_stops_the_start(url):
    with pytest.raises(ImproperlyConfigured, match="SME4SC_MAIL_URL"):
        mail_url.read(url, Path("mail"))
