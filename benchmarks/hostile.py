"""What texts and files cost that somebody made to be slow.

Every pattern of ours reads hundreds of texts of one repeated piece: four times the text may cost a bit
more than four times the work, never sixteen. Every hostile file of the tests is brought to each door,
beside an honest photograph of twelve million pixels; tables that lie about their size stand beside an
honest one of ten thousand rows.
"""

import io
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import data
from benchmarks._report import Figure, Report, parser

SIZE, GREW = 5_000, 4
GROWTH, FILE, TABLE = 8, 1, 3  # at most
CLEAR = (
    0.0005  # seconds: what is quicker on the long text is not told apart from the clock's own grain
)


def seconds(act: Callable[..., object], *given: object, times: int = 1) -> float:
    """Give the quickest of some runs, by the clock of this process."""
    found = []
    for _ in range(times):
        started = time.process_time()
        act(*given)
        found.append(time.process_time() - started)
    return min(found)


def patterns() -> Iterator[Figure]:
    from tests.security import test_cost  # noqa: PLC0415 (after the settings)

    found, known, try_on = [], dict(test_cost.patterns()), test_cost.try_on
    pairs = list(zip(test_cost.attacks(SIZE), test_cost.attacks(GREW * SIZE), strict=True))
    for name, pattern in known.items():
        for short, long in pairs:
            if seconds(try_on, pattern, long) < CLEAR:
                continue
            few, many = (seconds(try_on, pattern, text, times=5) for text in (short, long))
            found.append((many / max(few, CLEAR / GREW), name, long[:12]))
    worst = max(found, default=(0.0, "", ""))
    yield Figure(
        what=f"a pattern on {GREW} times the text",
        measured=round(worst[0], 1),
        unit="× the work",
        at_most=GROWTH,
        details={"pattern": worst[1], "text": worst[2], "patterns": len(known)},
    )


def photograph() -> bytes:
    from PIL import Image  # noqa: PLC0415

    picture, kept = Image.effect_noise((4000, 3000), 60).convert("RGB"), io.BytesIO()
    picture.save(kept, "JPEG", quality=85)
    return kept.getvalue()


def files() -> Iterator[Figure]:
    from sme4smartcities.core.uploads import IMAGE, Kind  # noqa: PLC0415
    from tests.security.hostile import Hostile, hostile_files  # noqa: PLC0415
    from tests.security.test_uploads import put  # noqa: PLC0415

    honest = Hostile("photograph.jpg", photograph())
    yardstick = seconds(put, honest, IMAGE, times=3)
    brought = list(hostile_files())
    costs = [(seconds(put, file, kind), file.name) for file in brought for kind in Kind]
    worst = max(costs)
    yield Figure(
        what="the slowest hostile file",
        measured=round(worst[0] / yardstick, 2),
        unit="× a photograph",
        at_most=FILE,
        details={"file": worst[1], "files": len(brought), "photograph_s": round(yardstick, 2)},
    )


def tables() -> Iterator[Figure]:
    from sme4smartcities.core.spreadsheets import read  # noqa: PLC0415
    from tests.core.test_spreadsheets import file, refusal, with_last_row, xlsx  # noqa: PLC0415

    honest = xlsx([["name", "city"], *([f"n{row}", "Town"] for row in range(10_000))])
    yardstick = seconds(lambda: read(file(honest)), times=3)
    lying, cell = with_last_row(999_999_999), "a\n" + "x" * 9_999_000
    for what, act in {
        "a table that claims a thousand million rows": lambda: read(file(lying)),
        "a table of one cell of ten megabytes": lambda: refusal(cell),
    }.items():
        yield Figure(
            what=what,
            measured=round(seconds(act, times=3) / yardstick, 2),
            unit="× an honest table",
            at_most=TABLE,
        )


def main(argv: list[str]) -> int:
    asked = parser("hostile", __doc__).parse_args(argv)
    report = Report(
        name="hostile",
        against="the same pattern on shorter texts; an honest photograph; an honest table",
        rows="the texts and files of tests/security",
        how="the quickest of several for texts and tables, one for each file; this process's clock",
    )
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        data.open_house(Path(folder))
        from django.core.management import call_command  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        report.figures += [*patterns(), *files(), *tables()]
        return report.tell(asked.json)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
