"""What the catalogue does when it hears that organisations or terms changed elsewhere."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.search.services import drop, refresh_many
from sme4smartcities.core.uploads.services import discard_all
from sme4smartcities.organisations.models import Layer
from sme4smartcities.solutions.facts import SolutionDeleted
from sme4smartcities.solutions.models import (
    Endorsement,
    Reference,
    Solution,
    SolutionOwner,
    SolutionTerm,
)

BATCH = 40  # solutions in one transaction, so that no request waits long for the lock


def follow_organisation(organisation: int) -> None:
    """Find or lose the solutions of an organisation that was renamed, hidden or listed again."""
    held = SolutionOwner.objects.filter(organisation=organisation).values("solution")
    _follow(Solution.objects.filter(pk__in=held))


def follow_terms(terms: Collection[int]) -> None:
    """Let the solutions that carry one of the terms be found by its new words."""
    carrying = SolutionTerm.objects.filter(term__in=terms).values("solution")
    _follow(Solution.objects.filter(pk__in=carrying))


def follow_lists() -> None:
    """Find all solutions anew: a whole list changed."""
    _follow(Solution.objects.all())


def _follow(rows: QuerySet[Solution]) -> None:
    numbers = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(numbers), BATCH):
        with transaction.atomic():
            refresh_many("solution", numbers[start : start + BATCH])


@transaction.atomic
def follow_merged_organisation(old: int, new: int) -> None:
    """Pass what an entry offered on to the one that it was merged into, which endorses nothing that
    it offers itself."""
    _pass_on(SolutionOwner.objects.all(), old, new, Q(accepted_at__isnull=False))
    _pass_on(Endorsement.objects.all(), old, new, Q(state=Endorsement.State.GIVEN))
    offered = SolutionOwner.objects.filter(organisation=new).values("solution")
    Endorsement.objects.filter(organisation=new, solution__in=offered).delete()
    Reference.objects.filter(organisation=old).update(organisation=new)


def _pass_on(rows: QuerySet[Any], old: int, new: int, settled: Q) -> None:
    """Pass rows on; where both stand beside a solution, the settled one stays, else the second's."""
    mine, theirs = rows.filter(organisation=old), rows.filter(organisation=new)
    better = list(mine.filter(settled).values_list("solution", flat=True))
    theirs.exclude(settled).filter(solution__in=better).delete()
    mine.filter(solution__in=list(theirs.values_list("solution", flat=True))).delete()
    mine.update(organisation=new)


@transaction.atomic
def let_ownerless_go() -> None:
    """Delete what nobody offers any longer, since the last organisation that did was deleted."""
    rows = Solution.objects.filter(owners=None).exclude(layer=Layer.RECORD)
    for row in rows.select_for_update(of=("self",)):
        number = row.pk
        drop(row.subject)
        row.pictures.all().delete()
        discard_all(row.subject)
        row.delete()
        record(SolutionDeleted(actor_id=SYSTEM.pk, subject_id=number))
