"""How well texts in one language find their counterparts in another: words, raw vectors, ours.

Means never come from what is asked: the items lie in five parts by the SHA-1 of their ids, and
when a part is asked its means are those of the other four.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks._matching_corpus import FOLDS, Corpus
from benchmarks._matching_words import Words
from sme4smartcities.core.search.sounds import runs_of
from sme4smartcities.matching.embedding import Embedder
from sme4smartcities.matching.vectors.codes import coded, from_blob, to_blob
from sme4smartcities.matching.vectors.fusion import fused as join
from sme4smartcities.matching.vectors.means import Means, Sum, centred
from sme4smartcities.matching.vectors.panel import Panel, Voice, standing
from sme4smartcities.matching.vectors.pool import Pool
from sme4smartcities.matching.vectors.reading import Passage, read

Scores = npt.NDArray[np.float32]
# Of some items of one part in one language: a row of scores for each, over all items of another.
Judge = Callable[[int, str, str], Scores]

PAIRS = ("es->en", "it->en", "fr->en", "he->en", "ar->en", "ar->he")
KIND = "text"
UNFOUND = -np.inf


class Texts:
    """A corpus as every method reads it, each model asked once."""

    def __init__(self, corpus: Corpus, embedders: Sequence[Embedder]) -> None:
        self.corpus = corpus
        self.embedders = embedders
        self.whole = {
            code: _whole(embedders[0], corpus.texts[code]) for code in corpus.languages if embedders
        }
        self.read = {
            one.model: {
                code: _kept(one, read(one, corpus.texts[code]))
                for code in corpus.languages
                if one.knows(code)
            }
            for one in embedders
        }

    def asked(self, part: int) -> npt.NDArray[np.int64]:
        return np.flatnonzero(np.array(self.corpus.folds) == part)

    def others(self, part: int) -> npt.NDArray[np.int64]:
        return np.flatnonzero(np.array(self.corpus.folds) != part)


def _whole(embedder: Embedder, passages: Sequence[Passage]) -> Scores:
    return embedder.embed_queries([one.whole for one in passages])


def _kept(embedder: Embedder, rows: Scores) -> Scores:
    """Give the vectors as the database gives them back."""
    found = [from_blob(to_blob(row), embedder.dim) for row in rows]
    return np.stack([row for row in found if row is not None])


def words(texts: Texts) -> Judge:
    pools = _pools(texts)

    def judge(part: int, source: str, target: str) -> Scores:
        passages = [texts.corpus.texts[source][place] for place in texts.asked(part)]
        found = np.stack([pools[target].scores(one) for one in passages])
        found[found == 0] = UNFOUND
        return found

    return judge


def _pools(texts: Texts) -> dict[str, Words]:
    return {code: Words(texts.corpus.texts[code]) for code in texts.corpus.languages}


def raw(texts: Texts) -> Judge:
    def judge(part: int, source: str, target: str) -> Scores:
        return texts.whole[source][texts.asked(part)] @ texts.whole[target].T

    return judge


def centred_only(texts: Texts) -> Judge:
    """The baseline: the first model's vectors of the whole text, without their language's mean."""

    def judge(part: int, source: str, target: str) -> Scores:
        rest = {
            code: texts.whole[code] - texts.whole[code][texts.others(part)].mean(axis=0)
            for code in {source, target}
        }
        unit = {
            code: rows / np.linalg.norm(rows, axis=1, keepdims=True) for code, rows in rest.items()
        }
        return unit[source][texts.asked(part)] @ unit[target].T

    return judge


def ours(texts: Texts) -> Judge:
    """What the platform does: its panel over codes, its means, its way to join several models."""

    def judge(part: int, source: str, target: str) -> Scores:
        means = {one.model: _means(texts, one, part) for one in texts.embedders}
        panel = _panel(texts, target, means)
        rows = []
        for place in texts.asked(part):
            asking = {
                model: centred(found[source][place], means[model].of(KIND, source))
                for model, found in texts.read.items()
                if source in found
            }
            rows.append(panel.likeness(asking))
        return np.stack(rows)

    return judge


def _means(texts: Texts, embedder: Embedder, part: int) -> Means:
    others = texts.others(part)
    return Means(
        embedder.dim,
        {
            (KIND, code): Sum(len(others), rows[others].astype(np.float64).sum(axis=0))
            for code, rows in texts.read[embedder.model].items()
        },
    )


def _panel(texts: Texts, target: str, means: Mapping[str, Means]) -> Panel:
    many = len(texts.corpus)
    voices = {
        one.model: Voice(
            one.weight,
            one.spread,
            Pool(
                coded(texts.read[one.model][target]),
                np.zeros(many, np.int8),
                means[one.model].of(KIND, target)[None, :],
            ),
            np.arange(many),
        )
        for one in texts.embedders
        if target in texts.read[one.model]
    }
    return Panel(np.arange(many), np.zeros(many, np.int8), voices)


def fused(texts: Texts) -> Judge:
    """What the search does: ours among texts of one language, all the words, borrowed words."""
    ours_of, pools = ours(texts), _pools(texts)
    runs = _runs(texts)

    def judge(part: int, source: str, target: str) -> Scores:
        likeness = ours_of(part, source, target)
        languages = np.zeros(likeness.shape[1], np.int8)
        out = np.stack([standing(row, languages) for row in likeness])
        sound = runs[source][texts.asked(part)] @ runs[target].T
        passages = [texts.corpus.texts[source][place] for place in texts.asked(part)]
        there = np.stack([_place(pools[target], one) for one in passages])
        return join(out, sound if source != target else np.zeros_like(sound), there)

    return judge


def _place(pool: Words, passage: Passage) -> Scores:
    """Give 0 for a text that lacks one of the words, else how well it has them beside the best."""
    scores = pool.scores(passage) * pool.has_all(passage)
    return scores / max(1e-9, float(scores.max()))


def _runs(texts: Texts) -> dict[str, Scores]:
    """Give the runs of consonants of each text as a row of length one."""
    found = {
        code: [runs_of(one.whole) for one in texts.corpus.texts[code]]
        for code in texts.corpus.languages
    }
    place = {
        run: n for n, run in enumerate(sorted({r for f in found.values() for s in f for r in s}))
    }
    rows = {code: np.zeros((len(texts.corpus), len(place)), np.float32) for code in found}
    for code, listed in found.items():
        for row, runs in zip(rows[code], listed, strict=True):
            row[[place[run] for run in runs]] = 1 / math.sqrt(max(1, len(runs)))
    return rows


METHODS: Mapping[str, Callable[[Texts], Judge]] = {
    "words": words,
    "raw": raw,
    "centred": centred_only,
    "ours": ours,
    "fused": fused,
}


def pairs(texts: Texts, judges: Mapping[str, Judge]) -> dict[str, Any]:
    """Give recall@1, recall@10 and nDCG@10 of each direction with one right answer."""
    return {
        pair: {name: _of_ranks(list(_ranks(texts, judge, pair))) for name, judge in judges.items()}
        for pair in PAIRS
        if set(pair.split("->")) <= set(texts.corpus.languages)
    }


def _ranks(texts: Texts, judge: Judge, pair: str) -> Iterator[int]:
    source, target = pair.split("->")
    for part in range(FOLDS):
        places = texts.asked(part)
        scores = judge(part, source, target) if len(places) else np.empty((0, 0), np.float32)
        for row, place in zip(scores, places, strict=True):
            unfound = row[place] == UNFOUND
            yield len(row) if unfound else 1 + int((row > row[place]).sum())


def _of_ranks(ranks: Sequence[int]) -> dict[str, float]:
    many = max(1, len(ranks))
    gains = [1 / math.log2(rank + 1) for rank in ranks if rank <= 10]
    return {
        "r1": round(sum(rank == 1 for rank in ranks) / many, 4),
        "r10": round(sum(rank <= 10 for rank in ranks) / many, 4),
        "ndcg10": round(sum(gains) / many, 4),
    }


def mixed(texts: Texts, judges: Mapping[str, Judge]) -> dict[str, Any]:
    """Give recall@5 and nDCG@10 where all languages lie in one list."""
    return {
        code: {name: _in_the_mix(texts, judge, code) for name, judge in judges.items()}
        for code in texts.corpus.languages
    }


def _in_the_mix(texts: Texts, judge: Judge, source: str) -> dict[str, float]:
    languages, many = texts.corpus.languages, len(texts.corpus)
    discounts = 1 / np.log2(np.arange(2, 12))
    right = len(languages) - 1
    recalls, gains = [], []
    for part in range(FOLDS):
        places = texts.asked(part)
        scores = np.concatenate([judge(part, source, code) for code in languages], axis=1)
        scores[np.arange(len(places)), languages.index(source) * many + places] = -np.inf
        for row, place in zip(scores, places, strict=True):
            order = np.argsort(-row, kind="stable")[:10]
            found = (order % many == place) & (row[order] > UNFOUND)
            recalls.append(found[:right].sum() / right)
            gains.append((found * discounts).sum() / discounts[:right].sum())
    return {"r5": round(float(np.mean(recalls)), 4), "ndcg10": round(float(np.mean(gains)), 4)}
