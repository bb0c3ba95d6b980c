"""What the endpoints of this feature share: their router, and who asks."""

from django.http import HttpRequest
from ninja import Router

from sme4smartcities.accounts.models import Member

router = Router()


def member(request: HttpRequest) -> Member:
    """Give who asks; the doors let nobody else to these endpoints."""
    assert isinstance(request.user, Member)
    return request.user
