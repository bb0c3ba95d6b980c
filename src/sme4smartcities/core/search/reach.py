"""Which rows a reader may know of: every read of search starts from here."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from sme4smartcities.core.policies import Actor
from sme4smartcities.core.search.models import SearchRow

Ids = QuerySet[Any, Any] | Collection[int]
NOTHING: Mapping[str, Ids] = {}


def audiences_for(actor: Actor) -> tuple[str, ...]:
    """Give the audiences that an actor belongs to by signing in alone."""
    return ("public", "members") if actor.is_authenticated else ("public",)


def reachable(
    kinds: Sequence[str],
    audiences: Sequence[str],
    within: Ids | None,
    restricted: Mapping[str, Ids],
) -> QuerySet[SearchRow]:
    """Give the rows of these kinds (none named: all) that these readers may see.

    ``restricted`` holds, by kind, the restricted subjects they may see besides (a feature's
    ``visible_to``); nothing else opens a restricted row. ``within`` narrows to these subjects.
    """
    opened = Q(audience__in=[name for name in audiences if name != "restricted"])
    for kind, ids in restricted.items():
        opened |= Q(audience="restricted", kind=kind, subject_id__in=ids)
    rows = SearchRow.objects.filter(opened)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    return rows if within is None else rows.filter(subject_id__in=within)
