"""What happens to a file."""

from dataclasses import dataclass
from typing import ClassVar

from sme4smartcities.core.journal.facts import Fact


class FileFact(Fact):
    subject_kind: ClassVar[str] = "file"


@dataclass(frozen=True, kw_only=True)
class FileAccepted(FileFact):
    """``about`` is the thing it belongs to, as kind:id."""

    about: str
    media_type: str
    size: int


@dataclass(frozen=True, kw_only=True)
class FileOpened(FileFact):
    """The audience of a file changed."""

    audience: str


class FileCleared(FileFact):
    """The scanner found nothing."""


class FileQuarantined(FileFact):
    """The scanner found something."""


class FileDiscarded(FileFact):
    pass
