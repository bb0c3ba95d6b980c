"""Tables that people keep: columns by their names in six languages, dates and amounts as they are written."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import openpyxl
import pytest

from sme4smartcities.opportunities.adapters import tables
from sme4smartcities.opportunities.codes import DeadlineKind, Kind, Status
from sme4smartcities.opportunities.drafts import Money, Organiser
from sme4smartcities.opportunities.reasons import Reason
from tests.opportunities.corpora import CONTEXT

pytestmark = pytest.mark.once


def read(text: str, **rest: object):
    return tables.read(text.encode(), replace(CONTEXT, **rest))


def test_a_row_is_an_opportunity():
    (draft,) = read(
        "title;start;end;deadline;url;city;country;organiser;value;currency;cpv;tags;kind\n"
        'Acqua;15/03/2026 10:00;16/03/2026;2026-03-01;https://x.example/1;Napoli;IT;"Comune di Napoli";'
        "1.234,50;EUR;38410000, 72000000;acqua,energia;funding\n"
    ).drafts
    assert draft.start is not None and draft.end is not None
    assert draft.start.at == datetime(2026, 3, 15, 9, tzinfo=UTC)
    assert draft.end.day == date(2026, 3, 16)
    assert [(due.kind, due.moment.day) for due in draft.deadlines] == [
        (DeadlineKind.SUBMISSION, date(2026, 3, 1))
    ]
    assert (draft.kind, draft.city, draft.country) == (Kind.FUNDING, "Napoli", "IT")
    assert draft.organisers == (Organiser(name="Comune di Napoli"),)
    assert draft.value == Money(amount=Decimal("1234.50"), currency="EUR")
    assert (draft.cpv, draft.topics) == (("38410000", "72000000"), ("acqua", "energia"))


@pytest.mark.parametrize(
    "header",
    [
        "Título,Fecha",
        "Titolo,Data",
        "Titre,Date",
        "כותרת,תאריך",
        "العنوان,التاريخ",
        "Name,Start date",
    ],
)
def test_columns_are_known_in_six_languages(header):
    (draft,) = read(f"{header}\nAgua,2026-03-15\n").drafts
    assert draft.start is not None
    assert draft.start.day == date(2026, 3, 15)


def test_a_source_names_its_own_columns():
    reading = read("Was;Wann\nWasser;15.03.2026\n", columns={"title": "Was", "start": "Wann"})
    assert reading.drafts[0].title == {"en": "Wasser"}
    assert reading.drafts[0].start is not None


def test_an_excel_table_is_read_as_one():
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Title", "Date", "Status"])
    book.active.append(["Water", "2026-03-15", "cancelled"])
    file = io.BytesIO()
    book.save(file)
    (draft,) = tables.read(file.getvalue(), CONTEXT).drafts
    assert draft.status is Status.CANCELLED


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("€ 90 000", "90000"),
        ("1.234", "1234"),
        ("12,5", "12.5"),
    ],
)
def test_amounts_are_read_as_they_are_written(written, amount):
    (draft,) = read(f'title;value;currency\nx y;"{written}";EUR\n').drafts
    assert draft.value == Money(amount=Decimal(amount), currency="EUR")


def test_an_amount_without_currency_is_not_stated():
    assert read("title,value\nx y,100\n").drafts[0].value is None


def test_a_person_stays_out_and_bad_dates_are_told():
    reading = read("title,organiser,date\nWater,Jane Roe,soon\n,x,y\n")
    assert reading.drafts[0].organisers == ()
    assert next(note.reason for note in reading.notes if note.what == "Water") is Reason.BAD_DATE
    assert [(entry.what, entry.reason) for entry in reading.rejected] == [("3", Reason.NO_TITLE)]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"a,b\n1,2\n", Reason.NOT_THIS),
        (b"<!doctype html><p>x</p>", Reason.PAGE),
        (b"%PDF-1.7", Reason.NOT_THIS),
        (b'title,x\n"never closed,1\n', Reason.DAMAGED),
        (b"PK\x03\x04broken", Reason.DAMAGED),
        (b"title\n" + b"x\n" * 6_000, Reason.TOO_LARGE),
    ],
)
def test_what_is_no_table_says_why(data, reason):
    assert [entry.reason for entry in tables.read(data, CONTEXT).rejected] == [reason]
