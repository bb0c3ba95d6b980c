"""A meeting is proposed with three times, answered, moved and cancelled; each time is told to all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from sme4smartcities.accounts.models import Member
from sme4smartcities.alliances import calendar, times
from sme4smartcities.alliances.facts import (
    MeetingAgreed,
    MeetingAnswered,
    MeetingProposed,
)
from sme4smartcities.alliances.models import Alliance, Meeting, Offer, Party, Seat, Slot
from sme4smartcities.alliances.policies import may_propose, own_party, speaks_for
from sme4smartcities.alliances.queries.meetings import clashing
from sme4smartcities.alliances.services import answering, forming
from sme4smartcities.alliances.services.letters import readers_of, tell_of_meeting
from sme4smartcities.alliances.services.refusals import (
    AGREED,
    CLASH,
    NO_MEETING,
    NO_TIME,
    NOT_INVITED,
    NOT_PROPOSING,
    NOT_YOUR_STEP,
    OTHER_TIMES,
    OVER_ABOUT,
    SHUT_OUT,
    TIMES_WAIT,
)
from sme4smartcities.alliances.words import fitting, written
from sme4smartcities.core import limits
from sme4smartcities.core.errors import Conflict, Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.queries.relay import is_blocked

DAY = 86_400
A_DAY = 20
TITLE, NOTE, PLACE = 120, 1_000, 200
OPEN = (Meeting.State.PROPOSED, Meeting.State.AGREED)
SOON = timedelta(days=1)  # before it begins, everybody is reminded


def coming() -> QuerySet[Meeting]:
    """Give the meetings that can still be called off: open, and not begun."""
    rows = Meeting.objects.filter(state__in=OPEN)
    return rows.filter(Q(starts_at=None) | Q(starts_at__gt=timezone.now()))


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What somebody proposes; ``zone``: in which the times were typed."""

    title: str
    times: Sequence[datetime]
    zone: str
    minutes: int = Meeting.Length.HALF
    note: str = ""
    place: str = ""
    link: str = ""


@transaction.atomic
def propose_meeting(*, actor: Member, about: Offer | Alliance, proposal: Proposal) -> Meeting:
    """Propose three times to everybody else who takes part; a second click proposes once."""
    row = answering.locked(about) if isinstance(about, Offer) else forming.locked(about)
    require(may_propose(actor, row), NOT_PROPOSING)
    moments = times.check_all(proposal.times, timezone.now())
    title = " ".join(written(proposal.title, TITLE).split())
    if twin := _twin(row, title, moments):
        return twin
    if isinstance(row, Offer) and row.state == Offer.State.WAITING:
        _must_be_first(row)
    organisations = _organisations(row)
    own = next(one for one in organisations if speaks_for(actor, one))
    if any(is_blocked(actor, one) for one in organisations if one != own):
        raise Refused(SHUT_OUT)
    must_be_free([own], moments, proposal.minutes)
    limits.take("meeting", key=str(actor.pk), limit=A_DAY, per=DAY)
    meeting = Meeting(
        offer=row if isinstance(row, Offer) else None,
        alliance=row if isinstance(row, Alliance) else None,
        title=title,
        note=fitting(proposal.note, NOTE),
        place=fitting(proposal.place, PLACE),
        link=proposal.link,
        minutes=proposal.minutes,
        zone=proposal.zone,
        proposed_by=actor,
        moved_at=timezone.now(),
    )
    meeting.full_clean()
    meeting.save()
    for one in organisations:
        state = Party.State.PROPOSES if one == own else Party.State.WAITING
        Party.objects.create(meeting=meeting, organisation=one, state=state)
    offer_times(actor, locked(meeting), own, moments, "proposed")
    return meeting


def _must_be_first(offer: Offer) -> None:
    """Let one proposal go along with an offer to an open challenge; more follow the answer."""
    if offer.challenge is not None and not offer.challenge.is_open:
        raise Refused(OVER_ABOUT)
    if Meeting.objects.filter(offer=offer, state__in=OPEN).exists():
        raise Refused(TIMES_WAIT)


def _twin(about: Offer | Alliance, title: str, moments: Sequence[datetime]) -> Meeting | None:
    rows = Meeting.objects.filter(title=title, state=Meeting.State.PROPOSED)
    rows = rows.filter(offer=about) if isinstance(about, Offer) else rows.filter(alliance=about)
    same = [row for row in rows if [slot.starts_at for slot in row.slots.all()] == list(moments)]
    return same[0] if same else None


def _organisations(about: Offer | Alliance) -> list[Organisation]:
    if isinstance(about, Offer):
        return [one for one in (about.sender, about.receiver) if one is not None]
    return [one.organisation for one in about.seats.all() if one.state == Seat.State.JOINED]


def offer_times(
    actor: Actor, row: Meeting, own: Organisation, moments: Sequence[datetime], kind: str
) -> None:
    row.slots.all().delete()
    Slot.objects.bulk_create([Slot(meeting=row, starts_at=one) for one in moments])
    record(
        MeetingProposed(
            actor_id=actor.pk,
            subject_id=row.pk,
            about=f"offer:{row.offer_id}" if row.offer_id else f"alliance:{row.alliance_id}",
            organisation_id=own.pk,
        )
    )
    tell_others(row, kind, own, moments)


def must_be_free(
    organisations: Iterable[Organisation], moments: Iterable[datetime], minutes: int, but: int = 0
) -> None:
    numbers = [one.pk for one in organisations]
    for moment in moments:
        if taken := clashing(numbers, moment, minutes, but):
            raise Refused(CLASH % {"name": taken.organisation.title}, code="clash")


@transaction.atomic
def take_times(*, actor: Actor, meeting: Meeting, moments: Sequence[datetime]) -> Meeting:
    """Say which of the times suit; once all have answered, the first that suits all is agreed."""
    row = locked(meeting)
    party = part_of(actor, row)
    if row.state == Meeting.State.AGREED and row.starts_at in moments:
        return row
    _check_choice(row, party, moments)
    must_live(actor, row)
    must_be_free([party.organisation], moments, row.minutes, row.pk)
    for slot in row.slots.all():
        if slot.starts_at in moments:
            slot.suits.add(party)
        else:
            slot.suits.remove(party)
    answered(actor, row, party, Party.State.TAKES, "take")
    settle(actor, row)
    return row


def _check_choice(row: Meeting, party: Party, moments: Sequence[datetime]) -> None:
    """Refuse to choose what is over, what does not stand there, and what one proposed oneself."""
    if row.state == Meeting.State.AGREED:
        raise Conflict(AGREED)
    if row.state != Meeting.State.PROPOSED:
        raise Refused(NO_MEETING)
    if party.state == Party.State.PROPOSES:
        raise Refused(NOT_YOUR_STEP)
    if not moments:
        raise Refused(NO_TIME)
    if not set(moments) <= {slot.starts_at for slot in row.slots.all()}:
        raise Conflict(OTHER_TIMES)
    for moment in moments:
        times.check(moment, timezone.now())


def answered(actor: Actor, row: Meeting, party: Party, state: str, act: str) -> None:
    party.state, party.answered_by_id = Party.State(state), actor.pk
    party.save(update_fields=["state", "answered_by"])
    record(
        MeetingAnswered(
            actor_id=actor.pk,
            subject_id=row.pk,
            organisation_id=party.organisation_id,
            act=act,
        )
    )


def settle(actor: Actor, row: Meeting) -> None:
    """Agree on the first time that suits everybody, once everybody has answered."""
    parties = list(row.parties.select_related("organisation"))
    taking = {one.pk for one in parties if one.state == Party.State.TAKES}
    if not taking or any(one.state == Party.State.WAITING for one in parties):
        return
    there = [one.organisation for one in parties if one.state != Party.State.DECLINES]
    numbers = sorted(one.pk for one in there)
    held = Organisation.objects.select_for_update(no_key=True)
    list(held.filter(pk__in=numbers).order_by("pk"))
    now = timezone.now()
    for slot in row.slots.prefetch_related("suits"):
        suits = {one.pk for one in slot.suits.all()}
        free = not clashing(numbers, slot.starts_at, row.minutes, row.pk)
        if taking <= suits and free and slot.starts_at > now:
            _agree(actor, row, slot.starts_at)
            return
    host = next((one for one in parties if one.state == Party.State.PROPOSES), parties[0])
    write_to(readers_of(host.organisation), row, "none", host.organisation)


def _agree(actor: Actor, row: Meeting, moment: datetime) -> None:
    now = timezone.now()
    row.state, row.starts_at, row.moved_at = Meeting.State.AGREED, moment, now
    row.reminded_at = now if moment < now + SOON else None
    row.sequence += 1
    row.save()
    record(MeetingAgreed(actor_id=actor.pk, subject_id=row.pk))
    host = host_of(row)
    for party in row.parties.exclude(state=Party.State.DECLINES).select_related("organisation"):
        readers = readers_of(party.organisation)
        write_to(readers, row, "agreed", host, [moment], calendar.REQUEST)


def host_of(row: Meeting) -> Organisation:
    parties = list(row.parties.select_related("organisation"))
    proposing = [one for one in parties if one.state == Party.State.PROPOSES]
    return (proposing or parties)[0].organisation


def must_live(actor: Actor, row: Meeting) -> None:
    """Refuse to agree on a talk whose reason is gone; who answers the times of an offer says yes to it."""
    if row.offer is not None:
        answering.say_yes(actor, row.offer)
    elif row.alliance is not None and row.alliance.state == Alliance.State.ENDED:
        raise Refused(OVER_ABOUT)


def part_of(actor: Actor, row: Meeting) -> Party:
    party = own_party(actor, row)
    require(party is not None, NOT_INVITED)
    assert party is not None
    return party


def tell_others(row: Meeting, kind: str, by: Organisation, moments: Sequence[datetime]) -> None:
    """Tell the others what one organisation did."""
    others = row.parties.exclude(organisation=by).exclude(state=Party.State.DECLINES)
    for party in others.select_related("organisation"):
        write_to(readers_of(party.organisation), row, kind, by, moments)


def take_out(row: Meeting, kind: str, by: Organisation, before: datetime) -> None:
    """Take an agreed time out of everybody's calendar."""
    for party in row.parties.select_related("organisation"):
        write_to(readers_of(party.organisation), row, kind, by, [before], calendar.CANCEL)


def write_to(
    readers: Iterable[Member],
    row: Meeting,
    kind: str,
    by: Organisation,
    moments: Sequence[datetime] = (),
    method: str = "",
) -> None:
    key = f"{row.sequence}:{row.moved_at.timestamp():.3f}:{by.pk}"
    tell_of_meeting(readers, kind, row, key=key, name=by.title, times=moments, method=method)


def locked(meeting: Meeting) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",))
    return rows.prefetch_related("parties__organisation", "slots").get(pk=meeting.pk)
