"""How often, and whom, the owners of a solution may ask by mail."""

from sme4smartcities.core import limits
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.queries.relay import is_blocked
from sme4smartcities.solutions.services.refusals import SHUT_OUT

DAY = 86_400
ASKED_A_DAY = 30  # organisations, by one member


def take_turn(actor: Actor, organisation: Organisation) -> None:
    """Raise Refused for whoever is blocked there, TooMany for who asks too many in a day."""
    if actor.pk is None:
        return
    if is_blocked(actor, organisation):
        raise Refused(SHUT_OUT)
    limits.take("solution-asks", key=str(actor.pk), limit=ASKED_A_DAY, per=DAY)
