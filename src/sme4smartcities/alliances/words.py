"""What people may write to each other here: how long, and what no text may carry."""

from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.tidying import tidy

LONGEST = 2_000


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
