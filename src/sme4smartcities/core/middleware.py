"""What every request passes: its language, the doors that are open to it, refusals as pages."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers

from sme4smartcities.core import pages
from sme4smartcities.core.access import Access
from sme4smartcities.core.endpoints import PROBLEM, plain_problem
from sme4smartcities.core.errors import PlatformError
from sme4smartcities.core.features import access_table
from sme4smartcities.core.policies import has_role, holds_back

GetResponse = Callable[[HttpRequest], HttpResponseBase]
API = "/api/v1/"
CODES = frozenset(code for code, _ in settings.LANGUAGES)


class Language:
    """The language is the address's first part; where there is none, what the reader asked for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        first = request.path_info.removeprefix("/").partition("/")[0]
        code = first if first in CODES else translation.get_language_from_request(request)
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = self.get_response(request)
            if first not in CODES:
                patch_vary_headers(response, ("Accept-Language",))
            response.headers.setdefault("Content-Language", code)
            return response


class ProblemsForPrograms:
    """Below /api/v1/ nobody gets an error page: what no endpoint answered becomes a document."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code < 400 or not request.path_info.startswith(API):
            return response
        if response.headers.get("Content-Type") == PROBLEM:
            return response
        answer = plain_problem(request, response.status_code)
        if allowed := response.headers.get("Allow"):
            answer.headers["Allow"] = ", ".join(sorted(allowed.split(", ")))
        return answer


class Doors:
    """Refuse every address that the permission table does not open to this reader."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponseBase | None:
        match = request.resolver_match
        assert match is not None, "views come after the address was resolved"
        level = access_table().get(match.view_name)
        if level is Access.PUBLIC or (level and match.namespace == "api"):
            return None  # the API holds its own levels: its refusals are documents, not pages
        if level is None:
            return pages.not_found(request)
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), reverse("account_login"))
        if level is Access.MEMBER or any(has_role(request.user, role) for role in level.roles):
            return None
        if any(holds_back(request.user, role) for role in level.roles):
            return redirect_to_login(request.get_full_path(), reverse("accounts:second_step"))
        return pages.forbidden(request)


class Refusals:
    """Show a refusal of the domain as a page with its status."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return pages.refusal(request, error) if isinstance(error, PlatformError) else None
