"""Follow the fates that the manifests declare: gather what is kept about a member, and erase it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction

from sme4smartcities.core.features import PersonalData, all_features

STAYS = ("anonymised", "kept")


@dataclass(frozen=True)
class Gathered:
    """All rows of one model about one member, and the files that belong to them."""

    name: str
    rows: Sequence[Mapping[str, Any]]
    files: Sequence[tuple[str, Any]] = ()


def registry() -> list[PersonalData]:
    """Give every declaration, the highest feature first: what hangs on others goes before them."""
    return [held for feature in reversed(all_features()) for held in feature.personal_data]


def fates(held: PersonalData, field: str) -> list[str]:
    """Split a field's fate into its parts, without the reasons that follow a colon."""
    text = held.fields.get(field, "")
    return [part.split(":")[0].strip() for part in text.split("+") if part.strip()]


def gather(member: Any) -> Iterator[Gathered]:
    """Give everything that the platform keeps about a member, model by model."""
    for held in registry():
        rows = _exported(held, member)
        files = list(held.files(member)) if held.files else []
        if rows or files:
            yield Gathered(held.model._meta.label_lower, rows, files)


def _exported(held: PersonalData, member: Any) -> list[Mapping[str, Any]]:
    if held.export:
        return list(held.export(member))
    names = [name for name in held.fields if "exported" in fates(held, name)]
    if not (names and held.member):
        return []
    rows = held.model._base_manager.filter(**{held.member: member.pk}).order_by("pk")
    return [{name: _plain(row, name) for name in names} for row in rows]


def _plain(row: models.Model, name: str) -> Any:
    """Give one field's value as a download shows it; links to other rows as their numbers."""
    field = row._meta.get_field(name)
    if field.many_to_many:
        return [str(other) for other in getattr(row, name).all()]
    return getattr(row, getattr(field, "attname", name))


@transaction.atomic
def erase(member: Any) -> None:
    """Erase a member from every model, as its declaration says."""
    for held in registry():
        if held.erase:
            held.erase(member)
        elif held.member:
            _erase_rows(held, held.model._base_manager.filter(**{held.member: member.pk}))


def _erase_rows(held: PersonalData, rows: models.QuerySet[Any]) -> None:
    """Delete rows of which nothing stays; blank the erased fields of the others."""
    named = {name: fates(held, name) for name in held.fields}
    if not any(fate in STAYS for listed in named.values() for fate in listed):
        rows.delete()
        return
    gone = [name for name, listed in named.items() if "erased" in listed]
    plain = [name for name in gone if not held.model._meta.get_field(name).many_to_many]
    for name in set(gone) - set(plain):
        for row in rows:
            getattr(row, name).clear()
    if plain:
        rows.update(**{name: blank(held.model._meta.get_field(name)) for name in plain})


def blank(field: Any) -> Any:
    """Give the value of a field that tells nothing."""
    if field.null:
        return None
    if isinstance(field, models.CharField | models.TextField | models.FileField):
        return ""
    return field.get_default()
