"""How much memory the platform takes at 100,000 organisations: served under load, and in its long work.

Web, worker and what watches both are those of ./run, asked by eight readers at once until every
thread has shown every sort of page; shared pages count once (PSS). The long work of the worker is
done by itself in a fresh process each: exports, an import, the directory's index. Two figures stand
beside without a limit: what a worker takes that looks at all organisations anew, as after a change of
a whole list of terms, until a fresh one takes its place; and what the models of meaning add.
"""

import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from benchmarks._engines import Engine, engines, on_engines
from benchmarks._questions import questions
from benchmarks._report import Figure, Report, parser
from benchmarks._server import Server, processes, pss_of, running

MOST = 250  # MB of web and worker
READERS = 8
ROWS = 20_000  # of the table that is brought: the largest that is taken
LONG = {
    "csv": "export as CSV",
    "xlsx": "export as XLSX",
    "json": "export as JSON",
    "index": "the directory's index",
    "import": "import of an XLSX table",
}


def addresses(detail: str) -> list[str]:
    """Give pages of every sort that grows with the directory, the sitemap with them."""
    asked = questions(60)
    lists = [f"/en/organisations/?kind={kind}" for kind in ("sme", "municipality", "university")]
    pages = [f"/{language}/organisations/" for language in ("en", "es", "it", "fr", "he", "ar")]
    searches = [f"/en/organisations/?q={word.replace(' ', '+')}" for word in map(_quoted, asked)]
    return [
        *pages,
        *lists,
        detail,
        "/en/",
        "/sitemap.xml",
        "/sitemap-organisations-1.xml",
        *searches,
    ]


def _quoted(words: str) -> str:
    from urllib.parse import quote  # noqa: PLC0415

    return quote(words)


def load(server: Server, paths: Sequence[str]) -> None:
    def read(_reader: int) -> None:
        reader = Server(server.port, server.process)
        for path in paths:
            status, _body, _seconds = reader.get(path)
            if status != 200:
                raise RuntimeError(f"{path} answered {status}")

    with ThreadPoolExecutor(READERS) as readers:
        list(readers.map(read, range(READERS)))


def served(engine: Engine) -> Iterator[Figure]:
    """Give what is promised, and beside it what long work and models of meaning add meanwhile."""
    (engine.folder / "mode").write_text("local")
    detail = str(engine.ask("_address"))
    for models, follows, what, most in (
        ("none", False, "web and worker under load", MOST),
        ("none", True, "the same while the worker looks at everybody", None),
        ("auto", True, "the same while models read besides", None),
    ):
        env = {"SME4SC_DATABASE_URL": engine.url, "SME4SC_EMBEDDINGS": models}
        with running(engine.folder, env) as server:
            if follows:
                engine.ask("_follow")
            load(server, addresses(detail))
            parts = processes(server.process.pid)
            yield Figure(
                what=f"{engine.name}: {what}",
                measured=round(pss_of(parts), 1),
                unit="MB",
                at_most=most,
                details={"each_mb": [round(pss_of([pid])) for pid in parts]},
            )


def worked(engine: Engine) -> Iterator[Figure]:
    for act, name in LONG.items():
        row = engine.ask("_memory_engine", act, ROWS)
        yield Figure(
            what=f"{engine.name}: {name}, {row['rows']:,} rows",
            measured=row.pop("peak_mb"),
            unit="MB",
            at_most=MOST,
            details=row,
        )


def main(argv: list[str]) -> int:
    options = parser("memory", __doc__)
    on_engines(options)
    asked = options.parse_args(argv)
    report = Report(
        name="memory",
        against="proportional set size of our processes; PostgreSQL's own are not counted",
        rows=f"{asked.organisations:,} organisations",
        how=f"one run; {READERS} readers at once, then each long work in a fresh process",
    )
    with engines(asked.data, asked.only) as found:
        for engine in found:
            engine.fill(asked.organisations)
            report.figures += [*served(engine), *worked(engine)]
    return report.tell(asked.json)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
