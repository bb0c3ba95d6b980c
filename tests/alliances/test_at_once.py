"""Two act at the same moment: one wins, the other gets a clear sentence, nothing is doubled."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from sme4smartcities.alliances.models import Alliance, Meeting, Offer, Seat
from sme4smartcities.alliances.services.answering import move_offer
from sme4smartcities.alliances.services.changing import cancel_meeting, other_times
from sme4smartcities.alliances.services.forming import (
    end_alliance,
    send_invitations,
    start_alliance,
)
from sme4smartcities.alliances.services.meeting import Proposal, propose_meeting, take_times
from sme4smartcities.alliances.services.offering import offer_help, offer_to_organisation
from sme4smartcities.alliances.services.seating import move_seat
from sme4smartcities.challenges.services import move_challenge
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.mail.models import Mail
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.organisations.services.standing import delete_organisation
from tests.conftest import make_member
from tests.crowd import at_once, real_connections
from tests.organisations.cast import give_role, make_organisation

pytestmark = pytest.mark.django_db(transaction=True)
BOTH = pytest.mark.parametrize("turned", [False, True])


@pytest.fixture(autouse=True)
def connections(transactional_db, tmp_path):
    with real_connections(tmp_path):
        yield


def at(days):
    day = timezone.now() + timedelta(days=days)
    return day.replace(hour=10, minute=0, second=0, microsecond=0)


def proposal(*days, title="See a bay"):
    return Proposal(title=title, times=[at(day) for day in days], zone="Europe/Madrid")


def in_order(turned, one, two):
    return (two, one) if turned else (one, two)


def facts(name):
    return Entry.objects.filter(name=name).count()


def mails(kind):
    return Mail.objects.filter(key__startswith=kind).count()


@pytest.fixture
def colleague(city):
    """A second manager of the officer's city."""
    member = make_member("greta")
    give_role(member, "manager", city)
    return member


@pytest.fixture
def partner(expert):
    return make_organisation("Bottega Occhio", manager=expert)


@pytest.fixture
def alliance(owner, company, partner, challenge):
    row = start_alliance(
        actor=owner, challenge=challenge, starter=company, name="Two eyes", members=[partner]
    )
    return send_invitations(actor=owner, alliance=row)


@BOTH
def test_two_answer_one_offer(turned, officer, colleague, offer):
    acts = {
        "accepted": partial(move_offer, actor=officer, offer=offer, act="accept"),
        "declined": partial(move_offer, actor=colleague, offer=offer, act="decline", reason="fit"),
    }
    first, second = in_order(turned, *acts)
    said = at_once(acts[first], acts[second])
    offer.refresh_from_db()
    assert (offer.state, offer.answered_by_id) == (first, (colleague if turned else officer).pk)
    assert said == ["Meanwhile this was answered otherwise. Load the page again."]
    assert (facts("alliances.OfferMoved"), mails("offer:accept") + mails("offer:decline")) == (
        1,
        1,
    )


def test_two_say_the_same_and_it_is_said_once(officer, colleague, offer):
    both = [
        partial(move_offer, actor=one, offer=offer, act="accept") for one in (officer, colleague)
    ]
    assert at_once(*both) == []
    assert (facts("alliances.OfferMoved"), mails("offer:accept")) == (1, 1)


@BOTH
def test_an_offer_is_withdrawn_while_it_is_answered(turned, owner, officer, offer):
    acts = in_order(
        turned,
        partial(move_offer, actor=owner, offer=offer, act="withdraw"),
        partial(move_offer, actor=officer, offer=offer, act="accept"),
    )
    assert at_once(*acts) == ["Meanwhile this was answered otherwise. Load the page again."]
    offer.refresh_from_db()
    assert offer.state == ("accepted" if turned else "withdrawn")


@BOTH
def test_two_answer_one_invitation(turned, expert, partner, alliance):
    other = make_member("gadi")
    give_role(other, "manager", partner)
    seat = Seat.objects.get(alliance=alliance, organisation=partner)
    acts = {
        "joined": partial(move_seat, actor=expert, seat=seat, act="accept"),
        "declined": partial(move_seat, actor=other, seat=seat, act="decline", reason="time"),
    }
    first, second = in_order(turned, *acts)
    said = at_once(acts[first], acts[second])
    seat.refresh_from_db()
    assert (seat.state, len(said)) == (first, 1)
    assert mails("alliance:accept") + mails("alliance:decline") == 1


@BOTH
def test_an_alliance_is_ended_while_somebody_joins(
    worker, turned, owner, expert, partner, alliance
):
    seat = Seat.objects.get(alliance=alliance, organisation=partner)
    acts = in_order(
        turned,
        partial(end_alliance, actor=owner, alliance=alliance),
        partial(move_seat, actor=expert, seat=seat, act="accept"),
    )
    said = at_once(*acts)
    alliance.refresh_from_db()
    seat.refresh_from_db()
    assert alliance.state == "ended"
    assert (said, seat.state) == (
        ([], "joined") if turned else (["This alliance has ended."], "invited")
    )
    assert mails("alliance:ended") == 1


def test_two_choose_a_time_for_the_same_city(owner, officer, colleague, offer):
    meeting = propose_meeting(actor=owner, about=offer, proposal=proposal(3, 5, 7))
    times = [slot.starts_at for slot in meeting.slots.all()]
    acts = [
        partial(take_times, actor=one, meeting=meeting, moments=[moment])
        for one, moment in ((officer, times[0]), (colleague, times[1]))
    ]
    assert at_once(*acts) == [
        "Meanwhile a time was agreed. Load the page again; you can still propose others."
    ]
    meeting.refresh_from_db()
    assert (meeting.state, meeting.starts_at) == ("agreed", times[0])
    assert (facts("alliances.MeetingAgreed"), mails("meeting:agreed")) == (1, 3)


@BOTH
def test_a_time_is_taken_while_others_are_proposed(turned, owner, officer, offer):
    meeting = propose_meeting(actor=owner, about=offer, proposal=proposal(3, 5, 7))
    first = meeting.slots.all()[0].starts_at
    moved = [at(day) for day in (8, 9, 10)]
    acts = in_order(
        turned,
        partial(take_times, actor=officer, meeting=meeting, moments=[first]),
        partial(other_times, actor=owner, meeting=meeting, moments=moved, zone="Europe/Madrid"),
    )
    said = at_once(*acts)
    meeting.refresh_from_db()
    assert meeting.state == "proposed"
    assert said == (
        ["Meanwhile other times stand there. Load the page again and choose among them."]
        if turned
        else []
    )


def test_nobody_is_booked_twice_by_two_who_agree_at_once(owner, officer, expert, company, offer):
    works = make_organisation("Bottega Occhio", manager=expert)
    other = offer_to_organisation(actor=owner, sender=company, receiver=works, text="Together?")
    rows = [
        propose_meeting(actor=owner, about=about, proposal=proposal(3, 5, 7, title=title))
        for about, title in ((offer, "One"), (other, "Two"))
    ]
    first = rows[0].slots.all()[0].starts_at
    acts = [
        partial(take_times, actor=one, meeting=row, moments=[first])
        for one, row in ((officer, rows[0]), (expert, rows[1]))
    ]
    assert at_once(*acts) == []
    assert [Meeting.objects.get(pk=row.pk).state for row in rows] == ["agreed", "proposed"]
    assert mails("meeting:none") == 1


@BOTH
def test_a_challenge_is_withdrawn_while_an_offer_is_on_its_way(
    worker, turned, owner, company, challenge
):
    acts = in_order(
        turned,
        partial(
            move_challenge, actor=SYSTEM, challenge=challenge, act="withdraw", note="No money."
        ),
        partial(
            offer_help, actor=owner, sender=company, challenge=challenge, text="We know such bays."
        ),
    )
    said = at_once(*acts)
    worker.run()
    assert [row.state for row in Offer.objects.all()] == (["lapsed"] if turned else [])
    assert said == (
        []
        if turned
        else [
            "This challenge takes no offers any more: it was withdrawn, solved or closed. Yours was"
            " not sent; it still stands below."
        ]
    )


@BOTH
def test_an_organisation_is_deleted_while_an_offer_is_on_its_way(
    worker, turned, owner, expert, company, partner
):
    acts = in_order(
        turned,
        partial(delete_organisation, actor=expert, organisation=partner),
        partial(
            offer_to_organisation, actor=owner, sender=company, receiver=partner, text="Together?"
        ),
    )
    said = at_once(*acts)
    worker.run()
    assert [row.state for row in Offer.objects.all()] == (["lapsed"] if turned else [])
    assert len(said) == (0 if turned else 1)


def test_double_clicks_make_one_of_each(owner, company, partner, challenge):
    sends = partial(
        offer_help, actor=owner, sender=company, challenge=challenge, text="We know such bays."
    )
    assert at_once(sends, sends) == [] and Offer.objects.count() == 1
    starts = partial(
        start_alliance,
        actor=owner,
        challenge=challenge,
        starter=company,
        name="Two eyes",
        members=[partner],
    )
    assert at_once(starts, starts) == [] and Alliance.objects.count() == 1
    row = Alliance.objects.get()
    asks = partial(send_invitations, actor=owner, alliance=row)
    assert at_once(asks, asks) == [] and mails("alliance:invited") == 1
    meets = partial(
        propose_meeting, actor=owner, about=Offer.objects.get(), proposal=proposal(3, 5, 7)
    )
    assert at_once(meets, meets) == [] and Meeting.objects.count() == 1
    ends = partial(cancel_meeting, actor=owner, meeting=Meeting.objects.get())
    assert at_once(ends, ends) == [] and facts("alliances.MeetingCancelled") == 1


def test_two_companies_write_to_each_other_at_once():
    dalia, elena = make_member("dalia"), make_member("elena")
    one = make_organisation("Acequia Labs", manager=dalia)
    two = make_organisation("Bottega Occhio", manager=elena)

    def write_to(actor, sender, receiver):
        return offer_to_organisation(
            actor=actor, sender=sender, receiver=receiver, text="We count bays."
        )

    # Whoever waits for the other's row here would, a moment later, wait in a circle.
    assert at_once(partial(write_to, dalia, one, two), partial(write_to, elena, two, one)) == []
    assert Offer.objects.count() == 2
