"""Which rows a reader may know of: every read of search starts from here."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypedDict

from django.db.models import Q, QuerySet

from sme4smartcities.core.policies import Actor
from sme4smartcities.core.search.documents import VISITORS
from sme4smartcities.core.search.models import SearchRow

Ids = QuerySet[Any, Any] | Collection[int]


class Reach(TypedDict, total=False):
    """Where a reader looks, and what he or she may know of.

    ``kinds``: none named, all. ``audiences``: a visitor's, unless named. ``restricted`` holds, by
    kind, the restricted subjects the reader may see besides (a feature's ``visible_to``); nothing
    else opens a restricted row. ``within`` narrows to these subjects.
    """

    kinds: Sequence[str]
    audiences: Sequence[str]
    within: Ids | None
    restricted: Mapping[str, Ids]


def audiences_for(actor: Actor) -> tuple[str, ...]:
    """Give the audiences that an actor belongs to by signing in alone."""
    return ("public", "members") if actor.is_authenticated else ("public",)


def opened_to(audiences: Sequence[str]) -> list[str]:
    """Give the audiences of rows that these readers see: of a subject told twice, one telling."""
    opened = [name for name in audiences if name != "restricted"]
    return opened if "members" in opened else [*opened, VISITORS]


def reachable(reach: Reach) -> QuerySet[SearchRow]:
    """Give the rows that this reader may see, each subject's once."""
    opened = Q(audience__in=opened_to(reach.get("audiences", ("public",))))
    for kind, ids in reach.get("restricted", {}).items():
        opened |= Q(audience="restricted", kind=kind, subject_id__in=ids)
    rows = SearchRow.objects.filter(opened)
    if kinds := reach.get("kinds"):
        rows = rows.filter(kind__in=kinds)
    within = reach.get("within")
    return rows if within is None else rows.filter(subject_id__in=within)
