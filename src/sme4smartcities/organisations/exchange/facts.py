"""What happens on the way in and out."""

from dataclasses import dataclass
from typing import ClassVar

from sme4smartcities.core.journal.facts import Fact


class ImportFact(Fact):
    subject_kind: ClassVar[str] = "import"


class ImportStarted(ImportFact):
    pass


class ColumnsChosen(ImportFact):
    pass


class ImportConfirmed(ImportFact):
    pass


@dataclass(frozen=True, kw_only=True)
class ImportFinished(ImportFact):
    entered: int
    left_out: int


class ImportRunAgain(ImportFact):
    """Somebody let the work go on that had failed too often."""


class ImportDiscarded(ImportFact):
    pass


@dataclass(frozen=True, kw_only=True)
class ExportAsked(Fact):
    """Somebody takes a table away; ``full`` is the coordinator's, with what is not public."""

    subject_kind: ClassVar[str] = "export"

    format: str
    full: bool
