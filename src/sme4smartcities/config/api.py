"""The API's root: who asks, how often, what is public, and a loop over the manifests' endpoints."""

from importlib import import_module
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import resolve
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.utils import check_csrf

from sme4smartcities import __version__
from sme4smartcities.accounts.queries import token_named
from sme4smartcities.accounts.services import note_token_use
from sme4smartcities.config.policies import may_write
from sme4smartcities.core import limits
from sme4smartcities.core.access import Access
from sme4smartcities.core.endpoints import answer_problems, complete, mark, require_scope
from sme4smartcities.core.errors import NotAllowed
from sme4smartcities.core.features import access_table, all_features
from sme4smartcities.core.policies import has_role

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
NAMESPACE = "api"
A_MINUTE = 60
MEMBERS_CALLS = 200  # a minute, all tokens and windows of one member together
VISITORS_CALLS = 100  # a minute, from one address


class Caller:
    """Find out who calls: a bearer token, a browser's session, or a visitor who only reads.

    The endpoint's level in the permission table is held here, as the doors hold it for pages, and
    so is a token's scope: reading needs ``read``, everything else ``write``.
    """

    def __call__(self, request: HttpRequest) -> Any:
        header = request.headers.get("Authorization", "")
        if header:
            return self._by_token(request, header)
        if request.user.is_authenticated:
            self._count(request)
            if request.method not in SAFE and check_csrf(request):
                raise NotAllowed(_("This form has expired. Load the page again."), code="csrf")
            return self._admitted(request)
        self._count(request)
        open_to_visitors = request.method in SAFE or may_write(request.user)
        return self._admitted(request) if open_to_visitors else None

    def _by_token(self, request: HttpRequest, header: str) -> Any:
        scheme, _space, secret = header.partition(" ")
        token = token_named(secret.strip()) if scheme.lower() == "bearer" else None
        if token is None:
            self._count(request, known=False)
            return None
        request.token, request.user = token, token.member  # type: ignore[attr-defined,assignment]
        self._count(request)
        note_token_use(token)
        require_scope(request, "read" if request.method in SAFE else "write")
        return self._admitted(request)

    def _count(self, request: HttpRequest, *, known: bool = True) -> None:
        """Count this call against its member, or against its address where nobody is known."""
        if known and request.user.is_authenticated:
            limits.take("api", key=str(request.user.pk), limit=MEMBERS_CALLS, per=A_MINUTE)
        else:
            address = limits.client_ip(request)
            limits.take("api-visitors", key=address, limit=VISITORS_CALLS, per=A_MINUTE)

    def _admitted(self, request: HttpRequest) -> Any:
        level = access_table().get(resolve(request.path_info).view_name)
        if level is Access.PUBLIC:
            return True
        if not request.user.is_authenticated or level is None:
            return None
        if level.roles and not any(has_role(request.user, role) for role in level.roles):
            raise NotAllowed(_("This part of the API is for the programme's coordinators."))
        return True


class PlatformAPI(NinjaAPI):
    """Mark every answer with its tag, and let the specification tell the whole truth."""

    def create_response(self, request: HttpRequest, data: Any, **kwargs: Any) -> HttpResponse:
        return mark(request, super().create_response(request, data, **kwargs))

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**kwargs)
        complete(schema, self._levels())
        return schema

    def _levels(self) -> dict[str, Access]:
        """Give each operation's level by its id in the specification."""
        table = access_table()
        return {
            operation.operation_id or self.get_openapi_operation_id(operation): table[
                f"{NAMESPACE}:{operation.url_name or operation.view_func.__name__}"
            ]
            for router in self._get_bound_routers()
            for view in router.path_operations.values()
            for operation in view.operations
        }

    def get_openapi_operation_id(self, operation: Any) -> str:
        return str(operation.view_func.__name__)


def make_api() -> NinjaAPI:
    """Build the API from every manifest that has endpoints."""
    api = PlatformAPI(
        title="SME4SMARTCITIES",
        version=__version__,
        description=(
            "The same services and queries as the pages. Lists are cut by cursors; refusals are "
            "problem+json; tokens are made on the page “API keys” of your account."
        ),
        urls_namespace=NAMESPACE,
        docs_url=None,
        auth=Caller(),
    )
    answer_problems(api)
    for feature in all_features():
        if feature.api:
            path = feature.api_path or feature.slug
            api.add_router(f"/{path}", import_module(feature.api).router)
    return api
