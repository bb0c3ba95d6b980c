"""Who carries a term: the objects behind the rows that point at it, over all features."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Count, F, Value

from sme4smartcities.core.cards import cards_for
from sme4smartcities.core.features import SubjectCard, all_features
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import Subject, SubjectModel
from sme4smartcities.vocabularies.models import Term
from sme4smartcities.vocabularies.queries.usage import carriers

SHOWN = 40


@dataclass(frozen=True)
class Carried:
    """How many rows carry a term, by the kind of object they belong to, and some of them by name."""

    counts: list[tuple[object, int]]  # label of the kind, or "" where it has none; rows
    cards: list[SubjectCard]

    @property
    def total(self) -> int:
        return sum(count for _label, count in self.counts)


def carried(actor: Actor, term: Term) -> Carried:
    """Say who carries the term, with the names that the reader may see: two queries and the names'."""
    counts: dict[str, int] = {}
    for kind, number in _united(_counted(term)):
        if number:
            counts[kind] = counts.get(kind, 0) + number
    subjects = [Subject(kind, number) for kind, number in _united(_named(term))[:SHOWN] if number]
    cards = sorted(cards_for(actor, subjects).values(), key=lambda card: card.title)
    labels = _labels()
    return Carried([(labels.get(kind, ""), counts[kind]) for kind in sorted(counts)], cards)


def _labels() -> dict[str, object]:
    return {source.kind: source.label for feature in all_features() for source in feature.search}


def _united(parts: list[Any]) -> Any:
    return parts[0].union(*parts[1:], all=True).order_by("owner_kind") if parts else ()


def _rows(term: Term) -> Iterator[tuple[models.QuerySet[Any, Any], str]]:
    """Give the rows of each table that carry the term, marked with the kind of their owner."""
    for model, field in carriers():
        kind, path = _owner(model) or ("", "pk")
        rows = model._base_manager.filter(**{field.name: term}).order_by()
        yield rows.annotate(owner_kind=Value(kind, models.CharField())), path


def _counted(term: Term) -> list[Any]:
    return [
        rows.values("owner_kind")
        .annotate(owner_number=Count("pk"))
        .values_list("owner_kind", "owner_number")
        for rows, _path in _rows(term)
    ]


def _named(term: Term) -> list[Any]:
    return [
        rows.annotate(owner_number=F(path)).values_list("owner_kind", "owner_number").distinct()
        for rows, path in _rows(term)
    ]


def _owner(model: type[models.Model], path: str = "", deep: int = 0) -> tuple[str, str] | None:
    """Find the object that a row speaks of: itself, or what it hangs on, two steps away at most."""
    if issubclass(model, SubjectModel):
        return str(model._meta.model_name), f"{path}pk"
    if deep > 1:
        return None
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey) and field.related_model is not Term:
            found = _owner(field.related_model, f"{path}{field.name}__", deep + 1)
            if found:
                return found
    return None
