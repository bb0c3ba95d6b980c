"""A passkey from its making to its end, with the browser's own authenticator."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator

from tests.conftest import make_member
from tests.journeys.conftest import Visitor

PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Phone:
    """An authenticator that Chromium plays: it holds keys and may refuse to know its owner."""

    def __init__(self, visitor: Visitor) -> None:
        self.session = visitor.context.new_cdp_session(visitor.page)
        self.session.send("WebAuthn.enable")
        added = self.session.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})
        self.id: str = added["authenticatorId"]

    def held(self) -> list[dict[str, Any]]:
        answer = self.session.send("WebAuthn.getCredentials", {"authenticatorId": self.id})
        return list(answer["credentials"])

    def know_its_owner(self, known: bool) -> None:
        self.session.send(
            "WebAuthn.setUserVerified", {"authenticatorId": self.id, "isUserVerified": known}
        )


@pytest.fixture
def phone(visitor: Visitor) -> Phone:
    return Phone(visitor)


def press(visitor: Visitor, button: str) -> None:
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("button", name=button).click()


def test_member_saves_a_passkey_signs_in_with_it_and_removes_it(
    visitor: Visitor, phone: Phone
) -> None:
    member = make_member("amal")
    visitor.sign_in(member)
    page = visitor.open("/en/account/2fa/webauthn/add/")
    page.get_by_label("Name").fill("My phone")
    press(visitor, "Save a passkey")
    assert page.locator("main code").count() >= 10  # recovery codes, shown once
    assert [key["isResidentCredential"] for key in phone.held()] == [True]

    visitor.context.clear_cookies()
    page = visitor.open("/en/account/login/")
    press(visitor, "Sign in with a passkey")
    assert page.url == f"{visitor.base}/en/desk/"

    page = visitor.open("/en/account/2fa/webauthn/")
    assert "My phone" in page.locator("main table").inner_text()
    page.get_by_role("link", name="Remove").click()
    press(visitor, "Remove the passkey")
    assert not Authenticator.objects.filter(user=member, type="webauthn").exists()

    visitor.context.clear_cookies()
    page = visitor.open("/en/account/login/")
    press(visitor, "Sign in with a passkey")
    assert page.url.endswith("/account/login/")
    assert "This passkey is not known here." in page.locator("body").inner_text()


def test_who_is_not_known_to_the_phone_is_told_another_way(visitor: Visitor, phone: Phone) -> None:
    phone.know_its_owner(False)
    page = visitor.open("/en/account/login/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("The passkey did not work.").wait_for()
    assert page.url.endswith("/account/login/")
