"""An offer is answered, withdrawn or ended, and both sides write on in it."""

from django.db import transaction
from django.utils import timezone

from sme4smartcities.accounts.models import Member
from sme4smartcities.alliances.facts import LineSaid, OfferMoved
from sme4smartcities.alliances.lifecycle import STEPS, UNANSWERED
from sme4smartcities.alliances.models import LIVE, Line, Offer
from sme4smartcities.alliances.policies import (
    may_move_offer,
    may_write,
    side_of,
    speaks_for,
    takes_part,
)
from sme4smartcities.alliances.services.letters import readers_of, tell_of_offer
from sme4smartcities.alliances.services.refusals import (
    MEANWHILE,
    NOT_YOUR_STEP,
    OVER_ABOUT,
    OVER_ANSWER,
    SHUT_OUT,
    SILENT,
    WHY,
)
from sme4smartcities.alliances.words import fitting, written
from sme4smartcities.core import limits
from sme4smartcities.core.errors import Conflict, Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.lifecycle import is_due
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.queries.relay import is_blocked

DAY = 86_400
LINES_A_DAY = 100


@transaction.atomic
def move_offer(*, actor: Actor, offer: Offer, act: str, reason: str = "", text: str = "") -> Offer:
    """Take a step. A repeated click changes nothing; a no needs a reason.

    Raises Conflict when somebody of the same side, or the other one, was faster.
    """
    step, row = STEPS[act], locked(offer)
    require(may_move_offer(actor, row, act), NOT_YOUR_STEP)
    if not is_due(step, row.state, Conflict(MEANWHILE)):
        return row
    if act in ("accept", "later"):
        _must_be_open(row)
    if act == "decline" and not reason:
        raise Refused(WHY)
    words = fitting(text)
    row.reason = Offer.Reason(reason) if act == "decline" else ""
    by_sender = side_of(actor, row) == "sender" if step.by == "either" else step.by == "sender"
    other = row.receiver if by_sender else row.sender
    if words and other is not None and is_blocked(actor, other):
        raise Refused(SHUT_OUT)
    arrive(row, act, actor.pk)
    if words:
        _say(row, actor.pk, from_sender=by_sender, text=words)
    tell_of_offer(readers_of(other), act, row, key=_mark(row), text=words)
    return row


def _must_be_open(row: Offer) -> None:
    if row.challenge is not None and not row.challenge.is_open:
        raise Refused(OVER_ANSWER, code="over")


def say_yes(actor: Actor, offer: Offer) -> None:
    """Accept an offer by answering the times that came along with it; the meeting's own letter tells.

    Raises Refused when the offer ended meanwhile.
    """
    row = locked(offer)
    if row.state not in LIVE:
        raise Refused(OVER_ABOUT)
    if row.state in UNANSWERED and speaks_for(actor, row.receiver):
        _must_be_open(row)
        arrive(row, "accept", actor.pk)


def arrive(row: Offer, act: str, actor: int | None) -> None:
    """Write the state that an act leads to, and the fact of it."""
    was, row.state = row.state, Offer.State(STEPS[act].target)
    row.moved_at = row.last_at = timezone.now()
    if STEPS[act].by == "receiver":
        row.answered_by_id = actor
    row.save()
    record(
        OfferMoved(
            actor_id=actor,
            subject_id=row.pk,
            sender_id=row.sender_id,
            receiver_id=row.receiver_id,
            act=act,
            was=was,
            now=row.state,
            reason=row.reason,
        )
    )


def _mark(row: Offer) -> str:
    return f"{row.moved_at.timestamp():.0f}" if row.moved_at else ""


@transaction.atomic
def write_line(*, actor: Member, offer: Offer, text: str) -> Line:
    """Say more in an offer that is open; the other side's managers get a mail."""
    row = locked(offer)
    require(may_write(actor, row), NOT_YOUR_STEP)
    by_sender = side_of(actor, row) == "sender"
    other = row.receiver if by_sender else row.sender
    if row.state not in LIVE or not takes_part(other):
        raise Refused(SILENT)
    assert isinstance(other, Organisation)
    if is_blocked(actor, other):
        raise Refused(SHUT_OUT)
    words = written(text)
    last = row.lines.last()
    if last and (last.author_id, last.text) == (actor.pk, words):
        return last
    limits.take("offer-line", key=str(actor.pk), limit=LINES_A_DAY, per=DAY)
    line = _say(row, actor.pk, from_sender=by_sender, text=words)
    row.last_at = line.said_at
    row.save()
    tell_of_offer(readers_of(other), "line", row, key=str(line.pk), text=words)
    record(
        LineSaid(
            actor_id=actor.pk,
            subject_id=row.pk,
            sender_id=row.sender_id,
            receiver_id=row.receiver_id,
            line_id=line.pk,
        )
    )
    return line


def _say(row: Offer, author: int | None, *, from_sender: bool, text: str) -> Line:
    line = Line.objects.create(offer=row, author_id=author, from_sender=from_sender, text=text)
    if from_sender:
        row.sender_read_at = line.said_at
    else:
        row.receiver_read_at = line.said_at
    row.save(update_fields=["sender_read_at", "receiver_read_at"])
    return line


@transaction.atomic
def mark_read(*, actor: Actor, offer: Offer) -> None:
    """Note that one side has seen all there is; no fact, since it concerns nobody else."""
    if side := side_of(actor, offer):
        Offer.objects.filter(pk=offer.pk).update(**{f"{side}_read_at": timezone.now()})


def locked(offer: Offer) -> Offer:
    rows = Offer.objects.select_for_update(of=("self",))
    return rows.select_related("sender", "receiver", "challenge", "solution").get(pk=offer.pk)
