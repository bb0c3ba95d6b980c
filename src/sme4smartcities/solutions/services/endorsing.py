"""A city's word for a solution: asked by its owners, given and taken back by the city alone."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.queries.people import managers_of
from sme4smartcities.solutions.facts import EndorsementAsked, EndorsementMoved
from sme4smartcities.solutions.models import TURNS, Endorsement, Solution, SolutionOwner
from sme4smartcities.solutions.policies import may_be_asked_to_endorse, may_endorse
from sme4smartcities.solutions.services.asking import take_turn
from sme4smartcities.solutions.services.letters import tell
from sme4smartcities.solutions.services.refusals import NOT_YOUR_ANSWER
from sme4smartcities.solutions.services.solutions import opened


@transaction.atomic
def ask_endorsement(*, actor: Actor, solution: Solution, organisation: Organisation) -> Endorsement:
    """Ask a city that used it. One that has declined is not asked again."""
    row = opened(actor, solution)
    if not row.is_public:
        raise Refused(_("Publish the solution first: a city endorses what everybody can read."))
    if not may_be_asked_to_endorse(row, organisation):
        raise Refused(
            _(
                "Only a public body that the directory lists, and that does not offer the solution, endorses it."
            )
        )
    held, new = Endorsement.objects.get_or_create(
        solution=row, organisation=organisation, defaults={"asked_by_id": actor.pk}
    )
    if not new and held.state == Endorsement.State.DECLINED:
        raise Refused(_("This body has declined. It is not asked again."))
    if new:
        take_turn(actor, organisation)
        record(
            EndorsementAsked(actor_id=actor.pk, subject_id=row.pk, organisation_id=organisation.pk)
        )
        for manager in managers_of(organisation):
            key = f"{held.pk}"
            tell(manager, "endorsement_asked", row, page="endorse", about=organisation, key=key)
    return held


@transaction.atomic
def move_endorsement(
    *, actor: Actor, endorsement: Endorsement, act: str, text: str = "", language: str = ""
) -> Endorsement:
    """Give the city's word, decline, or take it back, at any time."""
    rows = Endorsement.objects.select_for_update(of=("self",))
    row = rows.select_related("solution", "organisation__kind").get(pk=endorsement.pk)
    require(may_endorse(actor, row), NOT_YOUR_ANSWER)
    turn = TURNS[act]
    if row.state == turn.target:
        return row
    if row.state not in turn.sources:
        raise Refused(_("This step does not lead on from here."))
    was, row.state = row.state, turn.target
    row.text = text.strip() if row.state == Endorsement.State.GIVEN else ""
    row.language = language if row.text else ""
    row.answered_by_id, row.answered_at = actor.pk, timezone.now()
    row.full_clean()
    row.save()
    record(
        EndorsementMoved(
            actor_id=actor.pk,
            subject_id=row.solution_id,
            organisation_id=row.organisation_id,
            act=act,
            was=was,
            now=row.state,
        )
    )
    _tell_owners(row, act)
    return row


def _tell_owners(row: Endorsement, act: str) -> None:
    owners = SolutionOwner.objects.filter(solution=row.solution, accepted_at__isnull=False)
    key, kind = f"{row.pk}:{row.answered_at}", f"endorsement_{act}"
    for owner in owners.select_related("organisation"):
        for manager in managers_of(owner.organisation):
            tell(manager, kind, row.solution, page="people", about=row.organisation, key=key)


@transaction.atomic
def take_endorsement_back(*, actor: Actor, endorsement: Endorsement) -> None:
    """Take an unanswered question back."""
    opened(actor, endorsement.solution)
    row = Endorsement.objects.select_for_update().get(pk=endorsement.pk)
    if row.state != Endorsement.State.ASKED:
        raise Refused(_("It has been answered. Only the city itself can change its word."))
    number, organisation = row.solution_id, row.organisation_id
    row.delete()
    record(
        EndorsementMoved(
            actor_id=actor.pk,
            subject_id=number,
            organisation_id=organisation,
            act="take_back",
            was=Endorsement.State.ASKED,
            now="",
        )
    )
