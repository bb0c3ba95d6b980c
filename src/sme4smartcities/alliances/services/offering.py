"""An organisation turns to another: it offers help with a challenge, or says that it has a problem."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from sme4smartcities.accounts.models import Member
from sme4smartcities.alliances.facts import OfferSent
from sme4smartcities.alliances.models import LIVE, Line, Offer
from sme4smartcities.alliances.policies import (
    are_apart,
    may_offer_help,
    may_say_need,
    speaks_for,
)
from sme4smartcities.alliances.services.letters import readers_of, tell_of_offer
from sme4smartcities.alliances.services.refusals import (
    ALREADY,
    APART,
    GONE,
    NOBODY_READS,
    NOT_AUTHORITY,
    NOT_OFFERED,
    NOT_SPEAKING,
    OVER,
    OWN_CHALLENGE,
    SHUT_OUT,
)
from sme4smartcities.alliances.words import written
from sme4smartcities.challenges.models import Challenge
from sme4smartcities.core import limits
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import require
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.queries.relay import is_blocked
from sme4smartcities.solutions.models import Solution, SolutionOwner

DAY = 86_400
NEWCOMER = timedelta(days=3)
A_DAY, NEWCOMERS_A_DAY = 15, 5  # of one member
OF_ONE_ORGANISATION = 30  # a day, by all its managers together


@transaction.atomic
def offer_help(
    *,
    actor: Member,
    sender: Organisation,
    challenge: Challenge,
    text: str,
    solution: Solution | None = None,
) -> Offer:
    """Offer help to the owner of an open challenge; a second click gives the offer of the first."""
    rows = Challenge.objects.select_for_update(of=("self",)).select_related("owner")
    row = rows.filter(pk=challenge.pk).first()
    if row is None:
        raise Refused(OVER)
    require(may_offer_help(actor, row), OWN_CHALLENGE)
    if not row.is_open:
        raise Refused(OVER, code="over")
    draft = Offer(
        kind=Offer.Kind.HELP, sender=sender, receiver=row.owner, challenge=row, solution=solution
    )
    if sender.pk in row.supporting:
        raise Refused(OWN_CHALLENGE)
    if solution is not None:
        _must_be_offered(solution, sender)
    return _send(actor, draft, text)


@transaction.atomic
def offer_to_organisation(
    *,
    actor: Member,
    sender: Organisation,
    receiver: Organisation,
    text: str,
    solution: Solution | None = None,
) -> Offer:
    """Offer help to an organisation that was matched, about no challenge in particular."""
    if solution is not None:
        _must_be_offered(solution, sender)
    draft = Offer(kind=Offer.Kind.HELP, sender=sender, receiver=receiver, solution=solution)
    return _send(actor, draft, text)


@transaction.atomic
def say_need(
    *,
    actor: Member,
    sender: Organisation,
    receiver: Organisation,
    text: str,
    solution: Solution | None = None,
    challenge: Challenge | None = None,
) -> Offer:
    """Tell an organisation, or the owner of a solution, that one's city has the problem it answers."""
    require(may_say_need(actor, sender), NOT_AUTHORITY)
    if solution is not None:
        _must_be_offered(solution, receiver)
    if challenge is not None and not (challenge.owner_id == sender.pk and challenge.is_open):
        raise Refused(OVER, code="over")
    draft = Offer(
        kind=Offer.Kind.NEED,
        sender=sender,
        receiver=receiver,
        solution=solution,
        challenge=challenge,
    )
    return _send(actor, draft, text)


def _must_be_offered(solution: Solution, owner: Organisation) -> None:
    owners = SolutionOwner.objects.filter(
        solution=solution, organisation=owner, accepted_at__isnull=False
    )
    if not (Solution.objects.published().filter(pk=solution.pk).exists() and owners.exists()):
        raise Refused(NOT_OFFERED)


def _send(actor: Member, draft: Offer, text: str) -> Offer:
    """Check what holds for every offer, then keep it and tell the other side."""
    sender, receiver = draft.sender, draft.receiver
    assert sender is not None and receiver is not None
    require(speaks_for(actor, sender), NOT_SPEAKING)
    if not are_apart(sender, receiver):
        raise Refused(APART)
    if is_blocked(actor, receiver):
        raise Refused(SHUT_OUT)
    readers = readers_of(receiver)
    if not readers:
        raise Refused(NOBODY_READS)
    words = written(text)
    # A double click waits for the first, and nobody deletes either of the two meanwhile.
    held = Organisation.objects.select_for_update(no_key=True)
    both = held.filter(pk__in=(sender.pk, receiver.pk))
    if len(both.order_by("pk")) < 2:
        raise Refused(GONE)
    if twin := _held(draft):
        if twin.sent_by_id == actor.pk and _first_words(twin) == words:
            return twin
        raise Refused(ALREADY, code="already")
    _take_turn(actor, sender)
    draft.sent_by = actor
    draft.last_at = draft.sender_read_at = timezone.now()
    draft.full_clean()
    draft.save()
    Line.objects.create(offer=draft, author=actor, from_sender=True, text=words)
    tell_of_offer(
        readers, "need" if draft.kind == Offer.Kind.NEED else "help", draft, key="", text=words
    )
    record(
        OfferSent(
            actor_id=actor.pk,
            subject_id=draft.pk,
            sender_id=sender.pk,
            receiver_id=receiver.pk,
            kind=draft.kind,
            challenge_id=draft.challenge_id,
        )
    )
    return draft


def _held(draft: Offer) -> Offer | None:
    """Find an open offer between the two about the same thing."""
    rows = Offer.objects.filter(sender=draft.sender, kind=draft.kind, state__in=LIVE)
    if draft.kind == Offer.Kind.NEED:
        rows = rows.filter(solution=draft.solution, receiver=draft.receiver)
    elif draft.challenge is not None:
        rows = rows.filter(challenge=draft.challenge)
    else:
        rows = rows.filter(challenge=None, receiver=draft.receiver)
    return rows.first()


def _first_words(offer: Offer) -> str:
    first = offer.lines.first()
    return first.text if first else ""


def _take_turn(actor: Member, sender: Organisation) -> None:
    new = timezone.now() - actor.joined_at < NEWCOMER
    limit = NEWCOMERS_A_DAY if new else A_DAY
    limits.take("offer-of-help", key=str(actor.pk), limit=limit, per=DAY)
    limits.take("offers-of-one", key=str(sender.pk), limit=OF_ONE_ORGANISATION, per=DAY)
