"""Who a program speaks for."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

router = Router(tags=["accounts"])


class MeOut(Schema):
    """The member whose token or session this is, with the roles that are awake."""

    id: int
    name: str
    language: str
    time_zone: str
    roles: list[str]
    scopes: list[str]


@router.get("/me", response=MeOut, url_name="me")
def me(request: HttpRequest) -> dict[str, Any]:
    """Read who you are here."""
    member: Any = request.user
    token: Any = getattr(request, "token", None)
    return {
        "id": member.pk,
        "name": member.name,
        "language": member.language,
        "time_zone": member.time_zone,
        "roles": sorted(f"{role}@{scope}" for role, scope in member.grants),
        "scopes": sorted(token.scopes) if token else ["read", "write"],
    }
