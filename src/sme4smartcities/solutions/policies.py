"""Who offers, edits and publishes a solution. A record of the past answers no to every change."""

from sme4smartcities.core.policies import SYSTEM, Actor
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.organisations.models.organisation import scopes
from sme4smartcities.organisations.policies import is_coordinator, is_manager, may_manage
from sme4smartcities.solutions.models import Solution, SolutionOwner


def may_offer(actor: Actor, organisation: Organisation) -> bool:
    """Start a solution in the name of an organisation."""
    return actor is SYSTEM or may_manage(actor, organisation)


def is_owner(actor: Actor, solution: Solution) -> bool:
    """Say whether the actor manages one of the organisations that offer it."""
    managed = scopes(actor, "manager")
    return bool(managed) and any(
        owner.organisation_id in managed
        for owner in solution.owners.all()
        if owner.accepted_at is not None
    )


def may_edit(actor: Actor, solution: Solution) -> bool:
    """Write it, publish it, ask others to join, delete it."""
    if actor is SYSTEM:
        return True
    return solution.layer != Layer.RECORD and (is_owner(actor, solution) or is_coordinator(actor))


def may_answer(actor: Actor, owner: SolutionOwner) -> bool:
    """Say yes or no for an organisation that is asked to offer the solution as well, or leave it."""
    return is_manager(actor, owner.organisation)
