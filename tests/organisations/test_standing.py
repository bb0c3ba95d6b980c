"""Listed, hidden, verified, deleted: each step by whom it belongs to, and only from where it may."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sme4smartcities.accounts.models import Role
from sme4smartcities.core.errors import NotAllowed, Refused
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.organisations.models import Organisation, State
from sme4smartcities.organisations.services.merging import merge
from sme4smartcities.organisations.services.standing import (
    delete_organisation,
    move,
    revoke_verification,
    verify,
)
from sme4smartcities.programmes.models import Partner
from tests.organisations.cast import give_role, make_organisation, make_term
from tests.programmes.conftest import make_programme

pytestmark = pytest.mark.django_db

ACTS = ("list", "withdraw", "hide", "show")
# From which state each act leads where; everything else is refused. Written by hand.
LEADS = {
    ("draft", "list"): "listed",
    ("listed", "withdraw"): "draft",
    ("draft", "hide"): "hidden",
    ("listed", "hide"): "hidden",
    ("hidden", "show"): "listed",
}


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40
)
@given(acts=st.lists(st.sampled_from(ACTS), max_size=8))
def test_any_row_of_acts_follows_the_table(db, acts):
    row = make_organisation("Any", state=State.DRAFT)
    state = "draft"
    for act in acts:
        expected = LEADS.get((state, act))
        try:
            move(actor=SYSTEM, organisation=row, act=act)
        except Refused:
            assert expected is None
        state = expected or state
        row.refresh_from_db()
        assert row.state == state


@pytest.mark.parametrize(
    ("who", "act", "state", "allowed"),
    [
        ("owner", "list", "draft", True),
        ("owner", "withdraw", "listed", True),
        ("owner", "hide", "listed", False),
        ("owner", "show", "hidden", False),
        ("officer", "list", "draft", False),
        ("officer", "withdraw", "listed", False),
        ("stranger", "list", "draft", False),
        ("stranger", "withdraw", "listed", False),
        ("stranger", "hide", "listed", False),
        ("coordinator", "list", "draft", True),
        ("coordinator", "withdraw", "listed", True),
        ("coordinator", "hide", "listed", True),
        ("coordinator", "show", "hidden", True),
    ],
)
def test_who_may_take_which_step(request, sme, officer, who, act, state, allowed):
    give_role(officer, "member", sme)
    Organisation.objects.update(state=state)
    actor = request.getfixturevalue(who)
    if allowed:
        move(actor=actor, organisation=sme, act=act)
        assert Organisation.objects.get().state != state
    else:
        with pytest.raises(NotAllowed):
            move(actor=actor, organisation=sme, act=act)
        assert Organisation.objects.get().state == state


def test_a_repeated_click_records_nothing_twice(owner, sme):
    for _ in range(2):
        move(actor=owner, organisation=sme, act="withdraw")
    assert Entry.objects.filter(name="organisations.OrganisationMoved").count() == 1


def test_a_stale_page_is_refused_with_the_state(coordinator, sme):
    Organisation.objects.update(state="hidden")
    with pytest.raises(Refused, match="Hidden by the coordinator"):
        move(actor=coordinator, organisation=sme, act="withdraw")


def test_the_coordinator_verifies_and_takes_it_back(coordinator, owner, sme):
    with pytest.raises(NotAllowed):
        verify(actor=owner, organisation=sme)
    verify(actor=coordinator, organisation=sme, note="Saw the register.")
    row = Organisation.objects.get()
    assert (row.verified, row.verified_by, row.verification_note) == (
        True,
        coordinator,
        "Saw the register.",
    )
    revoke_verification(actor=coordinator, organisation=sme)
    assert not Organisation.objects.get().verified


def test_a_coordinator_does_not_verify_the_own_organisation(coordinator, sme):
    give_role(coordinator, "member", sme)
    with pytest.raises(NotAllowed):
        verify(actor=coordinator, organisation=sme)


def test_a_record_is_never_verified_hidden_or_deleted(coordinator):
    row = make_organisation("Park4Dis", layer="record")
    for act in (
        lambda: verify(actor=coordinator, organisation=row),
        lambda: move(actor=coordinator, organisation=row, act="hide"),
        lambda: delete_organisation(actor=coordinator, organisation=row),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_manager_deletes_and_all_roles_go(owner, officer, sme):
    give_role(officer, "member", sme)
    with pytest.raises(NotAllowed):
        delete_organisation(actor=officer, organisation=sme)
    delete_organisation(actor=owner, organisation=sme)
    assert not Organisation.objects.exists()
    assert not Role.objects.filter(scope_kind="organisation").exists()


def test_an_entry_whose_other_half_is_still_named_elsewhere_is_not_deleted(coordinator, sme):
    """The programme follows a merge a moment later; until then its row stands on the old entry."""
    old = make_organisation("Acequia Laboratories")
    partner = Partner.objects.create(
        programme=make_programme("blue-cities"),
        organisation=old,
        role=make_term("partner_role", "partner"),
    )
    merge(actor=coordinator, organisation=old, into=sme)
    with pytest.raises(Refused):
        delete_organisation(actor=coordinator, organisation=sme)
    partner.refresh_from_db()


def test_deleting_takes_the_entries_merged_into_it_along(coordinator, sme):
    twin = make_organisation("Twin")
    merge(actor=coordinator, organisation=twin, into=sme)
    delete_organisation(actor=coordinator, organisation=sme)
    assert not Organisation.objects.exists()
