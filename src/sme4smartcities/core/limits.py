"""How often something may be done: counted for all processes together, in a window that rolls.

When nothing can be counted, nothing is allowed: an attacker must not gain by breaking the counter
(docs/decisions/0012).
"""

import hashlib
import hmac
import ipaddress
import logging
import math
import time
import unicodedata
from collections.abc import Mapping
from typing import Any, Protocol

from django.conf import settings
from django.core.cache import caches
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sme4smartcities.core.errors import TooMany

log = logging.getLogger(__name__)

SLICES = 10  # a window is counted in slices; it never lets more through, and frees a slice late


class Request(Protocol):
    @property
    def META(self) -> Mapping[str, Any]: ...


def take(name: str, *, key: str, limit: int, per: float) -> None:
    """Count one act; at most ``limit`` pass in any ``per`` seconds. Raises TooMany.

    ``key`` says whose acts are counted together; case and Unicode variants are one key. A refused
    act does not count, so that waiting always helps.
    """
    try:
        wait = _take(name, key, limit, per)
    except Exception as error:
        log.exception("cannot count %s: refused", name)
        said = _("We cannot take this at the moment. Try again in a minute.")
        raise TooMany(said, retry_after=60) from error
    if wait:
        raise TooMany(_sentence(wait), retry_after=wait)


def left(name: str, *, key: str, limit: int, per: float) -> int:
    """Say how many more would pass now; 0 when nothing can be counted."""
    try:
        used: int = sum(caches["limits"].get_many(_slices(name, key, per)).values())
    except Exception:
        log.exception("cannot count %s", name)
        return 0
    return max(0, limit - used)


def _take(name: str, key: str, limit: int, per: float) -> int:
    """Count one act; give 0, or the seconds to wait when it was one too many."""
    cache = caches["limits"]
    slices = _slices(name, key, per)
    cache.add(slices[0], 0, timeout=per * (1 + 2 / SLICES))
    mine: int = cache.incr(slices[0])
    older = cache.get_many(slices[1:])
    if mine + sum(older.values()) <= limit:
        return 0
    cache.decr(slices[0])
    return _wait([mine - 1, *(older.get(one, 0) for one in slices[1:])], limit, per)


def _slices(name: str, key: str, per: float) -> list[str]:
    """Name the counters that the window touches, the running one first."""
    plain = unicodedata.normalize("NFKC", key).strip().casefold()
    whose = hmac.new(settings.SECRET_KEY.encode(), plain.encode(), hashlib.sha256).hexdigest()
    now = math.floor(time.time() / (per / SLICES))
    return [f"{name}:{per:g}:{whose[:32]}:{now - back}" for back in range(SLICES + 1)]


def _wait(counts: list[int], limit: int, per: float) -> int:
    """Seconds until enough old acts have left the window; ``counts``: newest slice first."""
    slice_length = per / SLICES
    passed = time.time() % slice_length
    total = sum(counts)
    for back in range(SLICES, -1, -1):
        total -= counts[back]
        if total < limit:
            return max(1, math.ceil((SLICES + 1 - back) * slice_length - passed))
    return math.ceil(per + slice_length)


def _sentence(seconds: int) -> str:
    minutes = math.ceil(seconds / 60)
    if minutes < 120:
        return ngettext(
            "This happened too often. Try again in %(n)d minute.",
            "This happened too often. Try again in %(n)d minutes.",
            minutes,
        ) % {"n": minutes}
    hours = math.ceil(seconds / 3600)
    return ngettext(
        "This happened too often. Try again in %(n)d hour.",
        "This happened too often. Try again in %(n)d hours.",
        hours,
    ) % {"n": hours}


def asker(request: Any) -> str:
    """Name whoever asks, as a key for limits: a member wherever he or she is, else the machine."""
    member = request.user.pk if request.user.is_authenticated else None
    return f"member {member}" if member else client_ip(request)


def client_ip(request: Request) -> str:
    """Say which machine asks, as a key for limits: an address, of IPv6 its /64 network.

    Only what our own proxies wrote is believed: with n trusted proxies, the n-th entry of
    X-Forwarded-For from the right. What a visitor writes into the header stands left of it.
    """
    address = str(request.META.get("REMOTE_ADDR") or "")
    proxies = settings.TRUSTED_PROXIES
    if proxies:
        chain = str(request.META.get("HTTP_X_FORWARDED_FOR") or "").split(",")
        if len(chain) >= proxies and chain[-proxies].strip():
            address = chain[-proxies].strip()
    return _network(address)


def _network(address: str) -> str:
    host = address.removeprefix("[").partition("]")[0] if "[" in address else address
    if host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        ip = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return "unknown"
    if ip.version == 4:
        return str(ip)
    if ip.ipv4_mapped:
        return str(ip.ipv4_mapped)
    return str(ipaddress.ip_network((ip, 64), strict=False).network_address)
