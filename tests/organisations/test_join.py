"""Asking to join and being invited: answered once, by whom it concerns, never by opening a link."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from django.utils import timezone

from sme4smartcities.core.errors import NotAllowed, Refused, TooMany
from sme4smartcities.core.mail.models import Mail
from sme4smartcities.organisations.models import Invitation, JoinRequest, Suppressed
from sme4smartcities.organisations.queries.desk import desk_of
from sme4smartcities.organisations.queries.people import invitation_by, role_in
from sme4smartcities.organisations.services.inviting import (
    INVITATIONS_A_DAY,
    accept_invitation,
    decline_invitation,
    forget_invitations,
    invite_colleague,
)
from sme4smartcities.organisations.services.joining import (
    accept_request,
    ask_to_join,
    decline_request,
    withdraw_request,
)
from sme4smartcities.organisations.services.suppressing import suppress
from tests.organisations.cast import give_role, make_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(stranger, sme) -> JoinRequest:
    return ask_to_join(actor=stranger, organisation=sme, message="I run the lab")


@pytest.fixture
def sent(owner, sme) -> Invitation:
    return invite_colleague(
        actor=owner, organisation=sme, email="Noor@Acequia.Example", role="member", language="es"
    )


def token_in(mail: Mail) -> str:
    (token,) = set(re.findall(r"/invitations/([\w-]+)/", mail.text))
    return token


def test_the_managers_get_a_mail_without_the_persons_address(owner, stranger, asked):
    mail = Mail.objects.get()
    assert (mail.to, "Farid" in mail.text, "I run the lab" in mail.text) == (
        owner.email,
        True,
        True,
    )
    assert stranger.email not in mail.text + mail.html + mail.subject


def test_asking_twice_asks_once(stranger, sme, asked):
    assert ask_to_join(actor=stranger, organisation=sme) == asked
    assert Mail.objects.count() == 1


def test_a_manager_lets_the_person_in_once(owner, stranger, sme, asked):
    for _ in range(2):
        accept_request(actor=owner, request=asked)
    assert role_in(sme, stranger) == "member"
    assert Mail.objects.filter(to=stranger.email).count() == 1
    with pytest.raises(Refused, match="Accepted"):
        decline_request(actor=owner, request=asked)


def test_a_declined_person_may_ask_again(owner, stranger, sme, asked):
    decline_request(actor=owner, request=asked)
    assert role_in(sme, stranger) == ""
    assert ask_to_join(actor=stranger, organisation=sme) != asked


def test_only_the_author_withdraws_and_only_managers_answer(owner, officer, stranger, sme, asked):
    give_role(officer, "member", sme)
    for act, actor in (
        (withdraw_request, owner),
        (accept_request, stranger),
        (accept_request, officer),
        (decline_request, officer),
    ):
        with pytest.raises(NotAllowed):
            act(actor=actor, request=asked)
    withdraw_request(actor=stranger, request=asked)
    with pytest.raises(Refused):
        accept_request(actor=owner, request=asked)


def test_nobody_asks_where_nobody_could_answer(stranger, owner):
    for fields in ({}, {"layer": "record"}, {"state": "hidden"}):
        with pytest.raises((Refused, NotAllowed)):
            ask_to_join(actor=stranger, organisation=make_organisation("Empty", **fields))


def test_a_person_asks_ten_organisations_a_day(stranger, owner):
    for number in range(10):
        ask_to_join(actor=stranger, organisation=make_organisation(f"Org {number}", manager=owner))
    with pytest.raises(TooMany):
        ask_to_join(actor=stranger, organisation=make_organisation("Org 11", manager=owner))


def test_an_invitation_lets_in_once_whoever_holds_the_link(stranger, officer, sme, sent):
    mail = Mail.objects.get()
    assert (mail.to, mail.language) == ("noor@acequia.example", "es")
    found = invitation_by(token_in(mail))
    accept_invitation(actor=stranger, invitation=found)
    accept_invitation(actor=stranger, invitation=found)
    assert role_in(sme, stranger) == "member"
    with pytest.raises(Refused, match="used already"):
        accept_invitation(actor=officer, invitation=found)


def test_an_old_declined_or_replaced_invitation_says_what_to_do(owner, stranger, sme, sent):
    invite_colleague(
        actor=owner, organisation=sme, email="noor@acequia.example", role="manager", language="en"
    )
    with pytest.raises(Refused, match="withdrawn"):
        accept_invitation(actor=stranger, invitation=sent)
    newer = Invitation.objects.latest("pk")
    decline_invitation(invitation=newer)
    with pytest.raises(Refused, match="withdrawn"):
        accept_invitation(actor=stranger, invitation=newer)
    Invitation.objects.update(ended_at=None, expires_at=timezone.now())
    with pytest.raises(Refused, match="too old"):
        accept_invitation(actor=stranger, invitation=newer)


def test_opening_the_link_changes_nothing(client, sent, sme):
    address = reverse("organisations:invitation", args=(token_in(Mail.objects.get()),))
    page = client.get(address)
    assert page.status_code == 200 and b"Acequia Labs" in page.content
    assert client.post(address).status_code == 403
    assert client.get(reverse("organisations:invitation", args=("nonsense",))).status_code == 404
    assert not Invitation.objects.get().accepted_at


def test_only_managers_invite_and_not_without_end(owner, stranger, officer, sme):
    give_role(officer, "member", sme)
    for actor in (stranger, officer):
        with pytest.raises(NotAllowed):
            invite_colleague(
                actor=actor, organisation=sme, email="a@b.example", role="member", language="en"
            )
    for number in range(INVITATIONS_A_DAY):
        invite_colleague(
            actor=owner,
            organisation=sme,
            email=f"p{number}@b.example",
            role="member",
            language="en",
        )
    with pytest.raises(TooMany):
        invite_colleague(
            actor=owner, organisation=sme, email="last@b.example", role="member", language="en"
        )


def test_who_said_no_is_not_invited(owner, sme, settings, tmp_path):
    settings.DATA = tmp_path
    suppress(actor=None, address="noor@b.example", reason=Suppressed.Reason.OBJECTED)
    with pytest.raises(Refused):
        invite_colleague(
            actor=owner, organisation=sme, email="Noor@B.example", role="member", language="en"
        )


def test_addresses_of_old_invitations_are_deleted(sent):
    Invitation.objects.update(expires_at=timezone.now() - timedelta(days=31))
    assert (forget_invitations(), Invitation.objects.count()) == (1, 0)


def test_the_whole_way_through_the_pages(client, owner, stranger, sme):
    client.force_login(stranger)
    answer = client.post(reverse("organisations:join", args=(sme.pk,)), {"message": "Hello"})
    assert answer.status_code == 302
    assert b"have not answered yet" in client.get(sme.get_absolute_url()).content
    request = JoinRequest.objects.get()
    accept = reverse("organisations:answer", args=(request.pk, "accept"))
    assert client.post(accept).status_code == 403
    assert client.get(accept).status_code == 405
    client.force_login(owner)
    assert b"Hello" in client.get(reverse("organisations:people", args=(sme.pk,))).content
    assert client.post(accept).status_code == 302
    assert role_in(sme, stranger) == "member"


def test_who_is_invited_sees_it_on_the_desk_and_answers_without_the_mail(
    client, owner, stranger, officer, sme
):
    for member in (stranger, officer):
        invite_colleague(
            actor=owner, organisation=sme, email=member.email.upper(), role="member", language="en"
        )
    client.force_login(stranger)
    assert "invites you" in next(desk_of(stranger)).title
    mine = client.get(reverse("organisations:mine")).content.decode()
    take = re.search(r'action="([^"]*/take/)"', mine)[1]
    client.force_login(officer)
    assert client.post(take).status_code == 404
    refuse = re.search(
        r'action="([^"]*/refuse/)"', client.get(reverse("organisations:mine")).content.decode()
    )[1]
    client.post(refuse)
    client.force_login(stranger)
    client.post(take)
    assert (role_in(sme, stranger), role_in(sme, officer)) == ("member", "")
    assert not any("invites you" in item.title for item in desk_of(stranger))
    assert client.post(take).status_code == 404


def test_an_unconfirmed_address_is_not_shown_its_invitation(client, owner, stranger, sme):
    EmailAddress.objects.create(user=stranger, email="noor@acequia.example", verified=False)
    invite_colleague(
        actor=owner, organisation=sme, email="noor@acequia.example", role="manager", language="en"
    )
    client.force_login(stranger)
    assert "/take/" not in client.get(reverse("organisations:mine")).content.decode()


def test_who_asked_finds_the_request_and_takes_it_back(client, stranger, sme, asked):
    client.force_login(stranger)
    page = client.get(reverse("organisations:mine")).content.decode()
    withdraw = reverse("organisations:answer", args=(asked.pk, "withdraw"))
    assert withdraw in page
    client.post(withdraw)
    assert withdraw not in client.get(reverse("organisations:mine")).content.decode()
