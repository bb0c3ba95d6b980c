"""Tender notices: the traps that eForms sets, and the public examples with their figures."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from sme4smartcities.opportunities.adapters import notices
from sme4smartcities.opportunities.codes import DeadlineKind, Kind, Status
from sme4smartcities.opportunities.drafts import Deadline, Draft, Moment, Money, Organiser
from sme4smartcities.opportunities.reasons import Reason
from tests.opportunities.adapters.notice import amount, lot, notice, period
from tests.opportunities.corpora import CONTEXT, DATA, needs_corpora

pytestmark = pytest.mark.once
TENDER = "cac:TenderSubmissionDeadlinePeriod"
REQUEST = "cac:ParticipationRequestReceptionPeriod"
INTEREST = "efac:InterestExpressionReceptionPeriod"


def draft(*lots: str, **rest: str) -> Draft:
    (found,) = notices.read(notice(*lots, **rest), CONTEXT).drafts
    return found


def test_the_buyer_is_found_through_its_pointer_and_no_person_with_it():
    found = draft()
    assert found.organisers == (
        Organiser(name="Ayuntamiento de Málaga", country="ES", identifier="P2906700F"),
    )
    assert "Jane" not in repr(found) and "jane" not in repr(found)


def test_a_notice_is_known_by_its_folder_and_counts_its_versions():
    found = draft(version="02")
    assert (found.uid, found.call_id, found.sequence) == ("folder-1", "folder-1", 2)
    assert found.updated == datetime(2026, 11, 1, 9, tzinfo=UTC)
    assert (found.kind, found.title, found.cpv) == (
        Kind.TENDER,
        {"es": "Sensores de agua"},
        ("38410000",),
    )


def test_day_and_hour_stand_apart_and_each_has_its_zone():
    found = draft(lot("LOT-1", process=period(TENDER, "2027-02-03Z", "13:00:00Z")))
    assert found.deadlines == (
        Deadline(
            kind=DeadlineKind.TENDER,
            moment=Moment(
                day=date(2027, 2, 3),
                at=datetime(2027, 2, 3, 13, tzinfo=UTC),
                zone="Europe/Madrid",
                raw="2027-02-03Z 13:00:00Z",
            ),
        ),
    )


def test_a_day_without_an_hour_stays_a_day():
    found = draft(lot("LOT-1", process=period(TENDER, "2027-02-03+01:00")))
    assert found.deadlines[0].moment == Moment(day=date(2027, 2, 3), raw="2027-02-03+01:00")


def test_lots_have_their_own_deadlines_of_every_kind():
    found = draft(
        lot("LOT-1", process=period(TENDER, "2027-02-03Z") + period(REQUEST, "2027-01-03Z")),
        lot("LOT-2", process=period(TENDER, "2027-02-04Z") + period(INTEREST, "2027-01-02Z")),
    )
    assert {(due.kind, due.lot, due.moment.day.day) for due in found.deadlines} == {
        (DeadlineKind.TENDER, "LOT-1", 3),
        (DeadlineKind.PARTICIPATION, "LOT-1", 3),
        (DeadlineKind.TENDER, "LOT-2", 4),
        (DeadlineKind.EXPRESSION, "LOT-2", 2),
    }


def test_a_deadline_that_all_lots_share_is_one():
    lots = [lot(key, process=period(TENDER, "2027-02-03Z")) for key in ("LOT-1", "LOT-2")]
    group = lot("GLO-1", scheme="LotsGroup")
    assert [due.lot for due in draft(*lots, group).deadlines] == [""]


@pytest.mark.parametrize(
    ("whole", "lots", "value"),
    [
        (amount("900"), [amount("400"), amount("500")], Money(amount=Decimal(900), currency="EUR")),
        ("", [amount("400"), amount("500.50")], Money(amount=Decimal("900.50"), currency="EUR")),
        ("", [amount("400"), ""], None),
        ("", [amount("400"), amount("500", "GBP")], None),
        (amount("x"), [], None),
        ("", [], None),
    ],
)
def test_the_value_of_the_whole_and_of_the_lots_are_never_added(whole, lots, value):
    rows = [lot(f"LOT-{number}", project=project) for number, project in enumerate(lots)]
    assert draft(*rows, project=whole).value == value


def test_a_title_in_24_languages_keeps_them():
    tags = "BUL CES DAN DEU ELL ENG EST FIN FRA GLE HRV HUN ITA LAV LIT MLT NLD POL POR RON SLK SLV SPA SWE"
    title = "".join(f'<cbc:Name languageID="{tag}">Title {tag}</cbc:Name>' for tag in tags.split())
    found = draft(title=title).title
    assert len(found) == 24
    assert (found["el"], found["ga"], found["es"]) == ("Title ELL", "Title GLE", "Title SPA")


def test_without_a_title_of_its_own_the_procedure_is_called_as_its_first_lot():
    assert draft(lot("LOT-1"), title="").title == {"es": "Lot LOT-1"}


CANCELLED = "<efac:Changes><efac:ChangeReason><cbc:ReasonCode>cancel</cbc:ReasonCode></efac:ChangeReason></efac:Changes>"
CHANGED = "<efac:Changes><efbc:ChangedNoticeIdentifier>notice-0</efbc:ChangedNoticeIdentifier></efac:Changes>"


@pytest.mark.parametrize(
    ("form", "extension", "status"),
    [
        ("competition", "", Status.PUBLISHED),
        ("competition", CHANGED, Status.CHANGED),
        ("competition", CANCELLED, Status.CANCELLED),
        ("planning", "", Status.PUBLISHED),
        ("result", "", Status.CLOSED),
        ("cont-modif", CHANGED, Status.CLOSED),
    ],
)
def test_a_notice_says_how_far_the_procedure_is(form, extension, status):
    assert draft(form=form, extension=extension).status is status


def test_a_market_consultation_is_one():
    assert draft(kind="pmc", form="planning").kind is Kind.CONSULTATION


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"<html><input type='password'></html>", Reason.LOGIN),
        (b"<html><p>x", Reason.PAGE),
        (b"<a><b></a>", Reason.DAMAGED),
        (notice()[:800], Reason.DAMAGED),
        (b"<rss/>", Reason.NOT_THIS),
    ],
)
def test_what_is_no_notice_says_why(data, reason):
    assert [entry.reason for entry in notices.read(data, CONTEXT).rejected] == [reason]


def test_a_notice_without_any_title_is_refused():
    found = notices.read(notice(title=""), CONTEXT)
    assert [(entry.what, entry.reason) for entry in found.rejected] == [
        ("notice-1", Reason.NO_TITLE)
    ]


def test_entities_are_not_followed():
    data = notice().replace(
        b"<ContractNotice",
        b'<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/hostname">]><ContractNotice',
    )
    found = notices.read(data.replace(b"Sensores", b"Sensores &secret;"), CONTEXT)
    told = next(iter(found.drafts[0].title.values()))
    assert told in ("Sensores", "Sensores de agua", "Sensores  de agua")


# --- The public examples -----------------------------------------------------------------------------


@needs_corpora
def test_nearly_all_valid_examples_give_title_buyer_and_code():
    files = sorted((DATA / "notices" / "notices").glob("*.xml"))
    asked = [file for file in files if not file.name.startswith(("INVALID_", "X0"))]
    found = {file.name: notices.read(file.read_bytes(), CONTEXT).drafts for file in asked}
    whole = [d for drafts in found.values() for d in drafts if d.title and d.organisers and d.cpv]
    assert len(whole) >= 0.97 * len(asked)


@needs_corpora
@pytest.mark.parametrize(
    ("name", "deadlines"),
    [
        ("cn_24_multilingual", [(DeadlineKind.TENDER, datetime(2020, 2, 3, 13, tzinfo=UTC))]),
        ("cn_24_cumbria", [(DeadlineKind.TENDER, datetime(2020, 5, 11, 9, tzinfo=UTC))]),
        ("cn-desg_24", [(DeadlineKind.PARTICIPATION, datetime(2020, 6, 5, 11, tzinfo=UTC))]),
        ("cn_25", [(DeadlineKind.PARTICIPATION, datetime(2020, 5, 27, 10, tzinfo=UTC))]),
        ("CEI", [(DeadlineKind.EXPRESSION, datetime(2024, 6, 9, 21, 59, 59, tzinfo=UTC))]),
        ("pin-cfc_25", [(DeadlineKind.EXPRESSION, datetime(2020, 5, 18, 22, 59, 59, tzinfo=UTC))]),
        ("cn_23", []),
    ],
)  # fmt: skip
def test_every_kind_of_deadline_is_found_in_the_examples(name, deadlines):
    data = (DATA / "notices" / "notices" / f"{name}.xml").read_bytes()
    (found,) = notices.read(data, CONTEXT).drafts
    assert [(due.kind, due.moment.at) for due in found.deadlines] == deadlines


@needs_corpora
def test_broken_examples_come_in_or_say_why():
    expected = json.loads((DATA / "notices" / "expected.json").read_text())
    assert expected
    for file in sorted((DATA / "notices" / "notices").glob("INVALID_*.xml")):
        reading = notices.read(file.read_bytes(), CONTEXT)
        assert reading.drafts or reading.rejected, file.name
