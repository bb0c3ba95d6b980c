"""How often a buyer's own main procurement code stands among the first ten suggested for its notice.

As the platform suggests: the notice read in its own language, the labels in all languages that the
list speaks, meaning and words together. Means never come from the notices that are asked.
"""

import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks._matching_corpus import rows_of
from benchmarks._report import Figure
from sme4smartcities.matching.embedding import Embedder
from sme4smartcities.matching.tagging.choosing import naming, points
from sme4smartcities.matching.tagging.labels import meanings
from sme4smartcities.matching.tagging.lexicon import Lexicon
from sme4smartcities.matching.vectors.codes import coded, from_blob, to_blob
from sme4smartcities.matching.vectors.means import Means, Sum, Vector, centred
from sme4smartcities.matching.vectors.panel import Panel, Voice
from sme4smartcities.matching.vectors.pool import Pool
from sme4smartcities.matching.vectors.reading import Passage, read
from sme4smartcities.matching.vectors.shipped import shipped

LANGUAGES = ("es", "it", "fr", "en")
LABELS = Path(__file__).parents[1] / "../shared/data/cpv"
FILE = "cpv_en_es_it_fr.json.gz"
NOTICES = 75  # of each language, the first by the SHA-1 of their ids
OTHERS = 400  # codes that none of them has
LONGEST = 260
KIND = "notice"
BAR = 0.5


@dataclass(frozen=True)
class Notices:
    """The notices of one language: those that ask, and those whose mean is taken away."""

    asked: Sequence[Mapping[str, str]]
    others: Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class Codes:
    """The codes that may be suggested, in a fixed order, with their labels."""

    codes: Sequence[str]
    labels: Mapping[str, Mapping[str, str]]
    lexicons: dict[str, Lexicon] = field(default_factory=dict)

    def lexicon(self, language: str) -> Lexicon:
        if language not in self.lexicons:
            named = ((n, self.labels[code][language]) for n, code in enumerate(self.codes))
            self.lexicons[language] = Lexicon(named, language)
        return self.lexicons[language]


def _digest(text: str) -> str:
    return hashlib.sha1(text.encode()).hexdigest()


def notices_of(folder: Path, codes: Mapping[str, Any]) -> dict[str, Notices]:
    rows = [row for row in rows_of(folder / "ted_notices.jsonl.gz") if row["cpv"] in codes]
    found = {}
    for language in LANGUAGES:
        own = sorted((r for r in rows if r["lang"] == language), key=lambda r: _digest(r["id"]))
        found[language] = Notices(own[:NOTICES], own[NOTICES:])
    return found


def pool(notices: Mapping[str, Notices], labels: Mapping[str, Mapping[str, str]]) -> Codes:
    """The main codes of the notices and some further ones, as the data's README has it."""
    main = {row["cpv"] for held in notices.values() for row in held.asked}
    others = sorted(set(labels) - main, key=_digest)[:OTHERS]
    return Codes(sorted(main) + others, labels)


def _passage(row: Mapping[str, str]) -> Passage:
    return Passage(row["lang"], row["title"], row["text"][:LONGEST])


def measured(folder: Path, embedders: Sequence[Embedder], *, whole: bool = False) -> dict[str, Any]:
    """Give recall@1 and recall@10 by language; ``whole``: among all codes there are as well."""
    beside = folder.parent / "cpv" / FILE
    with gzip.open(beside if beside.is_file() else LABELS / FILE, "rt", encoding="utf-8") as file:
        labels = json.load(file)
    notices = notices_of(folder, labels)
    pools = {"tags": pool(notices, labels)}
    if whole:
        pools["tags_whole_list"] = Codes(sorted(labels), labels)
    return {name: _measured(codes, notices, embedders) for name, codes in pools.items()}


def _measured(
    codes: Codes, notices: Mapping[str, Notices], embedders: Sequence[Embedder]
) -> dict[str, Any]:
    means = {one.model: _means(one, notices) for one in embedders}
    panel = _panel(codes, means, embedders)
    found: dict[str, Any] = {}
    for language, held in notices.items():
        ranks: dict[str, list[int]] = {"words": []} | ({"ours": []} if embedders else {})
        for row in held.asked:
            named = codes.lexicon(language).named_in(_passage(row).whole)
            meant = panel.standing(_asking(row, means, embedders)) if embedders else None
            right = codes.codes.index(row["cpv"])
            for name in ranks:
                steps = meant if name == "ours" else None
                ranks[name].append(_rank(steps, named, len(codes.codes), right))
        found[language] = {name: _recalls(list_) for name, list_ in ranks.items()}
    return found


def _asking(
    row: Mapping[str, str], means: Mapping[str, Means], embedders: Sequence[Embedder]
) -> dict[str, Vector]:
    return {
        one.model: centred(
            read(one, [_passage(row)])[0], means[one.model].of_texts(KIND, row["lang"])
        )
        for one in embedders
        if one.knows(row["lang"])
    }


def _means(embedder: Embedder, notices: Mapping[str, Notices]) -> Means:
    sums = dict(shipped(embedder.model, embedder.dim))
    for language, held in notices.items():
        if embedder.knows(language) and held.others:
            rows = read(embedder, [_passage(row) for row in held.others])
            sums[KIND, language] = Sum(len(rows), rows.astype(np.float64).sum(axis=0))
    return Means(embedder.dim, sums)


def _panel(codes: Codes, means: Mapping[str, Means], embedders: Sequence[Embedder]) -> Panel:
    many = len(codes.codes)
    labels = {number: codes.labels[code] for number, code in enumerate(codes.codes)}
    nobody = np.zeros(many, np.int8)
    voices = {}
    for one in embedders:
        made = meanings(one, means[one.model], labels)
        rows = [from_blob(to_blob(made[number]), one.dim) for number in range(many)]
        known = np.stack([row for row in rows if row is not None])
        none = np.zeros((1, one.dim), np.float32)
        voices[one.model] = Voice(
            one.weight, one.spread, Pool(coded(known), nobody, none), np.arange(many)
        )
    return naming(Panel(np.arange(many), nobody, voices))


def _rank(steps: Any, named: Mapping[int, Any], many: int, right: int) -> int:
    """Give the place of the right code; equal ones count for it, what nothing speaks for comes last."""
    scores = np.array(
        [points(None if steps is None else float(steps[n]), named.get(n)) for n in range(many)]
    )
    if steps is None and right not in named:
        return many
    return 1 + int((scores > scores[right]).sum())


def _recalls(ranks: Sequence[int]) -> dict[str, float]:
    many = max(1, len(ranks))
    return {
        "r1": round(sum(rank == 1 for rank in ranks) / many, 4),
        "r10": round(sum(rank <= 10 for rank in ranks) / many, 4),
        "n": len(ranks),
    }


def told(found: Mapping[str, Any]) -> Iterator[Figure]:
    for language, methods in found["tags"].items():
        if "ours" in methods:
            yield Figure(
                what=f"{language}: own code in the first ten",
                measured=methods["ours"]["r10"],
                at_least=BAR,
            )
