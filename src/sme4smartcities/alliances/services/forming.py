"""An alliance is drafted, its members are invited, the lead keeps it, and one day it ends."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from sme4smartcities.accounts.models import Member
from sme4smartcities.alliances.facts import (
    AllianceMoved,
    AllianceStarted,
    LeadPassed,
    SeatDescribed,
    SeatMoved,
)
from sme4smartcities.alliances.models import Alliance, Seat, SeatTerm
from sme4smartcities.alliances.policies import are_apart, keeps, may_open, may_start_alliance
from sme4smartcities.alliances.queries.alliances import covered_by
from sme4smartcities.alliances.services.letters import readers_of, tell_of_alliance
from sme4smartcities.alliances.services.refusals import (
    ENDED,
    FULL,
    NO_ALLIANCE,
    NOBODY_READS,
    NOT_INVITABLE,
    NOT_KEEPING,
    NOT_SPEAKING,
    NOT_STARTING,
    ONLY_MEMBERS,
    SHUT_OUT,
    TOO_FEW,
)
from sme4smartcities.alliances.words import fitting, written
from sme4smartcities.challenges.models import Challenge
from sme4smartcities.core import limits
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.queries.relay import is_blocked

DAY = 86_400
STARTED_A_DAY = 10
INVITED_A_DAY = 40
MOST = 8  # members
ANSWER_WITHIN = timedelta(days=21)
NAME, COVERS = 120, 300
LIVING = (Alliance.State.INVITING, Alliance.State.FORMED)


@transaction.atomic
def start_alliance(
    *,
    actor: Member,
    challenge: Challenge,
    starter: Organisation,
    name: str,
    members: Iterable[Organisation],
    note: str = "",
) -> Alliance:
    """Draft an alliance for an open challenge; nobody is asked before the invitations are sent.

    A company that starts one is its lead; a city that suggests one is no member.
    """
    require(may_start_alliance(actor, challenge, starter), NOT_STARTING)
    if not challenge.is_open:
        raise Refused(NO_ALLIANCE, code="over")
    Organisation.objects.select_for_update(no_key=True).get(pk=starter.pk)  # a double click waits
    words, more = written(name, NAME), fitting(note)
    others = [one for one in members if one.pk != starter.pk]
    if twin := _twin(challenge, starter, words, {one.pk for one in others}):
        return twin
    limits.take("alliance", key=str(actor.pk), limit=STARTED_A_DAY, per=DAY)
    row = Alliance.objects.create(
        name=words, note=more, challenge=challenge, starter=starter, created_by=actor
    )
    record(
        AllianceStarted(
            actor_id=actor.pk,
            subject_id=row.pk,
            starter_id=starter.pk,
            challenge_id=challenge.pk,
        )
    )
    if starter.pk != challenge.owner_id:
        seat = _seat(actor, row, starter)
        seat.state, seat.is_lead, seat.answered_at = Seat.State.JOINED, True, timezone.now()
        seat.save()
    for one in others:
        _choose(actor, row, one)
    return row


def _twin(
    challenge: Challenge, starter: Organisation, name: str, others: set[int]
) -> Alliance | None:
    """Find the draft of the first click: of the same name, with the same others in it."""
    rows = Alliance.objects.filter(
        starter=starter, challenge=challenge, name=name, state=Alliance.State.DRAFT
    ).prefetch_related("seats")
    return next(
        (
            row
            for row in rows
            if {one.organisation_id for one in row.seats.all()} - {starter.pk} == others
        ),
        None,
    )


def _seat(actor: Actor, row: Alliance, organisation: Organisation, covers: str = "") -> Seat:
    """Make a seat, or take the one that was declined, left or not answered up again."""
    seat = row.seats.filter(organisation=organisation).first()
    seat = seat or Seat(alliance=row, organisation=organisation)
    seat.state, seat.asked_by_id, seat.reason, seat.said = Seat.State.CHOSEN, actor.pk, "", ""
    seat.opens, seat.answered_at = False, None
    seat.covers = fitting(covers, COVERS)
    seat.save()
    if row.challenge is not None:
        terms = covered_by(row.challenge, [organisation.pk])[organisation.pk]
        seat.terms.all().delete()
        SeatTerm.objects.bulk_create([SeatTerm(seat=seat, term_id=term) for term in terms])
    return seat


def _choose(actor: Actor, row: Alliance, organisation: Organisation, covers: str = "") -> Seat:
    held = row.seats.filter(organisation=organisation).first()
    if held and held.state in (Seat.State.CHOSEN, Seat.State.INVITED, Seat.State.JOINED):
        return held
    owner = row.challenge.owner_id if row.challenge else None
    apart = row.starter is not None and (
        row.starter == organisation or are_apart(row.starter, organisation)
    )
    if organisation.pk == owner or not apart or not readers_of(organisation):
        raise Refused(NOT_INVITABLE)
    if is_blocked(actor, organisation):
        raise Refused(SHUT_OUT)
    if row.seats.filter(state__in=("chosen", "invited", "joined")).count() >= MOST:
        raise Refused(FULL % {"most": MOST})
    return _seat(actor, row, organisation, covers)


@transaction.atomic
def add_member(
    *, actor: Actor, alliance: Alliance, organisation: Organisation, covers: str = ""
) -> Seat:
    """Choose one more organisation; once the invitations are out it is invited at once."""
    row = locked(alliance)
    require(keeps(actor, row), NOT_KEEPING)
    if row.state == Alliance.State.ENDED:
        raise Refused(ENDED)
    seat = _choose(actor, row, organisation, covers)
    if row.state in LIVING and seat.state == Seat.State.CHOSEN:
        _invite(actor, row, seat)
    return seat


@transaction.atomic
def send_invitations(*, actor: Actor, alliance: Alliance) -> Alliance:
    """Ask everybody who was chosen; a second click asks nobody twice."""
    row = locked(alliance)
    require(keeps(actor, row), NOT_KEEPING)
    if row.state != Alliance.State.DRAFT:
        return row
    chosen = [seat for seat in row.seats.all() if seat.state == Seat.State.CHOSEN]
    joined = [seat for seat in row.seats.all() if seat.state == Seat.State.JOINED]
    if not chosen or len(chosen) + len(joined) < 2:
        raise Refused(TOO_FEW)
    if row.challenge is not None and not row.challenge.is_open:
        raise Refused(NO_ALLIANCE, code="over")
    arrive(row, Alliance.State.INVITING, actor.pk)
    for seat in chosen:
        _invite(actor, row, seat)
    return row


def _invite(actor: Actor, row: Alliance, seat: Seat) -> None:
    readers = readers_of(seat.organisation)
    if not readers:
        raise Refused(NOBODY_READS)
    if is_blocked(actor, seat.organisation):
        raise Refused(SHUT_OUT)
    if actor.pk is not None:
        limits.take("alliance-seat", key=str(actor.pk), limit=INVITED_A_DAY, per=DAY)
    seat.invited_at = timezone.now()
    seat.expires_at = seat.invited_at + ANSWER_WITHIN
    turn(row, seat, "invite", Seat.State.INVITED, actor.pk)
    key = f"{seat.pk}:{seat.invited_at.timestamp():.0f}"
    tell_of_alliance(readers, "invited", row, key=key, about=row.starter, text=row.note)


def turn(row: Alliance, seat: Seat, act: str, target: str, actor: int | None) -> None:
    """Write a seat's new state, and the fact of it."""
    was, seat.state = seat.state, Seat.State(target)
    seat.save()
    record(
        SeatMoved(
            actor_id=actor,
            subject_id=row.pk,
            seat_id=seat.pk,
            organisation_id=seat.organisation_id,
            act=act,
            was=was,
            now=seat.state,
        )
    )


def arrive(row: Alliance, target: str, actor: int | None) -> None:
    """Write an alliance's new state, and the fact of it."""
    was, row.state = row.state, Alliance.State(target)
    row.moved_at = timezone.now()
    row.save(update_fields=["state", "moved_at"])
    record(AllianceMoved(actor_id=actor, subject_id=row.pk, was=was, now=row.state))


@transaction.atomic
def pass_lead(*, actor: Actor, alliance: Alliance, seat: Seat) -> Alliance:
    """Let another member lead."""
    row = locked(alliance)
    require(keeps(actor, row), NOT_KEEPING)
    chosen = next((one for one in row.seats.all() if one.pk == seat.pk), None)
    if chosen is None or chosen.state != Seat.State.JOINED or row.state not in LIVING:
        raise Refused(ONLY_MEMBERS)
    if not chosen.is_lead:
        lead(row, chosen, actor.pk)
    return row


def lead(row: Alliance, seat: Seat, actor: int | None) -> None:
    """Let a member lead from now on; it is told."""
    row.seats.exclude(pk=seat.pk).update(is_lead=False)
    seat.is_lead = True
    seat.save(update_fields=["is_lead"])
    record(LeadPassed(actor_id=actor, subject_id=row.pk, organisation_id=seat.organisation_id))
    key = f"{seat.pk}:{timezone.now().timestamp():.0f}"
    tell_of_alliance(readers_of(seat.organisation), "lead", row, key=key)


@transaction.atomic
def say_what_it_covers(*, actor: Actor, seat: Seat, covers: str, opens: bool) -> Seat:
    """Say what one's own organisation covers, and whether the challenge's owner may see the alliance."""
    row = locked(seat.alliance)
    held = row.seats.get(pk=seat.pk)
    require(may_open(actor, held), NOT_SPEAKING)
    said = fitting(covers, COVERS), opens
    if said != (held.covers, held.opens):
        held.covers, held.opens = said
        held.save(update_fields=["covers", "opens"])
        record(
            SeatDescribed(
                actor_id=actor.pk,
                subject_id=row.pk,
                seat_id=held.pk,
                organisation_id=held.organisation_id,
                opens=opens,
            )
        )
    return held


@transaction.atomic
def end_alliance(*, actor: Actor, alliance: Alliance) -> None:
    """End it for all; a draft that nobody has seen is deleted."""
    row = locked(alliance)
    require(keeps(actor, row), NOT_KEEPING)
    if row.state == Alliance.State.DRAFT:
        record(AllianceMoved(actor_id=actor.pk, subject_id=row.pk, was=row.state, now="deleted"))
        row.delete()
        return
    if row.state in LIVING:
        arrive(row, Alliance.State.ENDED, actor.pk)
        for seat in row.seats.filter(state__in=("invited", "joined"), is_lead=False):
            tell_of_alliance(readers_of(seat.organisation), "ended", row, key=str(seat.pk))


def locked(alliance: Alliance) -> Alliance:
    rows = Alliance.objects.select_for_update(of=("self",))
    rows = rows.select_related("challenge__owner", "starter")
    return rows.prefetch_related("seats__organisation").get(pk=alliance.pk)
