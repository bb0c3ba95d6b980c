"""Who reports an offer, what the coordinator reads and decides, and what a block keeps out."""

import pytest
from django.urls import reverse

from sme4smartcities.alliances.models import OfferReport
from sme4smartcities.alliances.queries.reports import open_reports, reports_wait
from sme4smartcities.alliances.services.answering import move_offer, write_line
from sme4smartcities.alliances.services.offering import offer_to_organisation
from sme4smartcities.alliances.services.reporting import (
    block_authors,
    report_offer,
    settle_offer_report,
    unblock_authors,
)
from sme4smartcities.core.errors import NotAllowed, Refused
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.mail.models import Mail
from sme4smartcities.core.personal_data import erase, gather
from sme4smartcities.organisations.models import Block
from tests.organisations.cast import make_organisation

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(f"alliances:{name}", args=args)


@pytest.fixture
def report(officer, offer):
    return report_offer(actor=officer, offer=offer, reason="spam", note="The same to everybody")


def test_a_manager_reports_what_was_written_and_the_other_side_is_not_told(
    client, worker, owner, officer, offer, coordinator
):
    worker.run()
    mails = Mail.objects.count()
    client.force_login(officer)
    assert "Report" in client.get(offer.get_absolute_url()).text
    address = page("report", offer.pk)
    assert client.get(address).status_code == 200
    assert client.post(address, {"note": "Why"}).status_code == 200
    sent = {"reason": "spam", "note": "Why"}
    assert [client.post(address, sent).status_code for _click in range(2)] == [302, 302]
    row = OfferReport.objects.get()
    assert (row.of_sender, row.reason, row.note) == (True, "spam", "Why")
    assert Mail.objects.count() == mails
    assert [item.urgency for item in reports_wait.items(coordinator)] == [5]
    assert reports_wait.rows(owner) is None and not open_reports(officer).exists()


def test_the_coordinator_reads_it_only_once_it_was_reported(client, coordinator, officer, offer):
    client.force_login(coordinator)
    assert client.get(offer.get_absolute_url()).status_code == 404
    assert "Nothing is reported" in client.get(page("reports")).text
    report = report_offer(actor=officer, offer=offer, reason="fraud")
    assert page("settle", report.pk) in client.get(page("reports")).text
    text = client.get(page("settle", report.pk)).text
    assert "We know such bays." in text and officer.email not in text
    assert client.get(offer.get_absolute_url()).status_code == 404
    assert client.post(page("settle", report.pk), {}).status_code == 200
    assert client.post(page("settle", report.pk), {"outcome": "dismissed"}).status_code == 302
    assert client.get(page("settle", report.pk)).status_code == 404
    facts = Entry.objects.filter(subject_kind="offer").order_by("-pk")
    assert facts[0].data["outcome"] == "dismissed"


def test_a_warning_goes_to_those_who_wrote(coordinator, owner, officer, report):
    for _click in range(2):
        settle_offer_report(actor=coordinator, report=report, outcome="warned")
    mail = Mail.objects.get(key__startswith="offer:warned")
    assert mail.to == owner.email and "warns you" in mail.text
    assert officer.name not in mail.text


def test_who_is_blocked_writes_to_nobody_any_more(
    coordinator, owner, officer, expert, company, offer, report
):
    settle_offer_report(actor=coordinator, report=report, outcome="blocked")
    with pytest.raises(Refused, match="takes no messages"):
        write_line(actor=owner, offer=offer, text="But listen")
    other = make_organisation("Bottega Occhio", manager=expert)
    with pytest.raises(Refused, match="takes no messages"):
        offer_to_organisation(actor=owner, sender=company, receiver=other, text="Buy this")
    move_offer(actor=officer, offer=offer, act="decline", reason="fit")


def test_a_side_takes_no_more_and_lets_them_write_again(client, owner, officer, offer):
    client.force_login(officer)
    client.post(page("report", offer.pk), {"reason": "abuse", "block": "on"})
    with pytest.raises(Refused, match="takes no messages"):
        write_line(actor=owner, offer=offer, text="But listen")
    assert "Let them write again" in client.get(offer.get_absolute_url()).text
    client.post(page("offer_move", offer.pk, "unblock"))
    assert write_line(actor=owner, offer=offer, text="But listen").pk
    assert not Block.objects.exists()


def test_nobody_else_reports_settles_or_blocks(owner, officer, stranger, offer, report):
    with pytest.raises(NotAllowed):
        report_offer(actor=stranger, offer=offer, reason="spam")
    for someone in (owner, officer):
        with pytest.raises(NotAllowed, match="Only the coordinator"):
            settle_offer_report(actor=someone, report=report, outcome="warned")
    for act in (block_authors, unblock_authors):
        with pytest.raises(Refused, match="written nothing"):
            act(actor=owner, offer=offer)
    with pytest.raises(Refused, match="written nothing"):
        report_offer(actor=owner, offer=offer, reason="spam")


def test_a_report_goes_with_whoever_made_it(officer, report):
    found = {part.name: part.rows for part in gather(officer)}
    assert found["alliances.offerreport"][0]["note"] == "The same to everybody"
    erase(officer)
    assert not OfferReport.objects.exists()
