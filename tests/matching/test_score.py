"""Barriers come first, parts say what they found, and the same data give the same order always."""

import datetime as dt
import random
from dataclasses import replace

import pytest

from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.scoring import barriers, weights
from sme4smartcities.matching.scoring.parts import World
from sme4smartcities.matching.scoring.sides import Lists, Rarity, Side
from sme4smartcities.matching.scoring.verdict import LIKE, PARTNER, match, ordered

pytestmark = pytest.mark.once
TODAY = dt.date(2026, 3, 1)
SENSORS, MAPS, PARENT, WATER, SPAIN, MURCIA, ITALY = range(1, 8)
WORLD = World(lists=Lists(parent={SENSORS: PARENT}))
NEED = Side(
    subject=Subject("challenge", 1),
    owners=frozenset({100}),
    needs=frozenset({SENSORS, MAPS}),
    tags=frozenset({WATER}),
    languages=frozenset({20, 21}),
    places=frozenset({SPAIN, MURCIA}),
    countries=frozenset({SPAIN}),
    trl_least=6,
)
OFFER = Side(
    subject=Subject("solution", 2),
    owners=frozenset({200}),
    offers=frozenset({SENSORS, MAPS}),
    tags=frozenset({WATER}),
    languages=frozenset({21}),
    places=frozenset({SPAIN, MURCIA}),
    countries=frozenset({SPAIN}),
    trl=7,
)


def judged(need=NEED, offer=OFFER, world=WORLD, **more):
    return match(need, offer, world, TODAY, **more)


def parts(found):
    return {part.name: part for part in found.parts}


@pytest.mark.parametrize(
    ("changes", "barrier"),
    [
        ({"owners": frozenset({100})}, barriers.OWN),
        ({"languages": frozenset({99})}, barriers.LANGUAGE),
        ({"places": frozenset({ITALY})}, barriers.ELSEWHERE),
        ({"trl": 5}, barriers.UNRIPE),
    ],
)
def test_a_barrier_rules_out_whatever_else_fits(changes, barrier):
    offer = replace(OFFER, **changes)
    assert list(barriers.barriers(NEED, offer, TODAY)) == [barrier]
    assert judged(offer=offer) is None


@pytest.mark.parametrize(("asked", "barrier"), [("kinds", barriers.KIND), ("sizes", barriers.SIZE)])
def test_whoever_is_of_another_kind_or_size_is_ruled_out_and_who_states_none_is_not(asked, barrier):
    need = replace(NEED, **{f"admits_{asked}": frozenset({50, 51})})
    other, right = (replace(OFFER, **{asked: frozenset({number})}) for number in (52, 51))
    assert list(barriers.barriers(need, other, TODAY)) == [barrier]
    assert judged(need=need, offer=other) is None
    for offer in (right, OFFER):
        assert list(barriers.barriers(need, offer, TODAY)) == []


def test_what_is_over_is_matched_with_nobody():
    need = replace(NEED, open_until=TODAY - dt.timedelta(days=1))
    assert list(barriers.barriers(need, OFFER, TODAY)) == [barriers.CLOSED]
    assert judged(need=replace(NEED, open_until=TODAY)) is not None


@pytest.mark.parametrize(
    "silent",
    [
        {"languages": frozenset()},
        {"places": frozenset()},
        {"trl": None},
        {"places": frozenset({ITALY}), "everywhere": True},
    ],
)
def test_what_nobody_stated_stands_in_nobodys_way(silent):
    assert list(barriers.barriers(NEED, replace(OFFER, **silent), TODAY)) == []


def test_all_that_is_asked_for_gives_a_strong_match_with_its_reasons():
    found = judged(world=replace(WORLD, likeness=5.0))
    assert (found.level.code, found.points) == ("strong", 100)
    assert [part.name for part in found.reasons][:2] == ["capabilities", "meaning"]
    assert parts(found)["capabilities"].shared == (SENSORS, MAPS)


def test_what_is_missing_is_named_the_most_telling_first():
    world = replace(WORLD, terms=Rarity(of={SENSORS: 0.2, MAPS: 0.9}))
    found = judged(offer=replace(OFFER, offers=frozenset({SENSORS})), world=world)
    capability = parts(found)["capabilities"]
    assert (capability.shared, capability.missing) == ((SENSORS,), (MAPS,))
    assert capability.share == pytest.approx(0.2 / 1.1)


def test_the_term_above_counts_half():
    found = judged(offer=replace(OFFER, offers=frozenset({PARENT, MAPS})))
    assert parts(found)["capabilities"].share == pytest.approx(0.75)


def test_texts_alone_are_never_called_strong():
    need = replace(NEED, needs=frozenset(), tags=frozenset())
    found = judged(need=need, world=replace(WORLD, likeness=9.0))
    assert found.level.code == "good"


def test_texts_that_have_nothing_in_common_are_no_reason():
    found = judged(world=replace(WORLD, likeness=0.5))
    assert found.reasons
    assert found.points_of(parts(found)["meaning"]) == 0


def test_without_a_model_tags_alone_are_judged():
    found = judged()
    assert "meaning" not in parts(found)
    assert found.level.code == "strong"


def test_too_little_is_not_shown():
    offer = replace(OFFER, offers=frozenset(), tags=frozenset(), places=frozenset({SPAIN}))
    assert judged(offer=offer) is None


def test_a_muted_reason_counts_for_nothing_and_the_others_stay_as_they_are():
    far = replace(OFFER, places=frozenset({SPAIN}))
    plain, muted = judged(offer=far), judged(offer=far, muted=frozenset({"place"}))
    assert "place" not in {part.name for part in muted.reasons}
    assert muted.parts == plain.parts
    assert muted.points > plain.points  # what spoke less for it than the rest did is gone
    assert plain.through(frozenset({"place"})) == muted
    assert muted.through(frozenset()) == plain


def test_what_rests_on_a_muted_reason_alone_is_not_shown():
    need = replace(NEED, needs=frozenset(), trl_least=None, places=frozenset())
    assert judged(need=need).level.code == "strong"
    assert judged(need=need, muted=frozenset({"tags"})) is None


def test_an_unstated_readiness_counts_half():
    found = judged(offer=replace(OFFER, trl=None))
    assert parts(found)["ripeness"].share == 0.5


def test_near_is_better_than_the_same_country():
    far = judged(offer=replace(OFFER, places=frozenset({SPAIN})))
    assert parts(far)["place"].share < parts(judged())["place"].share


def test_the_weights_of_every_kind_are_a_hundred_and_have_names():
    for recipe in (weights.ANSWER, weights.PARTNER, weights.LIKE):
        assert sum(recipe.values()) == 100
        assert recipe.keys() <= weights.LABELS.keys()


FIRM = replace(OFFER, subject=Subject("organisation", 5), needs=frozenset({WATER}))
OTHER = replace(
    FIRM,
    subject=Subject("organisation", 6),
    owners=frozenset({300}),
    offers=frozenset({WATER}),
    needs=frozenset({MAPS}),
    countries=frozenset({ITALY}),
    places=frozenset({ITALY}),
    everywhere=True,
)


def test_partners_offer_each_other_what_they_look_for_and_another_country_counts():
    found = judged(FIRM, OTHER, recipe=PARTNER)
    assert found.level.code == "strong"
    assert [part.name for part in found.reasons[:3]] == ["receives", "gives", "abroad"]
    near = replace(OTHER, countries=FIRM.countries)
    assert judged(FIRM, near, recipe=PARTNER).points < found.points


def test_those_of_one_trade_who_need_nothing_of_each_other_are_no_partners():
    twin = replace(OTHER, offers=FIRM.offers, needs=FIRM.needs)
    assert judged(FIRM, twin, recipe=PARTNER, world=replace(WORLD, likeness=9.0)) is None


def test_two_cities_are_alike_by_what_both_need():
    town = replace(NEED, subject=Subject("challenge", 9), owners=frozenset({101}))
    found = judged(NEED, town, recipe=LIKE)
    assert (found.level.code, found.reasons[0].name) == ("strong", "both")
    other = replace(town, needs=frozenset({WATER}), tags=frozenset({MAPS}))
    assert judged(NEED, other, recipe=LIKE) is None


def test_the_same_data_give_the_same_order_always():
    chance = random.Random(3)
    offers = [
        replace(
            OFFER,
            subject=Subject("solution", number),
            offers=frozenset(chance.sample([SENSORS, MAPS, PARENT], 2)),
        )
        for number in range(2, 60)
    ]
    first = ordered(one for offer in offers if (one := judged(offer=offer)))
    chance.shuffle(offers)
    again = ordered(one for offer in offers if (one := judged(offer=offer)))
    assert first == again
    assert [one.points for one in first] == sorted((one.points for one in first), reverse=True)
