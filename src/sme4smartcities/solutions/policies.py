"""Who offers, edits and publishes a solution. A record of the past answers no to every change."""

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.challenges.models import State as Asked
from sme4smartcities.core.policies import SYSTEM, Actor
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.organisations.models import State as Standing
from sme4smartcities.organisations.models.organisation import scopes
from sme4smartcities.organisations.policies import is_coordinator, is_manager, may_manage
from sme4smartcities.solutions.models import Endorsement, Solution, SolutionOwner, State


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


def may_answer_challenge(solution: Solution, challenge: Challenge) -> bool:
    """Say whether a solution can be called an answer to a challenge now: it is published and fits."""
    return solution.state == State.PUBLISHED and fits_challenge(solution, challenge)


def fits_challenge(solution: Solution, challenge: Challenge) -> bool:
    """Say whether a solution could be an answer once it is published: the challenge is open, both
    are of one layer, and nobody answers what he or she asks."""
    owners = {owner.organisation_id for owner in solution.owners.all()}
    return (
        challenge.state == Asked.PUBLISHED
        and solution.layer == challenge.layer != Layer.RECORD
        and challenge.owner_id not in owners
    )


def may_answer(actor: Actor, owner: SolutionOwner) -> bool:
    """Say yes or no for an organisation that is asked to offer the solution as well, or leave it."""
    return is_manager(actor, owner.organisation)


PUBLIC_BODIES = ("municipality", "regional-authority", "national-authority", "public-company")


def may_be_asked(solution: Solution, organisation: Organisation) -> bool:
    """Say whether an organisation can be asked about this solution: it lives, in the same layer."""
    return (
        solution.layer != Layer.RECORD
        and organisation.layer == solution.layer
        and organisation.state == Standing.LISTED
    )


def may_be_asked_to_endorse(solution: Solution, organisation: Organisation) -> bool:
    """A public body that does not offer the solution itself."""
    owners = {owner.organisation_id for owner in solution.owners.all()}
    return (
        may_be_asked(solution, organisation)
        and organisation.kind.code in PUBLIC_BODIES
        and organisation.pk not in owners
    )


def may_endorse(actor: Actor, endorsement: Endorsement) -> bool:
    """Speak for the city; nobody endorses what he or she offers."""
    solution = endorsement.solution
    return (
        solution.layer != Layer.RECORD
        and is_manager(actor, endorsement.organisation)
        and (actor is SYSTEM or not is_owner(actor, solution))
    )
