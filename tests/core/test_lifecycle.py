"""What a table of states and steps allows, refuses, and offers."""

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sme4smartcities.core.errors import Conflict, Refused
from sme4smartcities.core.lifecycle import Step, is_due, is_whose, open_steps, reachable

DOOR = {
    "open": Step(label="Open", sources=frozenset({"shut"}), target="open", by="guest"),
    "shut": Step(label="Shut", sources=frozenset({"open"}), target="shut", by="guest"),
    "lock": Step(label="Lock", sources=frozenset({"shut"}), target="locked", by="host"),
    "burst": Step(label="Burst", sources=frozenset({"shut", "locked"}), target="open", by="storm"),
}
STATES = ("open", "shut", "locked")


def test_a_step_is_due_taken_or_out_of_turn():
    with pytest.raises(Conflict, match="out of turn"):
        is_due(DOOR["open"], "locked", Conflict("out of turn"))
    assert is_due(DOOR["open"], "shut", Refused("")) is True
    assert is_due(DOOR["open"], "open", Refused("")) is False


def test_pages_offer_what_leads_on():
    assert {state: list(open_steps(DOOR, state)) for state in STATES} == {
        "open": ["shut"],
        "shut": ["open", "lock", "burst"],
        "locked": ["burst"],
    }


def test_a_step_without_a_rule_is_nobodys():
    rules = {"guest": lambda: True, "host": lambda: False}
    assert [act for act, step in DOOR.items() if is_whose(step, rules)] == ["open", "shut"]


def test_states_that_no_step_leads_to_are_found():
    assert reachable(DOOR, "open") == {"open", "shut", "locked"}
    assert reachable({"lock": DOOR["lock"]}, "open") == {"open"}


@given(st.lists(st.sampled_from(sorted(DOOR)), max_size=30))
def test_any_clicks_end_in_a_state_of_the_table_and_twice_is_once(acts: list[str]):
    state = "shut"
    for act in chain.from_iterable((one, one) for one in acts):
        try:
            state = DOOR[act].target if is_due(DOOR[act], state, Refused("")) else state
        except Refused:
            assert act not in open_steps(DOOR, state)
    assert state in reachable(DOOR, "shut")
