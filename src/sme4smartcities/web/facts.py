"""What happens to the pages that the coordinator writes."""

from dataclasses import dataclass
from typing import ClassVar

from sme4smartcities.core.journal.facts import Fact


class PageFact(Fact):
    subject_kind: ClassVar[str] = "page"


@dataclass(frozen=True, kw_only=True)
class PageWritten(PageFact):
    language: str


class PagePublished(PageFact):
    pass


class PageWithdrawn(PageFact):
    pass


class PageRemoved(PageFact):
    pass
