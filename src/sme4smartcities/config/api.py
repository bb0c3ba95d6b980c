"""The API's root: who asks, what is public, and a loop over the manifests' endpoints."""

from importlib import import_module
from typing import Any

from django.http import HttpRequest
from django.urls import resolve
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.utils import check_csrf

from sme4smartcities import __version__
from sme4smartcities.accounts.queries import token_named
from sme4smartcities.core.access import Access
from sme4smartcities.core.endpoints import answer_problems
from sme4smartcities.core.errors import NotAllowed
from sme4smartcities.core.features import access_table, all_features
from sme4smartcities.core.policies import has_role

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Caller:
    """Find out who calls: a bearer token, a browser's session, or a visitor who only reads.

    The endpoint's level in the permission table is held here, as the doors hold it for pages.
    """

    openapi_type = "http"
    openapi_scheme = "bearer"
    openapi_security_schema = {"type": "http", "scheme": "bearer"}

    def __call__(self, request: HttpRequest) -> Any:
        header = request.headers.get("Authorization", "")
        if header:
            return self._by_token(request, header)
        if request.user.is_authenticated:
            if request.method not in SAFE and check_csrf(request):
                raise NotAllowed(_("This form has expired. Load the page again."), code="csrf")
            return self._admitted(request)
        return self._admitted(request) if request.method in SAFE else None

    def _by_token(self, request: HttpRequest, header: str) -> Any:
        scheme, _space, secret = header.partition(" ")
        token = token_named(secret.strip()) if scheme.lower() == "bearer" else None
        if token is None:
            return None
        request.token, request.user = token, token.member  # type: ignore[attr-defined,assignment]
        return self._admitted(request)

    def _admitted(self, request: HttpRequest) -> Any:
        level = access_table().get(resolve(request.path_info).view_name)
        if level is Access.PUBLIC:
            return True
        if not request.user.is_authenticated or level is None:
            return None
        if level.roles and not any(has_role(request.user, role) for role in level.roles):
            raise NotAllowed(_("This part of the API is for the programme's coordinators."))
        return True


def make_api() -> NinjaAPI:
    """Build the API from every manifest that has endpoints."""
    api = NinjaAPI(
        title="SME4SMARTCITIES",
        version=__version__,
        description=(
            "The same services and queries as the pages. Lists are cut by cursors; refusals are "
            "problem+json; tokens are made on the page “API tokens” of your account."
        ),
        urls_namespace="api",
        docs_url=None,
        auth=Caller(),
    )
    answer_problems(api)
    for feature in all_features():
        if feature.api:
            api.add_router(f"/{feature.slug}", import_module(feature.api).router)
    return api
