"""What waits for a member in the catalogue: questions to answer, drafts to finish, old pages to look at."""

from collections.abc import Iterator

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sme4smartcities.core.features import DeskItem, Waiting
from sme4smartcities.core.formats import isolated
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.models import Layer
from sme4smartcities.organisations.models.organisation import scopes
from sme4smartcities.solutions.models import FRESH, Endorsement, Solution, SolutionOwner, State

MOST = 5


def _joins(actor: Actor) -> QuerySet[SolutionOwner]:
    """Give the places among owners that are offered to the actor's organisations."""
    managed = scopes(actor, "manager")
    return SolutionOwner.objects.filter(organisation__in=managed, accepted_at=None)


def _endorsements(actor: Actor) -> QuerySet[Endorsement]:
    """Give the words on published solutions for which the actor's organisations are asked."""
    return Endorsement.objects.filter(
        organisation__in=scopes(actor, "manager"),
        state=Endorsement.State.ASKED,
        solution__state=State.PUBLISHED,
    )


def _work_of(actor: Actor) -> QuerySet[Solution]:
    """Give the drafts of the actor's organisations and what nobody has looked through for a year."""
    old = Q(state=State.PUBLISHED, confirmed_at__lt=timezone.now() - FRESH)
    old &= ~Q(layer=Layer.RECORD)
    own = Solution.objects.owned_by(actor).filter(Q(state=State.DRAFT) | old)
    return own.order_by("confirmed_at")


def _to_join(actor: Actor) -> Iterator[DeskItem]:
    return map(_asked_to_join, _joins(actor).select_related("solution", "organisation")[:MOST])


def _to_endorse(actor: Actor) -> Iterator[DeskItem]:
    rows = _endorsements(actor).select_related("solution", "organisation")
    return map(_asked_to_endorse, rows[:MOST])


def _to_work_on(actor: Actor) -> Iterator[DeskItem]:
    for row in _work_of(actor)[: 4 * MOST]:
        if row.state == State.DRAFT:
            yield _work(row, _("It is a draft. Finish it and publish it."), _("Go on writing"), 35)
        else:
            yield _work(row, _("Nobody has looked it through for a year."), _("Look"), 60)


def _asked_to_join(owner: SolutionOwner) -> DeskItem:
    return DeskItem(
        title=owner.solution.name,
        text=_("%(name)s is asked to offer this solution with its owners.")
        % {"name": isolated(owner.organisation.title)},
        url=reverse("solutions:join", args=(owner.solution_id,)),
        label=_("Answer"),
        icon="team",
        urgency=15,
    )


def _asked_to_endorse(endorsement: Endorsement) -> DeskItem:
    return DeskItem(
        title=endorsement.solution.name,
        text=_("%(name)s is asked for a few words on this solution.")
        % {"name": isolated(endorsement.organisation.title)},
        url=reverse("solutions:endorse", args=(endorsement.solution_id,)),
        label=_("Answer"),
        icon="ok",
        urgency=22,
    )


def _work(row: Solution, text: str, label: str, urgency: int) -> DeskItem:
    page = "keep" if row.state == State.DRAFT else "solution"
    return DeskItem(
        title=row.name,
        text=text,
        url=reverse(f"solutions:{page}", args=(row.pk,)),
        label=label,
        icon="idea",
        urgency=urgency,
    )


joins_wait = Waiting(rows=_joins, items=_to_join)
endorsements_wait = Waiting(rows=_endorsements, items=_to_endorse)
work_waits = Waiting(rows=_work_of, items=_to_work_on)
