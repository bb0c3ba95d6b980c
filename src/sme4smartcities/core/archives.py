"""What a zip archive may hold before anything in it is unpacked."""

import os
import stat
import unicodedata
import zipfile
from dataclasses import dataclass
from itertools import pairwise
from typing import IO

from django.utils.translation import gettext as _

from sme4smartcities.core.errors import Refused

ENCRYPTED = 0x1
END_RECORD = 22  # bytes at the end of an archive without a comment
RATIO_FLOOR = 1_000_000  # bytes; below it a good ratio is no bomb
NESTED = (".zip", ".7z", ".rar", ".gz", ".bz2", ".xz", ".zst", ".tar", ".jar", ".cab")


@dataclass(frozen=True, kw_only=True)
class ArchiveLimits:
    entries: int = 2_000
    total: int = 200_000_000  # bytes after unpacking
    ratio: int = 100


def entries_of(file: IO[bytes], limits: ArchiveLimits | None = None) -> list[zipfile.ZipInfo]:
    """List what a harmless archive holds; nothing is unpacked.

    The sizes are those the archive declares: Python's reader never gives more than that of an
    entry. Raises Refused on a broken archive and on whatever looks like an attack.
    """
    limits = limits or ArchiveLimits()
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeError) as error:
        raise damaged() from error
    if not _is_nothing_else(file, entries):
        raise damaged()
    if len(entries) > limits.entries:
        raise Refused(_("The file holds too many parts to be opened safely."), code="bomb")
    _measure(entries, limits)
    _check_names(entries)
    return entries


def damaged() -> Refused:
    return Refused(
        _("The file is damaged: it cannot be opened. Save it again and try once more."),
        code="damaged",
    )


def _is_nothing_else(file: IO[bytes], entries: list[zipfile.ZipInfo]) -> bool:
    """Say whether the archive begins and ends with the file: two types in one are a trick."""
    file.seek(-END_RECORD, os.SEEK_END)
    ends = file.read(4) == b"PK\x05\x06"
    return ends and min((entry.header_offset for entry in entries), default=1) == 0


def _measure(entries: list[zipfile.ZipInfo], limits: ArchiveLimits) -> None:
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    bloated = total > RATIO_FLOOR and total > limits.ratio * max(packed, 1)
    if total > limits.total or bloated or _overlap(entries):
        raise Refused(
            _("The file would grow too large when opened. Save a smaller one."), code="bomb"
        )


def _overlap(entries: list[zipfile.ZipInfo]) -> bool:
    """Say whether two entries share bytes: the trick of bombs that declare honest sizes."""
    spans = sorted((entry.header_offset, entry.compress_size) for entry in entries)
    return any(start + size > following for (start, size), (following, _) in pairwise(spans))


def _check_names(entries: list[zipfile.ZipInfo]) -> None:
    seen = set()
    for entry in entries:
        name = unicodedata.normalize("NFC", entry.orig_filename).casefold()
        if name in seen or _strays(entry.orig_filename) or _is_special(entry):
            raise Refused(
                _("The file holds parts with unsafe names. Save it again with your own program."),
                code="unsafe_names",
            )
        if entry.flag_bits & ENCRYPTED:
            raise Refused(
                _("The file is protected with a password. Save it without one and try again."),
                code="encrypted",
            )
        if name.endswith(NESTED):
            raise Refused(
                _("The file holds another archive. Take it out and upload it on its own."),
                code="nested",
            )
        seen.add(name)


def _strays(name: str) -> bool:
    """Say whether an entry's name could leave the folder it is unpacked into."""
    parts = name.replace("\\", "/").split("/")
    odd = "\0" in name or "\\" in name or len(name) > 255 or (len(name) > 1 and name[1] == ":")
    return odd or not parts[0] or ".." in parts


def _is_special(entry: zipfile.ZipInfo) -> bool:
    """Say whether an entry is a link or a device rather than a file or a folder."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    return kind not in (0, stat.S_IFREG, stat.S_IFDIR)
