"""Who may look at matches, and who sets limits to them."""

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.challenges.policies import is_writer
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.policies import is_manager, is_open


def may_consult(actor: Actor, challenge: Challenge) -> bool:
    """See who could solve a challenge: those who write it; a record is matched with nobody."""
    return not challenge.is_record and is_writer(actor, challenge)


def may_set_reach(actor: Actor, organisation: Organisation) -> bool:
    """Read and set who may be suggested: its managers alone, not even the coordinator."""
    return is_open(organisation) and is_manager(actor, organisation)
