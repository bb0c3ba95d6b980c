"""The questions of the search benchmark are always the same, and skewed as words are."""

from collections import Counter

from benchmarks._questions import questions


def test_questions_are_the_same_in_every_run():
    assert questions(50) == questions(200)[:50]


def test_some_words_are_asked_often_and_most_seldom():
    words = Counter(word for asked in questions(400) for word in asked.split())
    often = words.most_common()
    assert often[0][1] >= 5
    assert sum(times == 1 for _, times in often) > len(often) / 2
