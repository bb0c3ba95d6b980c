"""Record facts; seal them into the chain."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from sme4smartcities.core.journal.facts import Fact
from sme4smartcities.core.journal.models import Chain, Entry

GENESIS = "0" * 64
SEAL_BATCH = 200


def record(fact: Fact) -> int:
    """Write the fact in the caller's transaction; give its entry id. Reactors hear it after commit."""
    if not connection.in_atomic_block:
        raise RuntimeError(f"{fact.name()} recorded outside a transaction")
    entry = Entry.objects.create(
        at=timezone.now(),
        name=fact.name(),
        actor_id=fact.actor_id,
        subject_kind=fact.subject_kind,
        subject_id=fact.subject_id,
        data=fact.data(),
    )
    return entry.pk


def unsealed() -> QuerySet[Entry]:
    """Rows without a place in the chain yet. One that commits later is simply sealed later:
    reactors read by position, so nothing can slip behind their bookmarks."""
    return Entry.objects.filter(position__isnull=True).order_by("id")


def digest(previous: str, row: Mapping[str, Any]) -> str:
    """Seal one row: SHA-256 over the previous seal and the row's canonical JSON, in hex."""
    canonical = json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{previous}\n{canonical}".encode()).hexdigest()


def as_row(entry: Entry) -> dict[str, Any]:
    """Give what a seal covers, as the offline verifier reads it from an export."""
    return {
        "position": entry.position,
        "id": entry.pk,
        "at": entry.at.isoformat(),
        "name": entry.name,
        "actor": entry.actor_id,
        "subject": f"{entry.subject_kind}:{entry.subject_id}",
        "data": entry.data,
    }


@transaction.atomic
def seal_batch(limit: int = SEAL_BATCH) -> int:
    """Chain the next unsealed rows; give how many. Sealers wait for one another, writers do not."""
    Chain.objects.get_or_create(pk=1)
    head = Chain.objects.select_for_update().get(pk=1)
    entries = list(unsealed()[:limit])
    for entry in entries:
        head.position += 1
        entry.position = head.position
        entry.seal = head.seal = digest(head.seal, as_row(entry))
    Entry.objects.bulk_update(entries, ["position", "seal"])
    if entries:
        head.save()
    return len(entries)


def seal_all() -> int:
    """Seal until nothing unsealed is left; give how many rows."""
    total = 0
    while sealed := seal_batch():
        total += sealed
    return total
