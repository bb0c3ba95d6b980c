"""Roles are given and taken by those who may, and each change is a fact."""

import pytest

from sme4smartcities.accounts.backends import MemberBackend
from sme4smartcities.accounts.models import Role
from sme4smartcities.accounts.services import grant_role, revoke_role
from sme4smartcities.core.errors import NotAllowed, Refused
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.policies import SYSTEM, has_role
from sme4smartcities.core.subjects import Subject

ORGANISATION = Subject("organisation", 5)


def facts() -> list[tuple[str, int, str]]:
    return [(e.name, e.subject_id, e.data["role"]) for e in Entry.objects.order_by("id")]


def test_coordinator_grants_and_revokes_coordinator(coordinator, stranger):
    grant_role(actor=coordinator, member=stranger, role="coordinator")
    assert has_role(stranger, "coordinator")
    assert revoke_role(actor=coordinator, member=stranger, role="coordinator")
    assert not has_role(stranger, "coordinator")
    assert facts() == [
        ("accounts.RoleGranted", stranger.pk, "coordinator"),
        ("accounts.RoleRevoked", stranger.pk, "coordinator"),
    ]


def test_granting_twice_records_one_fact(coordinator, stranger):
    for _ in range(2):
        grant_role(actor=SYSTEM, member=stranger, role="manager", scope=ORGANISATION)
    assert (Role.objects.filter(member=stranger).count(), len(facts())) == (1, 1)


def test_revoking_what_was_never_held_says_so(coordinator, stranger):
    assert not revoke_role(actor=coordinator, member=stranger, role="coordinator")
    assert facts() == []


def test_stranger_grants_nothing_on_the_platform(stranger, owner):
    for role in ("coordinator", "operator"):
        with pytest.raises(NotAllowed):
            grant_role(actor=stranger, member=stranger, role=role)
    assert Role.objects.filter(member=stranger).count() == 0


def test_coordinator_cannot_make_an_operator(coordinator, stranger):
    with pytest.raises(NotAllowed):
        grant_role(actor=coordinator, member=stranger, role="operator")


def test_operator_makes_a_coordinator(operator, stranger):
    grant_role(actor=operator, member=stranger, role="coordinator")
    assert has_role(stranger, "coordinator")


def test_last_coordinator_stays(coordinator, operator):
    with pytest.raises(Refused):
        revoke_role(actor=operator, member=coordinator, role="coordinator")
    assert Role.objects.filter(member=coordinator, role="coordinator").exists()


def test_a_closed_account_gets_no_role(coordinator, stranger):
    stranger.is_active = False
    stranger.save()
    with pytest.raises(Refused):
        grant_role(actor=coordinator, member=stranger, role="coordinator")


def test_a_role_in_one_scope_says_nothing_of_another(owner):
    grant_role(actor=SYSTEM, member=owner, role="manager", scope=ORGANISATION)
    assert has_role(owner, "manager", ORGANISATION)
    assert not has_role(owner, "manager", Subject("organisation", 6))
    assert not has_role(owner, "manager")


def test_a_session_brings_the_member_with_all_roles_in_one_query(owner, django_assert_num_queries):
    before = owner.all_grants
    for number in range(3):
        Role.objects.create(member=owner, role="member", scope_kind="organisation", scope_id=number)
    with django_assert_num_queries(1):
        found = MemberBackend().get_user(owner.pk)
        assert found == owner and not found.strong
        assert {scope.id for role, scope in found.grants} == {0, 1, 2}
    assert before == frozenset()
    assert MemberBackend().get_user(owner.pk + 1000) is None
