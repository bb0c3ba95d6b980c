"""How well needs and offers are matched across languages, how fast among 100,000 texts, in how much memory.

Quality: short labels in six languages (pairs, mixed) and whole sentences in five (sentences), on which
nothing was tuned. Tags: the own procurement code of a notice among the first ten.
Methods: words only; raw vectors; vectors without their language's mean; ours; words and meaning
fused, as the search does.
Speed: our exact search against numpy's bare product and sort of the same vectors, in one process.
"""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1", OMP_WAIT_POLICY="passive")
os.environ.setdefault("SME4SC_MODE", "local")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sme4smartcities.config.settings")

from benchmarks import _matching_quality as quality
from benchmarks import _matching_speed as speed
from benchmarks import _matching_tags as tags
from benchmarks._matching_corpus import presets, sentences
from benchmarks._report import Figure, Report, parser
from sme4smartcities.matching.embedding import embedders, states

DATA = Path(__file__).parents[1] / "../shared/data/matching"
# What the first model reaches without its language's mean (../shared/data/matching/README.md).
PAIRS = {
    "es->en": 0.71, "it->en": 0.52, "fr->en": 0.57, "he->en": 0.37, "ar->en": 0.37, "ar->he": 0.27,
}  # fmt: skip
MIXED = {"en": 0.35, "es": 0.40, "it": 0.33, "fr": 0.35, "he": 0.18, "ar": 0.19}


def measured(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for corpus in (presets(folder), sentences(folder)):
        print(
            f"{corpus.name}: {len(corpus)} texts in {len(corpus.languages)} languages", flush=True
        )
        texts = quality.Texts(corpus, embedders())
        methods = quality.METHODS if embedders() else {"words": quality.words}
        judges = {name: method(texts) for name, method in methods.items()}
        pairs, mixed = quality.pairs(texts, judges), quality.mixed(texts, judges)
        shown(pairs, ("r1", "r10", "ndcg10"))
        shown(mixed, ("r5", "ndcg10"))
        if corpus.name == "presets":
            found |= {"pairs": pairs, "mixed": mixed}
        else:
            found[corpus.name] = {"pairs": pairs, "mixed": mixed}
    return found


def shown(table: dict[str, Any], names: tuple[str, ...]) -> None:
    for what, methods in table.items():
        cells = [
            f"{method} " + "/".join(f"{values[name]:.2f}" for name in names)
            for method, values in methods.items()
        ]
        print(f"  {what:8}" + "   ".join(cells), flush=True)


def told(found: dict[str, Any]) -> Iterator[Figure]:
    yield from tags.told(found)
    limits = (("pairs", PAIRS, "r1", "recall@1"), ("mixed", MIXED, "r5", "recall@5, mixed pool"))
    for part, least, name, what in limits:
        for key, bar in least.items():
            for method, values in found[part].get(key, {}).items():
                if method == "ours":
                    yield Figure(what=f"{key}: {what}", measured=values[name], at_least=bar)
    for part, _least, name, what in limits:
        if better := [fused_is_better(one, name) for one in found[part].values() if "fused" in one]:
            yield Figure(
                what=f"rows in which words and meaning fused are best, {what}",
                measured=sum(better),
                at_least=4,
            )


def fused_is_better(methods: dict[str, Any], name: str) -> bool:
    """Say whether the search beats each of its two parts."""
    return bool(methods["fused"][name] > max(methods["words"][name], methods["ours"][name]))


def main(argv: list[str]) -> int:
    options = parser("matching", __doc__)
    options.add_argument(
        "--data", type=Path, default=DATA, help="a folder laid out like the default"
    )
    options.add_argument(
        "--whole-list", action="store_true", help="suggest among all procurement codes, too"
    )
    options.add_argument("--vectors", type=int, default=100_000, help="how many to search through")
    asked = options.parse_args(argv)
    report = Report(
        name="matching",
        against="texts that say the same; numpy's bare product and sort of the same vectors",
        rows=f"{asked.vectors:,} vectors",
        how="means of the parts that are not asked; best of five for times, by the process's clock",
    )
    for state in states():
        print(state.say)
    found: dict[str, Any] = {}
    if asked.data.is_dir():
        found = measured(asked.data) | tags.measured(
            asked.data, embedders(), whole=asked.whole_list
        )
        for name in (one for one in found if one.startswith("tags")):
            shown(found[name], ("r1", "r10"))
        report.figures += list(told(found))
    else:
        print(f"{asked.data} is not there: only speed is measured")
    found["speed"] = speed.measured(asked.vectors)
    report.figures += list(speed.told(found["speed"]))
    code = report.tell(None)
    if asked.json:
        written = {**report.written(), **found}
        asked.json.write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
