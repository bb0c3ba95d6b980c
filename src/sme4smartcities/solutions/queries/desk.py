"""What waits for a member in the catalogue: questions to answer, drafts to finish, old pages to look at."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from sme4smartcities.core.features import DeskItem
from sme4smartcities.core.formats import isolated
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.models.organisation import scopes
from sme4smartcities.solutions.models import Endorsement, Solution, SolutionOwner, State

MOST = 5


def desk_of(actor: Actor) -> Iterator[DeskItem]:
    """Give what waits, most urgent first: three queries, none for who manages nothing."""
    managed = scopes(actor, "manager")
    if not managed:
        return
    asked = SolutionOwner.objects.filter(organisation__in=managed, accepted_at=None)
    for owner in asked.select_related("solution", "organisation")[:MOST]:
        yield _asked_to_join(owner)
    waiting = Endorsement.objects.filter(
        organisation__in=managed, state=Endorsement.State.ASKED, solution__state=State.PUBLISHED
    )
    for endorsement in waiting.select_related("solution", "organisation")[:MOST]:
        yield _asked_to_endorse(endorsement)
    own = Solution.objects.owned_by(actor).filter(state__in=(State.DRAFT, State.PUBLISHED))
    for row in own.order_by("confirmed_at")[: 4 * MOST]:
        if row.state == State.DRAFT:
            yield _work(row, _("It is a draft. Finish it and publish it."), _("Go on writing"), 35)
        elif row.is_stale:
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
