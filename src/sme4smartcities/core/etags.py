"""Answer "nothing changed" before any page is rendered.

A page's tag is made of what it could depend on: address, language, login, release, the day, and
the version of the data, which is the head of the journal, since every write records a fact.
"""

import functools
import hashlib
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponseBase
from django.http.response import HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from sme4smartcities.core.features import all_features
from sme4smartcities.core.kept import Numbers, telling

View = Callable[..., HttpResponseBase]


COUNT = """COALESCE((SELECT position FROM journal_chain WHERE id = 1), 0)
    + (SELECT COUNT(*) FROM journal_entry WHERE position IS NULL)"""


def data_version(more: str = "") -> tuple[str, Numbers]:
    """Count the facts that can be seen now: the sealed ones by their last position, and the rest.

    A number counts whatever commits, in whichever order; the newest id alone would miss a fact
    that got its id early and committed late. ``more``: a query of one value, asked in the same
    breath and told beside the count. With it go the numbers of what processes keep.
    """
    slugs = [feature.slug for feature in all_features() if feature.kept]
    kept = [feature.kept for feature in all_features() if feature.kept]
    asked = ", ".join([COUNT, *(f"({sql})" for sql in [more, *kept] if sql)])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")
        found = cursor.fetchone()
    numbers = found[len(found) - len(slugs) :]
    return " ".join(map(str, found)), dict(zip(slugs, numbers, strict=True))


def tag(request: HttpRequest, version: str) -> str:
    """Give the strong reason why two answers would be the same; weak, since gzip may differ."""
    cookies = request.COOKIES
    parts = (
        request.get_full_path(),
        request.LANGUAGE_CODE,
        cookies.get(settings.SESSION_COOKIE_NAME, ""),
        cookies.get("theme", ""),
        request.headers.get("HX-Request", ""),
        request.headers.get("Authorization", ""),
        settings.RELEASE,
        timezone.now().date().isoformat(),
        version,
    )
    return f'W/"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"'


def conditional(view: View) -> View:
    """Answer 304 to a reader who has this page already; a page with a waiting message is never kept."""
    return _conditional(view, "")


def conditional_on(version: str) -> Callable[[View], View]:
    """As ``conditional``, for a page that also shows what is worked out after the facts.

    ``version``: the query, in SQL, of the one value that names the state of that.
    """
    return lambda view: _conditional(view, version)


def _conditional(view: View, more: str) -> View:
    @functools.wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD") or "messages" in request.COOKIES:
            return view(request, *args, **kwargs)
        version, numbers = data_version(more)
        current = tag(request, version)
        asked = request.headers.get("If-None-Match", "")
        response: HttpResponseBase
        if current in (part.strip() for part in asked.split(",")):
            response = HttpResponseNotModified()
        else:
            with telling(numbers):
                response = view(request, *args, **kwargs)
        if response.status_code in (200, 304):
            return _marked(response, current)
        response.headers.setdefault("Cache-Control", "private, no-cache")  # ways, too, change
        return response

    return wrapped


def _marked(response: HttpResponseBase, current: str) -> HttpResponseBase:
    response.headers["ETag"] = current
    response.headers.setdefault("Cache-Control", "private, no-cache")
    patch_vary_headers(response, ("Cookie",))
    return response
