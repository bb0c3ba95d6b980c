"""From a match straight to a talk: times go along with an offer, and its answer is theirs."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from sme4smartcities.alliances.models import Meeting, Offer
from sme4smartcities.alliances.queries.meetings import openings
from sme4smartcities.alliances.queries.panels import on_match
from sme4smartcities.alliances.services.answering import move_offer
from sme4smartcities.alliances.services.changing import decline_meeting, other_times
from sme4smartcities.alliances.services.meeting import Proposal, propose_meeting, take_times
from sme4smartcities.challenges.services import move_challenge
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.mail.models import Mail
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.matching.queries.slots import Matched
from sme4smartcities.organisations.queries.clocks import clock_of
from sme4smartcities.vocabularies.models import Place
from tests.organisations.cast import make_organisation

pytestmark = pytest.mark.django_db
NAMES = ("first", "second", "third")


def page(name, *args):
    return reverse(f"alliances:{name}", args=args)


def at(days, hour=10):
    day = timezone.now() + timedelta(days=days)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


def typed(*days):
    return {name: f"{at(day):%Y-%m-%dT%H:%M}" for name, day in zip(NAMES, days, strict=True)}


def proposal(*days):
    return Proposal(title="See a bay", times=[at(day) for day in days], zone="Europe/Madrid")


@pytest.fixture(autouse=True)
def clocks(owner, officer):
    for member in (owner, officer):
        member.time_zone = "Europe/Madrid"
        member.save()


@pytest.fixture
def meeting(owner, offer):
    return propose_meeting(actor=owner, about=offer, proposal=proposal(3, 5, 7))


def test_a_company_proposes_to_meet_the_owner_of_a_challenge_that_fits(
    client, owner, officer, company, challenge
):
    client.force_login(owner)
    address = f"{page('help_challenge', challenge.pk)}?sender={company.pk}&meet=1"
    assert "Three times in your own zone" in client.get(address).text
    sent = {"sender": company.pk, "text": "We know such bays.", "minutes": 30}
    missing = client.post(address, {**sent, "title": "", **typed(3, 5, 7)})
    assert missing.status_code == 200 and "We know such bays." in missing.text
    assert not Offer.objects.exists()
    assert client.post(address, {**sent, "title": "Bays", **typed(3, 5, 7)}).status_code == 302
    row = Meeting.objects.get()
    assert (row.offer.state, row.state) == ("waiting", "proposed")
    client.force_login(officer)
    assert "says yes to the offer" in client.get(row.get_absolute_url()).text
    client.post(page("take", row.pk), {"times": [row.slots.all()[0].pk]})
    row.refresh_from_db()
    assert (row.offer.state, row.state) == ("accepted", "agreed")
    assert Entry.objects.filter(subject_kind="offer").count() == 2


def test_an_officer_proposes_to_meet_a_company_that_fits(client, officer, city, company):
    client.force_login(officer)
    address = f"{page('need_organisation', company.pk)}?meet=1"
    sent = {"sender": city.pk, "receiver": company.pk, "text": "We have it.", "minutes": 30}
    assert client.post(address, {**sent, "title": "Bays", **typed(3, 5, 7)}).status_code == 302
    assert Meeting.objects.get().offer.kind == "need"


def test_two_companies_that_fit_meet(client, owner, expert, company):
    partner = make_organisation("Bottega Occhio", manager=expert)
    matched = Matched(partner.subject, company.subject)
    client.force_login(owner)
    address = f"{on_match(owner, matched)['address']}&meet=1"
    sent = {"sender": company.pk, "text": "Together?", "title": "Together", "minutes": 30}
    assert client.post(address, {**sent, **typed(3, 5, 7)}).status_code == 302
    row = Meeting.objects.get()
    second = row.slots.all()[1].starts_at
    assert take_times(actor=expert, meeting=row, moments=[second]).starts_at == second


def test_other_times_are_a_yes_and_a_declined_meeting_is_no_answer(owner, officer, meeting):
    other_times(
        actor=officer, meeting=meeting, moments=[at(8), at(9), at(10)], zone="Europe/Madrid"
    )
    meeting.offer.refresh_from_db()
    assert meeting.offer.state == "accepted"


def test_a_declined_meeting_leaves_the_offer_to_be_answered(officer, meeting):
    decline_meeting(actor=officer, meeting=meeting)
    meeting.offer.refresh_from_db()
    assert meeting.offer.state == "waiting"
    move_offer(actor=officer, offer=meeting.offer, act="accept")


def test_one_proposal_goes_along_and_further_ones_follow_the_answer(owner, officer, offer, meeting):
    with pytest.raises(Refused, match="stand there already"):
        propose_meeting(actor=owner, about=offer, proposal=proposal(8, 9, 10))
    move_offer(actor=officer, offer=offer, act="accept")
    assert propose_meeting(actor=officer, about=offer, proposal=proposal(8, 9, 10)).pk


@pytest.mark.parametrize(("who", "act"), [("officer", "decline"), ("owner", "withdraw")])
def test_times_end_with_their_offer(worker, request, owner, officer, offer, meeting, who, act):
    worker.run()
    move_offer(actor=request.getfixturevalue(who), offer=offer, act=act, reason="means")
    for someone, step in ((officer, take_times), (owner, other_times)):
        more = {"zone": "UTC"} if step is other_times else {}
        moments = [at(day) for day in ((3,) if step is take_times else (8, 9, 10))]
        with pytest.raises(Refused, match="has ended meanwhile"):
            step(actor=someone, meeting=meeting, moments=moments, **more)
    worker.run()
    meeting.refresh_from_db()
    assert meeting.state == "cancelled"
    assert not Mail.objects.filter(key__startswith="meeting:cancelled").exists()


def test_an_exchange_that_ends_takes_an_agreed_time_out_of_calendars(
    worker, owner, officer, offer, meeting
):
    take_times(actor=officer, meeting=meeting, moments=[at(3)])
    offer.refresh_from_db()
    move_offer(actor=owner, offer=offer, act="end")
    worker.run()
    meeting.refresh_from_db()
    assert meeting.state == "cancelled"
    told = Mail.objects.filter(key__startswith="meeting:cancelled")
    assert {mail.to for mail in told} == {owner.email, officer.email}
    assert all("METHOD:CANCEL" in mail.calendar for mail in told)


def test_nobody_agrees_on_a_closed_challenge(officer, challenge, meeting):
    move_challenge(actor=SYSTEM, challenge=challenge, act="withdraw", note="No money.")
    with pytest.raises(Refused, match="withdrawn, solved or closed"):
        take_times(actor=officer, meeting=meeting, moments=[at(3)])


def test_a_zone_is_suggested_and_never_guessed(client, owner, officer, company, offer, meeting):
    place = Place.objects.create(name="Haifa", lat=32.8, lon=35, time_zone="Asia/Jerusalem")
    company.place = place
    company.save()
    owner.time_zone = "UTC"
    owner.save()
    assert (clock_of(owner).zone, clock_of(owner).suggested) == (None, "Asia/Jerusalem")
    assert clock_of(officer).suggested == ""
    move_offer(actor=officer, offer=offer, act="accept")
    client.force_login(owner)
    address = page("propose_to_offer", offer.pk)
    assert "Asia/Jerusalem is suggested because your organisation lies there" in (
        client.get(address).text
    )
    sent = {"title": "Bays", "minutes": 30, **typed(8, 9, 10)}
    unsaid = client.post(address, sent)
    assert unsaid.status_code == 200 and Meeting.objects.count() == 1
    client.post(address, {**sent, "zone": "Asia/Amman"})
    made = Meeting.objects.latest("pk")
    owner.refresh_from_db()
    assert (made.zone, owner.time_zone) == ("Asia/Amman", "Asia/Amman")


def test_who_answers_without_a_zone_reads_both_and_chooses(client, officer, city, meeting):
    officer.time_zone = "UTC"
    officer.save()
    client.force_login(officer)
    text = client.get(meeting.get_absolute_url()).text
    assert "in Europe/Madrid" in text and "Choose your time zone" in text
    slot = meeting.slots.all()[0]
    assert client.post(page("take", meeting.pk), {"times": [slot.pk]}).status_code == 200
    client.post(page("take", meeting.pk), {"times": [slot.pk], "zone": "Europe/Rome"})
    meeting.refresh_from_db()
    officer.refresh_from_db()
    assert (meeting.state, officer.time_zone) == ("agreed", "Europe/Rome")


def test_a_proposal_begins_with_mornings_on_which_nothing_is_agreed(owner, officer, meeting):
    madrid = ZoneInfo("Europe/Madrid")
    first = openings(owner, madrid)
    assert [one.hour for one in first] == [10, 10, 10]
    Meeting.objects.filter(pk=meeting.pk).update(state="agreed", starts_at=first[0])
    assert openings(owner, madrid)[:2] == first[1:]
