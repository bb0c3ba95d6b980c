"""What a visitor said in a few sentences, made fit to be read, and what to say where it is not."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from sme4smartcities.core import formats
from sme4smartcities.core.errors import Message
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.search.tongues import spoken_in
from sme4smartcities.matching.queries.described import Described, described

LONGEST = 2_000  # characters that are read
FEW = 3  # words below which more are asked for
# What turns the text around it about, or cannot be seen at all.
_unseen = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)


@dataclass(frozen=True)
class Answer:
    """What fits, and a sentence about what was written; ``wrong``: nothing could be made of it."""

    text: str
    found: Described | None = None
    say: Message = ""
    wrong: bool = False
    language: str = ""


def answer_to(actor: Actor, text: str) -> Answer:
    """Match what somebody describes; any text at all has an answer, and none is kept."""
    seen = _unseen.sub("", text).strip()
    read = seen[:LONGEST]
    if not read:
        return Answer(read, say=_("Write in a sentence or two what you do."), wrong=True)
    language = spoken_in(read, formats.locale().language)
    if not language:
        names = ", ".join(str(name) for _code, name in settings.LANGUAGES)
        say = _("We cannot tell which language this is. Those that we read: %(names)s.")
        return Answer(read, say=say % {"names": names}, wrong=True)
    return Answer(read, described(actor, read, language), _about(seen, read), language=language)


def _about(seen: str, read: str) -> str:
    if len(seen) > len(read):
        return _("Only the first %(n)s characters were read.") % {"n": formats.number(LONGEST)}
    if len(read.split()) < FEW:
        return _("One or two words say little. A whole sentence finds more.")
    return ""
