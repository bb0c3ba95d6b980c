"""Somebody comes by keyboard alone: registers, confirms the mailbox, signs in, sets up a second step."""

import re

from sme4smartcities.accounts.models import Member
from tests.accounts.letters import last_letter, link_in
from tests.accounts.test_second_factor import code_for
from tests.conftest import PASSWORD, make_member
from tests.journeys.conftest import Visitor
from tests.journeys.keyboard import fill, follow, press

SECRET = "seven purple lanterns float"


def sign_in(visitor: Visitor, address: str, password: str) -> None:
    page = visitor.open("/en/account/login/")
    fill(page, "E-mail address", address)
    fill(page, "Password", password)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_visitor_registers_confirms_and_signs_in_by_keyboard(visitor: Visitor) -> None:
    page = visitor.open("/en/")
    follow(page, "Join free")
    fill(page, "Your name", "Leila Haddad")
    fill(page, "E-mail address", "leila@example.org")
    fill(page, "Password", SECRET)
    fill(page, "Your organisation", "Lanterns Ltd")
    press(page, "I agree", "Space")
    follow(page, "Open my account")
    assert page.url.endswith("/en/account/confirm-email/")
    page = visitor.open(link_in(last_letter()))
    follow(page, "Yes, confirm it")
    assert page.url.endswith("/en/desk/")
    assert Member.objects.get().confirmed_at is not None
    press(page, "Your desk and settings")
    follow(page, "Sign out")
    sign_in(visitor, "leila@example.org", SECRET)
    assert page.url.endswith("/en/desk/")


def test_visitor_hears_what_is_missing_and_loses_nothing(visitor: Visitor) -> None:
    page = visitor.open("/en/account/signup/")
    page.evaluate("document.querySelector('main form').noValidate = true")
    fill(page, "Your name", "Leila Haddad")
    fill(page, "Password", "password")
    follow(page, "Open my account")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    assert page.get_by_label("Your name").input_value() == "Leila Haddad"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # the first link of the summary leads to its field
    assert page.evaluate("document.activeElement.getAttribute('aria-invalid')") == "true"


def test_member_connects_an_app_and_signs_in_with_its_code(visitor: Visitor) -> None:
    visitor.sign_in(make_member("amal"))
    page = visitor.open("/en/account/security/")
    follow(page, "Set up a second step")
    follow(page, "Connect an app")
    letters = re.sub(r"\s", "", page.locator("main code").inner_text())
    fill(page, "Code ", code_for(letters))
    follow(page, "Connect the app")
    assert page.locator("main code").count() >= 10
    visitor.context.clear_cookies()
    sign_in(visitor, "amal@example.org", PASSWORD)
    assert "/2fa/authenticate/" in page.url
    fill(page, "Code ", code_for(letters, step=1))
    follow(page, "Sign in")
    assert page.url.endswith("/en/desk/")


def test_the_form_for_the_clock_begins_with_the_one_of_the_browser(visitor: Visitor) -> None:
    visitor.sign_in(make_member("amal"))
    page = visitor.page
    clock = page.context.new_cdp_session(page)
    clock.send("Emulation.setTimezoneOverride", {"timezoneId": "America/Lima"})
    box = page.get_by_label("Time zone")
    visitor.open("/en/account/settings/")
    assert box.input_value() == "America/Lima"
    visitor.open("/en/account/settings/?zone=Asia/Amman")  # where the organisation lies goes before
    assert box.input_value() == "Asia/Amman"
