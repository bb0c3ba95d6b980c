"""Change the password, ask for a new one, and be told of it."""

import pytest
from django.urls import reverse

from sme4smartcities.accounts.models import Member
from tests.accounts.letters import last_letter, letters_to, link_in
from tests.conftest import PASSWORD, Browser

pytestmark = pytest.mark.django_db
NEW = "nine quiet herons wade"


def sign_in(browser: Browser, member: Member, password: str):
    return browser.post(reverse("account_login"), {"login": member.email, "password": password})


def ask_reset(browser: Browser, address: str, worker) -> None:
    browser.post(reverse("account_reset_password"), {"email": address})
    worker.run()


def open_reset(browser: Browser) -> str:
    """Follow the link of the newest letter to the form behind it."""
    return browser.get(link_in(last_letter()), follow=True).redirect_chain[-1][0]


def test_member_resets_a_forgotten_password(client, owner, worker):
    ask_reset(client, owner.email, worker)
    form = open_reset(client)
    answer = client.post(form, {"password1": NEW})
    assert answer.headers["Location"] == "/en/account/password/reset/key/done/"
    assert sign_in(Browser(), owner, NEW).headers["Location"] == "/en/desk/"
    assert letters_to(owner.email) == ["reset_password", "password_changed"]


def test_a_reset_proves_the_mailbox_too(client, owner, worker):
    Member.objects.update(confirmed_at=None)
    owner.emailaddress_set.update(verified=False)
    ask_reset(client, owner.email, worker)
    client.post(open_reset(client), {"password1": NEW})
    owner.refresh_from_db()
    assert owner.confirmed_at is not None
    assert sign_in(Browser(), owner, NEW).headers["Location"] == "/en/desk/"


def test_a_reset_signs_out_every_browser(client, owner, worker):
    thief = Browser()
    sign_in(thief, owner, PASSWORD)
    assert thief.get("/en/desk/").status_code == 200
    ask_reset(client, owner.email, worker)
    client.post(open_reset(client), {"password1": NEW})
    assert thief.get("/en/desk/").status_code == 302


def test_a_reset_link_works_once(client, owner, worker):
    ask_reset(client, owner.email, worker)
    link = link_in(last_letter())
    client.post(open_reset(client), {"password1": NEW})
    page = Browser().get(link)
    assert page.status_code == 200 and page.context["token_fail"] is True


def test_an_easy_password_is_refused_at_reset_as_well(client, owner, worker):
    ask_reset(client, owner.email, worker)
    page = client.post(open_reset(client), {"password1": "amal@example"})
    assert page.context["form"].errors["password1"]


def test_unknown_address_gets_one_letter_of_advice(client, db, worker):
    ask_reset(client, "nobody@example.org", worker)
    assert letters_to("nobody@example.org") == ["no_account"]


def test_resets_are_limited_to_two_an_hour(client, owner, worker):
    for _ in range(4):
        ask_reset(client, owner.email, worker)
    assert letters_to(owner.email) == ["reset_password"] * 2


def test_member_changes_the_password_and_stays_here_alone(client, owner):
    sign_in(client, owner, PASSWORD)
    other = Browser()
    sign_in(other, owner, PASSWORD)
    before = client.session.session_key
    answer = client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW}
    )
    assert answer.status_code == 302
    assert client.get("/en/desk/").status_code == 200
    assert client.session.session_key != before
    assert other.get("/en/desk/").status_code == 302
    assert letters_to(owner.email) == ["password_changed"]


def test_the_present_password_must_be_right(client, owner):
    sign_in(client, owner, PASSWORD)
    page = client.post(
        reverse("account_change_password"), {"oldpassword": "wrong", "password1": NEW}
    )
    assert page.context["form"].errors["oldpassword"]
