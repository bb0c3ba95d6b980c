"""What waits in the journal, asked without taking any lock."""

from collections.abc import Sequence

from django.db.models import Subquery

from sme4smartcities.core.journal.models import Bookmark, Chain, Entry


def somebody_waits(reactors: Sequence[str]) -> bool:
    """Say whether facts wait for their seal, or one of these reactors for its turn."""
    if Entry.objects.filter(position__isnull=True).exists():
        return True
    head = Chain.objects.filter(pk=1).values("position")
    behind = Bookmark.objects.filter(reactor__in=reactors, position__lt=Subquery(head))
    return behind.exists()


def last_about(kind: str, numbers: Sequence[int], limit: int = 30) -> list[Entry]:
    """Give the last facts about some subjects of one kind, the newest first."""
    rows = Entry.objects.filter(subject_kind=kind, subject_id__in=numbers)
    return list(rows.order_by("-id")[:limit])
