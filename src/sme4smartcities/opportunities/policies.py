"""Who writes, publishes and settles. A record of the past answers no to everything but reading."""

from sme4smartcities.core.lifecycle import is_whose
from sme4smartcities.core.policies import SYSTEM, Actor
from sme4smartcities.opportunities.lifecycle import STEPS
from sme4smartcities.opportunities.models import Opportunity, State
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.organisations.models import State as Standing
from sme4smartcities.organisations.policies import is_coordinator, is_manager

EDITABLE = (State.DRAFT, State.REVIEW, State.PUBLISHED, State.CHANGED, State.POSTPONED)


def may_offer(actor: Actor, organisation: Organisation | None) -> bool:
    """Begin one for an organisation that is listed and lives; a coordinator also for nobody here."""
    if organisation is None:
        return is_coordinator(actor)
    lives = organisation.layer != Layer.RECORD and organisation.state == Standing.LISTED
    return lives and (is_manager(actor, organisation) or is_coordinator(actor))


def is_writer(actor: Actor, opportunity: Opportunity) -> bool:
    """Say whether the actor is among those who write it, whatever its state."""
    if opportunity.is_record:
        return False
    owner = opportunity.owner
    return is_coordinator(actor) or (owner is not None and is_manager(actor, owner))


def may_edit(actor: Actor, opportunity: Opportunity) -> bool:
    return opportunity.state in EDITABLE and is_writer(actor, opportunity)


def may_publish(actor: Actor, opportunity: Opportunity) -> bool:
    """A coordinator, or a manager of an organisation that the coordinator has verified."""
    owner = opportunity.owner
    own = owner is not None and bool(owner.verified) and is_manager(actor, owner)
    return not opportunity.is_record and (own or is_coordinator(actor))


def may_move(actor: Actor, opportunity: Opportunity, act: str) -> bool:
    """Say whether the actor may take it through a step, whatever its state."""
    rules = {
        "writer": lambda: is_writer(actor, opportunity),
        "publisher": lambda: may_publish(actor, opportunity),
        "coordinator": lambda: is_coordinator(actor) and not opportunity.is_record,
        "platform": lambda: actor is SYSTEM and not opportunity.is_record,
    }
    return is_whose(STEPS[act], rules)


def may_delete(actor: Actor, opportunity: Opportunity) -> bool:
    """Delete what was never published; the rest is withdrawn, so that nobody's calendar lies."""
    return opportunity.published_at is None and is_writer(actor, opportunity)


def may_complain(opportunity: Opportunity) -> bool:
    """Everybody may say that a record is wrong or must go, as long as everybody reads it."""
    return opportunity.is_public


def may_settle(actor: Actor) -> bool:
    """Look at what readers say of records, and at what waits for review."""
    return is_coordinator(actor)
