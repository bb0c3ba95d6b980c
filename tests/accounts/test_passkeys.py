"""Sign in by passkey, prove by passkey; every crooked answer is refused."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse

from sme4smartcities.accounts.models import Member
from tests.accounts.letters import letters_to
from tests.accounts.soft_key import USER_PRESENT, SoftKey, save_passkey
from tests.conftest import PASSWORD, Browser

pytestmark = pytest.mark.django_db(transaction=True)
LOGIN = "/en/account/login/"


def challenge(browser: Browser) -> dict:
    answer = browser.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
    return answer.json()["request_options"]


def sign_in(browser: Browser, credential: str):
    return browser.post(reverse("mfa_login_webauthn"), {"credential": credential})


@pytest.fixture
def key(owner: Member) -> SoftKey:
    """A passkey that its owner has saved here."""
    browser, key = Browser(), SoftKey()
    browser.sign_in(owner, "password")
    save_passkey(browser, key)
    return key


def test_member_saves_a_passkey_and_gets_recovery_codes(client, owner):
    client.sign_in(owner, "password")
    other = Browser()
    other.sign_in(owner, "password")
    answer = save_passkey(client, SoftKey())
    assert answer.headers["Location"] == reverse("mfa_view_recovery_codes")
    kinds = set(Authenticator.objects.values_list("type", flat=True))
    assert kinds == {"webauthn", "recovery_codes"}
    assert client.get("/en/desk/").status_code == 200
    assert other.get("/en/desk/").status_code == 302
    assert letters_to(owner.email) == ["second_factor"]


def test_passkey_signs_in_without_a_password_and_counts_as_strong(client, coordinator):
    browser, key = Browser(), SoftKey()
    browser.sign_in(coordinator, "password")
    save_passkey(browser, key)
    assert sign_in(client, key.get(challenge(client))).headers["Location"] == "/en/desk/"
    records = client.session["account_authentication_methods"]
    assert [r["method"] for r in records] == ["mfa"]


def test_passkey_is_the_second_step_after_the_password(client, owner, key):
    answer = client.post(LOGIN, {"login": owner.email, "password": PASSWORD})
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert client.get("/en/desk/").status_code == 302
    page = client.get(answer.headers["Location"])
    proof = key.get(page.context["js_data"]["request_options"])
    assert client.post(answer.headers["Location"], {"credential": proof}).status_code == 302
    assert client.get("/en/desk/").status_code == 200


def test_passkey_proves_who_it_is_before_a_dangerous_act(client, owner, key):
    client.sign_in(owner, "mfa", ago=1200)
    answer = client.get(reverse("mfa_generate_recovery_codes"))
    assert answer.headers["Location"].startswith(reverse("mfa_reauthenticate"))
    way = reverse("mfa_reauthenticate_webauthn")
    proof = key.get(client.get(way).context["js_data"]["request_options"])
    client.post(way, {"credential": proof})
    assert client.get(reverse("mfa_generate_recovery_codes")).status_code == 200


def test_an_answer_works_once(client, key):
    answer = key.get(challenge(client))
    assert sign_in(client, answer).headers["Location"] == "/en/desk/"
    thief = Browser()
    challenge(thief)
    assert sign_in(thief, answer).headers["Location"] == LOGIN


def test_an_answer_for_another_site_is_refused(client, key):
    key.origin = "https://testserver.evil.example"
    assert sign_in(client, key.get(challenge(client))).headers["Location"] == LOGIN
    key.origin, key.relying_party = "https://testserver", "evil.example"
    assert sign_in(client, key.get(challenge(client))).headers["Location"] == LOGIN


def test_an_unencrypted_origin_is_refused(client, key):
    key.origin = "http://testserver"
    assert sign_in(client, key.get(challenge(client))).headers["Location"] == LOGIN


def test_a_copied_passkey_is_refused(client, key):
    key.count = 10
    assert sign_in(client, key.get(challenge(client))).headers["Location"] == "/en/desk/"
    key.count = 3
    other = Browser()
    assert sign_in(other, key.get(challenge(other))).headers["Location"] == LOGIN


def test_a_passkey_without_finger_face_or_pin_does_not_sign_in_alone(client, key):
    key.flags = USER_PRESENT
    assert sign_in(client, key.get(challenge(client))).headers["Location"] == LOGIN


def test_another_signature_is_refused(client, key):
    forged = SoftKey(credential_id=key.credential_id, user_handle=key.user_handle)
    assert sign_in(client, forged.get(challenge(client))).headers["Location"] == LOGIN


def test_the_passkey_of_one_member_does_not_sign_in_another(client, key, officer):
    key.user_handle = SoftKey().user_handle or "Mg"
    assert sign_in(client, key.get(challenge(client))).headers["Location"] == LOGIN


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "{",
        "null",
        "[]",
        "{}",
        '{"id": 1}',
        '{"response": null}',
        '{"id": "a", "rawId": "a", "type": "public-key", "response": {}}',
        json.dumps({"id": "x" * 100_000}),
    ],
)
def test_nonsense_is_refused_without_an_error(client, db, answer):
    challenge(client)
    assert sign_in(client, answer).status_code == 302


@pytest.mark.parametrize("handle", ["", "!", "////", "AAAA", "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA"])
def test_a_nonsense_handle_is_refused_without_an_error(client, key, handle):
    answer = key.get(challenge(client), userHandle=handle)
    assert sign_in(client, answer).headers["Location"] == LOGIN


def test_a_missing_handle_is_refused_without_an_error(client, key):
    answer = json.loads(key.get(challenge(client)))
    del answer["response"]["userHandle"]
    assert sign_in(client, json.dumps(answer)).headers["Location"] == LOGIN


def test_the_passkey_of_a_closed_account_opens_nothing(client, owner, key):
    Member.objects.update(is_active=False)
    answer = sign_in(client, key.get(challenge(client)))
    assert answer.headers["Location"] == reverse("account_inactive")
    assert client.get("/en/desk/").status_code == 302


def test_removing_the_last_passkey_ends_other_sessions_and_codes(client, owner, key):
    client.sign_in(owner, "mfa")
    other = Browser()
    other.sign_in(owner, "mfa")
    row = Authenticator.objects.get(type="webauthn")
    client.post(reverse("mfa_remove_webauthn", args=[row.pk]))
    assert Authenticator.objects.count() == 0
    assert client.get("/en/desk/").status_code == 200
    assert other.get("/en/desk/").status_code == 302
    assert letters_to(owner.email) == ["second_factor"] * 2


def test_nobody_removes_or_renames_the_passkey_of_another(client, key, officer):
    client.sign_in(officer, "password")
    row = Authenticator.objects.get(type="webauthn")
    for name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
        answer = client.post(reverse(name, args=[row.pk]), {"name": "Mine"})
        assert answer.status_code == 404
    assert Authenticator.objects.get(type="webauthn").data["name"] == "Phone"
