"""The answers of TED's search: any field may be missing, and dates stand apart from their hours."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from sme4smartcities.opportunities.adapters import ted
from sme4smartcities.opportunities.codes import DeadlineKind, Status
from sme4smartcities.opportunities.drafts import Money, Organiser, Reading
from sme4smartcities.opportunities.reasons import Reason
from tests.opportunities.corpora import CONTEXT

pytestmark = pytest.mark.once
NOTICE = {
    "publication-number": "123456-2026",
    "publication-date": "2026-11-02+01:00",
    "notice-title": {"eng": "Spain – Sensors", "spa": "España – Sensores"},
    "procedure-identifier": "7c1d3a5e-0000-4000-8000-000000000001",
    "notice-version": "01",
    "notice-type": "cn-standard",
    "buyer-name": {"spa": ["Ayuntamiento de Málaga"]},
    "buyer-country": ["ESP"],
    "classification-cpv": ["38410000", "38410000", "72000000"],
    "place-of-performance": ["ES617", "ESP"],
    "estimated-value-proc": "90000.50",
    "estimated-value-cur-proc": "EUR",
    "deadline-receipt-tender-date-lot": ["2027-02-03+01:00", "2027-02-04+01:00"],
    "deadline-receipt-tender-time-lot": ["13:00:00+01:00", "14:00:00+01:00"],
}


def read(*notices: Any, **rest: Any) -> Reading:
    return ted.read(json.dumps({"notices": notices, **rest}).encode(), CONTEXT)


def test_a_notice_is_read():
    (draft,) = read(NOTICE).drafts
    assert draft.title == {"en": "Spain – Sensors", "es": "España – Sensores"}
    assert (draft.uid, draft.call_id) == (NOTICE["procedure-identifier"],) * 2
    assert draft.url == "https://ted.europa.eu/en/notice/-/detail/123456-2026"
    assert draft.organisers == (Organiser(name="Ayuntamiento de Málaga", country="ES"),)
    assert (draft.country, draft.nuts, draft.cpv) == ("ES", ("ES617",), ("38410000", "72000000"))
    assert draft.value == Money(amount=Decimal("90000.50"), currency="EUR")
    assert [(due.kind, due.moment.at, due.moment.zone) for due in draft.deadlines] == [
        (DeadlineKind.TENDER, datetime(2027, 2, 3, 12, tzinfo=UTC), "Europe/Madrid"),
        (DeadlineKind.TENDER, datetime(2027, 2, 4, 13, tzinfo=UTC), "Europe/Madrid"),
    ]


def test_hours_that_do_not_fit_the_days_leave_them_days():
    (draft,) = read({**NOTICE, "deadline-receipt-tender-time-lot": ["13:00:00+01:00"]}).drafts
    assert [(due.moment.day, due.moment.at) for due in draft.deadlines] == [
        (date(2027, 2, 3), None),
        (date(2027, 2, 4), None),
    ]


def test_a_title_alone_is_enough_and_no_value_is_not_stated():
    (draft,) = read({"notice-title": {"eng": "Sensors"}, "publication-number": "1-2026"}).drafts
    assert (draft.value, draft.deadlines, draft.organisers) == (None, (), ())


@pytest.mark.parametrize(
    ("rest", "status"),
    [
        ({"notice-type": "can-standard"}, Status.CLOSED),
        ({"form-type": "result"}, Status.CLOSED),
        ({"change-notice-version-identifier": "x-01"}, Status.CHANGED),
        ({}, Status.PUBLISHED),
    ],
)
def test_a_notice_says_how_far_the_procedure_is(rest, status):
    assert read({**NOTICE, **rest}).drafts[0].status is status


def test_entries_of_another_shape_are_told():
    reading = read("x", {"publication-number": "1-2026"}, {**NOTICE, "notice-title": 5})
    assert [entry.reason for entry in reading.rejected] == [
        Reason.BROKEN_ENTRY,
        Reason.NO_TITLE,
        Reason.NO_TITLE,
    ]


def test_the_token_of_the_next_page_is_found():
    assert ted.next_page(b'{"notices": [], "iterationNextToken": "abc"}') == "abc"
    assert ted.next_page(b'{"notices": []}') == ted.next_page(b"<html>") == ""


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{", Reason.DAMAGED),
        (b'{"message": "no"}', Reason.NOT_THIS),
        (b'{"notices": []}', Reason.NOTHING_FOUND),
        (b"<html><p>Down</p></html>", Reason.PAGE),
    ],
)
def test_what_is_no_answer_says_why(data, reason):
    assert [entry.reason for entry in ted.read(data, CONTEXT).rejected] == [reason]
