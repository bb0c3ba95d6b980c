"""What a log may hold: no word of a link that still opens something."""

import logging
import re
from typing import Any

from gunicorn.glogging import Logger

HIDDEN = "[hidden]"
LONG = re.compile(r"[A-Za-z0-9_-]{20,}")
# Slugs, settings, names of classes and modules: words and numbers, joined by lines. Tokens mix both.
WORD = r"(?:[A-Z]?[a-z]+(?:[A-Z][a-z]+)*|[A-Z]+|[0-9]+)"
PLAIN = re.compile(rf"{WORD}?(?:[-_]+{WORD})*[-_]*|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")


def masked(text: str) -> str:
    """Hide every long word that looks drawn by lot, wherever in a line it stands."""
    return LONG.sub(lambda found: found[0] if PLAIN.fullmatch(found[0]) else HIDDEN, text)


class Discreet(logging.Formatter):
    """Write a line with its traceback, and without tokens."""

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))


class ServerLog(Logger):
    """gunicorn's log, which quotes the first line of a request that it cannot read."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(Discreet(self.error_fmt, self.datefmt))
