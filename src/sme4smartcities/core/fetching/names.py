"""Which machines a name stands for: asked once for each hop, every one of them checked."""

import queue
import socket
import threading
from collections.abc import Callable

from sme4smartcities.core.fetching.addresses import is_public
from sme4smartcities.core.fetching.answers import Reason, Stop
from sme4smartcities.core.fetching.deadlines import Deadline

LookUp = Callable[[str, int, float], list[str]]

UNDER_WAY = 32  # look-ups of one process that may hang at once
MOST = 64  # addresses of one name
TRIED = 3  # of them

_places = threading.BoundedSemaphore(UNDER_WAY)


def look_up(host: str, port: int, seconds: float) -> list[str]:
    """Ask the system for the addresses of a name. Raises OSError, of which TimeoutError.

    The system offers no end to its waiting, so a thread waits, and is left to itself in the end.
    """
    if not _places.acquire(timeout=seconds):
        raise TimeoutError("too many look-ups hang")
    found: queue.SimpleQueue[list[str] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.put([str(row[4][0]) for row in rows])
        except OSError as error:
            found.put(error)
        except ValueError as error:  # of which UnicodeError: a name that no name server takes
            found.put(OSError(str(error)))
        finally:
            _places.release()

    threading.Thread(target=ask, name="look-up", daemon=True).start()
    try:
        answer = found.get(timeout=seconds)
    except queue.Empty as late:
        raise TimeoutError("no answer about a name") from late
    if isinstance(answer, OSError):
        raise answer
    return answer


def addresses(host: str, port: int, look_up: LookUp, deadline: Deadline) -> list[str]:
    """Give the few addresses to try. Raises Stop."""
    if ":" in host or host.replace(".", "").isdigit():
        return [host]
    try:
        found = list(dict.fromkeys(look_up(host, port, deadline.left())))
    except TimeoutError as error:
        raise Stop(Reason.TOO_SLOW, f"looking up {host}: {error}") from error
    except OSError as error:
        raise Stop(Reason.NAME, f"{host}: {error}") from error
    if not 0 < len(found) <= MOST:
        raise Stop(Reason.NAME, f"{host} has {len(found)} addresses")
    return found


def require_public(found: list[str]) -> None:
    """Refuse a name of which any address is not public. Raises Stop."""
    for address in found:
        if not is_public(address):
            raise Stop(Reason.NOT_PUBLIC, address)
