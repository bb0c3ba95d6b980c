"""Check the chain: any edited, removed, reordered or inserted fact is named by its position."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sme4smartcities.core.journal.models import Chain, Entry
from sme4smartcities.core.journal.services import GENESIS, as_row, digest


def faults(rows: Iterable[tuple[Mapping[str, Any], str]], head: tuple[int, str]) -> Iterator[str]:
    """Name every break in a chain. ``rows``: (row, seal) in order; ``head``: last published position and seal."""
    previous, seals = GENESIS, {0: GENESIS}
    for position, (row, seal) in enumerate(rows, start=1):
        if row["position"] != position:
            yield f"position {position} is missing (found {row['position']})"
            return
        if digest(previous, row) != seal:
            yield f"position {position} was changed"
        previous = seals[position] = seal
    if seals.get(head[0]) != head[1]:
        yield f"the published head {head[0]} is not in this chain"


def chain_head() -> tuple[int, str]:
    """Give the position and seal of the last sealed fact: publish it to make truncation visible."""
    chain = Chain.objects.filter(pk=1).first()
    return (chain.position, chain.seal) if chain else (0, GENESIS)


def database_faults(head: tuple[int, str] | None = None) -> list[str]:
    """Verify the journal in the database against a published head, or against its own."""
    head = head or chain_head()
    entries = Entry.objects.exclude(position__isnull=True).order_by("position")
    return list(faults(((as_row(e), e.seal) for e in entries.iterator(2000)), head))
