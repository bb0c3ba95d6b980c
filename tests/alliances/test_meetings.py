"""Who proposes a meeting, how a time is agreed on across zones, and what calendars are told."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from sme4smartcities.alliances import calendar, times
from sme4smartcities.alliances.models import Alliance, Meeting, Offer, Party, Seat
from sme4smartcities.alliances.queries.desk import meetings_come, meetings_wait
from sme4smartcities.alliances.queries.meetings import meeting_for
from sme4smartcities.alliances.services.answering import move_offer
from sme4smartcities.alliances.services.changing import cancel_meeting, decline_meeting, other_times
from sme4smartcities.alliances.services.following import forget_offers
from sme4smartcities.alliances.services.meeting import Proposal, propose_meeting, take_times
from sme4smartcities.alliances.services.reminding import follow_deserted_meetings, remind
from sme4smartcities.alliances.services.seating import move_seat
from sme4smartcities.core.errors import Conflict, NotAllowed, Refused
from sme4smartcities.core.mail.models import Mail
from sme4smartcities.core.mail.transports import message
from sme4smartcities.core.personal_data import gather
from sme4smartcities.organisations.models import Block
from sme4smartcities.organisations.services.standing import delete_organisation
from tests.conftest import make_member
from tests.organisations.cast import make_organisation

pytestmark = pytest.mark.django_db
MADRID = ZoneInfo("Europe/Madrid")


def page(name, *args):
    return reverse(f"alliances:{name}", args=args)


def at(days, hour=10):
    day = timezone.now() + timedelta(days=days)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


THREE = (3, 5, 7)


def proposal(*days, title="See a bay", hour=10, **more):
    moments = [at(day, hour) for day in days or THREE]
    return Proposal(title=title, times=moments, zone="Europe/Madrid", **more)


@pytest.fixture
def accepted(officer, offer):
    return move_offer(actor=officer, offer=offer, act="accept")


@pytest.fixture
def meeting(owner, accepted):
    return propose_meeting(
        actor=owner, about=accepted, proposal=proposal(link="https://meet.example.org/x")
    )


@pytest.fixture
def agreed(officer, meeting):
    return take_times(actor=officer, meeting=meeting, moments=[at(5)])


def test_two_sides_agree_on_a_time_each_in_the_own_zone(client, owner, officer, accepted):
    owner.time_zone, officer.time_zone = "Asia/Jerusalem", "Europe/Madrid"
    owner.save()
    officer.save()
    client.force_login(owner)
    day = f"{at(9):%Y-%m-%d}"
    sent = {
        "title": "See a bay",
        "first": f"{day}T12:00",
        "second": f"{day}T14:00",
        "third": f"{day}T16:00",
        "minutes": 45,
        "link": "https://meet.example.org/x",
    }
    assert client.post(page("propose_to_offer", accepted.pk), sent).status_code == 302
    row = Meeting.objects.get()
    noon = datetime.fromisoformat(f"{day}T12:00").replace(tzinfo=ZoneInfo("Asia/Jerusalem"))
    assert (row.zone, row.slots.all()[0].starts_at) == ("Asia/Jerusalem", noon)
    mail = Mail.objects.get(key__startswith="meeting:proposed")
    assert mail.to == officer.email and f"{noon.astimezone(MADRID):%H:%M}" in mail.text
    assert [item.title for item in meetings_wait.items(officer)] == ["See a bay"]
    assert list(meetings_wait.items(owner)) == []

    client.force_login(officer)
    assert f"{noon.astimezone(MADRID):%H:%M}" in client.get(row.get_absolute_url()).text
    client.post(page("take", row.pk), {"times": [row.slots.all()[1].pk]})
    row.refresh_from_db()
    assert (row.state, row.starts_at) == ("agreed", noon + timedelta(hours=2))
    assert Mail.objects.filter(key__startswith="meeting:agreed").count() == 2
    assert [item.title for item in meetings_come.items(owner)] == ["See a bay"]
    assert list(meetings_wait.items(officer)) == []


def test_the_calendar_entry_names_organisations_and_no_address_but_the_readers(
    client, owner, officer, agreed
):
    for mail in Mail.objects.filter(key__startswith="meeting:agreed"):
        attached = [part for part in message(mail).message().walk() if part.get_filename()]
        (part,) = attached
        assert part.get_content_type() == "text/calendar"
        assert part.get_param("method") == "REQUEST"
        text = part.get_payload(decode=True).decode()
        others = {owner.email, officer.email} - {mail.to}
        assert mail.to in text.replace("\r\n ", "") and not any(one in text for one in others)
    client.force_login(owner)
    answer = client.get(page("meeting_file", agreed.pk))
    assert owner.email not in answer.text
    calendar = Calendar.from_ical(answer.content)
    (event,) = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "PUBLISH" and event["STATUS"] == "CONFIRMED"
    assert event.decoded("DTSTART") == agreed.starts_at
    assert event["DTSTART"].params["TZID"] == "Europe/Madrid" and calendar.walk("VTIMEZONE")
    assert event["UID"] == f"meeting-{agreed.uid}@localhost"
    assert event["ORGANIZER"].params["CN"] == "Acequia Labs"


@pytest.mark.parametrize("minute", [15, 45, 75])
def test_a_meeting_in_the_night_when_clocks_go_back_ends_after_it_began(agreed, minute):
    begins = datetime(2027, 10, 31, 0, 0, tzinfo=UTC) + timedelta(minutes=minute)
    agreed.zone = "Europe/Madrid"
    text = calendar.entry(
        agreed, method=calendar.REQUEST, starts_at=begins, organiser="Marlhaven", language="en"
    )
    event = Calendar.from_ical(text).walk("VEVENT")[0]
    assert event["DTSTART"].dt.astimezone(UTC) == begins
    assert event["DTEND"].dt.astimezone(UTC) == begins + timedelta(minutes=30)


def test_moving_cancels_the_old_entry_and_counts_up(owner, officer, agreed):
    row = other_times(
        actor=officer, meeting=agreed, moments=[at(8), at(9), at(10)], zone="Europe/Paris"
    )
    assert (row.state, row.starts_at, row.sequence) == ("proposed", None, 2)
    gone = Mail.objects.filter(key__startswith="meeting:moved")
    assert gone.count() == 2
    event = Calendar.from_ical(gone[0].calendar)
    assert event["METHOD"] == "CANCEL" and event.walk("VEVENT")[0]["SEQUENCE"] == 2
    row = take_times(actor=owner, meeting=row, moments=[at(9)])
    assert (row.state, row.starts_at, row.sequence) == ("agreed", at(9), 3)


def test_a_meeting_is_called_off_once_and_calendars_hear_of_it(client, owner, officer, agreed):
    client.force_login(owner)
    client.post(page("meeting_move", agreed.pk, "cancel"))
    cancel_meeting(actor=officer, meeting=agreed)
    mails = Mail.objects.filter(key__startswith="meeting:cancelled")
    assert mails.count() == 2 and "METHOD:CANCEL" in mails[0].calendar
    assert "METHOD:CANCEL" in client.get(page("meeting_file", agreed.pk)).text
    with pytest.raises(Refused, match="declined or cancelled"):
        take_times(actor=officer, meeting=agreed, moments=[at(5)])


def test_the_other_side_declines_or_proposes_three_others(owner, officer, meeting):
    row = other_times(
        actor=officer, meeting=meeting, moments=[at(8), at(9), at(10)], zone="Europe/Paris"
    )
    with pytest.raises(Conflict, match="other times"):
        take_times(actor=owner, meeting=row, moments=[at(5)])
    row = decline_meeting(actor=owner, meeting=row)
    assert row.state == "declined"
    assert Mail.objects.get(key__startswith="meeting:declined").to == officer.email


def test_a_second_click_proposes_takes_and_mails_once(owner, officer, accepted):
    for _click in range(2):
        row = propose_meeting(actor=owner, about=accepted, proposal=proposal())
    for _click in range(2):
        take_times(actor=officer, meeting=row, moments=[at(3)])
    assert Meeting.objects.count() == 1
    assert Mail.objects.filter(key__startswith="meeting:agreed").count() == 2


def test_what_was_typed_wrongly_is_named_and_stays(client, owner, accepted):
    owner.time_zone = "Europe/Madrid"
    owner.save()
    client.force_login(owner)
    year = timezone.now().year + 1
    gap = max(
        datetime(year, 3, day, 2, 30)
        for day in range(25, 32)
        if datetime(year, 3, day).weekday() == 6
    )
    sent = {"title": "Bays", "first": "2020-01-01T10:00", "second": f"{gap:%Y-%m-%dT%H:%M}"}
    answer = client.post(page("propose_to_offer", accepted.pk), {**sent, "third": "soon"})
    assert "This time is over" in answer.text and "does not exist in Europe/Madrid" in answer.text
    assert "Write day and time" in answer.text and 'value="soon"' in answer.text
    same = {f: f"{at(4):%Y-%m-%dT%H:%M}" for f in ("first", "second", "third")}
    answer = client.post(
        page("propose_to_offer", accepted.pk), {"title": "Bays", "minutes": 30, **same}
    )
    assert "Two of the times are the same" in answer.text and not Meeting.objects.exists()


@pytest.mark.parametrize("zone", ["Asia/Jerusalem", "America/New_York"])
def test_the_ends_of_the_calendar_are_no_times(zone):
    for text in ("0001-01-01T00:00", "9999-12-31T23:59", "0001-01-01T00:00+14:00"):
        with pytest.raises(Refused):
            times.check(times.read(text, ZoneInfo(zone)), timezone.now())


def test_an_hour_that_comes_twice_means_its_first_time():
    twice = times.in_zone(datetime(2026, 10, 25, 2, 30), MADRID)
    assert twice == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    with pytest.raises(Refused):
        times.in_zone(datetime(2026, 3, 29, 2, 30), MADRID)
    assert times.in_zone(datetime(2026, 3, 29, 3, 30), MADRID).hour == 1


def test_nobody_is_booked_twice(owner, accepted, agreed):
    with pytest.raises(Refused, match="Acequia Labs has agreed"):
        propose_meeting(actor=owner, about=accepted, proposal=proposal(5, 8, 9, title="Another"))
    free = propose_meeting(
        actor=owner, about=accepted, proposal=proposal(5, 8, 9, title="Later that day", hour=15)
    )
    assert free.state == "proposed"


def test_a_meeting_needs_a_yes_and_a_part_in_it(owner, officer, stranger, offer, coordinator):
    with pytest.raises(NotAllowed):
        propose_meeting(actor=officer, about=offer, proposal=proposal())
    move_offer(actor=officer, offer=offer, act="accept")
    with pytest.raises(NotAllowed):
        propose_meeting(actor=stranger, about=offer, proposal=proposal())
    row = propose_meeting(actor=owner, about=offer, proposal=proposal())
    with pytest.raises(NotAllowed):
        take_times(actor=stranger, meeting=row, moments=[at(3)])
    for other in (stranger, coordinator):
        assert meeting_for(other, row.pk) is None


def test_who_was_blocked_proposes_no_meeting(owner, city, accepted):
    Block.objects.create(organisation=city, member=owner)
    with pytest.raises(Refused, match="takes no messages"):
        propose_meeting(actor=owner, about=accepted, proposal=proposal(note="Only you."))


def test_all_members_of_an_alliance_answer_before_a_time_is_agreed(owner, expert, company):
    third = make_member("gadi")
    row = Alliance.objects.create(name="Three", starter=company, state="formed")
    for number, member in enumerate((owner, expert, third)):
        one = company if number == 0 else make_organisation(f"Works {number}", manager=member)
        Seat.objects.create(alliance=row, organisation=one, state="joined", is_lead=number == 0)
    made = propose_meeting(actor=owner, about=row, proposal=proposal())
    take_times(actor=expert, meeting=made, moments=[at(3), at(7)])
    made.refresh_from_db()
    assert made.state == "proposed"
    take_times(actor=third, meeting=made, moments=[at(5), at(7)])
    made.refresh_from_db()
    assert (made.state, made.starts_at) == ("agreed", at(7))
    other = propose_meeting(actor=owner, about=row, proposal=proposal(20, 21, 22, title="Next"))
    take_times(actor=expert, meeting=other, moments=[at(20)])
    take_times(actor=third, meeting=other, moments=[at(21)])
    assert Mail.objects.get(key__startswith="meeting:none").to == owner.email


def test_everybody_is_reminded_once_a_day_before(worker, agreed):
    worker.run_periodic()
    assert not Mail.objects.filter(key__startswith="meeting:reminder").exists()
    soon = timezone.now() + timedelta(hours=20)
    Meeting.objects.update(starts_at=soon)
    assert [remind(), remind()] == [1, 0]
    assert Mail.objects.filter(key__startswith="meeting:reminder").count() == 2


def test_a_deleted_organisation_calls_the_meeting_off(worker, owner, officer, company, agreed):
    delete_organisation(actor=owner, organisation=company)
    worker.run()
    agreed.refresh_from_db()
    assert agreed.state == "cancelled"
    assert Mail.objects.get(key__startswith="meeting:cancelled").to == officer.email


def test_who_stays_away_moves_and_calls_off_nothing_for_the_others(client, owner, expert, company):
    third = make_member("gadi")
    partner = make_organisation("Bottega Occhio", manager=expert)
    away = make_organisation("Third Works", manager=third)
    alliance = Alliance.objects.create(name="Three", starter=company, state="formed")
    for one in (company, partner, away):
        Seat.objects.create(alliance=alliance, organisation=one, state="joined")
    row = propose_meeting(actor=owner, about=alliance, proposal=proposal())
    decline_meeting(actor=third, meeting=row)
    row = take_times(actor=expert, meeting=row, moments=[at(5)])
    assert row.state == "agreed"
    with pytest.raises(NotAllowed):
        cancel_meeting(actor=third, meeting=row)
    with pytest.raises(NotAllowed):
        other_times(actor=third, meeting=row, moments=[at(8), at(9), at(10)], zone="UTC")
    client.force_login(third)
    assert "Call it off" not in client.get(row.get_absolute_url()).text


def test_who_leaves_an_alliance_comes_to_its_meetings_no_more(worker, owner, expert, company):
    third = make_member("gadi")
    partner = make_organisation("Bottega Occhio", manager=expert)
    leaving = make_organisation("Third Works", manager=third)
    alliance = Alliance.objects.create(name="Three", starter=company, state="formed")
    for one in (company, partner, leaving):
        Seat.objects.create(
            alliance=alliance, organisation=one, state="joined", is_lead=one == company
        )
    past = propose_meeting(actor=owner, about=alliance, proposal=proposal(title="Past"))
    Meeting.objects.filter(pk=past.pk).update(state="agreed", starts_at=at(-2))
    Party.objects.filter(meeting=past, organisation=partner).update(state="declines")
    coming = propose_meeting(actor=owner, about=alliance, proposal=proposal())
    for actor in (expert, third):
        take_times(actor=actor, meeting=coming, moments=[at(5)])
    assert [item.title for item in meetings_come.items(third)] == ["See a bay"]
    seat = alliance.seats.get(organisation=leaving)
    move_seat(actor=third, seat=seat, act="leave")
    worker.run()
    assert list(meetings_come.items(third)) == []
    assert [item.title for item in meetings_come.items(expert)] == ["See a bay"]
    gone = Mail.objects.get(key__startswith="meeting:left")
    assert gone.to == third.email and "METHOD:CANCEL" in gone.calendar
    assert not Mail.objects.filter(key__startswith="meeting:cancelled").exists()
    past.refresh_from_db()
    assert past.state == "agreed"
    assert past.parties.get(organisation=leaving).state == "waiting"


def test_an_alliance_that_ends_calls_off_nothing_that_was(worker, owner, agreed):
    Meeting.objects.update(starts_at=at(-2))
    move_offer(actor=owner, offer=agreed.offer, act="end")
    worker.run()
    agreed.refresh_from_db()
    assert agreed.state == "agreed"


def test_a_time_is_agreed_once_the_one_that_was_waited_for_is_gone(worker, owner, expert, company):
    third = make_member("gadi")
    partner = make_organisation("Bottega Occhio", manager=expert)
    waited = make_organisation("Third Works", manager=third)
    alliance = Alliance.objects.create(name="Three", starter=company, state="formed")
    for one in (company, partner, waited):
        Seat.objects.create(alliance=alliance, organisation=one, state="joined")
    row = propose_meeting(actor=owner, about=alliance, proposal=proposal())
    take_times(actor=expert, meeting=row, moments=[at(5)])
    delete_organisation(actor=third, organisation=waited)
    worker.run()
    row.refresh_from_db()
    assert (row.state, row.starts_at) == ("agreed", at(5))


def test_what_a_deleted_organisation_leaves_is_found_at_the_same_cost_among_many(owner, agreed):
    with CaptureQueriesContext(connection) as few:
        follow_deserted_meetings()
    for number in range(10):
        row = Meeting.objects.create(
            offer=agreed.offer, title=f"Bay {number}", zone="UTC", moved_at=timezone.now()
        )
        for party in agreed.parties.all():
            Party.objects.create(meeting=row, organisation=party.organisation)
    with CaptureQueriesContext(connection) as many:
        follow_deserted_meetings()
    assert len(many) == len(few)


def test_an_old_offer_stays_until_a_year_after_its_last_meeting(agreed):
    long_ago = timezone.now() - timedelta(days=366)
    Offer.objects.update(last_at=long_ago)
    Meeting.objects.update(moved_at=long_ago)
    assert forget_offers() == 0
    Meeting.objects.update(starts_at=long_ago)
    assert forget_offers() == 1 and not Meeting.objects.exists()


def test_the_link_is_for_those_who_take_part(client, owner, stranger, meeting):
    client.force_login(stranger)
    assert client.get(meeting.get_absolute_url()).status_code == 404
    client.force_login(owner)
    assert "meet.example.org" in client.get(meeting.get_absolute_url()).text
    found = {part.name: part.rows for part in gather(owner)}
    assert found["alliances.meeting"][0]["title"] == "See a bay"


def test_pages_of_meetings_cost_little(client, owner, accepted, agreed):
    client.force_login(owner)
    client.get(page("meetings"))
    for address in (page("meetings"), agreed.get_absolute_url(), accepted.get_absolute_url()):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        assert len(queries) <= 12, address


def test_a_program_proposes_takes_and_moves(client, owner, officer, accepted):
    client.force_login(owner)
    root = "/api/v1/alliances/meetings"
    moments = [at(day).isoformat() for day in THREE]
    sent = {"offer": accepted.pk, "title": "See a bay", "times": moments}
    made = client.post(root, sent, content_type="application/json")
    assert made.status_code == 201, made.text
    number = made.json()["id"]
    client.force_login(officer)
    assert [one["id"] for one in client.get(root).json()["items"]] == [number]
    moves = f"{root}/{number}/moves"
    taken = client.post(
        moves, {"act": "take", "times": [moments[0]]}, content_type="application/json"
    )
    assert taken.json()["state"] == "agreed"
    gone = client.post(moves, {"act": "cancel"}, content_type="application/json")
    assert gone.json()["state"] == "cancelled"
    both = {**sent, "alliance": 1}
    assert client.post(root, both, content_type="application/json").status_code == 400
