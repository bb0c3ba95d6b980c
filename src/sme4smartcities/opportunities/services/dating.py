"""Put the dates of an opportunity into rows, and work out what lists are sorted and cut by."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from sme4smartcities.opportunities import drafts
from sme4smartcities.opportunities.codes import Status
from sme4smartcities.opportunities.models import Deadline, Occurrence, Opportunity

NEVER = datetime(9000, 1, 1, tzinfo=UTC)  # of what names no date: last in lists, never over
BATCH = 200


def write_dates(
    row: Opportunity,
    occurrences: Sequence[drafts.Occurrence] | None,
    deadlines: Sequence[drafts.Deadline] | None,
) -> set[str]:
    """Replace the dates of a saved row; say which of "dates" and "deadlines" became others.

    None leaves them as they are. What did not change keeps its row. The caller saves the opportunity.
    """
    changed = set()
    if occurrences is not None and _replace(
        row.occurrences, [_occurrence(row, one) for one in occurrences]
    ):
        changed.add("dates")
    if deadlines is not None and _replace(
        row.deadlines, [_deadline(row, one) for one in deadlines]
    ):
        changed.add("deadlines")
    settle(row, row.occurrences.all(), row.deadlines.all())
    return changed


def _occurrence(row: Opportunity, told: drafts.Occurrence) -> Occurrence:
    end = told.end
    made = Occurrence(
        opportunity=row,
        key=told.key[:40],
        starts_on=told.start.day,
        starts_at=told.start.at,
        ends_on=end.day if end else None,
        ends_at=end.at if end else None,
        zone=told.start.zone or row.zone,
        raw=told.start.raw[:200],
        cancelled=told.status == Status.CANCELLED,
    )
    made.settle()
    return made


def _deadline(row: Opportunity, told: drafts.Deadline) -> Deadline:
    made = Deadline(
        opportunity=row,
        kind=told.kind,
        day=told.moment.day,
        at=told.moment.at,
        zone=told.moment.zone or row.zone,
        raw=told.moment.raw[:200],
        lot=told.lot[:80],
    )
    made.settle()
    return made


def _replace(rows: Any, wanted: Sequence[Any]) -> bool:
    """Bring the rows to what is wanted; say whether anything had to change."""
    held = {_said(one): one for one in rows.all()}
    asked = {_said(one): one for one in wanted}
    gone = [one.pk for said, one in held.items() if said not in asked]
    new = [one for said, one in asked.items() if said not in held]
    if gone:
        rows.filter(pk__in=gone).delete()
    rows.bulk_create(new)
    return bool(gone or new)


def _said(one: Any) -> tuple[Any, ...]:
    fields = [f.attname for f in one._meta.concrete_fields if f.attname not in ("id", "raw")]
    return tuple(getattr(one, name) for name in fields)


def settle(
    row: Opportunity, occurrences: Iterable[Occurrence], deadlines: Iterable[Deadline]
) -> None:
    """Work out the moments that lists are sorted and cut by, as of now."""
    taking_place = [one for one in occurrences if not one.cancelled]
    moments = [one.due for one in deadlines]
    moments += [at for one in taking_place for at in (one.begins, one.finishes)]
    now = timezone.now()
    row.begins_at = min((one.begins for one in taking_place), default=None)
    row.over_at = max(moments, default=NEVER)
    row.next_at = min((at for at in moments if at > now), default=row.over_at)


def turn_dates() -> int:
    """Let those whose next date has passed stand by the one after it; give how many there were."""
    now = timezone.now()
    late = Opportunity.objects.filter(next_at__lte=now, over_at__gt=now).order_by("next_at")
    turned = 0
    while rows := list(late.prefetch_related("occurrences", "deadlines")[:BATCH]):
        for row in rows:
            settle(row, row.occurrences.all(), row.deadlines.all())
        with transaction.atomic():
            Opportunity.objects.bulk_update(rows, ["begins_at", "next_at", "over_at"])
        turned += len(rows)
    return turned
