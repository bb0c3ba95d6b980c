"""What a site lets programs read (RFC 9309), asked once a day through the same door."""

from collections.abc import Callable

from django.core.cache import caches
from protego import Protego

from sme4smartcities.core.fetching.answers import DAY, Reason, Stop
from sme4smartcities.core.fetching.exchange import Reply
from sme4smartcities.core.fetching.targets import Origin, Target
from sme4smartcities.core.fetching.turns import counted

US = "SME4SmartCities"  # how rules name us
LARGEST = 500_000  # bytes, as the standard says
PATH = "/robots.txt"


def require_welcome(target: Target, ask: Callable[[Target], Reply]) -> None:
    """Refuse a page that its site does not want read by programs. Raises Stop.

    A site without rules has nothing against it; one that cannot be asked is left alone.
    """
    if target.path != PATH and not _rules(target.origin, ask).can_fetch(target.url, US):
        raise Stop(Reason.ROBOTS, str(target.origin))


def _rules(origin: Origin, ask: Callable[[Target], Reply]) -> Protego:
    key = f"fetching:robots:{origin}"
    kept: str | None = counted(lambda: caches["limits"].get(key))
    if kept is not None:
        return Protego.parse(kept)
    text = _text(ask(Target(origin, PATH)))
    counted(lambda: caches["limits"].set(key, text, timeout=DAY))
    return Protego.parse(text)


def _text(reply: Reply) -> str:
    if reply.status == 200:
        return reply.body.decode("utf-8-sig", "replace")
    if 400 <= reply.status < 500:
        return ""
    raise Stop(Reason.SERVER, f"robots.txt: {reply.status}")
