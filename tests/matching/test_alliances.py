"""The best teams are the best there are, found with little work, always the same."""

import itertools
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sme4smartcities.matching.scoring import covers
from sme4smartcities.matching.scoring.alliances import (
    COUNTRIES,
    LEAST,
    MOST,
    Member,
    alternatives,
    best_team,
)

pytestmark = pytest.mark.once
NEEDS = {1: 5, 2: 3, 3: 3, 4: 1}


def member(number, country, brings, fit=10):
    return Member(organisation=number, country=country, brings=frozenset(brings), fit=fit)


def rank(needs, team):
    covered = frozenset().union(*(one.brings for one in team)) & frozenset(needs)
    countries = {one.country for one in team} - {0}
    if len(countries) < COUNTRIES or not all(one.brings & frozenset(needs) for one in team):
        return None
    weight = sum(needs[need] for need in covered)
    numbers = tuple(sorted(one.organisation for one in team))
    return -weight, len(team), -sum(one.fit for one in team), numbers


def tried_out(needs, candidates):
    """Look at every team there is."""
    ranks = [
        found
        for size in range(LEAST, MOST + 1)
        for team in itertools.combinations(candidates, size)
        if (found := rank(needs, team))
    ]
    return min(ranks, default=None)


members = st.builds(
    member,
    st.just(0),
    st.integers(0, 3),
    st.sets(st.integers(1, 5), max_size=3),
    st.integers(0, 3),
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(members, max_size=9))
def test_the_team_found_is_the_best_of_all(found):
    candidates = [
        member(number, one.country, one.brings, one.fit) for number, one in enumerate(found, 1)
    ]
    team = best_team(NEEDS, candidates)
    assert (rank(NEEDS, team.members) if team else None) == tried_out(NEEDS, candidates)


def test_every_member_says_what_only_it_brings():
    team = best_team(NEEDS, [member(1, 1, {1, 2}), member(2, 2, {2, 3}), member(3, 1, {4}, 99)])
    assert [one.organisation for one in team.members] == [3, 1, 2]
    assert [team.brought_by(one) for one in team.members] == [{4}, {1}, {3}]
    assert team.missing == frozenset()


def test_one_country_alone_is_no_alliance():
    assert best_team(NEEDS, [member(1, 1, {1}), member(2, 1, {2}), member(3, 0, {3})]) is None


def test_other_teams_do_without_one_of_the_first():
    candidates = [member(1, 1, {1, 2}), member(2, 2, {3, 4}), member(3, 2, {3}), member(4, 1, {1})]
    teams = alternatives(NEEDS, candidates)
    assert [one.organisation for one in teams[0].members] == [1, 2]
    assert all(team.members != teams[0].members for team in teams[1:])


def test_the_order_of_candidates_changes_nothing():
    chance = random.Random(7)
    candidates = [
        member(n, chance.randrange(5), chance.sample(range(1, 5), 2), chance.randrange(3))
        for n in range(1, 200)
    ]
    first = alternatives(NEEDS, candidates)
    chance.shuffle(candidates)
    assert alternatives(NEEDS, candidates) == first


PAIRS = 3**10  # ways to part ten needs in two, or leave them; of ten thousand: fifty million pairs


@pytest.mark.parametrize("most", [1, 2, 6])
def test_of_ten_thousand_organisations_hardly_any_two_are_put_together(most, monkeypatch):
    """How many pairs are looked at depends on what is needed, not on how many could bring it."""
    looked, together = [], covers._together
    monkeypatch.setattr(covers, "_together", lambda *two: looked.append(two) or together(*two))
    chance = random.Random(1)
    needs = {number: chance.randrange(1, 100) for number in range(1, 11)}
    candidates = [
        member(n, chance.randrange(1, 16), chance.sample(range(1, 30), most), n % 60)
        for n in range(1, 10_001)
    ]
    teams = alternatives(needs, candidates)
    assert len(looked) < PAIRS
    assert all(len({one.country for one in team.members}) > 1 for team in teams)
    assert len(teams[0].missing) == max(0, 10 - 4 * most)


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(members, max_size=8), st.sets(st.tuples(st.integers(1, 8), st.integers(1, 8))))
def test_two_that_do_not_want_each_other_are_never_put_together(found, pairs):
    candidates = [
        member(number, one.country, one.brings, one.fit) for number, one in enumerate(found, 1)
    ]

    def refused(one, other):
        return (one, other) in pairs or (other, one) in pairs

    def agreed(team):
        numbers = [one.organisation for one in team]
        return not any(refused(one, other) for one in numbers for other in numbers if one != other)

    ranks = [
        place
        for size in range(LEAST, MOST + 1)
        for team in itertools.combinations(candidates, size)
        if agreed(team) and (place := rank(NEEDS, team))
    ]
    teams = alternatives(NEEDS, candidates, refused=refused)
    if not teams:
        return  # none exists, or too many were refused before one was found
    assert rank(NEEDS, teams[0].members) == min(ranks)
    assert all(agreed(team.members) for team in teams)
