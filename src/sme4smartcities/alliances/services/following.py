"""What offers do when a challenge closes, or an organisation is merged or deleted; old ones go."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from sme4smartcities.alliances.lifecycle import UNANSWERED
from sme4smartcities.alliances.models import LIVE, Meeting, Offer
from sme4smartcities.alliances.services.answering import arrive, locked
from sme4smartcities.alliances.services.letters import readers_of, tell_of_offer

KEPT = timedelta(days=365)  # after the last word
BATCH = 200


def lapse_with_challenge(challenge: int) -> int:
    """End the unanswered offers of a challenge that was closed, and tell who sent them."""
    return _lapse(Offer.objects.filter(challenge=challenge))


@transaction.atomic
def _lapse(rows: QuerySet[Offer]) -> int:
    waiting = list(rows.filter(state__in=UNANSWERED).order_by("pk"))
    for one in waiting:
        row = locked(one)
        if row.state in UNANSWERED and not (row.challenge and row.challenge.is_open):
            row.cause = Offer.Cause.CLOSED
            arrive(row, "lapse", None)
            tell_of_offer(readers_of(row.sender), "lapse", row, key=str(row.pk))
    return len(waiting)


@transaction.atomic
def follow_merged_organisation(old: int, new: int) -> None:
    """Pass on what an entry said and was told; of two open offers about the same one stays open."""
    _end_twins(old, new)
    Offer.objects.filter(sender=old).update(sender=new)
    Offer.objects.filter(receiver=old).update(receiver=new)


def _end_twins(old: int, new: int) -> None:
    """Lapse what would stand twice once both are one, and what the two said to each other."""
    within = Q(sender=old, receiver=new) | Q(sender=new, receiver=old)
    held = Offer.objects.filter(sender=new, state__in=LIVE)
    about = list(held.values_list("kind", "challenge", "solution", "receiver"))
    for row in Offer.objects.filter(within | Q(sender=old), state__in=LIVE):
        mine = (row.kind, row.challenge_id, row.solution_id, row.receiver_id)
        if row.receiver_id in (old, new) or any(_same(mine, other) for other in about):
            row.cause = Offer.Cause.MERGED
            arrive(row, "lapse", None)


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Compare kind, challenge, solution and receiver of two offers as the table's constraints do."""
    if one[0] != other[0]:
        return False
    return one[1] == other[1] is not None if one[0] == Offer.Kind.HELP else one[2:] == other[2:]


@transaction.atomic
def follow_deleted_organisation() -> None:
    """End what waits for, or comes from, an organisation that is no more."""
    alone = Q(sender=None) | Q(receiver=None)
    for one in Offer.objects.filter(alone, state__in=LIVE).order_by("pk"):
        row = locked(one)
        row.cause = Offer.Cause.GONE
        arrive(row, "lapse", None)
        tell_of_offer(readers_of(row.sender or row.receiver), "gone", row, key=str(row.pk))


def forget_offers() -> int:
    """Delete offers in which nobody has written or met for a year; give how many."""
    before = timezone.now() - KEPT
    moved = Meeting.objects.filter(offer=OuterRef("pk"))
    met = moved.filter(Q(moved_at__gte=before) | Q(starts_at__gte=before))
    old = Offer.objects.filter(~Exists(met), last_at__lt=before)
    ids = list(old.values_list("pk", flat=True)[:BATCH])
    Offer.objects.filter(pk__in=ids).delete()
    return len(ids)
