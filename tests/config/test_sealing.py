"""A sealed backup opens with its key, in this house or by age itself, and with nothing else."""

import random

import pytest
from django.core.management import CommandError, call_command

from sme4smartcities.accounts.models import Member
from sme4smartcities.config.backup import newest
from tests.conftest import make_member

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def key(settings, tmp_path, capsys):
    """Give the file of a key whose public half the settings name."""
    settings.DATA = tmp_path / "data"
    settings.FILES = settings.DATA / "files"
    settings.FILES.mkdir(parents=True)
    path = tmp_path / "key.txt"
    call_command("backup", "--new-key", str(path))
    settings.BACKUP_TO = [capsys.readouterr().out.strip()]
    assert path.stat().st_mode & 0o777 == 0o600
    make_member("amal")
    return path


def made(settings):
    call_command("backup")
    return newest(settings.DATA / "backups")[0]


def test_the_operator_restores_a_sealed_backup_and_leaves_nothing_plain(settings, key):
    sealed = made(settings)
    assert sealed.name.endswith(".sme4sc.age")
    assert b"amal@example.org" not in sealed.read_bytes()
    assert [path.name for path in sealed.parent.iterdir()] == [sealed.name]
    Member.objects.update(name="Lost")
    call_command("restore", str(sealed), "--identity", str(key), "--replace")
    assert Member.objects.get().name == "Amal"
    assert not list(settings.DATA.glob("opened-*"))


def test_without_the_right_key_nothing_is_changed(settings, key, tmp_path):
    sealed, other = made(settings), tmp_path / "other.txt"
    call_command("backup", "--new-key", str(other))
    Member.objects.update(name="Kept")
    for more in ([], ["--identity", str(other)], ["--identity", str(sealed.parent / "none")]):
        with pytest.raises(CommandError, match="Nothing was changed"):
            call_command("restore", str(sealed), *more, "--replace")
    assert Member.objects.get().name == "Kept"


def test_a_sealed_backup_that_was_touched_is_refused(settings, key):
    sealed = made(settings)
    whole, dice = sealed.read_bytes(), random.Random(7)
    for _ in range(20):
        broken = bytearray(whole)
        broken[dice.randrange(30, len(broken))] ^= 1 << dice.randrange(8)
        sealed.write_bytes(bytes(broken))
        with pytest.raises(CommandError, match="Nothing was changed"):
            call_command("restore", str(sealed), "--identity", str(key), "--replace")


def test_several_keys_open_it_each_alone(settings, key, tmp_path, capsys):
    second = tmp_path / "second.txt"
    call_command("backup", "--new-key", str(second))
    settings.BACKUP_TO = [*settings.BACKUP_TO, capsys.readouterr().out.strip()]
    sealed = made(settings)
    for one in (key, second):
        call_command("restore", str(sealed), "--identity", str(one), "--replace")


def test_a_wrong_public_key_is_said_before_anything_is_written(settings, key):
    with pytest.raises(CommandError, match="Nothing was written"):
        call_command("backup", "--encrypt-to", "age1nonsense")
    assert not (settings.DATA / "backups").exists()


def test_no_key_is_ever_written_over(key):
    before = key.read_text()
    with pytest.raises(CommandError):
        call_command("backup", "--new-key", str(key))
    assert key.read_text() == before
