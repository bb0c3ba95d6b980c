"""How much a request may bring along before anybody reads it."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from sme4smartcities.core import pages

CHUNK = 64 * 1024


class BodyLimit:
    """Answer a body that is too large with a page that says so.

    What is not far too large is read and thrown away first: a browser that is still sending would
    otherwise see a broken connection instead of the page.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        announced = str(request.META.get("CONTENT_LENGTH") or "0")
        size = int(announced) if announced.isdecimal() else 0
        if size <= settings.LARGEST_BODY:
            return self.get_response(request)
        if size <= settings.LARGEST_BODY * 5:
            while request.read(CHUNK):
                pass
        return pages.too_large(request)
