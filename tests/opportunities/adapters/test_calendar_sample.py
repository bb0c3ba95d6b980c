"""Events of public calendars beside what a person read in the files: title, start, end, zone, place.

Times were worked out by hand from the clock and the zone that stand in the file. Times without a zone
are those of the source, here Europe/Rome. An end of whole days is the last day itself.
"""

from datetime import UTC, date, datetime
from functools import cache

import pytest

from sme4smartcities.opportunities.adapters import calendars
from sme4smartcities.opportunities.drafts import Draft, Moment
from tests.opportunities.corpora import CONTEXT, member, needs_corpora

pytestmark = [pytest.mark.once, needs_corpora]
T = "icalendar/src/icalendar/tests/calendars/"
E = "icalendar/src/icalendar/tests/events/"
ROME, ANGELES, YORK = "Europe/Rome", "America/Los_Angeles", "America/New_York"
BERLIN, LONDON = "Europe/Berlin", "Europe/London"
# File, title, start and end in UTC (a day without an hour stays a day), zone.
SAMPLE = [
    ("ical.js/samples/blank_description.ics", "Really long event name thing", "2012-06-30T13:00", "2012-06-30T14:00", ANGELES),
    ("ical.js/samples/daily_recur.ics", "Every day recurring", "2012-08-01T12:00", "2012-08-01T13:00", ANGELES),
    ("ical.js/samples/day_long_recur_yearly.ics", "Day Long Event", "2012-08-03", "2012-08-03", ""),
    ("ical.js/samples/forced_types.ics", "Event", "2012-09-04", "2012-09-04", ""),
    ("ical.js/samples/google_birthday.ics", "PErson #2's birthday", "2014-12-10", "2014-12-10", ""),
    ("ical.js/samples/parserv2.ics", "Calendar", "2012-09-11T17:30", "2012-09-11T18:00", ANGELES),
    ("ical.js/samples/recur_instances.ics", "Crazy Event Thingy!", "2012-10-02T17:00", "2012-10-02T17:30", ANGELES),
    ("ical.js/samples/utc_negative_zero.ics", "And another", "2012-08-21T21:00", "2012-08-21T21:30", "Etc/GMT"),
    ("ical.js/test/parser/rfc.ics", "Planning meeting", "2008-10-06", None, ""),
    ("icalendar/docs/tutorials/example.ics", "Pick up bicycle from the workshop.", "2026-03-21T06:30", "2026-03-21T07:30", ROME),
    ("icalendar/docs/tutorials/example.ics", "Morning ride with the team.", "2026-03-28T07:00", "2026-03-28T13:30", ROME),
    (T + "alarm_etar_future.ics", "event with alarms android", "2024-10-05T12:00", "2024-10-05T13:00", LONDON),
    (T + "alarm_etar_notification_clicked.ics", "event with alarm acknowledged", "2024-10-05T13:17", "2024-10-05T14:17", LONDON),
    (T + "alarm_google_acknowledged.ics", "event with alarms", "2024-10-04T18:15", "2024-10-04T19:00", LONDON),
    (T + "alarm_thunderbird_2_future.ics", "event", "2024-10-23T18:00", "2024-10-23T19:00", LONDON),
    (T + "america_new_york.ics", "an event with a custom tz name", "2014-08-29T12:00", "2014-08-29T14:00", None),
    (T + "created_calendar_with_unicode_fields.ics", "Non-ASCII Test: ÄÖÜ äöü €", "2010-10-10T10:00", "2010-10-10T12:00", ROME),
    (T + "created_calendar_with_unicode_fields.ics", "åäö", "2010-10-10T00:00", None, ROME),
    (T + "example.ics", "New Year's Day", "2022-01-01", "2022-01-01", ""),
    (T + "example.ics", "Orthodox Christmas", "2022-01-07", "2022-01-07", ""),
    (T + "example.ics", "International Women's Day", "2022-03-08", "2022-03-08", ""),
    (T + "invalid_duration.ics", "Event with an impractical duration", "2024-01-01T00:00", None, ROME),
    (T + "issue_104_broken_calendar.ics", "Broken Eevnt", "2014-04-01T00:00", "2014-04-01T01:00", ROME),
    (T + "issue_1050_all_components.ics", "Test Event 1", "2025-01-15T15:00", "2025-01-15T16:00", YORK),
    (T + "issue_1050_calendar_with_events_and_todos.ics", "Test Event 2", "2025-01-16T15:00", "2025-01-16T16:00", YORK),
    (T + "issue_1050_forward_timezone_reference.ics", "Event with forward TZ ref", "2025-01-15T09:00", None, BERLIN),
    (T + "issue_1050_simple_calendar.ics", "Simple Event", "2025-01-01T10:00", None, ROME),
    (T + "issue_1231_recurrence.ics", "Test recurrence", "2025-04-28T16:05", None, ROME),
    (T + "issue_127_categories_with_commas.ics", "Test Event with Categories Containing Commas", "2014-02-04T14:00", None, ROME),
    (T + "issue_313_globally_unique_tzid.ics", "libical / Evolution globally unique TZID", "2020-04-26T12:00", "2020-04-26T13:00", BERLIN),
    (T + "issue_313_globally_unique_tzid.ics", "Mozilla Lightning globally unique TZID", "2020-04-26T18:00", "2020-04-26T19:00", YORK),
    (T + "issue_313_globally_unique_tzid.ics", "vendor prefix in front of a multi-part Olson name", "2020-04-26T17:00", "2020-04-26T18:00", "America/Argentina/Buenos_Aires"),
    (T + "issue_321_assert_dst_offset_is_not_false.ics", "Reifenwechsel", "2020-04-03T08:20", "2020-04-03T09:30", BERLIN),
    (T + "issue_348_exception_parsing_value.ics", "Sixt : détails de votre réservation", "2019-06-24T06:30", "2019-06-24T16:30", ROME),
    (T + "issue_350.ics", 'Termin 4353 und"so"', "2022-02-22T18:30", "2022-02-22T19:30", BERLIN),
    (T + "issue_351_whitespace_in_property_and_params.ics", "Waste Pickup", "2026-03-19T09:00", None, ROME),
    (T + "issue_466_convert_tzid_with_slash.ics", "Just chatting", "2022-10-21T18:00", "2022-10-21T19:00", "Europe/Stockholm"),
    (T + "issue_526_calendar_with_different_events.ics", "Some very different event ':'", "2021-11-01T15:00", "2021-11-01T15:30", None),
    (T + "issue_836_do_not_quote_tzid.ics", "Anonymous Test Event for TZID", "2024-10-28T21:00", "2024-10-28T22:00", YORK),
    (T + "multiple_calendar_components.ics", "Boxing Day", "2003-05-01", None, ""),
    (T + "multiple_calendar_components.ics", "Christmas again!", "2003-12-25", None, ""),
    (T + "period_with_timezone.ics", "Test RDATE", "2023-09-20T19:00", "2023-09-20T21:00", "America/Vancouver"),
    (T + "property_params.ics", "Test meeting from BB", "2012-08-14", "2012-08-14", ""),
    (T + "rfc_7265_appendix_example_2_ical.ics", "Event #2", "2006-01-02T17:00", "2006-01-02T18:00", "US/Eastern"),
    (T + "rfc_7529.ics", "Chinese New Year", "2013-02-10", None, ""),
    (T + "timezone_same_start.ics", "Test 4", "2017-02-24T20:00", "2017-02-24T20:30", ANGELES),
    (T + "timezone_same_start_and_offset.ics", "this is an event", "2017-02-24T03:00", "2017-02-24T03:30", "Asia/Tokyo"),
    (T + "timezoned.ics", "artsprint 2012", "2012-02-13T09:00", "2012-02-17T17:00", "Europe/Vienna"),
    (T + "x_location.ics", "Daily Sync", "2016-10-28T12:00", "2016-10-28T12:30", "Europe/Zurich"),
    (E + "event_with_recurrence.ics", "A recurring event with exdates", "1996-03-31T23:00", "1996-04-01T00:00", ROME),
    (E + "event_with_recurrence_exdates_on_different_lines.ics", "A Recurring event with multiple exdates, one per line.", "2012-03-27T08:00", "2012-03-27T16:00", "Europe/Vienna"),
    (E + "issue_101_icalendar_chokes_on_umlauts_in_organizer.ics", "wichtiger termin 1", "2013-04-16T10:00", "2013-04-16T11:00", ROME),
    (E + "issue_112_missing_tzinfo_on_exdate.ics", "Market East Live!", "2013-09-07T16:00", "2013-09-07T21:00", YORK),
    (E + "issue_355_url_escaping.ics", "test", "2022-08-22T10:00", "2022-08-22T10:00", BERLIN),
    (E + "issue_53_description_parsed_properly.ics", "DevOps DC Meetup", "2012-07-12T22:30", "2012-07-13T01:30", YORK),
    (E + "issue_70_rrule_causes_attribute_error.ics", "Esb mellon phone conf", "2007-02-20T16:00", "2007-02-20T17:00", ROME),
    (E + "rfc_9074_example_1.ics", "Meeting", "2021-03-02T15:30", "2021-03-02T16:30", YORK),
    ("libical/src/test/2445.ics", "Bastille Day Party", "1997-07-14T17:00", "1997-07-15T03:59:59", ROME),
    ("libical/src/test/2445.ics", "Laurel is in sensitivity awareness class.", "1997-04-01T16:30", "1997-04-02T01:00", ROME),
    ("libical/test-data/2.ics", "Calendaring Interoperability Planning Meeting", "1997-03-24T12:30", "1997-03-24T21:00", ROME),
    ("libical/test-data/process-calendar.ics", "Event 1", "1997-07-01T12:00", "1997-07-01T13:00", ROME),
    ("libical/test-data/process-calendar.ics", "Event 3", "1997-07-01T14:00", "1997-07-01T15:00", ROME),
]  # fmt: skip


@cache
def drafts_of(file: str) -> dict[str, Draft]:
    reading = calendars.read(member("calendars", file), CONTEXT)
    return {title: draft for draft in reading.drafts[::-1] for title in draft.title.values()}


def told(moment: Moment | None) -> date | datetime | None:
    return None if moment is None else moment.at or moment.day


def meant(text: str | None) -> date | datetime | None:
    if text is None:
        return None
    if "T" in text:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    return date.fromisoformat(text)


@pytest.mark.parametrize(("file", "title", "start", "end", "zone"), SAMPLE)
def test_an_event_says_what_stands_in_the_file(file, title, start, end, zone):
    draft = drafts_of(file)[title]
    assert draft.start is not None
    assert (told(draft.start), told(draft.end)) == (meant(start), meant(end))
    assert zone is None or draft.start.zone == zone


@pytest.mark.parametrize(
    ("file", "title", "field", "value"),
    [
        (T + "created_calendar_with_unicode_fields.ics", "Non-ASCII Test: ÄÖÜ äöü €", "venue", "Tribstrül"),
        (T + "issue_127_categories_with_commas.ics", "Test Event with Categories Containing Commas", "topics", ("Meeting, John", "Work, Sarah", "Project")),
        (T + "issue_350.ics", 'Termin 4353 und"so"', "attendance", "online"),
        (T + "x_location.ics", "Daily Sync", "venue", "Roadstar 16 12764 Happyville Denmark"),
        (T + "x_location.ics", "Daily Sync", "rule", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        (T + "timezoned.ics", "artsprint 2012", "venue", "aka bild, wien"),
        (T + "multiple_calendar_components.ics", "Boxing Day", "uid", "911737808"),
        (E + "issue_53_description_parsed_properly.ics", "DevOps DC Meetup", "lat", 38.90),
        (E + "issue_53_description_parsed_properly.ics", "DevOps DC Meetup", "lon", -77.01),
        (E + "issue_53_description_parsed_properly.ics", "DevOps DC Meetup", "url", "http://www.meetup.com/DevOpsDC/events/47635522/"),
        ("libical/test-data/2.ics", "Calendaring Interoperability Planning Meeting", "topics", ("MEETING", "PROJECT")),
        ("libical/test-data/2.ics", "Calendaring Interoperability Planning Meeting", "venue", "LDB Lobby"),
    ],
)  # fmt: skip
def test_an_event_keeps_its_place_and_its_topics(file, title, field, value):
    assert getattr(drafts_of(file)[title], field) == value
