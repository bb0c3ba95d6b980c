"""Tell each request how surely its member is known; ask for agreement to new terms."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from sme4smartcities.accounts.assurance import is_strong
from sme4smartcities.accounts.queries import newest_terms_number
from sme4smartcities.core.access import Access
from sme4smartcities.core.features import access_table

GetResponse = Callable[[HttpRequest], HttpResponseBase]


def assured(request: HttpRequest) -> Any:
    """Give the member of this request; roles on the platform are awake after a second factor."""
    user: Any = get_user(request)
    if user.is_authenticated:
        user.strong = is_strong(request, user)
    return user


class Assurance:
    """Stands behind Django's own middleware, which knows who, but not how surely.

    No page that a member reads is kept by anybody between, or shown again without asking us.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        request.user = SimpleLazyObject(partial(assured, request))
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class Agreement:
    """Ask members who open a page to agree to new terms first. What they send is never held up."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: Any, *_: object) -> HttpResponseBase | None:
        if request.method != "GET" or not self._asks(request.resolver_match):
            return None
        if request.user.is_authenticated and request.user.terms_number < newest_terms_number():
            return redirect_to_login(request.get_full_path(), reverse("accounts:terms_accept"))
        return None

    @staticmethod
    def _asks(match: Any) -> bool:
        """Say whether the page is one of work: public ones and the account's own stay open."""
        name = match.view_name
        own = name.startswith(("account_", "mfa_", "accounts:", "api:"))
        return not own and access_table().get(name) not in (None, Access.PUBLIC)
