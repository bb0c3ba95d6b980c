"""What happens in matching that somebody may ask about later."""

from typing import ClassVar

from sme4smartcities.core.journal.facts import Fact


class MatchesConsulted(Fact):
    """Somebody of a city looked at who could solve its challenge."""

    subject_kind: ClassVar[str] = "challenge"
