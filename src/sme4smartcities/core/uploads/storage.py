"""How a file reaches the disk: whole and synchronised, or not at all."""

import contextlib
import os
import secrets
from typing import IO

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

PART = ".part-"


class WholeFiles(FileSystemStorage):
    """A folder in which no half-written file can be seen, whatever interrupts the writing."""

    def _save(self, name: str, content: File) -> str:
        target = self.path(name)
        folder = os.path.dirname(target)
        os.makedirs(folder, mode=0o700, exist_ok=True)
        part = f"{target}{PART}{secrets.token_hex(8)}"
        try:
            with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
                self._copy(content, out)
            os.replace(part, target)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(part)
            raise
        for each in (folder, os.path.dirname(folder)):
            _synchronise(each)
        return name

    @staticmethod
    def _copy(content: File, out: IO[bytes]) -> None:
        content.seek(0)
        for chunk in content.chunks():
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())


def _synchronise(folder: str) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
