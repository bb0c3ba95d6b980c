"""Seal a backup for keys that lie elsewhere, so that whoever takes the file reads nothing (age)."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyrage
from django.conf import settings

from sme4smartcities.config.backup import Broken

SUFFIX = ".age"
MARK = b"age-encryption.org/"


def recipients_of(written: Sequence[str]) -> list[pyrage.x25519.Recipient]:
    """Read public keys (age1…). Raises Broken on one that is none, before anything is written."""
    try:
        return [pyrage.x25519.Recipient.from_str(one.strip()) for one in written]
    except pyrage.RecipientError as error:
        raise Broken(f"this is no public key of age: {error}") from error


def seal(plain: Path, recipients: Sequence[pyrage.x25519.Recipient]) -> Path:
    """Put a sealed file in the place of a plain one; any one of the keys opens it."""
    sealed = plain.with_name(plain.name + SUFFIX)
    part = plain.with_name(sealed.name + ".part")
    part.touch(mode=0o600)
    pyrage.encrypt_file(str(plain), str(part), list(recipients))
    part.replace(sealed)
    plain.unlink()
    return sealed


@contextmanager
def opened(source: Path, identity: Path | None) -> Iterator[Path]:
    """Give the plain file of a backup, for as long as it is needed. Raises Broken without its key."""
    with source.open("rb") as file:
        is_sealed = file.read(len(MARK)) == MARK
    if not is_sealed:
        yield source
        return
    if identity is None:
        raise Broken(f"{source.name} is sealed: name the file of its key with --identity")
    settings.DATA.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.DATA, prefix="opened-") as folder:
        plain = Path(folder) / source.name.removesuffix(SUFFIX)
        try:
            pyrage.decrypt_file(str(source), str(plain), _identities(identity))
        except (pyrage.DecryptError, OSError) as error:
            raise Broken(f"{source.name} does not open with this key ({error})") from error
        yield plain


def _identities(path: Path) -> list[pyrage.x25519.Identity]:
    """Read a file as age-keygen writes it: a key in each line that is no comment."""
    lines = [line.strip() for line in path.read_text().splitlines()]
    try:
        return [pyrage.x25519.Identity.from_str(line) for line in lines if line and line[0] != "#"]
    except pyrage.IdentityError as error:
        raise Broken(f"{path.name} holds no key of age ({error})") from error


def make_key(path: Path) -> str:
    """Write a new key, readable by its owner alone, and give its public half."""
    key = pyrage.x25519.Identity.generate()
    public = str(key.to_public())
    with open(path, "x", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(f"# public key: {public}\n{key}\n")
    return public
