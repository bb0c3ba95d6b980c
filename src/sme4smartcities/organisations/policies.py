"""Who may do what with an organisation. Record rows answer no to everything but reading."""

from sme4smartcities.core.policies import SYSTEM, Actor, has_role
from sme4smartcities.organisations.lifecycle import TRANSITIONS
from sme4smartcities.organisations.models import Conversation, Layer, Organisation, State


def is_coordinator(actor: Actor) -> bool:
    return has_role(actor, "coordinator")


def is_manager(actor: Actor, organisation: Organisation) -> bool:
    return has_role(actor, "manager", organisation.subject)


def is_among(actor: Actor, organisation: Organisation) -> bool:
    """Say whether the actor works for the organisation, as manager or member."""
    return is_manager(actor, organisation) or has_role(actor, "member", organisation.subject)


def is_open(organisation: Organisation) -> bool:
    """Say whether the row lives: neither a record of the past nor merged away."""
    return organisation.layer != Layer.RECORD and organisation.state != State.MERGED


def may_register(actor: Actor) -> bool:
    return actor.is_authenticated


def may_manage(actor: Actor, organisation: Organisation) -> bool:
    """Edit the profile, answer requests, invite, change roles, delete it."""
    return is_open(organisation) and (is_manager(actor, organisation) or is_coordinator(actor))


def may_move(actor: Actor, organisation: Organisation, act: str) -> bool:
    """Say whether the actor may take the organisation through a step, whatever its state."""
    if TRANSITIONS[act].by == "coordinator":
        return is_open(organisation) and is_coordinator(actor)
    return may_manage(actor, organisation)


def may_verify(actor: Actor, organisation: Organisation) -> bool:
    """Nobody verifies an organisation that he or she works for."""
    impartial = actor is SYSTEM or not is_among(actor, organisation)
    return impartial and is_open(organisation) and is_coordinator(actor)


def may_ask_to_join(actor: Actor, organisation: Organisation) -> bool:
    return (
        actor.is_authenticated
        and is_open(organisation)
        and organisation.state == State.LISTED
        and not is_among(actor, organisation)
    )


def is_open_to_messages(organisation: Organisation) -> bool:
    return is_open(organisation) and organisation.state == State.LISTED


def may_write_to(actor: Actor, organisation: Organisation) -> bool:
    """Members write to others' organisations; visitors and the organisation's own people do not."""
    return (
        actor.is_authenticated
        and is_open_to_messages(organisation)
        and not is_among(actor, organisation)
    )


def speaks_for(actor: Actor, conversation: Conversation) -> bool:
    """Say whether the actor is on the organisation's side of a conversation."""
    return conversation.member_id != actor.pk and is_manager(actor, conversation.organisation)


def may_reply(actor: Actor, conversation: Conversation) -> bool:
    return conversation.member_id == actor.pk or speaks_for(actor, conversation)


def may_settle_reports(actor: Actor) -> bool:
    return is_coordinator(actor)


def may_keep_contacts(actor: Actor) -> bool:
    """Enter, change, invite, delete and export people who are no members."""
    return is_coordinator(actor)
