"""Who turns to whom, and who answers. A record of the past is never asked, and asks nobody."""

from sme4smartcities.alliances.lifecycle import STEPS
from sme4smartcities.alliances.models import Offer
from sme4smartcities.challenges.models import Challenge
from sme4smartcities.challenges.policies import is_authority, is_outsider
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.organisations.models import State as Standing
from sme4smartcities.organisations.policies import is_manager


def takes_part(organisation: Organisation | None) -> bool:
    """Say whether an organisation can be written to and write: it is listed and no record."""
    return (
        organisation is not None
        and organisation.layer != Layer.RECORD
        and organisation.state == Standing.LISTED
    )


def speaks_for(actor: Actor, organisation: Organisation | None) -> bool:
    """Say whether the actor acts in the organisation's name: one of its managers, while it is listed."""
    return organisation is not None and takes_part(organisation) and is_manager(actor, organisation)


def are_apart(sender: Organisation, receiver: Organisation) -> bool:
    """Say whether two organisations can turn to each other: two that take part, of the same layer."""
    return (
        takes_part(sender)
        and takes_part(receiver)
        and sender.pk != receiver.pk
        and sender.layer == receiver.layer
    )


def may_offer_help(actor: Actor, challenge: Challenge) -> bool:
    """Those who write a challenge do not answer it themselves."""
    return is_outsider(actor, challenge)


def may_say_need(actor: Actor, organisation: Organisation) -> bool:
    """Public bodies tell the owners of a solution that they have its problem."""
    return is_authority(organisation) and speaks_for(actor, organisation)


def side_of(actor: Actor, offer: Offer) -> str:
    """Say for which side the actor speaks: "receiver", "sender" or neither."""
    if speaks_for(actor, offer.receiver):
        return "receiver"
    return "sender" if speaks_for(actor, offer.sender) else ""


def may_move_offer(actor: Actor, offer: Offer, act: str) -> bool:
    """Say whether the step is the actor's, whatever the state."""
    by = STEPS[act].by
    if by == "receiver":
        return speaks_for(actor, offer.receiver)
    if by == "sender":
        return speaks_for(actor, offer.sender)
    return by == "either" and bool(side_of(actor, offer))


def may_write(actor: Actor, offer: Offer) -> bool:
    """Add a line: both sides, while it is open or was answered with yes."""
    return bool(side_of(actor, offer))
