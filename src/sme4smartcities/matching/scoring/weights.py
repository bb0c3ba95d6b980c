"""What each part of a match counts, and from where on it is called possible, good or strong."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sme4smartcities.core.errors import Message

Weights = Mapping[str, int]

# Each out of 100. A person confirmed capabilities and tags; a model only guesses at meaning.
ANSWER: Weights = {"capabilities": 42, "meaning": 26, "tags": 15, "place": 9, "ripeness": 8}
PARTNER: Weights = {"receives": 42, "gives": 28, "abroad": 16, "tags": 14}  # texts say who is alike
LIKE: Weights = {"meaning": 40, "both": 30, "tags": 30}

LABELS: Mapping[str, Message] = {
    "capabilities": _("What is needed and offered"),
    "receives": _("They offer what you look for"),
    "gives": _("You offer what they look for"),
    "both": _("What both need"),
    "meaning": _("What the texts say"),
    "tags": _("Fields, goals and codes in common"),
    "place": _("Place"),
    "abroad": _("Another country"),
    "ripeness": _("Readiness"),
}
# How far a text must stand out among the others, in standard deviations: see vectors/panel.py.
MEANING_BEGINS, MEANING_FULL = 0.5, 3.5


@dataclass(frozen=True)
class Level:
    """A match is at least so good from this many of 100 points on."""

    code: str
    least: int
    label: Message


LEVELS = (
    Level("strong", 60, pgettext_lazy("match", "Strong")),
    Level("good", 40, pgettext_lazy("match", "Good")),
    Level("possible", 22, pgettext_lazy("match", "Possible")),
)
