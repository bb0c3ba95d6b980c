"""The tables of offers and of seats lead everywhere, and to nowhere else."""

from sme4smartcities.alliances.lifecycle import SEAT_STEPS, STEPS
from sme4smartcities.alliances.models import Offer, Seat
from sme4smartcities.core.lifecycle import open_steps, reachable


def test_every_state_of_an_offer_can_come_and_the_last_ones_stay():
    assert reachable(STEPS, Offer.State.WAITING) == set(Offer.State)
    last = {state for state in Offer.State if not open_steps(STEPS, state)}
    assert last == {"declined", "withdrawn", "lapsed", "ended"}


def test_every_state_of_a_seat_can_come():
    invited = reachable(SEAT_STEPS, Seat.State.INVITED)
    assert invited == set(Seat.State) - {Seat.State.CHOSEN}
    assert {step.by for step in SEAT_STEPS.values()} == {"organisation", "keeper", "platform"}
