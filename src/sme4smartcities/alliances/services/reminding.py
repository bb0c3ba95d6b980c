"""People are reminded of meetings; what is left with one organisation is called off."""

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from sme4smartcities.alliances.facts import MeetingReminded
from sme4smartcities.alliances.models import Meeting, Party
from sme4smartcities.alliances.services.changing import call_off
from sme4smartcities.alliances.services.letters import readers_of
from sme4smartcities.alliances.services.meeting import (
    SOON,
    coming,
    host_of,
    locked,
    settle,
    write_to,
)
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import SYSTEM

BATCH = 100


def remind() -> int:
    """Write to everybody a day before it begins; give how many meetings."""
    now = timezone.now()
    due = Meeting.objects.filter(
        state=Meeting.State.AGREED, reminded_at=None, starts_at__gt=now, starts_at__lt=now + SOON
    )
    return sum(_remind(number) for number in list(due.values_list("pk", flat=True)[:BATCH]))


@transaction.atomic
def _remind(number: int) -> int:
    row = locked(Meeting(pk=number))
    if row.state == Meeting.State.AGREED and row.reminded_at is None and row.starts_at:
        row.reminded_at = timezone.now()
        row.save(update_fields=["reminded_at"])
        for party in row.parties.exclude(state=Party.State.DECLINES).select_related("organisation"):
            write_to(readers_of(party.organisation), row, "reminder", host_of(row), [row.starts_at])
        record(MeetingReminded(actor_id=None, subject_id=row.pk))
    return 1


@transaction.atomic
def follow_merged_parties(old: int, new: int) -> None:
    held = Party.objects.filter(organisation=new).values("meeting")
    Party.objects.filter(
        organisation=old, meeting__in=list(held.values_list("meeting", flat=True))
    ).delete()
    Party.objects.filter(organisation=old).update(organisation=new)
    follow_deserted_meetings()


@transaction.atomic
def follow_deserted_meetings() -> None:
    """Call off what is left with one organisation, or none; agree on what waited for that one."""
    there = Count("parties", filter=~Q(parties__state=Party.State.DECLINES))
    alone = coming().annotate(there=there).filter(there__lt=2)
    for one in alone.order_by("pk"):
        row = locked(one)
        left = row.parties.exclude(state=Party.State.DECLINES).select_related("organisation")
        if (host := left.first()) is not None:
            call_off(row, None, host.organisation)
        else:
            row.state = Meeting.State.CANCELLED
            row.save(update_fields=["state"])
    waiting = Meeting.objects.filter(state=Meeting.State.PROPOSED)
    waiting = waiting.filter(slots__starts_at__gt=timezone.now()).distinct()
    for other in waiting.exclude(parties__state=Party.State.WAITING).order_by("pk"):
        settle(SYSTEM, locked(other))
