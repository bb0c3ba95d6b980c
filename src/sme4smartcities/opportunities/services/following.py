"""What the radar does when it hears that organisations or terms changed elsewhere."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet

from sme4smartcities.core.search.services import refresh_many
from sme4smartcities.opportunities.models import Opportunity, OpportunityTerm

BATCH = 40  # in one transaction, so that no request waits long for the lock


def follow_organisation(organisation: int) -> None:
    """Find or lose what an organisation offers that was renamed, hidden or listed again."""
    _follow(Opportunity.objects.filter(owner=organisation))


def follow_terms(terms: Collection[int]) -> None:
    """Let what carries one of the terms be found by its new words."""
    carrying = OpportunityTerm.objects.filter(term__in=terms).values("opportunity")
    _follow(Opportunity.objects.filter(pk__in=carrying))


def follow_lists() -> None:
    """Find all anew: a whole list changed."""
    _follow(Opportunity.objects.listed())


def _follow(rows: QuerySet[Opportunity]) -> None:
    numbers = list(rows.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(numbers), BATCH):
        with transaction.atomic():
            refresh_many("opportunity", numbers[start : start + BATCH])


@transaction.atomic
def follow_merged_organisation(old: int, new: int) -> None:
    """Pass what an entry offered on to the one that it was merged into."""
    Opportunity.objects.filter(owner=old).update(owner=new)
