"""Change the e-mail address: the new one confirms, the old one hears of it."""

import pytest
from django.urls import reverse

from tests.accounts.letters import last_letter, letters_to, link_in
from tests.conftest import PASSWORD, Browser

pytestmark = pytest.mark.django_db
NEW = "amal.new@example.org"


def ask(client: Browser, address: str):
    return client.post(reverse("account_email"), {"action_add": "1", "email": address})


@pytest.fixture
def signed_in(client, owner) -> Browser:
    client.sign_in(owner, "password")
    return client


def test_the_new_address_counts_once_it_is_confirmed(signed_in, owner):
    other = Browser()
    other.sign_in(owner, "password")
    ask(signed_in, NEW)
    owner.refresh_from_db()
    assert owner.email == "amal@example.org"
    assert letters_to(NEW) == ["confirm_new_address"]
    signed_in.post(link_in(last_letter()))
    owner.refresh_from_db()
    assert owner.email == NEW
    assert list(owner.emailaddress_set.values_list("email", "verified", "primary")) == [
        (NEW, True, True)
    ]
    assert letters_to("amal@example.org") == ["address_changed"]
    assert signed_in.get("/en/desk/").status_code == 200
    assert other.get("/en/desk/").status_code == 302


def test_an_address_of_another_member_is_never_taken(signed_in, owner, officer):
    page = ask(signed_in, officer.email)
    assert page.status_code == 302
    assert letters_to(officer.email) == ["already_registered"]


def test_an_address_registered_meanwhile_is_not_taken_either(signed_in, owner, officer):
    ask(signed_in, NEW)
    link = link_in(last_letter())
    type(officer).objects.filter(pk=officer.pk).update(email=NEW)
    signed_in.post(link)
    owner.refresh_from_db()
    assert owner.email == "amal@example.org"


def test_another_browser_confirms_a_new_address_with_the_password(signed_in, owner):
    ask(signed_in, NEW)
    link = link_in(last_letter())
    stranger = Browser()
    assert stranger.post(link).status_code == 200
    owner.refresh_from_db()
    assert owner.email == "amal@example.org"
    stranger.post(link, {"password": PASSWORD})
    owner.refresh_from_db()
    assert owner.email == NEW


def test_the_mailbox_of_a_mistyped_address_cannot_reset_the_password(signed_in, owner, worker):
    ask(signed_in, NEW)
    Browser().post(reverse("account_reset_password"), {"email": NEW})
    worker.run()
    assert letters_to(NEW) == ["confirm_new_address", "no_account"]


def test_changing_the_address_asks_again_who_it_is(client, owner):
    client.sign_in(owner, "password", ago=1200)
    answer = ask(client, NEW)
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert letters_to(NEW) == []
    client.post(answer.headers["Location"], {"password": PASSWORD})
    assert letters_to(NEW) == ["confirm_new_address"]


def test_member_takes_the_wish_back(signed_in, owner):
    ask(signed_in, NEW)
    signed_in.post(reverse("account_email"), {"action_remove": "", "email": NEW})
    assert owner.emailaddress_set.count() == 1
