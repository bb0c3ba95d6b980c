"""Of two coordinators who go at the same moment one stays, also where two really write at once."""

from collections.abc import Callable

import pytest
from django.conf import settings

from sme4smartcities.accounts import services
from sme4smartcities.accounts.models import Member, Role
from tests.conftest import make_member
from tests.crowd import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgresql,
    pytest.mark.skipif(not settings.DATABASE_URL, reason="needs PostgreSQL"),
]

Act = Callable[[Member, Member], object]


def leave(who: Member, other: Member) -> object:
    return services.ask_for_erasure(actor=who)


def dismiss(who: Member, other: Member) -> object:
    return services.revoke_role(actor=other, member=who, role="coordinator")


def step_down(who: Member, other: Member) -> object:
    return services.revoke_role(actor=who, member=who, role="coordinator")


def staying() -> int:
    held = Role.objects.filter(role="coordinator", scope_kind="platform")
    return held.filter(member__is_active=True, member__erase_after=None).count()


@pytest.mark.parametrize("one", [leave, dismiss, step_down])
@pytest.mark.parametrize("two", [leave, dismiss, step_down])
def test_of_two_coordinators_who_go_at_once_one_stays(one: Act, two: Act):
    dalia, elena = (make_member(name, roles=("coordinator",)) for name in ("dalia", "elena"))
    for member in (dalia, elena):
        assert member.grants  # as at the beginning of each request
    said = at_once(lambda: one(dalia, elena), lambda: two(elena, dalia))
    assert (staying(), len(said)) == (1, 1)
    assert "last" in said[0]
