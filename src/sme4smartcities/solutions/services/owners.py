"""A further organisation is asked to offer a solution too; it accepts, declines, or leaves later."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.queries.people import managers_of
from sme4smartcities.solutions import facts
from sme4smartcities.solutions.models import Solution, SolutionOwner
from sme4smartcities.solutions.policies import may_answer, may_be_asked
from sme4smartcities.solutions.services.asking import take_turn
from sme4smartcities.solutions.services.letters import tell
from sme4smartcities.solutions.services.refusals import NOT_YOUR_ANSWER, OTHER_LAYER
from sme4smartcities.solutions.services.solutions import opened

MOST = 12


@transaction.atomic
def ask_owner(*, actor: Actor, solution: Solution, organisation: Organisation) -> SolutionOwner:
    """Ask an organisation; asking twice changes nothing."""
    row = opened(actor, solution)
    if not may_be_asked(row, organisation):
        raise Refused(OTHER_LAYER)
    if row.owners.count() >= MOST:
        raise Refused(_("There is room for %(most)s of them.") % {"most": MOST})
    owner, new = SolutionOwner.objects.get_or_create(
        solution=row,
        organisation=organisation,
        defaults={"asked_by_id": actor.pk, "position": row.owners.count()},
    )
    if new:
        take_turn(actor, organisation)
        _record(facts.OwnerAsked, actor, owner)
        for manager in managers_of(organisation):
            tell(manager, "owner_asked", row, page="join", about=organisation, key=f"{owner.pk}")
    return owner


@transaction.atomic
def accept_owner(*, actor: Actor, owner: SolutionOwner) -> None:
    row = _asked(actor, owner)
    if row.accepted_at is None:
        row.accepted_at = timezone.now()
        row.save(update_fields=["accepted_at"])
        _record(facts.OwnerJoined, actor, row)
        _tell_asker(row, "owner_joined")


@transaction.atomic
def decline_owner(*, actor: Actor, owner: SolutionOwner) -> None:
    """Say no to being an owner; the question goes."""
    row = _asked(actor, owner)
    if row.accepted_at is not None:
        raise Refused(_("Your organisation offers this solution already. You can leave it."))
    _record(facts.OwnerDeclined, actor, row)
    _tell_asker(row, "owner_declined")
    row.delete()


@transaction.atomic
def leave_owner(*, actor: Actor, owner: SolutionOwner) -> None:
    """Offer the solution no longer; its last owner withdraws or deletes it instead."""
    Solution.objects.select_for_update().get(pk=owner.solution_id)  # of two who go, one is the last
    row = _asked(actor, owner)
    others = row.solution.owners.exclude(pk=row.pk).exclude(accepted_at=None)
    if row.accepted_at is not None and not others.exists():
        raise Refused(_("You are its last owner. Withdraw or delete the solution instead."))
    _record(facts.OwnerLeft, actor, row)
    row.delete()


@transaction.atomic
def take_owner_back(*, actor: Actor, owner: SolutionOwner) -> None:
    """Take a question back that nobody has answered; who accepted leaves by itself."""
    opened(actor, owner.solution)
    row = SolutionOwner.objects.select_for_update().get(pk=owner.pk)
    if row.accepted_at is not None:
        raise Refused(_("It offers the solution already. Only its own managers can leave."))
    _record(facts.OwnerLeft, actor, row)
    row.delete()


def _asked(actor: Actor, owner: SolutionOwner) -> SolutionOwner:
    rows = SolutionOwner.objects.select_for_update(of=("self",))
    row = rows.select_related("organisation", "solution", "asked_by").get(pk=owner.pk)
    require(may_answer(actor, row), NOT_YOUR_ANSWER)
    return row


def _tell_asker(owner: SolutionOwner, kind: str) -> None:
    if owner.asked_by and owner.asked_by.is_active:
        about, key = owner.organisation, f"{owner.pk}"
        tell(owner.asked_by, kind, owner.solution, page="people", about=about, key=key)


def _record(
    fact: type[facts.OrganisationFactOfSolution], actor: Actor, owner: SolutionOwner
) -> None:
    record(
        fact(
            actor_id=actor.pk,
            subject_id=owner.solution_id,
            organisation_id=owner.organisation_id,
        )
    )
