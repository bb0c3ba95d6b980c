"""People of an organisation: claimed, appointed, shown as they wish, never without a manager."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from sme4smartcities.accounts.models import Audience, Member, Profile
from sme4smartcities.core.errors import NotAllowed, Refused
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.organisations.models import EmailDomain
from sme4smartcities.organisations.queries.people import people_of, role_in, shown_people
from sme4smartcities.organisations.services.inviting import accept_invitation, invite_colleague
from sme4smartcities.organisations.services.people import (
    add_person,
    appoint,
    claim_organisation,
    leave,
    remove_person,
    show_myself,
)
from tests.organisations.cast import give_role, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def orphan():
    """A listed city that nobody manages, with a domain of its own."""
    row = make_organisation("City of Lumbreras")
    EmailDomain.objects.create(organisation=row, domain="lumbreras.example")
    return row


def address(member, email: str, *, verified: bool = True) -> None:
    EmailAddress.objects.create(user=member, email=email, verified=verified)


def test_a_confirmed_address_in_the_domain_takes_charge(officer, orphan):
    address(officer, "bruno@lumbreras.example")
    claim_organisation(actor=officer, organisation=orphan)
    assert role_in(orphan, officer) == "manager"
    claim_organisation(actor=officer, organisation=orphan)


@pytest.mark.parametrize(
    ("email", "verified"),
    [
        ("bruno@lumbreras.example", False),
        ("bruno@mail.lumbreras.example", True),
        ("bruno@notlumbreras.example", True),
        ("bruno@lumbreras.example.evil.example", True),
    ],
    ids=["unconfirmed", "below the domain", "another domain", "a longer domain"],
)
def test_any_other_address_does_not(officer, orphan, email, verified):
    address(officer, email, verified=verified)
    with pytest.raises(Refused):
        claim_organisation(actor=officer, organisation=orphan)


def test_a_free_mail_domain_proves_nothing(officer):
    row = make_organisation("Careless")
    EmailDomain.objects.create(organisation=row, domain="gmail.com")
    address(officer, "bruno@gmail.com")
    with pytest.raises(Refused):
        claim_organisation(actor=officer, organisation=row)


def test_a_managed_hidden_or_record_organisation_is_not_claimed(officer, owner, orphan):
    address(officer, "bruno@lumbreras.example")
    for fields in ({"state": "hidden"}, {"state": "draft"}, {"layer": "record"}):
        row = make_organisation("Other", **fields)
        EmailDomain.objects.create(organisation=row, domain="lumbreras.example")
        with pytest.raises(Refused):
            claim_organisation(actor=officer, organisation=row)
    add_person(actor=owner, organisation=orphan, member=owner, role="manager")
    with pytest.raises(Refused, match="Ask to join"):
        claim_organisation(actor=officer, organisation=orphan)


def test_an_organisation_whose_only_manager_is_blocked_can_be_claimed(officer, owner, orphan):
    add_person(actor=owner, organisation=orphan, member=owner, role="manager")
    owner.is_active = False
    owner.save()
    address(officer, "bruno@lumbreras.example")
    claim_organisation(actor=officer, organisation=orphan)
    assert role_in(orphan, officer) == "manager"


def test_the_last_manager_names_a_successor_before_leaving(owner, officer, sme):
    with pytest.raises(Refused):
        leave(actor=owner, organisation=sme)
    add_person(actor=owner, organisation=sme, member=officer, role="member")
    with pytest.raises(Refused):
        appoint(actor=owner, organisation=sme, member=owner, role="member")
    appoint(actor=owner, organisation=sme, member=officer, role="manager")
    leave(actor=owner, organisation=sme)
    assert [(p.member, p.role) for p in people_of(sme)] == [(officer, "manager")]
    assert not owner.holds("manager", sme.subject)
    leave(actor=owner, organisation=sme)


def test_only_managers_appoint_and_remove(owner, officer, stranger, sme):
    add_person(actor=owner, organisation=sme, member=officer, role="member")
    for act in (
        lambda: appoint(actor=officer, organisation=sme, member=officer, role="manager"),
        lambda: remove_person(actor=officer, organisation=sme, member=owner),
        lambda: remove_person(actor=stranger, organisation=sme, member=officer),
    ):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(Refused):
        appoint(actor=owner, organisation=sme, member=stranger, role="manager")
    with pytest.raises(Refused):
        appoint(actor=owner, organisation=sme, member=officer, role="coordinator")
    with pytest.raises(Refused):
        remove_person(actor=owner, organisation=sme, member=owner)
    remove_person(actor=owner, organisation=sme, member=officer)
    assert role_in(sme, officer) == ""


def let_the_name_show(member, audience: Audience) -> None:
    Profile.objects.update_or_create(member=member, defaults={"show_name": audience})


@pytest.mark.parametrize("how", ["removed", "demoted"])
def test_who_is_sent_away_does_not_come_back_by_a_link_sent_before(
    owner, officer, stranger, sme, how
):
    give_role(officer, "manager", sme)
    sent = invite_colleague(
        actor=officer, organisation=sme, email="me.too@example.org", role="manager", language="en"
    )
    if how == "removed":
        remove_person(actor=owner, organisation=sme, member=officer)
    else:
        appoint(actor=owner, organisation=sme, member=officer, role="member")
    with pytest.raises(Refused):
        accept_invitation(actor=stranger, invitation=sent)
    assert Entry.objects.filter(name="organisations.InvitationEnded", subject_id=sme.pk).exists()


def test_nobody_is_shown_who_did_not_say_so(owner, stranger, sme):
    Member.objects.update(confirmed_at=timezone.now())
    let_the_name_show(owner, Audience.EVERYBODY)
    readers = (AnonymousUser(), stranger)
    assert [len(shown_people(reader, sme)) for reader in readers] == [0, 0]
    show_myself(actor=owner, organisation=sme, function=" Head  of water ", shown=1)
    assert [len(shown_people(reader, sme)) for reader in readers] == [0, 1]
    show_myself(actor=owner, organisation=sme, function="Head of water", shown=2)
    assert [len(shown_people(reader, sme)) for reader in readers] == [1, 1]
    let_the_name_show(owner, Audience.MEMBERS)
    assert [len(shown_people(reader, sme)) for reader in readers] == [0, 1]
    let_the_name_show(owner, Audience.NOBODY)
    assert [len(shown_people(reader, sme)) for reader in readers] == [0, 0]


def test_a_blocked_person_is_not_shown(owner, stranger, sme):
    Member.objects.update(confirmed_at=timezone.now())
    let_the_name_show(owner, Audience.EVERYBODY)
    show_myself(actor=owner, organisation=sme, function="", shown=2)
    owner.is_active = False
    owner.save()
    assert shown_people(stranger, sme) == []


def test_one_shows_only_oneself(stranger, sme):
    with pytest.raises(Refused):
        show_myself(actor=stranger, organisation=sme, function="", shown=2)
