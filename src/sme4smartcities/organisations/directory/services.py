"""Every write of the directory's index: it is taken anew, whole, a moment after something changed."""

import secrets
import zlib
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from sme4smartcities.core.jobs import task
from sme4smartcities.core.jobs.tasks import SLOW
from sme4smartcities.core.journal.reactors import Recorded
from sme4smartcities.organisations.directory.models import Index, Posting
from sme4smartcities.organisations.directory.shelf import Shelf, packed
from sme4smartcities.organisations.directory.taking import take

PER_SECOND = 4000  # organisations for which an index waits a second before it is taken again


@task(queue_name=SLOW)
def take_index() -> None:
    """Take the index anew."""
    _store(take(secrets.randbits(62)))


def note_change(recorded: Recorded) -> None:
    """React to a fact about organisations."""
    take_index_soon()


def take_index_soon() -> None:
    """Take the index anew, once for many changes.

    Small directories follow at once, one of 100,000 within half a minute.
    """
    size = Index.objects.filter(pk=1).values_list("size", flat=True).first() or 0
    at = timezone.now() + timedelta(seconds=size // PER_SECOND)
    take_index.keyed("directory").using(run_after=at).enqueue()


@transaction.atomic
def _store(shelf: Shelf) -> None:
    Index.objects.update_or_create(
        pk=1,
        defaults={
            "version": shelf.version,
            "taken_at": timezone.now(),
            "size": shelf.size,
            "numbers": packed(shelf.numbers),
            "created": packed(shelf.created),
            "updated": packed(shelf.updated),
            "spots": packed(shelf.spots),
            "dots": [list(dot) for dot in shelf.dots],
        },
    )
    Posting.objects.all().delete()
    Posting.objects.bulk_create(
        [
            Posting(
                facet=facet,
                value=value,
                number=shelf.counts[facet, value],
                members=zlib.compress(members.to_bytes((shelf.size + 7) // 8, "little"), 1),
            )
            for (facet, value), members in shelf.postings.items()
        ],
        batch_size=100,
    )
