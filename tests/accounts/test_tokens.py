"""Keys for programs: made, shown once, found again, expired, revoked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sme4smartcities.accounts.models import ApiToken, Member
from sme4smartcities.accounts.queries import member_for_token, token_named
from sme4smartcities.accounts.services import (
    change_password,
    make_token,
    note_token_use,
    revoke_token,
)
from sme4smartcities.core.errors import NotAllowed, Refused, SecondFactorNeeded
from sme4smartcities.core.policies import has_role

MONTH = timedelta(days=30)


def make(member: Member, *scopes: str, lasts: timedelta = MONTH) -> tuple[ApiToken, str]:
    return make_token(actor=member, name="Sheet", scopes=scopes, lasts=lasts)


def test_a_key_is_found_by_its_secret_alone(owner):
    token, secret = make(owner, "read")
    assert (token_named(secret), member_for_token(secret)) == (token, owner)
    assert secret not in str(ApiToken.objects.values_list().get())
    assert token_named(token.prefix) is None and token_named("") is None


def test_a_key_has_the_scopes_chosen_and_no_others(owner):
    _token, secret = make(owner, "read", "everything")
    assert token_named(secret).scopes == ["read"]
    with pytest.raises(Refused):
        make(owner, "everything")


@pytest.mark.parametrize("ended", ["expired", "revoked", "closed account", "unconfirmed"])
def test_a_dead_key_opens_nothing(owner, ended):
    token, secret = make(owner, "read")
    if ended == "expired":
        ApiToken.objects.update(expires_at=timezone.now())
    if ended == "revoked":
        revoke_token(actor=owner, token=token)
    if ended == "closed account":
        Member.objects.update(is_active=False)
    if ended == "unconfirmed":
        Member.objects.update(confirmed_at=None)
    assert token_named(secret) is None


def test_platform_roles_sleep_in_a_common_key(coordinator):
    _token, secret = make(coordinator, "read", "write")
    assert not has_role(member_for_token(secret), "coordinator")


def test_a_coordinator_makes_a_key_with_roles_for_a_month_at_most(coordinator):
    token, secret = make(coordinator, "read", "coordinate", lasts=timedelta(days=300))
    assert has_role(member_for_token(secret), "coordinator")
    assert token.expires_at <= timezone.now() + MONTH


def test_without_a_second_factor_no_key_gets_roles(coordinator):
    coordinator.strong = False
    with pytest.raises(SecondFactorNeeded):
        make(coordinator, "coordinate")


def test_without_a_role_no_key_gets_roles(owner):
    with pytest.raises(NotAllowed):
        make(owner, "coordinate")


def test_a_new_password_ends_keys_with_roles_and_leaves_others(coordinator):
    _strong, with_roles = make(coordinator, "coordinate")
    _weak, without = make(coordinator, "read")
    change_password(coordinator, "nine quiet herons wade")
    assert token_named(with_roles) is None and token_named(without) is not None


def test_nobody_revokes_the_key_of_another(owner, stranger, coordinator):
    token, secret = make(owner, "read")
    with pytest.raises(NotAllowed):
        revoke_token(actor=stranger, token=token)
    assert token_named(secret) is not None
    revoke_token(actor=coordinator, token=token)
    assert token_named(secret) is None


def test_a_member_has_twenty_keys_at_most(owner):
    for _ in range(20):
        make(owner, "read")
    with pytest.raises(Refused):
        make(owner, "read")


def test_the_day_of_the_last_use_is_written_once(owner, django_assert_num_queries):
    token, secret = make(owner, "read")
    note_token_use(token)
    used = token_named(secret)
    assert used.last_used_on == timezone.localdate()
    with django_assert_num_queries(0):
        note_token_use(used)
