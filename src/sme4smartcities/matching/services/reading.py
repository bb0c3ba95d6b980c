"""Read texts with the models of meaning and keep their vectors, after the facts, in small steps."""

import hashlib
import logging
import time
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from django.db import transaction
from django.utils import timezone

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.embedding import Embedder, embedders, known
from sme4smartcities.matching.models import Due, Fit, LanguageSum, Shelf, Vector, Wordless
from sme4smartcities.matching.queries.passages import (
    AT_ONCE,
    URGENCY,
    passages_of,
    published_among,
    readable_ids,
)
from sme4smartcities.matching.vectors.codes import from_blob, to_blob
from sme4smartcities.matching.vectors.means import Sum, sum_of
from sme4smartcities.matching.vectors.reading import Passage, read

log = logging.getLogger(__name__)

TOGETHER = 4  # subjects between two looks at who is most urgent now
STRETCH = 1.0  # seconds after which the job makes room for others of its lane
Key = tuple[int, str]  # subject, language


@transaction.atomic
def note(subjects: Iterable[Subject]) -> None:
    """Remember that these changed; the newest of the most urgent kind is read first."""
    noted = list(subjects)
    published = set(published_among(one.id for one in noted if one.kind == "challenge"))
    rows = [
        Due(
            kind=one.kind,
            subject_id=one.id,
            urgency=AT_ONCE if one in published else URGENCY[one.kind],
            at=timezone.now(),
        )
        for one in noted
    ]
    Due.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["kind", "subject_id"],
        update_fields=["at", "urgency"],
    )


def note_unread() -> int:
    """Note all that has no vector of a model in use, and open challenges that nobody fits yet.

    After a new model, lost rows, a restored backup; not again what has nothing to read. Gives how many. A model is loaded, to see
    whether it works, only where something waits for it: mostly nothing does.
    """
    unfitted = Challenge.objects.published().exclude(pk__in=Fit.objects.values("challenge"))
    alone = sorted(unfitted.values_list("pk", flat=True))
    note(Subject("challenge", number) for number in alone)
    noted = len(alone)
    for kind in URGENCY:
        wanted = set(readable_ids(kind))
        for one in known():
            unread = wanted.difference(_known_to(Vector, kind, one), _known_to(Wordless, kind, one))
            if not unread or one.model not in {able.model for able in embedders()}:
                continue
            note(Subject(kind, number) for number in sorted(unread))
            noted += len(unread)
    return noted


def _known_to(rows: type[Vector | Wordless], kind: str, embedder: Embedder) -> Iterable[int]:
    found: Iterable[int] = rows.objects.filter(kind=kind, model=embedder.model).values_list(
        "subject_id", flat=True
    )
    return found


def note_open_challenges() -> None:
    """Note every open challenge; one that is published meanwhile is newer and comes first."""
    numbers = Challenge.objects.published().order_by("pk").values_list("pk", flat=True)
    note(Subject("challenge", number) for number in numbers)


def read_due(stretch: float = STRETCH) -> Iterator[Subject]:
    """Read what waits, the most urgent first, for about as long as said; give what was read."""
    deadline = time.monotonic() + stretch
    while time.monotonic() < deadline:
        due = list(Due.objects.order_by("urgency", "-at", "id")[:TOGETHER])
        if not due:
            return
        kind = due[0].kind
        now = [row for row in due if row.kind == kind]
        _read(kind, [row.subject_id for row in now])
        yield from (Subject(kind, row.subject_id) for row in now)
        for row in now:
            Due.objects.filter(pk=row.pk, at=row.at).delete()


def _read(kind: str, numbers: Sequence[int]) -> None:
    """Read some subjects outside any transaction, then write what was read in a short one."""
    passages = passages_of(kind, numbers)
    for embedder in embedders():
        try:
            found = _new_vectors(kind, embedder, passages)
        except Exception:  # whatever happens inside an engine, the others and the terms are enough
            log.exception("%s could not read %s %s", embedder.model, kind, numbers)
            # without a vector, ``note_unread`` asks for them again within the hour
            keep(kind, embedder, numbers, {})
            continue
        keep(kind, embedder, numbers, found)
        _mark_wordless(kind, embedder, numbers, passages.keys() - {number for number, _ in found})


@transaction.atomic
def _mark_wordless(
    kind: str, embedder: Embedder, numbers: Sequence[int], wordless: Iterable[int]
) -> None:
    """Remember in which of these there is nothing for this model to read."""
    marked = Wordless.objects.filter(kind=kind, model=embedder.model, subject_id__in=numbers)
    if (now := set(wordless)) == set(marked.values_list("subject_id", flat=True)):
        return
    marked.delete()
    Wordless.objects.bulk_create(
        Wordless(kind=kind, model=embedder.model, subject_id=number) for number in sorted(now)
    )


Found = dict[Key, tuple[str, bytes | None]]  # digest and the vector, None where the text is known


def _new_vectors(kind: str, embedder: Embedder, passages: dict[int, list[Passage]]) -> Found:
    before = {
        (row.subject_id, row.language): row.digest
        for row in Vector.objects.filter(
            kind=kind, model=embedder.model, subject_id__in=passages
        ).defer("data")
    }
    wanted = {
        (number, passage.language): passage
        for number, texts in passages.items()
        for passage in texts
        if embedder.knows(passage.language)
    }
    digests = {key: _digest(passage) for key, passage in wanted.items()}
    new = [key for key in wanted if before.get(key) != digests[key]]
    rows = read(embedder, [wanted[key] for key in new]) if new else ()
    made = {key: to_blob(row) for key, row in zip(new, rows, strict=True)}
    return {key: (digests[key], made.get(key)) for key in wanted}


def _digest(passage: Passage) -> str:
    text = f"{passage.title}\n{passage.body}"
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()


@transaction.atomic
def keep(kind: str, embedder: Embedder, numbers: Sequence[int], found: Found) -> None:
    """Make these the vectors of the subjects under one model, and the sums true."""
    Shelf.objects.get_or_create(pk=kind)
    shelf = Shelf.objects.select_for_update().get(pk=kind)
    rows = Vector.objects.filter(kind=kind, model=embedder.model, subject_id__in=numbers)
    before = {(row.subject_id, row.language): row for row in rows}
    gone = [row for key, row in before.items() if key not in found]
    new = {key: value for key, value in found.items() if value[1] is not None}
    if not gone and not new:
        return
    shelf.written += 1
    shelf.removed += bool(gone)
    changed = [before[key] for key in new if key in before]
    _account(embedder, [(row, -1) for row in [*gone, *changed]])
    Vector.objects.filter(pk__in=[row.pk for row in [*gone, *changed]]).delete()
    made = Vector.objects.bulk_create(
        [
            Vector(
                kind=kind,
                subject_id=number,
                language=language,
                model=embedder.model,
                digest=digest,
                data=data,
                written=shelf.written,
            )
            for (number, language), (digest, data) in new.items()
        ]
    )
    _account(embedder, [(row, 1) for row in made])
    shelf.save()


def _account(embedder: Embedder, rows: Sequence[tuple[Vector, int]]) -> None:
    """Add vectors to the sums of their languages, or take them away; one of a wrong size never was.

    A sum that was damaged is made anew from the vectors that stand there before this change.
    """
    for row, sign in rows:
        vector = from_blob(bytes(row.data), embedder.dim)
        if vector is None:
            continue
        key = {"kind": row.kind, "language": row.language, "model": row.model}
        kept = LanguageSum.objects.filter(**key).first()
        before = sum_of(kept.count, bytes(kept.total), embedder.dim) if kept else _nothing(embedder)
        before = before or _summed(embedder, key, [new.pk for new, way in rows if way > 0])
        held = kept or LanguageSum(**key)
        held.count = before.count + sign
        held.total = (before.total + sign * vector.astype(np.float64)).tobytes()
        held.save()


def _nothing(embedder: Embedder) -> Sum:
    return Sum(0, np.zeros(embedder.dim))


def _summed(embedder: Embedder, key: dict[str, str], without: Sequence[int]) -> Sum:
    rows = Vector.objects.filter(**key).exclude(pk__in=without).order_by("pk")
    blobs = rows.values_list("data", flat=True).iterator(2_000)
    vectors = [from_blob(bytes(data), embedder.dim) for data in blobs]
    found = [vector.astype(np.float64) for vector in vectors if vector is not None]
    return Sum(len(found), np.sum(found, axis=0)) if found else _nothing(embedder)
