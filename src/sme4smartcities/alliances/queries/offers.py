"""Offers as either side reads them, and who could make one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from sme4smartcities.alliances.lifecycle import ANSWERS, STEPS
from sme4smartcities.alliances.models import LIVE, Line, Offer
from sme4smartcities.alliances.policies import may_move_offer, side_of
from sme4smartcities.alliances.queries.reports import is_shut
from sme4smartcities.challenges.models import Challenge
from sme4smartcities.challenges.policies import AUTHORITIES
from sme4smartcities.core.cards import cards_for
from sme4smartcities.core.features import SubjectCard
from sme4smartcities.core.lifecycle import open_steps
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import Subject
from sme4smartcities.organisations.models import Organisation, State
from sme4smartcities.organisations.models.organisation import scopes, spoken_for
from sme4smartcities.solutions.models import Solution, SolutionOwner

SIDES = ("received", "sent")
MOST = 100


@dataclass(frozen=True)
class Whole:
    """An offer as its page shows it: what it is about as far as the reader may see that."""

    row: Offer
    lines: Sequence[Line]
    side: str  # of the reader, who may act: "receiver", "sender" or ""
    ours: bool  # the reader's organisation received it
    challenge: SubjectCard | None
    solution: SubjectCard | None
    answers: Sequence[str]
    steps: Sequence[str]
    writes: bool
    shut: bool  # the reader's side takes no more from those who wrote for the other


def offers_of(actor: Actor, side: str) -> QuerySet[Offer]:
    """Give what the actor's organisations received or sent, the latest first; ``is_news`` marks."""
    own = spoken_for(actor)
    rows = Offer.objects.visible_to(actor)
    rows = rows.filter(sender__in=own) if side == "sent" else rows.filter(receiver__in=own)
    read = "sender_read_at" if side == "sent" else "receiver_read_at"
    news = Q(**{read: None}) | Q(last_at__gt=F(read))
    return (
        rows.select_related("sender", "receiver", "challenge", "solution")
        .annotate(is_news=ExpressionWrapper(news, output_field=BooleanField()))
        .order_by("-last_at", "-pk")
    )


def offers_after(actor: Actor, after: tuple[datetime, int] | None, limit: int) -> list[Offer]:
    """Give the next ones for programs, the latest first; ``after``: time and number of the last."""
    rows = Offer.objects.visible_to(actor).select_related("sender", "receiver")
    if after is not None:
        at, number = after
        rows = rows.filter(Q(last_at__lt=at) | Q(last_at=at, pk__lt=number))
    return list(rows.order_by("-last_at", "-pk")[:limit])


def offer_for(actor: Actor, number: int) -> Offer | None:
    rows = Offer.objects.visible_to(actor)
    rows = rows.select_related("sender", "receiver", "challenge", "solution")
    return rows.filter(pk=number).first()


def whole(actor: Actor, row: Offer) -> Whole:
    """Read an offer with its lines and cards; a solution that was withdrawn shows no more."""
    about = [one.subject for one in (row.challenge, row.solution) if one is not None]
    cards = cards_for(actor, about)
    side = side_of(actor, row)
    takes = [act for act in open_steps(STEPS, row.state) if may_move_offer(actor, row, act)]
    return Whole(
        row=row,
        lines=list(Line.objects.filter(offer=row)),
        side=side,
        ours=row.receiver_id in spoken_for(actor),
        challenge=cards.get(Subject("challenge", row.challenge_id or 0)),
        solution=cards.get(Subject("solution", row.solution_id or 0)),
        answers=[act for act in takes if act in ANSWERS],
        steps=[act for act in takes if act not in ANSWERS],
        writes=bool(side) and row.state in LIVE,
        shut=_is_shut(row, side),
    )


def _is_shut(row: Offer, side: str) -> bool:
    receives = side == "receiver"
    own = row.receiver if receives else row.sender
    return bool(side) and is_shut(own, row, of_sender=receives)


def senders_for(actor: Actor, layer: str, without: Iterable[int] = ()) -> list[Organisation]:
    """Give the organisations that the actor may speak for: listed, of one layer."""
    rows = Organisation.objects.listed().filter(pk__in=scopes(actor, "manager"), layer=layer)
    return list(rows.exclude(pk__in=list(without)).order_by("sort_key", "pk")[:MOST])


def authorities_for(actor: Actor, layer: str, without: Iterable[int] = ()) -> list[Organisation]:
    """Give those of them that are public bodies."""
    rows = Organisation.objects.listed().filter(
        pk__in=scopes(actor, "manager"), layer=layer, kind__code__in=AUTHORITIES
    )
    return list(rows.exclude(pk__in=list(without)).order_by("sort_key", "pk")[:MOST])


def solutions_of(organisations: Iterable[Organisation]) -> list[Solution]:
    """Give what these organisations offer in public, each once."""
    held = SolutionOwner.objects.filter(
        solution=OuterRef("pk"),
        organisation__in=[one.pk for one in organisations],
        accepted_at__isnull=False,
    )
    rows = Solution.objects.published().filter(Exists(held))
    return list(rows.order_by("-published_at", "-pk")[:MOST])


def owners_of(solution: Solution) -> list[Organisation]:
    """Give the listed organisations that offer a solution, the first owner first."""
    held = SolutionOwner.objects.filter(solution=solution, accepted_at__isnull=False)
    rows = held.filter(organisation__state=State.LISTED).select_related("organisation")
    return [one.organisation for one in rows]


def open_challenges_of(organisations: Iterable[Organisation]) -> list[Challenge]:
    rows = Challenge.objects.published().filter(owner__in=[one.pk for one in organisations])
    return list(rows.order_by("-published_at", "-pk")[:MOST])


def open_offer(actor: Actor, challenge: int) -> Offer | None:
    """Give an open offer of the actor's organisations to a challenge."""
    rows = Offer.objects.filter(
        kind=Offer.Kind.HELP, challenge=challenge, sender__in=spoken_for(actor), state__in=LIVE
    )
    return rows.order_by("-last_at", "-pk").first()


def waiting_for(challenge: int) -> int:
    """Count the offers of help to a challenge that nobody has answered."""
    return Offer.objects.filter(challenge=challenge, state=Offer.State.WAITING).count()


def to_answer(actor: Actor) -> QuerySet[Offer]:
    """Give the offers that wait for the organisations that the actor manages, the oldest first."""
    rows = Offer.objects.filter(
        receiver__in=scopes(actor, "manager"), state=Offer.State.WAITING
    ).select_related("sender", "receiver", "challenge", "solution")
    return rows.order_by("sent_at", "pk")
