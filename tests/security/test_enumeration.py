"""Nobody learns whether somebody has an account here: not by words, not by mails, not by time."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.cache import caches
from django.http import HttpResponse
from django.urls import reverse

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.mail.models import Mail
from tests.conftest import PASSWORD, Browser, make_member

pytestmark = pytest.mark.django_db

TOKENS = re.compile(r'(csrfmiddlewaretoken" value=")[^"]+|value="[^"]*@[^"]*"')
Try = Callable[[Browser, str], HttpResponse]


def sign_up(browser: Browser, address: str) -> HttpResponse:
    return browser.post(
        reverse("account_signup"),
        {
            "name": "Somebody",
            "email": address,
            "password1": "seven purple lanterns float",
            "language": "en",
            "terms": "on",
        },
        follow=True,
    )


def sign_in(browser: Browser, address: str) -> HttpResponse:
    return browser.post(
        reverse("account_login"), {"login": address, "password": "not my password at all"}
    )


def reset(browser: Browser, address: str) -> HttpResponse:
    return browser.post(reverse("account_reset_password"), {"email": address}, follow=True)


DOORS: dict[str, Try] = {"sign up": sign_up, "sign in": sign_in, "reset": reset}


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Count how often a password is hashed: that is where the time goes."""
    made: list[str] = []
    encode = Argon2PasswordHasher.encode
    verify = Argon2PasswordHasher.verify

    def counting_encode(self, password, salt):
        made.append("encode")
        return encode(self, password, salt)

    def counting_verify(self, password, encoded):
        made.append("verify")
        return verify(self, password, encoded)

    monkeypatch.setattr(Argon2PasswordHasher, "encode", counting_encode)
    monkeypatch.setattr(Argon2PasswordHasher, "verify", counting_verify)
    yield made


def knock(door: Try, address: str, hashes: list[str], worker) -> tuple[object, ...]:
    """Give all that a stranger can see of one try, and what it cost us."""
    hashes.clear()
    mails = Mail.objects.count()
    for cache in caches.all():
        cache.clear()
    answer = door(Browser(), address)
    made = len(hashes)
    worker.run()
    return (
        answer.status_code,
        getattr(answer, "redirect_chain", None),
        TOKENS.sub("", answer.content.decode()),
        Mail.objects.count() - mails,
        made,
    )


@pytest.mark.parametrize("name", DOORS)
@pytest.mark.parametrize("state", ["confirmed", "unconfirmed", "closed"])
def test_a_known_address_looks_like_an_unknown_one(name, state, hashes, worker):
    member = make_member("known")
    if state == "unconfirmed":
        Member.objects.update(confirmed_at=None)
    if state == "closed":
        Member.objects.update(is_active=False)
    known = knock(DOORS[name], member.email, hashes, worker)
    assert known == knock(DOORS[name], "absent@example.org", hashes, worker)


def test_the_work_of_a_known_address_leaves_nothing(hashes, worker):
    make_member("known")
    knock(sign_up, "known@example.org", hashes, worker)
    assert Member.objects.count() == 1


def test_the_right_password_still_opens(client):
    make_member("known")
    answer = client.post(
        reverse("account_login"), {"login": "known@example.org", "password": PASSWORD}
    )
    assert answer.status_code == 302
