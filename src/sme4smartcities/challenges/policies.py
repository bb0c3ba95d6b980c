"""Who writes, reads and moves a challenge. A record of the past answers no to everything but reading."""

from django.utils import timezone

from sme4smartcities.challenges.lifecycle import STEPS, SUPPORT
from sme4smartcities.challenges.models import Challenge, Question, State, Supporter
from sme4smartcities.core.lifecycle import is_whose
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.organisations.models import State as Standing
from sme4smartcities.organisations.models.organisation import spoken_for
from sme4smartcities.organisations.policies import is_among, is_coordinator, is_manager
from sme4smartcities.vocabularies.queries import term_with_id

# Kinds of organisation that have public problems; the coordinator opens a challenge for any other.
AUTHORITIES = frozenset(
    {"municipality", "regional-authority", "national-authority", "public-company"}
)


def is_authority(organisation: Organisation) -> bool:
    kind = term_with_id(organisation.kind_id)
    return kind is not None and kind.code in AUTHORITIES


def may_create(actor: Actor, organisation: Organisation) -> bool:
    """Open a challenge for an organisation that is listed and lives."""
    if organisation.layer == Layer.RECORD or organisation.state != Standing.LISTED:
        return False
    own = is_among(actor, organisation) and is_authority(organisation)
    return own or is_coordinator(actor)


def is_writer(actor: Actor, challenge: Challenge) -> bool:
    """Say whether the actor belongs to those who write it, whatever its state: its owner's people
    and those of the authorities that support it."""
    if is_coordinator(actor) or is_among(actor, challenge.owner):
        return True
    own = spoken_for(actor)
    return bool(own) and not own.isdisjoint(challenge.supporting)


def may_edit(actor: Actor, challenge: Challenge) -> bool:
    """Change what it says: those who write it, until it is solved, withdrawn or closed."""
    return (
        not challenge.is_record
        and challenge.state in (State.DRAFT, State.REVIEW, State.PUBLISHED)
        and is_writer(actor, challenge)
    )


def may_read_documents(actor: Actor, challenge: Challenge) -> bool:
    """Take the documents, or read that they are there: of what was withdrawn its writers alone."""
    return challenge.state != State.WITHDRAWN or (
        not challenge.is_record and is_writer(actor, challenge)
    )


def may_publish(actor: Actor, challenge: Challenge) -> bool:
    """A coordinator, or a manager of an owner that the coordinator has verified."""
    return is_coordinator(actor) or (
        challenge.owner.verified and is_manager(actor, challenge.owner)
    )


def may_move(actor: Actor, challenge: Challenge, act: str) -> bool:
    """Say whether the actor may take the challenge through a step, whatever its state."""
    return not challenge.is_record and is_whose(
        STEPS[act],
        {
            "owner": lambda: is_coordinator(actor) or is_manager(actor, challenge.owner),
            "coordinator": lambda: is_coordinator(actor),
            "publisher": lambda: may_publish(actor, challenge),
        },
    )


def may_delete(actor: Actor, challenge: Challenge) -> bool:
    """A manager deletes what was never published; whatever was asked in public stays."""
    return (
        not challenge.is_record
        and challenge.published_at is None
        and (is_coordinator(actor) or is_manager(actor, challenge.owner))
    )


def takes_questions(challenge: Challenge) -> bool:
    """Say whether a question asked now would be answered: it is open and the last day is not over."""
    last = challenge.questions_until
    return (
        not challenge.is_record
        and challenge.state == State.PUBLISHED
        and (last is None or last >= timezone.localdate())
    )


def is_outsider(actor: Actor, challenge: Challenge) -> bool:
    """Say whether the actor is signed in and does not write the challenge himself or herself."""
    return actor.is_authenticated and not challenge.is_record and not is_writer(actor, challenge)


def may_answer(actor: Actor, question: Question) -> bool:
    """Those who write the challenge answer, also once it is solved."""
    row = question.challenge
    return (
        not row.is_record
        and question.removed_at is None
        and row.state in (State.PUBLISHED, State.SOLVED)
        and is_writer(actor, row)
    )


def may_remove(actor: Actor) -> bool:
    """Take an abusive question out of the page."""
    return is_coordinator(actor)


def may_follow(actor: Actor, challenge: Challenge) -> bool:
    return actor.is_authenticated and not challenge.is_record and challenge.state == State.PUBLISHED


def may_keep_support(actor: Actor, challenge: Challenge) -> bool:
    """Invite other authorities, and answer those that ask: the owner's managers."""
    return (
        not challenge.is_record
        and challenge.state in (State.DRAFT, State.REVIEW, State.PUBLISHED)
        and (is_coordinator(actor) or is_manager(actor, challenge.owner))
    )


def can_support(organisation: Organisation, challenge: Challenge) -> bool:
    """Say whether an organisation is an authority of the same layer that does not own the challenge."""
    return (
        organisation.pk != challenge.owner_id
        and organisation.state == Standing.LISTED
        and organisation.layer == challenge.layer != Layer.RECORD
        and is_authority(organisation)
    )


def may_ask_to_support(actor: Actor, challenge: Challenge, organisation: Organisation) -> bool:
    return (
        challenge.state == State.PUBLISHED
        and can_support(organisation, challenge)
        and is_manager(actor, organisation)
    )


def may_move_support(actor: Actor, supporter: Supporter, act: str) -> bool:
    row = supporter.challenge
    return not row.is_record and is_whose(
        SUPPORT[act],
        {
            "owner": lambda: may_keep_support(actor, row),
            "organisation": lambda: is_manager(actor, supporter.organisation),
        },
    )
