"""The texts of a challenge: which there are, how long each may be, and what no text may carry."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.tidying import tidy

LONGEST = {
    "title": 120,
    "summary": 300,
    "problem": 10_000,
    "sufferers": 3_000,
    "causes": 5_000,
    "tried": 5_000,
    "constraints": 5_000,
    "offered": 5_000,
}
LINES = ("title", "summary")  # of one line; the others are rich text
LABELS: Mapping[str, Any] = {
    "title": _("Title"),
    "summary": _("In one or two sentences"),
    "problem": _("The problem"),
    "sufferers": _("Who suffers"),
    "causes": _("Causes"),
    "tried": _("What was tried"),
    "constraints": _("What a solution must respect"),
    "offered": _("What the city can give"),
}
# Of the countries around the sea, and those in which funders count.
CURRENCIES = ("EUR", "ILS", "JOD", "TND", "MAD", "EGP", "USD", "GBP", "CHF", "DZD", "LBP")
LONGEST_NAME = 120  # of a measure


def fitting(name: str, text: str) -> str:
    """Give the text of a field as it is kept. Raises Refused when it is too long."""
    cleaned = " ".join(tidy(text).split()) if name in LINES else tidy(text)
    if len(cleaned) > LONGEST[name]:
        raise Refused(
            _("“%(field)s” has %(count)s characters; at most %(most)s fit. Shorten it.")
            % {"field": LABELS[name], "count": len(cleaned), "most": LONGEST[name]},
            code="too_long",
        )
    return cleaned


def languages_in(row: Any) -> list[str]:
    """Give the languages in which something of a challenge is written, its source first."""
    found = {language for name in LONGEST for language in getattr(row, name)}
    return sorted(found, key=lambda code: (code != row.source_language, code))
