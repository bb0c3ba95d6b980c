"""What happens to a mail after it left."""

from dataclasses import dataclass
from typing import ClassVar

from sme4smartcities.core.journal.facts import Fact


@dataclass(frozen=True, kw_only=True)
class MailBounced(Fact):
    """A server said that it could not deliver. ``stopped``: the address gets nothing more."""

    subject_kind: ClassVar[str] = "mail"
    code: str  # enhanced status of RFC 3463, as 5.1.1
    stopped: bool
