"""What people may write to each other here: how long, and what no text may carry."""

import re

from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Refused

LONGEST = 2_000

# Signs that turn the text around them about, and controls that no reader can see.
_hidden = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def tidy(text: str) -> str:
    """Leave out what cannot be seen and would disturb the text around it."""
    return _hidden.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def written(text: str, most: int = LONGEST) -> str:
    """Give a text as it is kept. Raises Refused when nothing is left of it or it is too long."""
    words = fitting(text, most)
    if not words:
        raise Refused(_("Write a sentence or two first."))
    return words


def fitting(text: str, most: int = LONGEST) -> str:
    """Give a text as it is kept, which may be nothing. Raises Refused when it is too long."""
    words = tidy(text)
    if len(words) > most:
        raise Refused(
            _("The text has %(count)s characters; at most %(most)s fit. Shorten it.")
            % {"count": len(words), "most": most},
            code="too_long",
        )
    return words
