"""What an address of a page says, read strictly: one reading, by which it is also asked."""

import contextlib
import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import SplitResult, quote, urljoin, urlsplit

import idna

from sme4smartcities.core.fetching.answers import Reason, Stop

LONGEST = 2_048  # characters of an address
PORTS = {"http": 80, "https": 443}
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
NOT_IN_HOSTS = re.compile(r"[\s\\%@]")
LABEL = re.compile(r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?")
KEPT = "/%:@!$&'()*+,;=~-._?[]|"  # signs of path and query that stay as they were written


@dataclass(frozen=True)
class Origin:
    """Whom an address asks: scheme, host and port."""

    scheme: str
    host: str  # in ASCII and lower case; IPv6 without brackets
    port: int

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = self.port == PORTS[self.scheme]
        return f"{self.scheme}://{host}" + ("" if usual else f":{self.port}")

    @property
    def authority(self) -> str:
        """What stands in the header Host."""
        return str(self).partition("://")[2]


@dataclass(frozen=True)
class Target:
    """An address that was read: whom to ask, and for what."""

    origin: Origin
    path: str  # with the query; ASCII

    @property
    def url(self) -> str:
        return f"{self.origin}{self.path}"

    @property
    def is_usual(self) -> bool:
        return self.origin.port in PORTS.values()


def read(text: str) -> Target:
    """Read an address as somebody gave it. Raises Stop."""
    text = text.strip()
    if not text or len(text) > LONGEST or CONTROLS.search(text):
        raise Stop(Reason.ADDRESS, "empty, too long or with control characters")
    try:
        parts = urlsplit(text)
        scheme = parts.scheme.lower()
        if scheme not in PORTS or not parts.netloc:
            raise Stop(Reason.ADDRESS, "not http or https")
        if "@" in parts.netloc:
            raise Stop(Reason.CREDENTIALS)
        return Target(Origin(scheme, *_place(parts.netloc, PORTS[scheme])), _path(parts))
    except (ValueError, UnicodeError) as error:
        raise Stop(Reason.ADDRESS, str(error)[:200]) from error


def origin(text: str) -> Origin:
    """Read whom an address asks. Raises ValueError: an operator's setting is wrong."""
    try:
        return read(text).origin
    except Stop as stop:
        raise ValueError(f"{text}: {stop.reason.label}") from stop


def follow(target: Target, location: str) -> Target:
    """Read where an answer of ``target`` leads to. Raises Stop."""
    if not location or len(location) > LONGEST:
        raise Stop(Reason.MOVED_NOWHERE)
    with contextlib.suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")  # headers arrive as latin-1
    if CONTROLS.search(location) or "\\" in location:
        raise Stop(Reason.ADDRESS, "the new address holds signs that none may hold")
    try:
        return read(urljoin(target.url, location))
    except ValueError as error:
        raise Stop(Reason.ADDRESS, str(error)[:200]) from error


def _place(netloc: str, usual: int) -> tuple[str, int]:
    """Take host and port apart. Raises ValueError."""
    if NOT_IN_HOSTS.search(netloc):
        raise ValueError("signs that no name of a server holds")
    if netloc.startswith("["):
        host, closed, rest = netloc[1:].partition("]")
        if not closed or (rest and not rest.startswith(":")):
            raise ValueError("brackets that do not close")
        return str(IPv6Address(host)), _port(rest[1:], usual)
    host, _colon, port = netloc.partition(":")
    return _host(host), _port(port, usual)


def _port(text: str, usual: int) -> int:
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and len(text) <= 5 and 0 < int(text) < 65_536):
        raise ValueError("no such port")
    return int(text)


def _host(text: str) -> str:
    """Write a name as the network knows it. Raises ValueError.

    Numbers count as an address only in the usual four parts: other ways of writing one are read
    differently by different programs.
    """
    plain = text.lower() if text.isascii() else idna.encode(text, uts46=True).decode("ascii")
    host = plain.removesuffix(".")
    labels = host.split(".")
    if len(host) > 253 or not all(LABEL.fullmatch(label) for label in labels):
        raise ValueError("not the name of a server")
    if labels[-1].isdigit() or re.fullmatch("0x[0-9a-f]*", labels[-1]):
        try:
            return str(IPv4Address(host))
        except AddressValueError as error:
            raise ValueError("a number that is no address") from error
    return host


def _path(parts: SplitResult) -> str:
    path = quote(parts.path or "/", safe=KEPT)
    return f"{path}?{quote(parts.query, safe=KEPT)}" if parts.query else path
