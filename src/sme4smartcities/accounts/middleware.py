"""Tell each request how surely its member is known."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject

from sme4smartcities.accounts.assurance import is_strong

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def assured(request: HttpRequest) -> Any:
    """Give the member of this request; roles on the platform are awake after a second factor."""
    user: Any = get_user(request)
    if user.is_authenticated:
        user.strong = is_strong(request, user)
    return user


class Assurance:
    """Stands behind Django's own middleware, which knows who, but not how surely."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        request.user = SimpleLazyObject(partial(assured, request))
        return self.get_response(request)
