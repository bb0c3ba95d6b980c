"""Who sees, keeps and joins a programme. A record of the past answers no to every change."""

from sme4smartcities.core.lifecycle import is_whose
from sme4smartcities.core.policies import SYSTEM, Actor, has_role
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.programmes.lifecycle import PARTICIPATION
from sme4smartcities.programmes.models import (
    Edition,
    Enquiry,
    Entry,
    Participation,
    Programme,
    State,
)


def may_create(actor: Actor) -> bool:
    return has_role(actor, "coordinator")


def is_keeper(actor: Actor, programme: Programme) -> bool:
    """Say whether the actor coordinates this programme, or all of them."""
    return has_role(actor, "coordinator") or has_role(actor, "coordinator", programme.subject)


def may_keep(actor: Actor, programme: Programme) -> bool:
    """Edit the programme and its parts, answer those who ask, give roles in it."""
    if actor is SYSTEM:
        return True
    return (
        programme.layer != Layer.RECORD
        and programme.state != State.ARCHIVED
        and is_keeper(actor, programme)
    )


def may_keep_edition(actor: Actor, edition: Edition) -> bool:
    """Edit one edition, start and close it: its own coordinators, and those of the programme."""
    programme = edition.programme
    alive = programme.layer != Layer.RECORD and programme.state != State.ARCHIVED
    own = alive and has_role(actor, "coordinator", edition.subject)
    return own or may_keep(actor, programme)


def takes_enquiries(programme: Programme) -> bool:
    """Say whether somebody is there to answer: the programme is published and lives."""
    return programme.layer != Layer.RECORD and programme.state in (State.OPEN, State.CLOSED)


def may_enquire(actor: Actor, programme: Programme) -> bool:
    """Members write to a published programme that lives; its own coordinators do not."""
    return actor.is_authenticated and takes_enquiries(programme) and not is_keeper(actor, programme)


def answers_for(actor: Actor, enquiry: Enquiry) -> bool:
    """Say whether the actor is on the programme's side of an enquiry."""
    return enquiry.member_id != actor.pk and is_keeper(actor, enquiry.programme)


def may_talk(actor: Actor, enquiry: Enquiry) -> bool:
    return enquiry.member_id == actor.pk or answers_for(actor, enquiry)


def may_settle(actor: Actor) -> bool:
    return has_role(actor, "coordinator")


def speaks_for(actor: Actor, organisation: Organisation) -> bool:
    return has_role(actor, "manager", organisation.subject)


def is_running(programme: Programme) -> bool:
    return programme.state == State.OPEN and programme.layer != Layer.RECORD


def may_ask(actor: Actor, programme: Programme, organisation: Organisation) -> bool:
    """A manager asks for his or her organisation, where everybody may."""
    return (
        is_running(programme)
        and programme.entry == Entry.OPEN
        and organisation.layer != Layer.RECORD
        and speaks_for(actor, organisation)
    )


def may_invite(actor: Actor, programme: Programme, organisation: Organisation) -> bool:
    return (
        is_running(programme) and organisation.layer != Layer.RECORD and may_keep(actor, programme)
    )


def may_step(actor: Actor, participation: Participation, act: str) -> bool:
    return is_whose(
        PARTICIPATION[act],
        {
            "organisation": lambda: speaks_for(actor, participation.organisation),
            "keeper": lambda: may_keep(actor, participation.programme),
        },
    )
