"""Every model says whose data it holds and what becomes of each field, or why it holds none."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from sme4smartcities.core.features import PersonalData, all_features
from sme4smartcities.core.personal_data import fates, registry

KNOWN = {"exported", "erased", "anonymised", "kept"}
pytestmark = pytest.mark.once


def all_models() -> list[type[models.Model]]:
    return [m for m in apps.get_models(include_auto_created=True) if not m._meta.proxy]


def impersonal() -> dict[type[models.Model], str]:
    return {m: why for feature in all_features() for m, why in feature.impersonal.items()}


def own_fields(model: type[models.Model]) -> Iterator[str]:
    """Name the fields of a table, links to many included; the row's number says nothing."""
    for field in [*model._meta.concrete_fields, *model._meta.local_many_to_many]:
        if not (field.primary_key and not field.is_relation):
            yield field.name


def links(model: type[models.Model]) -> bool:
    """Say whether this is the table behind a many-to-many field, which its field declares."""
    return bool(model._meta.auto_created)


def test_every_model_is_declared_once():
    declared = [held.model for held in registry()] + list(impersonal())
    assert sorted(m._meta.label for m in all_models() if not links(m) and m not in declared) == []
    assert sorted({m._meta.label for m in declared if declared.count(m) > 1}) == []


@pytest.mark.parametrize("held", registry(), ids=lambda held: held.model._meta.label)
def test_every_field_has_a_fate_or_says_nothing(held: PersonalData):
    fields = set(own_fields(held.model))
    declared = set(held.fields) | set(held.none)
    assert fields ^ (declared - {held.model._meta.pk.name}) == set()
    assert set(held.fields) & set(held.none) == set()
    for name in held.fields:
        assert set(fates(held, name)) <= KNOWN and fates(held, name), name


def test_what_is_kept_says_on_which_basis_and_how_long():
    for held in registry():
        for name, fate in held.fields.items():
            for part in fate.split("+"):
                if part.strip().startswith("kept"):
                    _basis, comma, term = part.partition(":")[2].partition(",")
                    assert comma and term.strip(), f"{held.model._meta.label}.{name}: {fate}"


def test_an_impersonal_model_has_a_reason_and_no_link_to_a_member():
    member = apps.get_model("accounts", "Member")
    for model, why in impersonal().items():
        assert len(why) > 10, model
        pointing = [f.name for f in model._meta.concrete_fields if f.related_model is member]
        assert pointing == [], model._meta.label
