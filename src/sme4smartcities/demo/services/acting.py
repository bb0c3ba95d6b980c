"""Let the Example act on its matches: help is offered and answered, alliances are formed, meetings agreed."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from sme4smartcities.alliances.models import Alliance, Offer, Seat
from sme4smartcities.alliances.services.answering import move_offer, write_line
from sme4smartcities.alliances.services.forming import (
    say_what_it_covers,
    send_invitations,
    start_alliance,
)
from sme4smartcities.alliances.services.meeting import Proposal, propose_meeting, take_times
from sme4smartcities.alliances.services.offering import (
    offer_help,
    offer_to_organisation,
    say_need,
)
from sme4smartcities.alliances.services.reporting import report_offer
from sme4smartcities.alliances.services.seating import move_seat
from sme4smartcities.challenges.models import Challenge
from sme4smartcities.demo.content import read
from sme4smartcities.demo.services.calendar import backdate
from sme4smartcities.demo.services.cast import Cast
from sme4smartcities.demo.services.ledger import Ledger
from sme4smartcities.solutions.models import Solution

SENT = ("sent_at", "last_at", "sender_read_at")


def load_acting(ledger: Ledger) -> None:
    cast = Cast(ledger)
    for told in read("example/offers"):
        if f"offer:{told['key']}" not in ledger:
            _offer(told, cast, ledger)
    for told in read("example/alliances"):
        if f"alliance:{told['key']}" not in ledger:
            _alliance(told, cast, ledger)
    for told in read("example/meetings"):
        if f"meeting:{told['key']}" not in ledger:
            _meeting(told, cast, ledger)


@transaction.atomic
def _offer(told: Mapping[str, Any], cast: Cast, ledger: Ledger) -> None:
    row = _sent(told, cast, ledger)
    backdate(told["at"], (row, SENT), (row.lines.get(), ["said_at"]))
    if answer := told.get("answer"):
        move_offer(
            actor=cast.member(answer["by"]),
            offer=row,
            act=answer["act"],
            reason=answer.get("reason", ""),
            text=answer["text"],
        )
        read_at = ("moved_at", "last_at", "receiver_read_at", "sender_read_at")
        backdate(answer["at"], (row, read_at), (row.lines.latest("pk"), ["said_at"]))
    for said in told.get("lines", ()):
        line = write_line(actor=cast.member(said["by"]), offer=row, text=said["text"])
        both = ("last_at", "receiver_read_at", "sender_read_at")
        backdate(said["at"], (row, both), (line, ["said_at"]))
    if said := told.get("report"):
        report = report_offer(
            actor=cast.member(said["by"]), offer=row, reason=said["reason"], note=said["note"]
        )
        backdate(said["at"], (report, ["reported_at"]))
    ledger.note(f"offer:{told['key']}", row)


def _sent(told: Mapping[str, Any], cast: Cast, ledger: Ledger) -> Offer:
    actor, sender = cast.member(told["by"]), cast.organisation(told["sender"])
    solution = None
    if key := told.get("solution"):
        solution = Solution.objects.get(pk=ledger[f"solution:{key}"])
    if key := told.get("challenge"):
        challenge = Challenge.objects.get(pk=ledger[f"challenge:{key}"])
        return offer_help(
            actor=actor, sender=sender, challenge=challenge, text=told["text"], solution=solution
        )
    receiver = cast.organisation(told["receiver"])
    if told.get("kind") == Offer.Kind.NEED and solution is not None:
        return say_need(
            actor=actor, sender=sender, solution=solution, receiver=receiver, text=told["text"]
        )
    return offer_to_organisation(
        actor=actor, sender=sender, receiver=receiver, text=told["text"], solution=solution
    )


@transaction.atomic
def _alliance(told: Mapping[str, Any], cast: Cast, ledger: Ledger) -> None:
    actor, starter = cast.member(told["by"]), cast.organisation(told["starter"])
    row = start_alliance(
        actor=actor,
        challenge=Challenge.objects.get(pk=ledger[f"challenge:{told['challenge']}"]),
        starter=starter,
        name=told["name"],
        note=told["note"],
        members=[cast.organisation(key) for key in told["members"]],
    )
    lead = row.seats.get(organisation=starter)
    say_what_it_covers(actor=actor, seat=lead, covers=told["covers"], opens=told["opens"])
    row = send_invitations(actor=actor, alliance=row)
    backdate(told["at"], (row, ["created_at", "moved_at"]), (lead, ["answered_at"]))
    for answer in told["answers"]:
        _seat(answer, row, cast)
    ledger.note(f"alliance:{told['key']}", row)


def _seat(told: Mapping[str, Any], row: Alliance, cast: Cast) -> None:
    actor = cast.member(told["by"])
    seat = Seat.objects.get(alliance=row, organisation=cast.organisation(told["organisation"]))
    seat = move_seat(
        actor=actor,
        seat=seat,
        act=told["act"],
        reason=told.get("reason", ""),
        text=told.get("text", ""),
    )
    if seat.state == Seat.State.JOINED:
        say_what_it_covers(actor=actor, seat=seat, covers=told["covers"], opens=told["opens"])
    backdate(told["at"], (seat, ["invited_at", "answered_at"]))


@transaction.atomic
def _meeting(told: Mapping[str, Any], cast: Cast, ledger: Ledger) -> None:
    """Propose times some days from now, at the hours that the content tells, and take one."""
    about: Offer | Alliance
    if key := told.get("offer"):
        about = Offer.objects.get(pk=ledger[f"offer:{key}"])
    else:
        about = Alliance.objects.get(pk=ledger[f"alliance:{told['alliance']}"])
    moments = [_moment(told["zone"], days, hour) for days, hour in told["times"]]
    proposal = Proposal(
        title=told["title"],
        times=moments,
        zone=told["zone"],
        minutes=told["minutes"],
        note=told["note"],
        place=told.get("place", ""),
        link=told.get("link", ""),
    )
    row = propose_meeting(actor=cast.member(told["by"]), about=about, proposal=proposal)
    if taken := told.get("taken"):
        by = cast.member(taken["by"])
        row = take_times(actor=by, meeting=row, moments=[moments[taken["time"]]])
    backdate(told["at"], (row, ["created_at", "moved_at"]))
    ledger.note(f"meeting:{told['key']}", row)


def _moment(zone: str, days: int, hour: int) -> datetime:
    day = timezone.now().astimezone(ZoneInfo(zone)) + timedelta(days=days)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)
