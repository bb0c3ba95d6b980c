"""Fill and question the search index of one database; ``search`` runs this once for each engine."""

import itertools
import json
import sys
import time
from collections.abc import Callable

import django
import numpy as np

django.setup()

from django.core.management import call_command  # noqa: E402 (settings first)
from django.db import connection  # noqa: E402

from benchmarks._search_world import SYLLABLES, World  # noqa: E402
from sme4smartcities.core.search.models import SearchRow  # noqa: E402
from sme4smartcities.core.search.queries import find, suggest  # noqa: E402
from sme4smartcities.core.search.services import put_many  # noqa: E402
from sme4smartcities.matching import companion  # noqa: E402
from sme4smartcities.matching.embedding import known  # noqa: E402
from sme4smartcities.matching.models import Shelf, Vector  # noqa: E402
from sme4smartcities.matching.queries.nearest import can_read  # noqa: E402
from sme4smartcities.matching.vectors.codes import to_blob  # noqa: E402
from sme4smartcities.web.queries.fused import Caught, hits_for  # noqa: E402

BATCH = 200
VECTORS = 2_000  # written at once
PATIENCE = 120  # seconds until models and vectors are loaded


def timed(act: Callable[[str], object], questions: list[str]) -> dict[str, float]:
    """Ask each question once warm; give percentiles in milliseconds of the wall clock and of our CPU."""
    for question in questions[:20]:
        act(question)
    walls, cpu = [], time.process_time()
    for question in questions:
        started = time.perf_counter()
        act(question)
        walls.append((time.perf_counter() - started) * 1000)
    cpu = (time.process_time() - cpu) / len(questions) * 1000
    walls.sort()
    at = {f"p{n}": round(walls[min(len(walls) - 1, len(walls) * n // 100)], 2) for n in (50, 95)}
    return {**at, "max": round(walls[-1], 2), "cpu": round(cpu, 2)}


def fill(world: World, subjects: int) -> float:
    """Put all subjects in; give subjects per second."""
    started, done = time.perf_counter(), 0
    documents = itertools.groupby(world.documents(subjects), key=lambda d: d.subject)
    while batch := [d for _, group in itertools.islice(documents, BATCH) for d in group]:
        put_many(batch)
        done += BATCH
        if done % 10_000 == 0:
            rate = done / (time.perf_counter() - started)
            print(f"  {done:,} of {subjects:,} indexed, {rate:.0f}/s", flush=True)
    return round(subjects / (time.perf_counter() - started))


def size_in_mb() -> float:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
        else:
            cursor.execute("VACUUM ANALYZE")
            cursor.execute(
                "SELECT sum(pg_total_relation_size(c)) FROM unnest(ARRAY['search_index', "
                "'search_searchrow', 'search_searchtext']::regclass[]) AS c"
            )
        return round(float(cursor.fetchone()[0]) / 1e6, 1)


def fill_vectors(subjects: int) -> None:
    """Give each subject a made-up vector of each model, a sixth in each language."""
    chance = np.random.default_rng(1)
    for one in known():
        for start in range(0, subjects, VECTORS):
            many = min(VECTORS, subjects - start)
            rows = chance.standard_normal((many, one.dim), dtype=np.float32)
            rows /= np.linalg.norm(rows, axis=1, keepdims=True)
            Vector.objects.bulk_create(
                Vector(
                    kind="organisation",
                    subject_id=start + place + 1,
                    language=tuple(SYLLABLES)[place % len(SYLLABLES)],
                    model=one.model,
                    digest="",
                    data=to_blob(row),
                    written=1,
                )
                for place, row in enumerate(rows)
            )
    Shelf.objects.update_or_create(kind="organisation", defaults={"written": 1})


def by_meaning(world: World, subjects: int) -> dict[str, float] | None:
    """Time the whole search of the site: words here, meaning in its companion; None without models."""
    if not can_read():
        return None
    if not Vector.objects.exists():
        fill_vectors(subjects)
    deadline = time.monotonic() + PATIENCE
    while searched(world.questions("two_words")[0]).alone and time.monotonic() < deadline:
        time.sleep(1)
    found = timed(searched, world.questions("two_words"))
    companion.end()
    return found


def searched(text: str) -> Caught:
    return hits_for(text, kinds=("organisation",), audiences=("public",))


def measure(subjects: int) -> dict[str, object]:
    call_command("migrate", verbosity=0)
    world = World()
    rows: dict[str, object] = {"database": connection.vendor, "subjects": subjects}
    if not SearchRow.objects.exists():
        rows["indexed_per_second"] = fill(world, subjects)
    rows["megabytes"] = size_in_mb()
    page = {"kinds": ("organisation",), "audiences": ("public",), "limit": 1001}
    acts: dict[str, Callable[[str], object]] = {
        how: lambda text: find(text, **page)
        for how in ("one_word", "two_words", "beginning", "phrase", "common_words")
    }
    acts["name"] = acts["mistyped"] = lambda text: suggest(text, kinds=("organisation",))
    for how, act in acts.items():
        rows[how] = timed(act, world.questions(how))
    if (found := by_meaning(world, subjects)) is not None:
        rows["words_and_meaning"] = found
    return rows


if __name__ == "__main__":
    figures = measure(int(sys.argv[1]))
    with open(sys.argv[2], "w") as answer:
        json.dump(figures, answer)
