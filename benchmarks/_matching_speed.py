"""What exact search costs beside the bare product and sort of the same vectors, in one process."""

import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks._report import Figure
from sme4smartcities.matching.scoring.alliances import Member, alternatives
from sme4smartcities.matching.vectors.codes import Codes, Floats, coded
from sme4smartcities.matching.vectors.means import centred
from sme4smartcities.matching.vectors.panel import Panel, Voice
from sme4smartcities.matching.vectors.pool import Numbers, Pool, best

DIM, TOP, ASKING, BATCH = 384, 20, 1_000, 250
ORGANISATIONS, NEEDED, COUNTRIES = 10_000, 10, 15
BRINGING = (1, 2, 3, 6)  # capabilities that each organisation brings at most
MB = 1_000_000


def measured(many: int) -> dict[str, Any]:
    """Search for one, then for a thousand, among ``many`` made-up texts in six languages."""
    chance = np.random.default_rng(1)
    rows = _made(chance, many)
    languages = chance.integers(0, 6, many).astype(np.int8)
    means = np.stack([rows[languages == number].mean(axis=0) for number in range(6)])
    ids = np.arange(many)
    asked = np.stack([centred(row, means[0]) for row in _made(chance, ASKING)])
    bare_one, _ = _best_of(lambda: np.argsort(-(rows @ asked[0]), kind="stable")[:TOP])
    bare_all, _ = _best_of(lambda: _bare(rows, asked), times=1)
    pool = Pool(coded(rows), languages, means)
    panel = Panel(ids, languages, {"m": Voice(1.0, 0.1, pool, ids)})
    ours_one, _ = _best_of(lambda: best(panel.likeness({"m": asked[0]}), ids, TOP))
    ours_all, _ = _best_of(lambda: _all(pool, ids, asked), times=1)
    return {
        "vectors": many,
        "one": {"bare_ms": round(bare_one * 1000, 1), "ours_ms": round(ours_one * 1000, 1)},
        "all": {"bare_s": round(bare_all, 2), "ours_s": round(ours_all, 2), "asking": ASKING},
        "alliance": {str(most): alliance_ms(most) for most in BRINGING},
        "codes_mb": round((pool.codes.steps.nbytes + pool.codes.worth.nbytes) / MB, 1),
        "peak_mb": _peak_alone(many),
    }


def alliance_ms(most: int) -> float:
    """Give how long the alliances for one challenge with ten needs take, the best of three."""
    chance = random.Random(1)
    needs = {number: chance.randrange(1, 100) for number in range(NEEDED)}
    candidates = [
        Member(
            organisation=number,
            country=chance.randrange(1, COUNTRIES + 1),
            brings=frozenset(chance.sample(range(30), chance.randrange(1, most + 1))),
            fit=number % 60,
        )
        for number in range(1, ORGANISATIONS + 1)
    ]
    seconds, _ = _best_of(lambda: alternatives(needs, candidates), times=3)
    return round(seconds * 1000, 1)


def _peak_alone(many: int) -> int:
    """Give the most memory that the thousand searches take, in a process that does nothing else."""
    command = [sys.executable, "-m", "benchmarks._matching_speed", str(many)]
    return int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


def alone(many: int) -> int:
    chance = np.random.default_rng(1)
    languages = chance.integers(0, 6, many).astype(np.int8)
    parts = [coded(_made(chance, len(part))) for part in np.array_split(languages, 20)]
    codes = Codes(
        np.concatenate([part.steps for part in parts]),
        np.concatenate([part.worth for part in parts]),
    )
    pool = Pool(codes, languages, np.zeros((6, DIM), np.float32))
    _all(pool, np.arange(many), _made(chance, ASKING))
    # Not getrusage: a child begins with the peak of whoever started it.
    peak = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert peak is not None
    return round(int(peak[1]) * 1024 / MB)


def _made(chance: np.random.Generator, many: int) -> Floats:
    rows = chance.standard_normal((many, DIM), dtype=np.float32)
    rows += 1.5
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


def _best_of(work: Callable[[], Any], times: int = 5) -> tuple[float, Any]:
    found: list[float] = []
    for _ in range(times):
        started = time.process_time()
        result = work()
        found.append(time.process_time() - started)
    return min(found), result


def _bare(rows: Floats, asked: Floats) -> Numbers:
    """Multiply and sort, in batches that fit into memory."""
    tops = []
    for start in range(0, len(asked), BATCH):
        scores = asked[start : start + BATCH] @ rows.T
        part = np.argpartition(-scores, TOP, axis=1)[:, :TOP]
        order = np.argsort(-np.take_along_axis(scores, part, axis=1), axis=1)
        tops.append(np.take_along_axis(part, order, axis=1))
    return np.concatenate(tops)


def _all(pool: Pool, ids: Numbers, asked: Floats) -> list[Numbers]:
    """Give the best for each of many, in batches; no score is kept longer than its block."""
    found = []
    for start in range(0, len(asked), BATCH):
        rows = pool.nearness_of_many(asked[start : start + BATCH])
        found += [best(row, ids, TOP) for row in rows]
    return found


def told(found: dict[str, Any]) -> Iterator[Figure]:
    one, many = found["one"], found["all"]
    yield Figure(
        what="top 20 for one, times the bare product",
        measured=round(one["ours_ms"] / one["bare_ms"], 2),
        at_most=2,
        details=one,
    )
    yield Figure(
        what=f"top 20 for {ASKING:,}, times the bare product",
        measured=round(many["ours_s"] / many["bare_s"], 2),
        at_most=3,
        details=many,
    )
    yield Figure(
        what=f"memory of a process that searches for {ASKING:,}",
        measured=found["peak_mb"],
        unit="MB",
        at_most=600,
    )
    yield Figure(
        what=f"alliances for one challenge among {ORGANISATIONS:,} organisations",
        measured=round(max(found["alliance"].values()) / 1000, 3),
        unit="s",
        at_most=1,
        details=found["alliance"],
    )
    yield Figure(what="codes in memory", measured=found["codes_mb"], unit="MB")


if __name__ == "__main__":
    print(alone(int(sys.argv[1])))
