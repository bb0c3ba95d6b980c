"""The vectors of one kind as each process keeps them: read once, then only what was written since."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from threading import Lock

import numpy as np
from django.db.models import BinaryField, CharField, Value

from sme4smartcities.matching.embedding import Embedder, known
from sme4smartcities.matching.models import LanguageSum, Shelf, Vector
from sme4smartcities.matching.vectors.codes import Codes, coded, from_blob
from sme4smartcities.matching.vectors.means import Means, centred, sum_of
from sme4smartcities.matching.vectors.panel import Panel, Voice
from sme4smartcities.matching.vectors.pool import Pool
from sme4smartcities.matching.vectors.shipped import shipped

log = logging.getLogger(__name__)

Key = tuple[int, str]  # subject, language
Asked = tuple[str, Mapping[str, "np.ndarray"]]  # language, a vector for each model
MeanOf = Callable[[Means, str, str], "np.ndarray"]  # of what kind and language of text
BATCH = 2_000
NO_TEXT, NO_BYTES = Value("", CharField()), Value(b"", BinaryField())


@dataclass
class Rows:
    """One model's codes; ``at`` says in which row each text stands."""

    codes: Codes
    at: dict[Key, int] = field(default_factory=dict)


@dataclass
class Kept:
    """What this process has read of one kind."""

    written: int = 0
    removed: int = 0
    rows: dict[str, Rows] = field(default_factory=dict)


_kept: dict[str, Kept] = {}
_panels: dict[str, tuple[Mapping[str, int], Panel]] = {}
_lock = Lock()


def forget() -> None:
    """Read everything anew at the next question."""
    with _lock:
        _kept.clear()
        _panels.clear()


@dataclass(frozen=True)
class Look:
    """What stood on the shelves at one moment: vectors of some subjects, sums, and how often each
    shelf was written."""

    vectors: Mapping[int, Sequence[tuple[str, str, "np.ndarray"]]]  # language, model, vector
    sums: Mapping[str, Means]
    numbers: Mapping[str, int]
    kind: str = ""

    def asked(self, number: int, mean_of: MeanOf = Means.of) -> list[Asked]:
        """Give the centred vectors of one subject, by language: a vector for each model."""
        found: dict[str, dict[str, np.ndarray]] = {}
        texts = sorted(self.vectors.get(number, ()), key=lambda text: text[:2])
        for language, model, vector in texts:
            mean = mean_of(self.sums[model], self.kind, language)
            found.setdefault(language, {})[model] = centred(vector, mean)
        return sorted(found.items())

    def panel(self, kind: str) -> Panel:
        """Give all texts of one kind, as they are now. No query where nothing was written since."""
        return _held(kind, self.numbers)


VECTOR, SUM, SHELF = "vector", "sum", "shelf"


def looked_up(kind: str, numbers: Sequence[int]) -> Look:
    """Look at the vectors of some subjects and at all that they are compared by. One query."""
    models = {one.model: one for one in known()}
    asked = Vector.objects.filter(kind=kind, subject_id__in=numbers, model__in=models)
    sums = LanguageSum.objects.filter(model__in=models, count__gt=0)
    parts = (
        asked.order_by().values_list(
            Value(VECTOR, CharField()), "kind", "language", "model", "subject_id", "data"
        ),
        sums.order_by().values_list(
            Value(SUM, CharField()), "kind", "language", "model", "count", "total"
        ),
        Shelf.objects.exclude(pk=Shelf.FITS)
        .order_by()
        .values_list(Value(SHELF, CharField()), "kind", NO_TEXT, NO_TEXT, "written", NO_BYTES),
    )
    vectors: dict[int, list[tuple[str, str, np.ndarray]]] = {}
    summed: list[tuple[str, str, str, int, bytes]] = []
    written: dict[str, int] = {}
    for source, of, language, model, number, data in parts[0].union(*parts[1:], all=True):
        if source == SHELF:
            written[of] = number
        elif source == SUM:
            summed.append((of, language, model, number, bytes(data)))
        elif (vector := from_blob(bytes(data), models[model].dim)) is not None:
            vectors.setdefault(number, []).append((language, model, vector))
    return Look(vectors, _means(summed), written, kind)


def panel_of(kind: str) -> Panel:
    """Give all texts of one kind, as they are now. One query where nothing was written since."""
    return _held(kind, {row.kind: row.written for row in Shelf.objects.exclude(pk=Shelf.FITS)})


def _held(kind: str, numbers: Mapping[str, int]) -> Panel:
    with _lock:
        held = _panels.get(kind)
        if held is None or held[0] != numbers:
            held = numbers, _panel(kind)
            _panels[kind] = held
        return held[1]


def means() -> dict[str, Means]:
    """Give the means of every model in use. One query."""
    models = {one.model for one in known()}
    rows = LanguageSum.objects.filter(model__in=models, count__gt=0)
    columns = "kind", "language", "model", "count", "total"
    return _means((*of, count, bytes(total)) for *of, count, total in rows.values_list(*columns))


def _means(rows: "Iterable[tuple[str, str, str, int, bytes]]") -> dict[str, Means]:
    sums = {one.model: dict(shipped(one.model, one.dim)) for one in known()}
    dims = {one.model: one.dim for one in known()}
    for kind, language, model, count, total in rows:
        found = sum_of(count, total, dims[model])
        if found is None:
            _tell(model)
        else:
            sums[model][kind, language] = found
    return {one.model: Means(one.dim, sums[one.model]) for one in known()}


def _panel(kind: str) -> Panel:
    kept = _brought_up(kind)
    keys = sorted({key for rows in kept.rows.values() for key in rows.at})
    place = {key: number for number, key in enumerate(keys)}
    spoken = sorted({language for _number, language in keys})
    of_language = {language: number for number, language in enumerate(spoken)}
    sums = means()
    voices = {
        one.model: _voice(one, kept.rows[one.model], place, of_language, kind, sums[one.model])
        for one in known()
        if one.model in kept.rows and kept.rows[one.model].at
    }
    return Panel(
        np.array([number for number, _language in keys], np.int64),
        np.array([of_language[language] for _number, language in keys], np.int8),
        voices,
    )


def _voice(
    embedder: Embedder,
    rows: Rows,
    place: Mapping[Key, int],
    of_language: Mapping[str, int],
    kind: str,
    sums: Means,
) -> Voice:
    inside = {row: key for key, row in rows.at.items()}
    keys = [inside[row] for row in range(len(inside))]
    taken = np.stack([sums.of(kind, language) for language in of_language])
    spoken = np.array([of_language[language] for _number, language in keys], np.int8)
    places = np.array([place[key] for key in keys], np.int64)
    return Voice(embedder.weight, embedder.spread, Pool(rows.codes, spoken, taken), places)


def _brought_up(kind: str) -> Kept:
    """Read what was written since; everything, where something was removed."""
    shelf = Shelf.objects.filter(pk=kind).first() or Shelf(kind=kind)
    kept = _kept.get(kind)
    if kept is None or kept.removed != shelf.removed:
        kept = Kept(removed=shelf.removed)
    for one in known():
        rows = Vector.objects.filter(
            kind=kind, model=one.model, written__gt=kept.written, written__lte=shelf.written
        ).order_by("subject_id", "language")
        held = kept.rows.setdefault(one.model, Rows(coded(np.empty((0, one.dim), np.float32))))
        _take(one, held, rows.values_list("subject_id", "language", "data").iterator(BATCH))
    kept.written = shelf.written
    _kept[kind] = kept
    return kept


def _take(
    embedder: Embedder, held: Rows, rows: "Iterable[tuple[int, str, bytes | memoryview]]"
) -> None:
    batch: list[tuple[Key, np.ndarray]] = []
    parts = [held.codes]
    for number, language, data in rows:
        vector = from_blob(bytes(data), embedder.dim)
        if vector is None:
            _tell(embedder.model)
            continue
        batch.append(((number, language), vector))
        if len(batch) == BATCH:
            parts.append(_added(held, parts, batch))
            batch = []
    if batch:
        parts.append(_added(held, parts, batch))
    held.codes = Codes(
        np.concatenate([part.steps for part in parts]),
        np.concatenate([part.worth for part in parts]),
    )


def _added(held: Rows, parts: Sequence[Codes], batch: Sequence[tuple[Key, "np.ndarray"]]) -> Codes:
    """Put known texts into their rows and give the codes of the new ones."""
    codes = coded(np.stack([vector for _key, vector in batch]))
    known = [(n, held.at[key]) for n, (key, _vector) in enumerate(batch) if key in held.at]
    for n, row in known:
        parts[0].steps[row], parts[0].worth[row] = codes.steps[n], codes.worth[n]
    old = {n for n, _row in known}
    new = [n for n in range(len(batch)) if n not in old]
    for n in new:
        held.at[batch[n][0]] = len(held.at)
    return Codes(codes.steps[new], codes.worth[new])


@cache
def _tell(model: str) -> None:
    log.warning("vectors or sums of %s have a wrong size or no sense; they are passed over", model)
