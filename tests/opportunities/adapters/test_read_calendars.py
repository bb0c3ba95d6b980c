"""Calendars as they are in the world: broken, without zones, over and over, personal, or no calendars."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from sme4smartcities.opportunities.adapters import calendars
from sme4smartcities.opportunities.codes import Attendance, Identity, Status
from sme4smartcities.opportunities.drafts import Moment, Organiser, Reading
from sme4smartcities.opportunities.reasons import Reason
from tests.effort import steps
from tests.opportunities.corpora import CONTEXT

pytestmark = pytest.mark.once


def calendar(*events: str, head: str = "") -> bytes:
    blocks = "".join(f"BEGIN:VEVENT\r\n{event.strip()}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{head}{blocks}END:VCALENDAR\r\n".replace(
        "\r\n        ", "\r\n"
    ).encode()


def event(*lines: str, uid: str = "1") -> str:
    return "\r\n".join((f"UID:{uid}", "SUMMARY:Water fair", *lines))


def read(*events: str, head: str = "") -> Reading:
    return calendars.read(calendar(*events, head=head), CONTEXT)


def reasons(reading: Reading) -> list[Reason]:
    return [note.reason for note in reading.notes]


# --- Times -------------------------------------------------------------------------------------------


def test_whole_days_end_on_the_last_of_them():
    draft = read(event("DTSTART;VALUE=DATE:20260505", "DTEND;VALUE=DATE:20260507")).drafts[0]
    assert draft.start == Moment(day=date(2026, 5, 5), raw="20260505")
    assert draft.end == Moment(day=date(2026, 5, 6), raw="20260507")


@pytest.mark.parametrize("end", ["20260505", "20260506"])
def test_one_whole_day_ends_on_itself(end):
    draft = read(event("DTSTART;VALUE=DATE:20260505", f"DTEND;VALUE=DATE:{end}")).drafts[0]
    assert draft.end is not None
    assert draft.end.day == date(2026, 5, 5)


def test_a_length_gives_the_end():
    days = read(event("DTSTART;VALUE=DATE:20260505", "DURATION:P2D")).drafts[0]
    hours = read(event("DTSTART:20260505T100000Z", "DURATION:PT90M")).drafts[0]
    assert days.end is not None and hours.end is not None
    assert days.end.day == date(2026, 5, 6)
    assert hours.end.at == datetime(2026, 5, 5, 11, 30, tzinfo=UTC)


def test_a_time_without_zone_is_that_of_the_source_and_says_so():
    reading = read(event("DTSTART:20260505T100000"))
    assert reading.drafts[0].start == Moment(
        day=date(2026, 5, 5),
        at=datetime(2026, 5, 5, 8, tzinfo=UTC),
        zone="Europe/Rome",
        raw="20260505T100000",
    )
    assert reasons(reading) == [Reason.ZONE_ASSUMED]


def test_the_zone_of_the_calendar_comes_before_that_of_the_source():
    reading = read(event("DTSTART:20260505T100000"), head="X-WR-TIMEZONE:Asia/Hebron\r\n")
    assert reading.drafts[0].start is not None
    assert reading.drafts[0].start.zone == "Asia/Hebron"
    assert reading.drafts[0].start.at == datetime(2026, 5, 5, 7, tzinfo=UTC)


def test_two_zones_are_both_kept():
    reading = read(
        event(
            "DTSTART;TZID=Europe/Madrid:20260505T100000",
            "DTEND;TZID=Asia/Jerusalem:20260505T180000",
        )
    )
    draft = reading.drafts[0]
    assert draft.start is not None and draft.end is not None
    assert (draft.start.zone, draft.end.zone) == ("Europe/Madrid", "Asia/Jerusalem")
    assert reasons(reading) == [Reason.ZONES_DIFFER]


def test_an_unknown_zone_is_told():
    assert Reason.ZONE_UNKNOWN in reasons(read(event("DTSTART;TZID=Nowhere:20260505T100000")))


def test_an_hour_that_the_clocks_skip_is_the_hour_after():
    reading = read(event("DTSTART;TZID=Europe/Rome:20260329T023000"))
    assert reading.drafts[0].start is not None
    assert reading.drafts[0].start.at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert reasons(reading) == [Reason.HOUR_SKIPPED]


def test_an_hour_that_comes_twice_is_the_first():
    draft = read(event("DTSTART;TZID=Europe/Rome:20261025T023000")).drafts[0]
    assert draft.start is not None
    assert draft.start.at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_ramallah_and_tel_aviv_change_their_clocks_on_different_days():
    """On 27 March 2026 Tel Aviv is in summer time, Ramallah not before the 28th."""
    at = [
        read(event(f"DTSTART;TZID={zone}:20260327T100000")).drafts[0].start
        for zone in ("Asia/Jerusalem", "Asia/Hebron")
    ]
    assert [moment.at.hour for moment in at if moment and moment.at] == [7, 8]


def test_an_end_before_the_start_is_left_out():
    reading = read(event("DTSTART:20260505T100000Z", "DTEND:20260505T090000Z"))
    assert reading.drafts[0].end is None
    assert reasons(reading) == [Reason.ENDS_BEFORE]


def test_a_past_event_comes_in_with_its_date():
    draft = read(event("DTSTART;VALUE=DATE:19970714")).drafts[0]
    assert draft.start is not None
    assert draft.start.day == date(1997, 7, 14)


def test_a_date_that_cannot_be_read_leaves_an_event_without_one():
    reading = read(event("DTSTART:soon"))
    assert reading.drafts[0].start is None
    assert reasons(reading) == [Reason.BAD_DATE]


@pytest.mark.parametrize("day", ["00010101T000000Z", "99991231T235959Z"])
def test_the_first_and_the_last_year_do_no_harm(day):
    assert len(read(event(f"DTSTART:{day}", "RRULE:FREQ=YEARLY")).drafts) == 1


# --- Series ------------------------------------------------------------------------------------------


def test_a_series_gives_its_dates_and_keeps_its_rule():
    draft = read(event("DTSTART;VALUE=DATE:20261201", "RRULE:FREQ=WEEKLY;COUNT=3")).drafts[0]
    assert draft.rule == "FREQ=WEEKLY;COUNT=3"
    assert [date.start.day.day for date in draft.occurrences] == [1, 8, 15]


def test_a_changed_and_a_cancelled_date_belong_to_their_series():
    reading = read(
        event("DTSTART:20261201T090000Z", "DTEND:20261201T100000Z", "RRULE:FREQ=DAILY;COUNT=4")
        + "\r\nEXDATE:20261203T090000Z",
        event("RECURRENCE-ID:20261202T090000Z", "DTSTART:20261202T150000Z"),
        event("RECURRENCE-ID:20261204T090000Z", "DTSTART:20261204T090000Z", "STATUS:CANCELLED"),
    )
    (draft,) = reading.drafts
    assert draft.parts == 3
    assert [(date.key, date.start.at and date.start.at.hour, date.status) for date in draft.occurrences] == [
        ("20261201T090000Z", 9, Status.PUBLISHED),
        ("20261202T090000Z", 15, Status.PUBLISHED),
        ("20261204T090000Z", 9, Status.CANCELLED),
    ]  # fmt: skip


def test_a_series_keeps_its_hour_when_the_clocks_change():
    draft = read(event("DTSTART;TZID=Europe/Rome:20270321T100000", "RRULE:FREQ=WEEKLY;COUNT=2"))
    hours = [date.start.at.hour for date in draft.drafts[0].occurrences if date.start.at]
    assert hours == [9, 8]


def test_an_old_series_is_expanded_as_if_it_had_begun_today():
    old = read(event("DTSTART;VALUE=DATE:19900102", "RRULE:FREQ=WEEKLY;INTERVAL=2")).drafts[0]
    days = [date.start.day for date in old.occurrences]
    assert {(day - date(1990, 1, 2)).days % 14 for day in days} == {0}
    assert days[0] >= date(2026, 11, 1)
    assert len(days) in (30, 31)


def test_29_february_comes_every_fourth_year_and_says_so():
    later = replace(CONTEXT, now=datetime(2027, 12, 1, tzinfo=UTC))
    data = calendar(event("DTSTART;VALUE=DATE:20240229", "RRULE:FREQ=YEARLY"))
    reading = calendars.read(data, later)
    assert [date.start.day for date in reading.drafts[0].occurrences] == [date(2028, 2, 29)]
    assert reasons(reading) == [Reason.NO_SUCH_DAY]
    assert calendars.read(data, CONTEXT).drafts[0].occurrences == ()


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("RRULE:FREQ=SECONDLY", Reason.DENSE_RULE),
        ("RRULE:FREQ=MINUTELY;COUNT=50", Reason.DENSE_RULE),
        ("RRULE:FREQ=HOURLY", Reason.DENSE_RULE),
        ("RRULE:FREQ=DAILY;BYHOUR=1,2,3,4,5;BYMINUTE=0,30", Reason.DENSE_RULE),
        ("RRULE:FREQ=DAILY;INTERVAL=0", Reason.BAD_RULE),
        ("RRULE:FREQ=FORTNIGHTLY", Reason.BAD_RULE),
        ("RRULE:FREQ=DAILY\r\nEXRULE:FREQ=WEEKLY", Reason.BAD_RULE),
        ("RRULE:RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5L;BYMONTHDAY=8", Reason.BAD_RULE),
        ("RDATE;VALUE=DATE:" + ",".join(["20261201"] * 400), Reason.MANY_DATES),
    ],
)
def test_a_rule_that_must_not_be_expanded_gives_its_first_date_and_a_reason(rule, reason):
    reading = read(event("DTSTART;VALUE=DATE:20261201", rule))
    assert reading.drafts[0].occurrences == ()
    assert reading.drafts[0].start is not None
    assert reasons(reading) == [reason]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYSETPOS=9",
        "FREQ=MONTHLY;BYDAY=5MO;BYSETPOS=3",
        "FREQ=YEARLY;BYWEEKNO=1;BYMONTH=7",
    ],
)
def test_a_rule_that_never_matches_is_given_up(rule):
    """Followed to the year 9999, one of these takes ten seconds."""
    data = calendar(event("DTSTART;VALUE=DATE:20261201", f"RRULE:{rule}"))
    assert steps(calendars.read, data, CONTEXT) < 100_000


@pytest.mark.parametrize("limit", ["", ";COUNT=1000000000", ";UNTIL=99991231"])
def test_of_a_daily_series_the_next_400_dates_come_in(limit):
    reading = read(event("DTSTART;VALUE=DATE:20261101", f"RRULE:FREQ=DAILY{limit}"))
    assert len(reading.drafts[0].occurrences) == 400
    assert reasons(reading) == [Reason.MANY_DATES]


def test_many_series_share_what_is_expanded_and_begin_today():
    rule = "RRULE:FREQ=DAILY"
    rows = [event("DTSTART;VALUE=DATE:20250101", rule, uid=str(n)) for n in range(400)]
    reading = read(*rows)
    assert {len(draft.occurrences) for draft in reading.drafts} == {10}
    assert reading.drafts[0].occurrences[0].start.day == date(2026, 11, 30)
    assert Reason.MANY_DATES in reasons(reading)


# --- What comes in, and what does not ----------------------------------------------------------------


def test_a_broken_entry_spoils_no_other():
    reading = read(
        event("DTSTART:20260505T100000Z", uid="a"),
        "SUMM\x01ARY garbage",
        event("DTSTART:20260506T100000Z", "RRULE:FREQ=,;=", "GEO:here", "=:;", uid="b"),
    )
    assert [draft.uid for draft in reading.drafts] == ["a", "b"]
    assert [entry.reason for entry in reading.rejected] == [Reason.NO_TITLE]


def test_a_calendar_that_breaks_off_gives_what_stood_before():
    data = calendar(event("DTSTART:20260505T100000Z")) + b"BEGIN:VEVENT\r\nSUMMARY:Half a"
    reading = calendars.read(data, CONTEXT)
    assert len(reading.drafts) == 2
    assert reasons_of_all(reading) == [Reason.CUT_OFF]


def reasons_of_all(reading: Reading) -> list[Reason]:
    return [note.reason for note in reading.notes if not note.what]


def test_private_entries_stay_out():
    reading = read(event("DTSTART:20260505T100000Z", "CLASS:PRIVATE"))
    assert [entry.reason for entry in reading.rejected] == [Reason.NOT_PUBLISHED]


def test_persons_stay_out():
    """Attendees, contacts, comments and the names of persons who organise are not even parsed."""
    reading = read(
        event(
            "DTSTART:20260505T100000Z",
            'ORGANIZER;CN="Jane Roe":mailto:jane.roe@example.org',
            "ATTENDEE;CN=John Doe:mailto:john@example.org",
            "CONTACT:John Doe, +34 600 000 000",
            "DESCRIPTION:Ask jane.roe@example.org or call +34 600 000 000.",
            "BEGIN:VALARM",
            "ACTION:EMAIL",
            "ATTENDEE:mailto:john@example.org",
            "END:VALARM",
        )
    )
    told = repr(reading)
    assert not any(word in told for word in ("Jane", "John", "example.org", "600"))
    assert reading.drafts[0].summary == {"en": "Ask … or call …."}


def test_an_organisation_that_organises_is_named_without_its_mailbox():
    draft = read(
        event("DTSTART:20260505T100000Z", "ORGANIZER;CN=Comune di Napoli:mailto:a.b@example.org")
    ).drafts[0]
    assert draft.organisers == (Organiser(name="Comune di Napoli"),)


def test_without_a_licence_a_text_is_short_and_with_one_it_is_whole():
    words = "DESCRIPTION:" + "<p>Water &amp; sensors.</p>" * 100
    data = calendar(event("DTSTART:20260505T100000Z", words))
    short = calendars.read(data, CONTEXT).drafts[0].summary["en"]
    whole = calendars.read(data, replace(CONTEXT, licence="CC BY 4.0")).drafts[0].summary["en"]
    assert len(short) <= 300 and short.endswith("…")
    assert whole.count("Water & sensors.") == 100


@pytest.mark.parametrize(
    ("place", "attendance", "venue"),
    [
        ("Sala 1\\, Napoli", Attendance.ONSITE, "Sala 1, Napoli"),
        ("https://meet.example.org/secret", Attendance.ONLINE, ""),
        ("Webinar (Zoom)", Attendance.ONLINE, ""),
        ("en línea", Attendance.ONLINE, ""),
        ("מקוון", Attendance.ONLINE, ""),
        ("عبر الإنترنت", Attendance.ONLINE, ""),
        ("Sala 1 / https://meet.example.org/secret", Attendance.MIXED, "Sala 1"),
        ("Híbrido: Sala 1", Attendance.MIXED, "Híbrido: Sala 1"),
        ("", Attendance.UNKNOWN, ""),
    ],
)
def test_a_place_tells_how_one_takes_part_and_no_room_address_gets_out(place, attendance, venue):
    draft = read(event("DTSTART:20260505T100000Z", f"LOCATION:{place}")).drafts[0]
    assert (draft.attendance, draft.venue) == (attendance, venue)
    assert "secret" not in repr(draft)


def test_a_withdrawn_calendar_cancels_its_events():
    reading = read(event("DTSTART:20260505T100000Z"), head="METHOD:CANCEL\r\n")
    assert reading.drafts[0].status is Status.CANCELLED


def test_a_title_in_several_languages_keeps_them():
    reading = read(
        "UID:1\r\nDTSTART:20260505T100000Z\r\nSUMMARY;LANGUAGE=it:Fiera\r\nSUMMARY;LANGUAGE=ar:معرض"
    )
    assert reading.drafts[0].title == {"it": "Fiera", "ar": "معرض"}


def test_a_fold_inside_a_letter_does_not_break_it():
    data = calendar(event("DTSTART:20260505T100000Z")).replace(
        b"SUMMARY:Water fair", "SUMMARY:Forum å".encode()[:-1] + b"\r\n " + "å".encode()[1:]
    )
    assert calendars.read(data, CONTEXT).drafts[0].title == {"en": "Forum å"}


# --- Ids -------------------------------------------------------------------------------------------


def test_the_last_version_of_an_entry_stands():
    reading = read(
        event("DTSTART:20260505T100000Z", "SEQUENCE:2"),
        event("DTSTART:20260506T100000Z", "SEQUENCE:1"),
    )
    assert [draft.sequence for draft in reading.drafts] == [2]
    assert [entry.reason for entry in reading.rejected] == [Reason.REPEATED]


def test_different_entries_with_one_id_are_told_apart():
    reading = read(
        event("DTSTART:20260505T100000Z"),
        "UID:1\r\nSUMMARY:Energy fair\r\nDTSTART:20260506T100000Z",
    )
    assert len({draft.uid for draft in reading.drafts}) == 2
    assert reasons(reading) == [Reason.SAME_ID]


def test_an_entry_without_id_keeps_one_that_is_steady():
    lines = "SUMMARY:Water fair\r\nDTSTART:20260505T100000Z"
    first, second = read(lines), read(lines)
    assert first.drafts[0].uid == second.drafts[0].uid
    assert Reason.NO_ID in reasons(first)


def test_ids_that_change_every_hour_are_passed_over_by_policy():
    by_title = replace(CONTEXT, identity=Identity.TITLE)
    uids = {
        calendars.read(calendar(event("DTSTART:20260505T100000Z", uid=uid)), by_title).drafts[0].uid
        for uid in ("hour-1", "hour-2")
    }
    assert len(uids) == 1


# --- No calendar -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<html><title>Login</title></html>", Reason.NOT_THIS),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", Reason.NOTHING_FOUND),
        (b"", Reason.NOT_THIS),
        (b"\x00\xff" * 100, Reason.NOT_THIS),
    ],
)
def test_what_is_no_calendar_says_why(data, reason):
    reading = calendars.read(data, CONTEXT)
    assert [(entry.what, entry.reason) for entry in reading.rejected] == [("", reason)]


def test_a_zone_of_one_calendar_is_forgotten_for_the_next():
    zone = (
        "BEGIN:VTIMEZONE\r\nTZID:Hall clock\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
        "TZOFFSETFROM:+0500\r\nTZOFFSETTO:+0500\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    lines = event("DTSTART;TZID=Hall clock:20260505T100000")
    with_zone, without = read(lines, head=zone).drafts[0], read(lines).drafts[0]
    assert with_zone.start is not None and without.start is not None
    assert with_zone.start.at == datetime(2026, 5, 5, 5, tzinfo=UTC)
    assert without.start.at == datetime(2026, 5, 5, 8, tzinfo=UTC)
