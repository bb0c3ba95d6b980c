"""Where terms are used, over all features, without knowing one of them."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.db.models import Count, F

from sme4smartcities.vocabularies.models import Term, Vocabulary


def carriers() -> Iterator[tuple[type[models.Model], "models.Field[Any, Any]"]]:
    """Give every model and foreign key that points at a term, save those of terms themselves.

    Tables that join a term to many things (many-to-many) are models here as well.
    """
    for relation in Term._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and relation.related_model is not Term:
            yield relation.related_model, relation.field


def _rows(model: type[models.Model], field: "models.Field[Any, Any]") -> models.QuerySet[Any, Any]:
    return model._base_manager.annotate(carried=F(f"{field.name}_id")).order_by()


def uses(vocabulary: Vocabulary) -> dict[int, int]:
    """Count the uses of each term of a list that has any, in one query over all tables."""
    parts = [
        _rows(model, field)
        .filter(**{f"{field.name}__vocabulary": vocabulary})
        .values("carried")
        .annotate(times=Count("pk"))
        .values_list("carried", "times")
        for model, field in carriers()
    ]
    counted: dict[int, int] = {}
    for number, times in parts[0].union(*parts[1:], all=True) if parts else ():
        counted[number] = counted.get(number, 0) + times
    return counted


def uses_of(term: Term) -> int:
    """Count the uses of one term."""
    parts = [
        _rows(model, field)
        .filter(**{field.name: term})
        .values("carried")
        .annotate(times=Count("pk"))
        .values_list("times", flat=True)
        for model, field in carriers()
    ]
    return sum(parts[0].union(*parts[1:], all=True)) if parts else 0
