"""The copy of the index that each process keeps: read again when the index was taken anew."""

import threading
import zlib

from django.db import connection

from sme4smartcities.core.memory import give_back
from sme4smartcities.organisations.directory.clusters import Dot
from sme4smartcities.organisations.directory.models import Index, Posting
from sme4smartcities.organisations.directory.shelf import Shelf, unpacked
from sme4smartcities.organisations.directory.taking import take

_kept: Shelf | None = None
_reading = threading.Lock()


# Written by hand, since every view asks it, those too that are answered with "nothing changed".
VERSION = f"SELECT version FROM {Index._meta.db_table} WHERE id = 1"


def version_now() -> int:
    """Name the state of the index; 0 as long as it was never taken."""
    with connection.cursor() as cursor:
        cursor.execute(VERSION)
        found = cursor.fetchone()
    return int(found[0]) if found else 0


def shelf() -> Shelf:
    """Give the index as it stands. One query when it has not changed; built here if never taken."""
    version = version_now()
    if not version:
        return take()
    kept = _kept
    return kept if kept and kept.version == version else _read_once(version)


def _read_once(version: int) -> Shelf:
    """Read the index in one thread, though many ask at the same moment."""
    global _kept
    with _reading:
        kept = _kept
        while kept is None or kept.version != version:
            kept, version = _read(), version_now()  # taken anew while it was read: read again
        _kept = kept
    give_back()
    return kept


def _read() -> Shelf:
    row = Index.objects.get(pk=1)
    postings, counts = {}, {}
    for facet, value, number, members in Posting.objects.values_list(
        "facet", "value", "number", "members"
    ):
        postings[facet, value] = int.from_bytes(zlib.decompress(members), "little")
        counts[facet, value] = number
    return Shelf(
        version=row.version,
        numbers=unpacked("q", row.numbers),
        created=unpacked("q", row.created),
        updated=unpacked("q", row.updated),
        spots=unpacked("I", row.spots),
        dots=[Dot(*dot) for dot in row.dots],
        postings=postings,
        counts=counts,
    )
