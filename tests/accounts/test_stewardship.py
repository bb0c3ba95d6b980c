"""Coordinators see who is here, invite, give roles, block and open again; nobody else does."""

import re

import pytest
from django.core.management import call_command

from sme4smartcities.accounts import services
from sme4smartcities.accounts.facts import MemberFact, RoleFact
from sme4smartcities.accounts.models import Invitation, Member, Role
from sme4smartcities.accounts.queries.history import SENTENCES, history_of
from sme4smartcities.core.errors import Conflict, NotAllowed, Refused
from sme4smartcities.core.mail.models import Mail
from sme4smartcities.core.policies import SYSTEM
from tests.conftest import make_member
from tests.security.cells import signed_in


def invited(coordinator: Member, email: str, role: str = "") -> str:
    """Invite and read the token where only the guest can: in the mail."""
    services.invite(actor=coordinator, email=email, language="en", role=role)
    text = Mail.objects.order_by("-pk").values_list("text", flat=True)[0]
    found = re.search(r"/account/invitation/([\w-]+)/", text)
    assert found
    return found[1]


def test_guest_accepts_and_holds_the_role(coordinator, stranger):
    token = invited(coordinator, stranger.email, "coordinator")
    services.accept_invitation(actor=stranger, token=token)
    services.accept_invitation(actor=stranger, token=token)
    assert Role.objects.filter(member=stranger, role="coordinator").count() == 1


def test_another_member_cannot_take_the_invitation(coordinator, stranger, owner):
    token = invited(coordinator, stranger.email, "coordinator")
    with pytest.raises(Refused):
        services.accept_invitation(actor=owner, token=token)
    assert not Role.objects.filter(member=owner).exists()


def test_a_newer_invitation_closes_the_older(coordinator, stranger):
    old = invited(coordinator, stranger.email)
    invited(coordinator, stranger.email)
    with pytest.raises(Refused):
        services.accept_invitation(actor=stranger, token=old)


@pytest.mark.parametrize("how", ["dismissed", "blocked", "erased"])
def test_an_invitation_gives_no_role_once_its_sender_could_not(
    coordinator, operator, stranger, how
):
    sender = make_member("zoe", roles=("coordinator",))
    token = invited(sender, stranger.email, "coordinator")
    if how == "dismissed":
        services.revoke_role(actor=coordinator, member=sender, role="coordinator")
    elif how == "blocked":
        services.block_member(actor=operator, member=sender, reason="Left in anger")
    else:
        services.erase_member(actor=SYSTEM, number=sender.pk)
    with pytest.raises(Refused):
        services.accept_invitation(actor=stranger, token=token)
    assert not stranger.roles.exists()


def test_the_last_coordinator_who_stays_keeps_the_role(coordinator, operator):
    leaving, blocked = (make_member(name, roles=("coordinator",)) for name in ("zoe", "yara"))
    services.ask_for_erasure(actor=leaving)
    services.block_member(actor=operator, member=blocked, reason="Spam")
    with pytest.raises(Refused):
        services.revoke_role(actor=operator, member=coordinator, role="coordinator")
    with pytest.raises(Conflict):
        services.ask_for_erasure(actor=coordinator)


def test_member_cannot_invite(stranger):
    with pytest.raises(NotAllowed):
        services.invite(actor=stranger, email="x@example.org", language="en")
    assert not Invitation.objects.exists()


def test_coordinator_cannot_make_an_operator(coordinator):
    with pytest.raises(NotAllowed):
        services.invite(actor=coordinator, email="x@example.org", language="en", role="operator")


def test_an_address_gets_five_letters_a_day(coordinator):
    for _ in range(5):
        services.invite(actor=coordinator, email="flood@example.org", language="en")
    with pytest.raises(Refused):
        services.invite(actor=coordinator, email="flood@example.org", language="en")


def test_blocked_member_is_out_at_once_and_knows_why(coordinator, stranger):
    browser = signed_in(stranger)
    assert browser.get("/en/desk/").status_code == 200
    services.block_member(actor=coordinator, member=stranger, reason="Sold false certificates.")
    assert browser.get("/en/desk/").status_code == 302
    assert "Sold false certificates." in Mail.objects.get(to=stranger.email).text


def test_coordinator_cannot_block_herself_nor_another_coordinator(coordinator):
    other = make_member("greta", roles=("coordinator",))
    for member in (coordinator, other):
        with pytest.raises(NotAllowed):
            services.block_member(actor=coordinator, member=member, reason="Because.")


def test_opened_again_member_signs_in(coordinator, stranger):
    services.block_member(actor=coordinator, member=stranger, reason="A mistake.")
    services.unblock_member(actor=coordinator, member=stranger)
    assert Member.objects.get(pk=stranger.pk).is_active


def test_coordinator_finds_a_member_and_reads_the_page(coordinator, stranger):
    browser = signed_in(coordinator)
    page = browser.get("/en/members/?q=farid").content.decode()
    assert stranger.email in page and "amal" not in page
    detail = browser.get(f"/en/members/{stranger.pk}/")
    assert detail.status_code == 200


def test_what_happened_to_a_member_is_told_in_sentences(coordinator, stranger):
    told = {fact for fact in MemberFact.__subclasses__() if fact is not RoleFact}
    assert told | set(RoleFact.__subclasses__()) == set(SENTENCES)
    services.block_member(actor=coordinator, member=stranger, reason="Sells lists.")
    page = signed_in(coordinator).get(f"/en/members/{stranger.pk}/").content.decode()
    assert "The account was blocked." in page and "accounts." not in page
    assert history_of(stranger, stranger) == []


def test_the_list_costs_the_same_for_many_members(coordinator, django_assert_max_num_queries):
    for number in range(40):
        make_member(f"m{number}")
    browser = signed_in(coordinator)
    browser.get("/en/members/")
    with django_assert_max_num_queries(12):
        browser.get("/en/members/")


def test_a_reason_that_is_missing_keeps_the_form(coordinator, stranger):
    page = signed_in(coordinator).post(f"/en/members/{stranger.pk}/block/", {"reason": " "})
    assert page.status_code == 200
    assert Member.objects.get(pk=stranger.pk).blocked_at is None


def test_operator_makes_the_first_coordinator_from_the_machine(db, capsys, client):
    call_command("create-coordinator", email="First@Example.org", name="First")
    link = re.search(r"http://\S+(/en/\S+)", capsys.readouterr().out)
    member = Member.objects.get(email="first@example.org")
    assert member.confirmed_at and Role.objects.filter(member=member, role="coordinator").exists()
    assert link and client.get(link[1], follow=True).status_code == 200
