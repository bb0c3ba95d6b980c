"""A backup comes back whole, and a damaged one is found before anything is overwritten."""

import io
import random
import tarfile
import threading

import pytest
from django.apps import apps
from django.db import connection, transaction

from sme4smartcities.accounts.models import Member
from sme4smartcities.config import backup
from sme4smartcities.config import restore as restoring
from sme4smartcities.config.restore import Occupied, restore
from sme4smartcities.core.jobs.models import Outcome
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.journal.services import seal_all
from sme4smartcities.core.journal.verify import database_faults
from sme4smartcities.organisations.checks import suppressions_are_readable
from sme4smartcities.organisations.models import Suppressed
from sme4smartcities.organisations.queries.contacts import is_suppressed
from sme4smartcities.organisations.services.suppressing import suppress
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


def test_an_objection_is_obeyed_on_the_machine_that_a_backup_moves_to(house, tmp_path):
    suppress(actor=None, address="press@b.example", reason=Suppressed.Reason.OBJECTED)
    target = tmp_path / "one.sme4sc"
    backup.write(target)
    house.DATA = tmp_path / "another machine"
    house.FILES = house.DATA / "files"
    suppress(actor=None, address="mayor@b.example", reason=Suppressed.Reason.OBJECTED)
    restore(target, replace=True, say=lambda step: None)
    assert [is_suppressed(f"{name}@b.example") for name in ("press", "mayor", "free")] == [
        True,
        True,
        False,
    ]
    assert suppressions_are_readable() == []


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


def test_others_write_while_a_backup_reads(house, tmp_path, monkeypatch):
    """Of the tables that were read already none is tried: SQLite in memory locks each by itself."""
    failed: list[Exception] = []

    def write() -> None:
        try:
            with transaction.atomic():
                Outcome.objects.create(job=1, done=True)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    add_table, reads = backup._add_table, iter([write])

    def add(writer, model):
        add_table(writer, model)
        for act in reads:  # once, after the first table
            thread = threading.Thread(target=act)
            thread.start()
            thread.join()

    monkeypatch.setattr(backup, "_add_table", add)
    backup.write(tmp_path / "one.sme4sc")
    assert not failed
    assert Outcome.objects.get().done


def test_a_file_that_is_thrown_away_meanwhile_is_left_out(house, tmp_path, monkeypatch):
    (house.FILES / "a" / "half.part-1f").write_bytes(b"half")
    (house.FILES / "b.txt").write_bytes(b"gone in a moment")
    add = backup._Writer.add

    def add_and_delete(self, name, file, **about):
        add(self, name, file, **about)
        (house.FILES / "b.txt").unlink(missing_ok=True)

    monkeypatch.setattr(backup._Writer, "add", add_and_delete)
    kept = backup.write(tmp_path / "one.sme4sc")["members"]
    assert [name for name in kept if name.startswith("files/")] == ["files/a/plan.pdf"]


def test_a_backup_with_a_file_that_nobody_backed_up_is_refused(house, tmp_path):
    target = tmp_path / "one.sme4sc"
    backup.write(target)
    with tarfile.open(target, "a") as archive:
        strange = tarfile.TarInfo("files/strange.html")
        strange.size = 3
        archive.addfile(strange, io.BytesIO(b"<b>"))
    with pytest.raises(backup.Broken, match="strange"):
        backup.verify(target)


def test_a_full_disk_leaves_rows_and_files_as_they_were(house, tmp_path, monkeypatch):
    target = tmp_path / "one.sme4sc"
    backup.write(target)
    make_member("bruno")
    (house.FILES / "new.txt").write_bytes(b"new")

    def full(archive):
        raise OSError("no space left on device")

    monkeypatch.setattr(restoring, "_unpacked_files", full)
    with pytest.raises(OSError, match="no space"):
        restore(target, replace=True, say=lambda step: None)
    assert Member.objects.filter(email="bruno@example.org").exists()
    assert (house.FILES / "new.txt").exists()


def test_what_looks_like_bytes_inside_a_text_stays_what_it_is(house, tmp_path):
    said = {"hex": "not bytes"}
    Outcome.objects.create(job=1, done=True, result=said)
    backup.write(tmp_path / "one.sme4sc")
    restore(tmp_path / "one.sme4sc", replace=True, say=lambda step: None)
    assert Outcome.objects.get().result == said
