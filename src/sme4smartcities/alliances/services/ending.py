"""What becomes of meetings when their offer or alliance ends, or a member leaves it."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from sme4smartcities.alliances import calendar
from sme4smartcities.alliances.facts import MeetingCancelled
from sme4smartcities.alliances.models import Meeting, Party
from sme4smartcities.alliances.services.changing import call_off
from sme4smartcities.alliances.services.letters import readers_of
from sme4smartcities.alliances.services.meeting import coming, host_of, locked, settle, write_to
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import SYSTEM


def end_with_offer(offer: int) -> None:
    _end(coming().filter(offer=offer))


def end_with_alliance(alliance: int) -> None:
    _end(coming().filter(alliance=alliance))


@transaction.atomic
def _end(rows: QuerySet[Meeting]) -> None:
    """Call off what was agreed, which takes it out of calendars; what was only proposed ends silently,
    because the letter about the offer or alliance has told it."""
    for number in list(rows.order_by("pk").values_list("pk", flat=True)):
        row = locked(Meeting(pk=number))
        if row.state == Meeting.State.AGREED:
            call_off(row, None, host_of(row))
        elif row.state == Meeting.State.PROPOSED:
            row.state, row.moved_at = Meeting.State.CANCELLED, timezone.now()
            row.save()
            record(MeetingCancelled(actor_id=None, subject_id=row.pk))


@transaction.atomic
def leave_meetings(alliance: int, organisation: int) -> None:
    """Let an organisation that left an alliance stay away from the meetings to come, which go out of
    its calendars; one alone meets nobody."""
    rows = coming().filter(alliance=alliance, parties__organisation=organisation)
    for number in list(rows.order_by("pk").values_list("pk", flat=True)):
        row = locked(Meeting(pk=number))
        own = row.parties.select_related("organisation").get(organisation=organisation)
        was, own.state = own.state, Party.State.DECLINES
        own.save(update_fields=["state"])
        if row.parties.exclude(state=Party.State.DECLINES).count() < 2:
            call_off(row, None, host_of(row))
        elif row.state == Meeting.State.PROPOSED:
            settle(SYSTEM, row)
        elif row.starts_at and was != Party.State.DECLINES:
            row.sequence += 1
            row.save(update_fields=["sequence"])
            readers = readers_of(own.organisation)
            write_to(readers, row, "left", host_of(row), [row.starts_at], calendar.CANCEL)
