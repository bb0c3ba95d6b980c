"""A backup comes back whole, and a damaged one is found before anything is overwritten."""

import random

import pytest
from django.apps import apps
from django.db import transaction

from sme4smartcities.accounts.models import Member
from sme4smartcities.config import backup
from sme4smartcities.config.restore import Occupied, restore
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.journal.services import seal_all
from sme4smartcities.core.journal.verify import database_faults
from tests.conftest import make_member
from tests.core.test_journal import ring

pytestmark = pytest.mark.django_db(transaction=True)


def everything() -> dict[str, list[dict[str, object]]]:
    return {
        model._meta.db_table: list(model._base_manager.order_by("pk").values())
        for model in apps.get_models(include_auto_created=True)
        if model._meta.db_table not in backup.derived_tables()
    }


@pytest.fixture
def house(settings, tmp_path):
    settings.DATA = tmp_path / "data"
    settings.FILES = tmp_path / "data" / "files"
    settings.FILES.mkdir(parents=True)
    (settings.FILES / "a").mkdir()
    (settings.FILES / "a" / "plan.pdf").write_bytes(bytes(range(256)) * 50)
    make_member("amal", roles=("coordinator",))
    ring(1, 2, 3)
    seal_all()
    return settings


def test_operator_restores_what_was_backed_up(house, tmp_path):
    before = everything()
    target = tmp_path / "one.sme4sc"
    backup.write(target)
    with transaction.atomic():
        Member.objects.all().delete()
        Entry.objects.all().delete()
    (house.FILES / "a" / "plan.pdf").unlink()
    restore(target, replace=True, say=lambda step: None)
    assert everything() == before
    assert (house.FILES / "a" / "plan.pdf").read_bytes() == bytes(range(256)) * 50
    assert database_faults() == []


def test_new_rows_after_a_restore_get_new_numbers(house, tmp_path):
    target = tmp_path / "one.sme4sc"
    backup.write(target)
    restore(target, replace=True, say=lambda step: None)
    assert make_member("late").pk > Member.objects.order_by("pk").first().pk


def test_operator_does_not_overwrite_by_accident(house, tmp_path):
    target = tmp_path / "one.sme4sc"
    backup.write(target)
    with pytest.raises(Occupied):
        restore(target, replace=False, say=lambda step: None)


def test_every_damaged_backup_is_refused_and_nothing_changes(house, tmp_path):
    target = tmp_path / "one.sme4sc"
    backup.write(target)
    whole, before = target.read_bytes(), everything()
    dice = random.Random(4)
    for _ in range(40):
        broken = bytearray(whole)
        if dice.random() < 0.3:
            broken = broken[: dice.randrange(1, len(_used(whole)))]
        else:
            start = 512 * dice.randrange(1, len(_used(whole)) // 512)
            broken[start : start + 512] = bytes(dice.randrange(256) for _ in range(512))
        target.write_bytes(bytes(broken))
        with pytest.raises(backup.Broken):
            restore(target, replace=True, say=lambda step: None)
    assert everything() == before


def _used(whole: bytes) -> bytes:
    """A tar ends in blocks of zeros that nobody reads."""
    return whole.rstrip(b"\0")
