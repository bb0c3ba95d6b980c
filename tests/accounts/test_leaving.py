"""A member takes everything away, and leaves without a trace that names him or her."""

import io
import json
import os
import zipfile
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.utils import timezone

from sme4smartcities.accounts import services
from sme4smartcities.accounts.models import DataExport, Member
from sme4smartcities.accounts.services import downloads, erasure
from sme4smartcities.core.errors import Conflict
from sme4smartcities.core.mail.models import Mail
from tests.conftest import make_member
from tests.security.cells import signed_in


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "files")},
        },
    }


def archive_of(export: DataExport) -> zipfile.ZipFile:
    with default_storage.open(export.stored_as, "rb") as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def test_member_downloads_what_is_kept(stranger, worker):
    services.ask_for_download(actor=stranger)
    worker.run()
    export = DataExport.objects.get()
    assert export.is_ready and export.done == export.total
    archive = archive_of(export)
    rows = json.loads(archive.read("accounts.member.json"))
    assert rows[0]["email"] == stranger.email
    assert Mail.objects.filter(to=stranger.email).exists()


def test_a_double_click_makes_one_archive(stranger):
    first = services.ask_for_download(actor=stranger)
    assert services.ask_for_download(actor=stranger) == first


def test_only_the_owner_fetches_the_archive(stranger, owner, worker):
    services.ask_for_download(actor=stranger)
    worker.run()
    address = f"/en/account/data/{DataExport.objects.get().pk}/"
    assert signed_in(stranger).get(address).status_code == 200
    assert signed_in(owner).get(address).status_code == 404


def test_an_archive_that_cannot_be_made_stands_in_nobodys_way(stranger, worker, monkeypatch):
    first = services.ask_for_download(actor=stranger)
    monkeypatch.setattr(downloads, "gather", lambda member: 1 / 0)
    worker.run_whatever_fails()
    monkeypatch.undo()
    first.refresh_from_db()
    assert first.failed_at and not first.is_running
    again = services.ask_for_download(actor=stranger)
    assert again != first
    downloads.build_download(first.pk)  # the job is tried again, and now it goes well
    first.refresh_from_db()
    assert first.is_ready and not first.failed_at


def test_a_lost_worker_blocks_nobody_for_ever_and_leaves_no_archive(stranger, monkeypatch):
    first = services.ask_for_download(actor=stranger)
    with monkeypatch.context() as killed, pytest.raises(ZeroDivisionError):
        killed.setattr(downloads, "_close", lambda *ends: 1 / 0)
        downloads.build_download(first.pk)
    long_ago = timezone.now() - timedelta(days=2)
    DataExport.objects.filter(pk=first.pk).update(failed_at=None, requested_at=long_ago)
    assert services.ask_for_download(actor=stranger) != first
    (left,) = default_storage.listdir("downloads")[1]
    assert downloads.sweep_downloads() == 0  # it may be one that is being written
    os.utime(default_storage.path(f"downloads/{left}"), (1, 1))
    assert downloads.sweep_downloads() == 1


def test_an_archive_leaves_after_a_week(stranger, worker):
    services.ask_for_download(actor=stranger)
    worker.run()
    DataExport.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    name = DataExport.objects.get().stored_as
    assert services.remove_old_downloads() == 1
    assert DataExport.objects.get().stored_as == "" and not DataExport.objects.get().is_ready
    assert name


def test_member_who_changes_her_mind_stays(stranger):
    services.ask_for_erasure(actor=stranger)
    assert Member.objects.get(pk=stranger.pk).erase_after
    services.cancel_erasure(actor=stranger)
    assert Member.objects.get(pk=stranger.pk).erase_after is None
    assert erasure.erase_due() == 0


def test_the_last_coordinator_cannot_leave(coordinator):
    with pytest.raises(Conflict):
        services.ask_for_erasure(actor=coordinator)


def everything() -> str:
    """All text of all tables: where a name could hide."""
    return "\n".join(
        repr(list(model._base_manager.values_list())) for model in apps.get_models(True)
    )


def test_erased_member_leaves_no_trace_and_the_journal_holds(db):
    member = make_member("canary7391")
    services.ask_for_erasure(actor=member)
    Member.objects.update(erase_after=timezone.now() - timedelta(minutes=1))
    assert "canary7391" in everything()
    assert erasure.erase_due() == 1
    assert "canary7391" not in everything().lower()
    stone = Member.objects.get(pk=member.pk)
    assert (stone.name, stone.is_active, bool(stone.erased_at)) == ("", False, True)


def test_erased_address_may_register_anew(db):
    member = make_member("canary7391")
    erasure.erase_member(actor=member, number=member.pk)
    assert make_member("canary7391").pk != member.pk


def test_a_restored_member_is_erased_again_and_a_reused_number_is_not(db):
    member = make_member("canary7391")
    before = {f.attname: getattr(member, f.attname) for f in Member._meta.concrete_fields}
    erasure.erase_member(actor=member, number=member.pk)
    Member.objects.filter(pk=member.pk).update(**before)
    erasure.erase_again()
    assert Member.objects.get(pk=member.pk).erased_at
    Member.objects.filter(pk=member.pk).update(**{**before, "joined_at": timezone.now()})
    erasure.erase_again()
    assert Member.objects.get(pk=member.pk).erased_at is None
