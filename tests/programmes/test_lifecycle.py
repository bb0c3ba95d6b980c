"""The tables of programmes, editions and participations lead to every state there is."""

from sme4smartcities.core.lifecycle import reachable
from sme4smartcities.programmes.lifecycle import EDITION, PARTICIPATION, PROGRAMME
from sme4smartcities.programmes.models import Edition, Participation, State


def test_every_state_can_come():
    taking = Participation.State
    asked, invited = (reachable(PARTICIPATION, one) for one in (taking.APPLIED, taking.INVITED))
    assert reachable(PROGRAMME, State.DRAFT) == set(State)
    assert reachable(EDITION, Edition.State.PLANNED) == set(Edition.State)
    assert asked | invited == set(taking)
