"""Drive reactions from the journal: each reactor keeps a bookmark and catches up.

A crash between a commit and its reactions loses nothing, since the bookmark moves in the same
transaction as the reaction's effects; a fact that a reactor cannot digest is parked.
"""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from sme4smartcities.core.journal.facts import Fact, rebuild
from sme4smartcities.core.journal.models import Bookmark, Chain, Entry, Parked
from sme4smartcities.core.journal.services import seal_all

log = logging.getLogger(__name__)

MAX_TRIES = 5
LONGEST_TRANSACTION = 0.1  # seconds; SQLite's writers wait for one another


@dataclass(frozen=True)
class Recorded:
    """A fact with its place in the journal; ``entry_id`` makes an effect idempotent."""

    fact: Any
    entry_id: int
    at: datetime


Reaction = Callable[[Recorded], None]


def reactor_name(reaction: Reaction) -> str:
    return f"{reaction.__module__}.{reaction.__qualname__}"


def by_reactor(
    manifests: Sequence[Mapping[type[Fact], Sequence[Reaction]]],
) -> dict[str, tuple[Reaction, frozenset[str]]]:
    """Turn the manifests' fact → reactions around: reactor name → (reaction, fact names)."""
    kinds: dict[str, set[str]] = {}
    reactions: dict[str, Reaction] = {}
    for reactions_of in manifests:
        for fact, listed in reactions_of.items():
            for reaction in listed:
                name = reactor_name(reaction)
                reactions[name] = reaction
                kinds.setdefault(name, set()).add(fact.name())
    return {name: (reactions[name], frozenset(kinds[name])) for name in reactions}


@transaction.atomic
def ensure_bookmarks(names: Sequence[str]) -> None:
    """Give new reactors a bookmark: at the start in a new house, at the head in an old one."""
    have = set(Bookmark.objects.values_list("reactor", flat=True))
    head = Chain.objects.filter(pk=1).values_list("position", flat=True).first() if have else 0
    Bookmark.objects.bulk_create(
        [Bookmark(reactor=name, position=head or 0) for name in names if name not in have],
        ignore_conflicts=True,
    )


def catch_up(reactors: Mapping[str, tuple[Reaction, frozenset[str]]]) -> int:
    """Seal what is new and let every reactor read on; give how many reactions ran."""
    ensure_bookmarks(list(reactors))
    seal_all()
    head = Chain.objects.get(pk=1).position
    behind = Bookmark.objects.filter(position__lt=head, reactor__in=list(reactors))
    ran = 0
    for name in behind.values_list("reactor", flat=True):
        reaction, kinds = reactors[name]
        while step := _read_on(name, reaction, kinds, head):
            ran += step[0]
    return ran


@transaction.atomic
def _read_on(
    name: str, reaction: Reaction, kinds: frozenset[str], head: int
) -> tuple[int, int] | None:
    bookmark = Bookmark.objects.select_for_update().get(pk=name)
    if bookmark.position >= head:
        return None
    unread = Entry.objects.filter(position__gt=bookmark.position, position__lte=head)
    started, ran = time.monotonic(), 0
    for entry in unread.filter(name__in=kinds).order_by("position")[:100]:
        _react(name, reaction, entry)
        bookmark.position = entry.position or 0
        ran += 1
        if time.monotonic() - started > LONGEST_TRANSACTION:
            break
    else:
        if ran < 100:
            bookmark.position = head
    bookmark.save()
    return ran, bookmark.position


def _react(name: str, reaction: Reaction, entry: Entry) -> None:
    try:
        with transaction.atomic():
            _digest(reaction, entry)
    except Exception as error:
        log.exception("reactor %s parked entry %s", name, entry.pk)
        Parked.objects.get_or_create(
            reactor=name, entry=entry, defaults={"error": repr(error)[:2000]}
        )


def _digest(reaction: Reaction, entry: Entry) -> None:
    fact = rebuild(
        entry.name, actor_id=entry.actor_id, subject_id=entry.subject_id, data=entry.data
    )
    reaction(Recorded(fact=fact, entry_id=entry.pk, at=entry.at))


def retry_parked(reactors: Mapping[str, tuple[Reaction, frozenset[str]]]) -> int:
    """Try parked facts again, up to MAX_TRIES each; give how many went through."""
    done = 0
    waiting = Parked.objects.filter(tries__lt=MAX_TRIES, reactor__in=list(reactors))
    for parked in waiting.select_related("entry")[:100]:
        done += _retry(parked, reactors[parked.reactor][0])
    return done


def _retry(parked: Parked, reaction: Reaction) -> bool:
    try:
        with transaction.atomic():
            if not Parked.objects.select_for_update().filter(pk=parked.pk).exists():
                return False  # another worker was faster
            _digest(reaction, parked.entry)
            parked.delete()
    except Exception as error:
        parked.tries += 1
        parked.error = repr(error)[:2000]
        parked.save()
        return False
    return True
