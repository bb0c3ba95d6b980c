"""The authenticator app and the recovery codes; which roles sleep without them."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.urls import reverse

from sme4smartcities.accounts.models import Member, Role
from sme4smartcities.accounts.secrets_at_rest import open_sealed
from sme4smartcities.accounts.services.resealing import reseal_second_factors
from sme4smartcities.core.journal.models import Entry
from tests.accounts.letters import letters_to
from tests.conftest import PASSWORD, Browser

pytestmark = pytest.mark.django_db(transaction=True)
LOGIN, DESK = "/en/account/login/", "/en/desk/"


def code_for(secret: str, step: int = 0) -> str:
    """Give what the app shows now, or some steps of half a minute off."""
    counter = list(yield_hotp_counters_from_time())[1] + step
    return format_hotp_value(hotp_value(secret, counter))


def secret_of(member: Member) -> str:
    row = Authenticator.objects.get(user=member, type="totp")
    return open_sealed(row.data["secret"])


def connect(browser: Browser):
    page = browser.get(reverse("mfa_activate_totp"))
    code = code_for(page.context["form"].secret)
    return browser.post(reverse("mfa_activate_totp"), {"code": code})


def password_step(browser: Browser, member: Member):
    return browser.post(LOGIN, {"login": member.email, "password": PASSWORD})


def code_step(browser: Browser, code: str):
    return browser.post(reverse("mfa_authenticate"), {"code": code})


@pytest.fixture
def protected(owner: Member) -> Member:
    """A member whose app is connected."""
    browser = Browser()
    browser.sign_in(owner, "password")
    connect(browser)
    return owner


def test_member_connects_an_app_and_sees_recovery_codes_once(client, owner):
    client.sign_in(owner, "password")
    answer = connect(client)
    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    assert len(client.get(answer.headers["Location"]).context["unused_codes"]) == 10
    again = client.get(answer.headers["Location"])
    assert not re.search(r"<code[^>]*>\s*\d", again.text)
    assert letters_to(owner.email) == ["second_factor"]
    facts = Entry.objects.filter(name="accounts.SecondFactorChanged")
    assert {e.data["kind"] for e in facts} == {"totp", "recovery_codes"}


def test_the_key_of_the_app_is_not_readable_in_the_database(protected):
    row = Authenticator.objects.get(type="totp")
    assert secret_of(protected) not in str(row.data)


def test_connecting_signs_out_every_other_browser(client, owner):
    other = Browser()
    other.sign_in(owner, "password")
    client.sign_in(owner, "password")
    connect(client)
    assert client.get(DESK).status_code == 200
    assert other.get(DESK).status_code == 302


def test_the_password_alone_no_longer_opens(client, protected):
    assert password_step(client, protected).headers["Location"] == reverse("mfa_authenticate")
    assert client.get(DESK).status_code == 302
    code_step(client, code_for(secret_of(protected)))
    assert client.get(DESK).status_code == 200


@pytest.mark.parametrize("step", [-3, 3])
def test_a_code_of_another_time_is_refused(client, protected, step):
    password_step(client, protected)
    assert code_step(client, code_for(secret_of(protected), step)).status_code == 200
    assert client.get(DESK).status_code == 302


@pytest.mark.parametrize("step", [-1, 0, 1])
def test_a_code_works_once(client, protected, step):
    code = code_for(secret_of(protected), step)
    password_step(client, protected)
    assert code_step(client, code).status_code == 302
    thief = Browser()
    password_step(thief, protected)
    assert code_step(thief, code).status_code == 200
    assert thief.get(DESK).status_code == 302


def test_a_recovery_code_works_once(client, protected):
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    password_step(client, protected)
    code_step(client, codes[0])
    assert client.get(DESK).status_code == 200
    other = Browser()
    password_step(other, protected)
    code_step(other, codes[0])
    assert other.get(DESK).status_code == 302
    code_step(other, codes[1])
    assert other.get(DESK).status_code == 200


def test_codes_can_be_guessed_five_times(client, protected):
    password_step(client, protected)
    for guess in range(5):
        code_step(client, f"{guess:06}")
    right = code_step(client, code_for(secret_of(protected)))
    assert right.status_code == 200 and client.get(DESK).status_code == 302


def test_new_recovery_codes_end_the_old_ones(client, protected):
    old = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    client.sign_in(protected, "mfa")
    client.post(reverse("mfa_generate_recovery_codes"))
    new = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert not set(old) & set(new)
    assert letters_to(protected.email) == ["second_factor"] * 2


def test_disconnecting_asks_for_the_second_factor_not_the_password(client, protected):
    client.sign_in(protected, "password")
    answer = client.post(reverse("mfa_deactivate_totp"))
    assert answer.headers["Location"].startswith(reverse("mfa_reauthenticate"))
    assert client.get(reverse("account_reauthenticate")).status_code == 302
    assert Authenticator.objects.filter(type="totp").exists()
    client.sign_in(protected, "mfa")
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.count() == 0
    assert client.get(DESK).status_code == 200


def test_member_confirms_with_a_code_that_it_is_still_the_member(client, protected):
    client.sign_in(protected, "mfa", ago=1200)
    answer = client.get(reverse("mfa_generate_recovery_codes"))
    client.post(answer.headers["Location"], {"code": code_for(secret_of(protected))})
    assert client.get(reverse("mfa_generate_recovery_codes")).status_code == 200


def test_a_coordinator_without_second_factor_is_asked_to_set_one_up(client, coordinator):
    client.sign_in(coordinator, "password")
    page = client.get(reverse("accounts:second_step"))
    assert page.status_code == 200
    connect(client)
    request = client.get(DESK).wsgi_request
    assert request.user.strong and request.user.holds_back("coordinator") is False


def test_roles_of_the_platform_sleep_after_half_a_day(client, coordinator):
    client.sign_in(coordinator, "mfa", ago=13 * 3600)
    user = client.get(DESK).wsgi_request.user
    assert user.holds_back("coordinator") and not user.grants


def test_another_members_proofs_do_not_count(client, coordinator):
    client.sign_in(coordinator, "mfa")
    session = client.session
    session["account_authentication_methods_user"] = str(coordinator.pk + 1)
    session.save()
    assert client.get(DESK).wsgi_request.user.holds_back("coordinator")


def test_the_second_step_leads_back_and_nowhere_else(client, protected):
    client.sign_in(protected, "password")
    for goal, led in (
        ("/en/terms/", "%2Fen%2Fterms%2F"),
        ("https://evil.example/", "%2Fen%2Fdesk%2F"),
    ):
        answer = client.get(reverse("accounts:second_step"), {"next": goal})
        assert answer.headers["Location"].endswith(f"?next={led}")


def test_pages_kept_from_before_the_second_step_are_not_shown_after_it(client, protected):
    Role.objects.create(member=protected, role="coordinator")
    client.sign_in(protected, "password")
    UserSession.objects.filter(user=protected).delete()
    UserSession.objects.create(user=protected, session_key=client.session.session_key, ip="::1")
    known = {"If-None-Match": client.get("/en/").headers["ETag"]}
    assert client.get("/en/", headers=known).status_code == 304
    code = code_for(secret_of(protected), 1)
    client.post(reverse("mfa_reauthenticate"), {"code": code, "next": DESK})
    assert client.get("/en/", headers=known).status_code == 200
    (kept,) = UserSession.objects.filter(user=protected)
    assert kept.session_key == client.session.session_key


def test_a_former_key_may_go_once_second_factors_are_sealed_anew(client, protected, settings):
    secret, rows = secret_of(protected), Authenticator.objects.order_by("pk")
    codes = rows.get(type="recovery_codes").wrap().get_unused_codes()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-" + "y" * 50
    reseal_second_factors()
    once = list(rows.values())
    reseal_second_factors()
    assert list(rows.values()) == once
    settings.SECRET_KEY_FALLBACKS = []
    assert secret_of(protected) == secret
    assert rows.get(type="recovery_codes").wrap().get_unused_codes() == codes
