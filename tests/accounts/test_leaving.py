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

from sme4smartcities.accounts import services, tasks
from sme4smartcities.accounts.models import DataExport, Member
from sme4smartcities.accounts.services import downloads, erasure
from sme4smartcities.core.errors import Conflict
from sme4smartcities.core.health import signs
from sme4smartcities.core.jobs.engine import engine
from sme4smartcities.core.jobs.models import Job
from sme4smartcities.core.jobs.queries import dead_letters
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
    assert erasure.erasures_due() == []


def test_the_last_coordinator_cannot_leave(coordinator):
    with pytest.raises(Conflict):
        services.ask_for_erasure(actor=coordinator)


def everything() -> str:
    """All text of all tables: where a name could hide."""
    return "\n".join(
        repr(list(model._base_manager.values_list())) for model in apps.get_models(True)
    )


def overdue(*members: Member) -> None:
    for member in members:
        services.ask_for_erasure(actor=member)
    a_minute_ago = timezone.now() - timedelta(minutes=1)
    Member.objects.filter(pk__in=[m.pk for m in members]).update(erase_after=a_minute_ago)


def test_erased_member_leaves_no_trace_and_the_journal_holds(worker):
    member = make_member("canary7391")
    overdue(member)
    assert "canary7391" in everything()
    tasks.keep_terms.enqueue()
    worker.run()
    assert "canary7391" not in everything().lower()
    stone = Member.objects.get(pk=member.pk)
    assert (stone.name, stone.is_active, bool(stone.erased_at)) == ("", False, True)


@pytest.fixture
def unwilling(monkeypatch):
    """Let the erasure of one member fail, as a full disk or a fault in one model would."""
    refusing: set[int] = set()
    erase = erasure.erase

    def erase_or_fail(member: Member) -> None:
        erase(member)
        if member.pk in refusing:
            raise OSError("No space left on device")

    monkeypatch.setattr(erasure, "erase", erase_or_fail)
    monkeypatch.setattr(type(engine().patience), "delay", lambda self, attempts: timedelta())
    return refusing


def erased(*members: Member) -> list[bool]:
    return [bool(Member.objects.get(pk=member.pk).erased_at) for member in members]


def test_an_erasure_that_fails_holds_up_nobody_and_the_operator_is_told(
    owner, stranger, expert, worker, unwilling
):
    unwilling.add(owner.pk)
    overdue(owner, stranger, expert)
    tasks.keep_terms.enqueue()
    worker.run_whatever_fails()
    assert erased(owner, stranger, expert) == [False, True, True]
    (letter,) = dead_letters()
    assert (letter.args, letter.attempts) == ([owner.pk], 5)
    assert [sign.name for sign in signs() if sign.name == "dead letters" and not sign.well]
    tasks.keep_terms.enqueue()  # an hour later: told once is enough
    worker.run_whatever_fails()
    assert [one.attempts for one in dead_letters()] == [5]


def test_an_erasure_that_failed_is_tried_again_the_next_day(owner, worker, unwilling):
    unwilling.add(owner.pk)
    overdue(owner)
    tasks.keep_terms.enqueue()
    worker.run_whatever_fails()
    unwilling.clear()
    Job.objects.filter(status="failed").update(finished_at=timezone.now() - timedelta(hours=25))
    tasks.keep_terms.enqueue()
    worker.run()
    assert (erased(owner), dead_letters()) == ([True], [])


def test_member_whose_erasure_failed_may_change_her_mind_for_good(stranger, worker, unwilling):
    unwilling.add(stranger.pk)
    overdue(stranger)
    tasks.keep_terms.enqueue()
    worker.run_whatever_fails()
    services.cancel_erasure(actor=stranger)
    erasure.erase_again()  # after a restore
    assert erased(stranger) == [False]


def test_an_erasure_that_fails_after_a_restore_is_left_to_the_worker(
    owner, stranger, worker, unwilling
):
    kept = {m.pk: Member.objects.filter(pk=m.pk).values()[0] for m in (owner, stranger)}
    for number in kept:
        erasure.erase_member(actor=owner, number=number)
    for number, row in kept.items():
        Member.objects.filter(pk=number).update(**row)
    unwilling.add(owner.pk)
    erasure.erase_again()
    assert erased(owner, stranger) == [False, True]
    unwilling.clear()
    tasks.keep_terms.enqueue()
    worker.run()
    assert erased(owner) == [True]


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
