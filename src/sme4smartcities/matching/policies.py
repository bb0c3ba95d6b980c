"""Who may look at matches."""

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.challenges.policies import is_writer
from sme4smartcities.core.policies import Actor


def may_consult(actor: Actor, challenge: Challenge) -> bool:
    """See who could solve a challenge: those who write it; a record is matched with nobody."""
    return not challenge.is_record and is_writer(actor, challenge)
