"""Those who are invited accept or decline, members leave, and an alliance stands or falls with it."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from sme4smartcities.accounts.models import Member
from sme4smartcities.alliances.lifecycle import SEAT_STEPS
from sme4smartcities.alliances.models import Alliance, Seat
from sme4smartcities.alliances.policies import lead_of, may_move_seat, takes_part
from sme4smartcities.alliances.services.forming import LIVING, arrive, lead, locked, turn
from sme4smartcities.alliances.services.letters import readers_of, tell_of_alliance
from sme4smartcities.alliances.services.refusals import ENDED, MEANWHILE, NOT_YOUR_STEP, WHY
from sme4smartcities.alliances.words import fitting
from sme4smartcities.core.errors import Conflict, Refused
from sme4smartcities.core.lifecycle import is_due
from sme4smartcities.core.policies import Actor, require

SAID = 500
LEAST = 2  # members with which an alliance stands
BATCH = 100


@transaction.atomic
def move_seat(*, actor: Actor, seat: Seat, act: str, reason: str = "", text: str = "") -> Seat:
    """Accept, decline with a reason, leave, or take an invitation back; twice changes nothing."""
    step, row = SEAT_STEPS[act], locked(seat.alliance)
    held = row.seats.select_related("organisation").get(pk=seat.pk)
    held.alliance = row
    require(may_move_seat(actor, held, act), NOT_YOUR_STEP)
    over = row.state == Alliance.State.ENDED
    if not is_due(step, held.state, Refused(ENDED) if over else Conflict(MEANWHILE)):
        return held
    if over:
        raise Refused(ENDED)
    if act == "decline" and not reason:
        raise Refused(WHY)
    held.said = fitting(text, SAID)
    held.reason = Seat.Reason(reason) if act == "decline" else ""
    if step.by == "organisation":
        held.answered_by_id, held.answered_at = actor.pk, timezone.now()
    held.is_lead = held.is_lead and step.target == Seat.State.JOINED
    was_invited = held.state == Seat.State.INVITED
    turn(row, held, act, step.target, actor.pk)
    _tell(row, held, act, was_invited)
    settle(row, actor.pk)
    return held


def _tell(row: Alliance, seat: Seat, act: str, was_invited: bool) -> None:
    """Tell the lead, or whoever brought them together, of an answer; tell who was not wanted."""
    key = f"{seat.pk}:{timezone.now().timestamp():.0f}"
    if act == "take-back":
        if was_invited:
            tell_of_alliance(readers_of(seat.organisation), "taken-back", row, key=key)
        return
    tell_of_alliance(
        _keepers(row, seat),
        act,
        row,
        key=key,
        about=seat.organisation,
        reason=seat.get_reason_display() if seat.reason else "",
        text=seat.said,
    )


def _keepers(row: Alliance, seat: Seat) -> list[Member]:
    """Give who hears of it: the lead; of a lead that goes the others; whoever asked, before anybody
    leads."""
    kept = lead_of(row)
    if kept is None:
        was_in = any(one.organisation_id == row.starter_id for one in row.seats.all())
        return [] if was_in else readers_of(row.starter)
    if kept.organisation_id != seat.organisation_id:
        return readers_of(kept.organisation)
    others = [one for one in row.seats.all() if one.state == Seat.State.JOINED and one != kept]
    return list(dict.fromkeys(reader for one in others for reader in readers_of(one.organisation)))


def settle(row: Alliance, actor: int | None) -> None:
    """Let an alliance stand with two members, wait with fewer, end with nobody; one of them leads
    that is listed and so can act."""
    if row.state not in LIVING:
        return
    seats = list(row.seats.select_related("organisation"))
    joined = [seat for seat in seats if seat.state == Seat.State.JOINED]
    able = [seat for seat in joined if takes_part(seat.organisation)]
    if able and not any(seat.is_lead for seat in able):
        first = min(able, key=lambda seat: (seat.answered_at or timezone.now(), seat.pk))
        lead(row, first, actor)
    target = _target(seats, joined)
    if row.state != target:
        arrive(row, target, actor)
        _announce(row, joined)


def _target(seats: Sequence[Seat], joined: Sequence[Seat]) -> str:
    if len(joined) >= LEAST:
        return Alliance.State.FORMED
    waits = joined or any(seat.state == Seat.State.INVITED for seat in seats)
    return Alliance.State.INVITING if waits else Alliance.State.ENDED


def _announce(row: Alliance, joined: Sequence[Seat]) -> None:
    """Tell the members that it stands, or who brought them together that nobody came."""
    mark = f"{timezone.now().timestamp():.0f}"
    if row.state == Alliance.State.FORMED:
        for seat in joined:
            tell_of_alliance(readers_of(seat.organisation), "formed", row, key=f"{seat.pk}:{mark}")
    elif row.state == Alliance.State.ENDED:
        tell_of_alliance(readers_of(row.starter), "ended", row, key=mark)


def expire_invitations() -> int:
    """Let invitations that nobody answered in time go, and tell the lead; give how many."""
    due = Seat.objects.filter(state=Seat.State.INVITED, expires_at__lt=timezone.now())
    numbers = list(due.order_by("expires_at").values_list("pk", "alliance_id")[:BATCH])
    return sum(_expire(seat, alliance) for seat, alliance in numbers)


@transaction.atomic
def _expire(number: int, alliance: int) -> int:
    row = locked(Alliance(pk=alliance))
    seat = row.seats.select_related("organisation").get(pk=number)
    if seat.state == Seat.State.INVITED:
        seat.alliance = row
        turn(row, seat, "expire", Seat.State.EXPIRED, None)
        _tell(row, seat, "expire", was_invited=True)
        settle(row, None)
    return 1


@transaction.atomic
def follow_merged_seats(old: int, new: int) -> None:
    """Let an entry's seats go to the one it was merged into; where both sit, the further one stays."""
    rank = (Seat.State.JOINED, Seat.State.INVITED, Seat.State.CHOSEN)
    for seat in Seat.objects.filter(organisation=old).order_by("pk"):
        twin = Seat.objects.filter(alliance=seat.alliance_id, organisation=new).first()
        if twin is not None:
            first = next(
                (one for state in rank for one in (seat, twin) if one.state == state), twin
            )
            other = twin if first is seat else seat
            leads = first.is_lead or (other.is_lead and first.state == Seat.State.JOINED)
            other.delete()
            seat = first
            seat.is_lead = leads
        seat.organisation_id = new
        seat.save()
        settle(locked(seat.alliance), None)
    Alliance.objects.filter(starter=old).update(starter=new)


@transaction.atomic
def follow_standing(organisation: int) -> None:
    """Let another member lead where the lead was hidden; let one lead again that was shown."""
    held = Seat.objects.filter(organisation=organisation, state=Seat.State.JOINED)
    for seat in held.select_related("alliance").order_by("alliance"):
        settle(locked(seat.alliance), None)


@transaction.atomic
def follow_deleted_seats() -> None:
    """Settle the alliances that lost a member, or their lead, with a deleted organisation."""
    for row in Alliance.objects.filter(state__in=LIVING).exclude(seats__is_lead=True):
        settle(locked(row), None)
    joined = Count("seats", filter=Q(seats__state=Seat.State.JOINED))
    formed = Alliance.objects.filter(state=Alliance.State.FORMED)
    for row in formed.annotate(joined=joined).filter(joined__lt=LEAST).order_by("pk"):
        settle(locked(row), None)
