"""Role accounts sign in by button or password in demo mode, and in no other house."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import Client

from sme4smartcities.accounts.policies import DEMO
from sme4smartcities.accounts.queries import token_named
from sme4smartcities.accounts.services import grant_role, revoke_role
from sme4smartcities.accounts.services.tokens import make_token
from sme4smartcities.core.errors import NotAllowed
from sme4smartcities.demo import queries
from sme4smartcities.demo.content import PASSWORD, address

ROLES = ("city-officer", "sme-owner", "mentor", "researcher", "coordinator", "operator")
STRONG = ("coordinator", "operator")


@pytest.fixture
def browser() -> Client:
    return Client()


def member_of(browser: Client) -> Any:
    """Ask a page and give whom the platform took the reader for."""
    return browser.get("/en/desk/").wsgi_request.user


def type_password(browser: Client, key: str) -> None:
    browser.post("/en/account/login/", {"login": address(key), "password": PASSWORD})


def enter(browser: Client, key: str, **data: str) -> Any:
    return browser.post(f"/en/demo/enter/{key}/", data)


@pytest.mark.parametrize("key", ROLES)
def test_visitor_becomes_a_role_by_one_button(demo, browser, key):
    response = enter(browser, key, next="/en/organisations/")
    assert response.url == "/en/organisations/"
    member = member_of(browser)
    assert member.email == address(key)
    assert member.strong is (key in STRONG)
    assert member.holds("coordinator", queries.PLATFORM) is (key == "coordinator")


def test_a_link_alone_signs_nobody_in(demo, browser):
    assert browser.get("/en/demo/enter/sme-owner/").status_code == 405
    assert not member_of(browser).is_authenticated


def test_the_button_leads_to_no_other_host(demo, browser):
    assert enter(browser, "mentor", next="https://elsewhere.example/").url == "/en/desk/"


def test_only_the_offered_roles_have_a_button(demo, browser):
    assert enter(browser, "desk-qatra").status_code == 404
    assert enter(browser, "nobody").status_code == 404


def test_visitor_signs_in_with_the_printed_password(demo, browser):
    assert [tuple(sign_in) for sign_in in queries.sign_ins()][1] == (
        "SME owner",
        "sme-owner@demo.example",
        PASSWORD,
    )
    type_password(browser, "sme-owner")
    assert member_of(browser).email == address("sme-owner")


def test_the_printed_code_is_the_coordinators_second_factor(demo):
    factor = queries.second_factor(queries.role_account("coordinator"))
    assert TOTP(factor).validate_code(queries.coordinator_code())
    assert {role for role, _code in queries.codes()} == {"Coordinator", "Operator"}
    assert queries.code_of("sme-owner") == ""


def test_each_data_folder_has_a_secret_of_its_own(demo):
    kept = {queries.second_factor(queries.role_account(key)).data["secret"] for key in STRONG}
    assert len(kept) == 2


def test_in_another_house_the_button_is_not_there(demo, browser, settings):
    settings.DEMO = False
    assert enter(browser, "sme-owner").status_code == 404
    assert not member_of(browser).is_authenticated


@pytest.mark.parametrize("key", ROLES)
def test_in_another_house_the_password_opens_nothing(demo, browser, settings, key):
    settings.DEMO = False
    type_password(browser, key)
    assert not member_of(browser).is_authenticated


def test_in_another_house_a_running_session_has_ended(demo, browser, settings):
    enter(browser, "coordinator")
    assert member_of(browser).is_authenticated
    settings.DEMO = False
    assert not member_of(browser).is_authenticated


def test_in_another_house_a_key_for_programs_opens_nothing(demo, settings):
    member = queries.role_account("sme-owner")
    _token, secret = make_token(actor=member, name="Demo", scopes=["read"], lasts=timedelta(days=1))
    assert token_named(secret).member == member
    settings.DEMO = False
    assert token_named(secret) is None


def test_in_another_house_the_check_names_the_accounts(demo, settings):
    call_command("check")
    settings.DEMO = False
    with pytest.raises(SystemCheckError, match=r"sme-owner@demo\.example"):
        call_command("check")


def test_nobody_in_the_demonstration_frees_its_accounts(demo):
    member = queries.role_account("sme-owner")
    for key in STRONG:
        actor = queries.role_account(key)
        with pytest.raises(NotAllowed):
            revoke_role(actor=actor, member=member, role=DEMO)
        with pytest.raises(NotAllowed):
            grant_role(actor=actor, member=actor, role=DEMO)


def test_real_members_sign_in_everywhere(client, owner):
    client.force_login(owner)
    assert member_of(client) == owner
