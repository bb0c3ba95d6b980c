"""Guess passwords from everywhere, steal sessions, forge ways: the account holds."""

import pytest
from django.test import override_settings
from django.urls import reverse

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.mail.models import Mail
from tests.accounts.letters import last_letter, link_in
from tests.conftest import PASSWORD, Browser, make_member

pytestmark = pytest.mark.django_db
DESK = "/en/desk/"


def sign_in(browser: Browser, address: str, password: str, ip: str = "", **headers: str):
    extra = {"REMOTE_ADDR": ip} if ip else {}
    return browser.post(
        reverse("account_login"),
        {"login": address, "password": password},
        headers=headers,
        **extra,
    )


def is_in(browser: Browser) -> bool:
    return browser.get(DESK).status_code == 200


@pytest.fixture
def tries(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The passwords that were really compared."""
    compared: list[str] = []
    check = Member.check_password

    def counting(self: Member, password: str) -> bool:
        compared.append(password)
        return check(self, password)

    monkeypatch.setattr(Member, "check_password", counting)
    return compared


def test_five_guesses_in_half_an_hour_from_however_many_machines(tries):
    victim = make_member("victim")
    for number in range(40):
        sign_in(Browser(), victim.email, f"guess {number}", ip=f"203.0.113.{number}")
    assert len(tries) == 5


@pytest.mark.parametrize(
    "spelling",
    ["VICTIM@example.org", " victim@example.org ", "victim@EXAMPLE.ORG", "vic\u0442im@example.org",
     "victim@exam\uff50le.org", "victim@example.org\x00", "v\u0131ctim@example.org"],
)  # fmt: skip
def test_other_spellings_buy_no_further_guess(tries, spelling):
    victim = make_member("victim")
    for number in range(5):
        sign_in(Browser(), victim.email, f"guess {number}", ip=f"203.0.113.{number}")
    sign_in(Browser(), spelling, PASSWORD, ip="203.0.113.99")
    assert len(tries) == 5


def test_a_claimed_origin_does_not_change_the_count(tries):
    for number in range(30):
        sign_in(
            Browser(),
            f"nobody{number}@example.org",
            "guess",
            ip="203.0.113.7",
            x_forwarded_for=f"198.51.100.{number}",
        )
    answer = sign_in(Browser(), "nobody@example.org", "guess", ip="203.0.113.7")
    assert answer.status_code == 429 or answer.context["form"].errors


@override_settings(TRUSTED_PROXIES=1)
def test_behind_a_proxy_only_its_own_word_counts():
    make_member("victim")
    for number in range(31):
        sign_in(
            Browser(),
            f"nobody{number}@example.org",
            "guess",
            x_forwarded_for=f"198.51.100.{number}, 203.0.113.7",
        )
    limited = sign_in(Browser(), "a@example.org", "x", x_forwarded_for="1.1.1.1, 203.0.113.7")
    elsewhere = sign_in(
        Browser(), "victim@example.org", PASSWORD, x_forwarded_for="203.0.113.7, 198.51.100.1"
    )
    assert limited.status_code == 429 and elsewhere.status_code == 302


@override_settings(TRUSTED_PROXIES=2)
def test_a_shorter_chain_than_our_proxies_is_no_error():
    make_member("victim")
    answer = sign_in(Browser(), "victim@example.org", PASSWORD, x_forwarded_for="1.1.1.1")
    assert answer.status_code == 302


def test_the_owner_gets_in_by_a_new_password_while_guesses_rain(worker):
    victim = make_member("victim")
    for number in range(8):
        sign_in(Browser(), victim.email, f"guess {number}", ip=f"203.0.113.{number}")
    owner = Browser()
    sign_in(owner, victim.email, PASSWORD)
    assert not is_in(owner)
    owner.post(reverse("account_reset_password"), {"email": victim.email})
    worker.run()
    form = owner.get(link_in(last_letter()), follow=True).redirect_chain[-1][0]
    owner.post(form, {"password1": "nine quiet herons wade"})
    sign_in(owner, victim.email, "nine quiet herons wade")
    assert is_in(owner)


def test_a_right_password_between_guesses_buys_no_more_of_them(tries):
    victim = make_member("victim")
    for number in range(12):
        if number == 3:
            sign_in(Browser(), victim.email, PASSWORD, ip="203.0.113.50")
        sign_in(Browser(), victim.email, f"guess {number}", ip=f"203.0.113.{number}")
    assert len([t for t in tries if t.startswith("guess")]) == 5


def test_reauthentication_is_no_way_around_the_count(tries):
    victim = make_member("victim")
    thief = Browser()
    thief.sign_in(victim, "password", ago=9999)
    for number in range(10):
        thief.post(reverse("account_reauthenticate"), {"password": f"guess {number}"})
        thief.post(
            reverse("account_change_password"),
            {"oldpassword": f"guess {number}", "password1": "nine quiet herons wade"},
        )
    assert len(tries) == 5


def test_the_session_gets_a_new_key_at_sign_in_and_none_before():
    victim, browser = make_member("victim"), Browser()
    browser.get(reverse("account_login"))
    assert "sessionid" not in browser.cookies
    planted = browser.session
    planted["planted"] = True
    planted.save()
    browser.cookies["sessionid"] = planted.session_key
    sign_in(browser, victim.email, PASSWORD)
    assert browser.session.session_key != planted.session_key
    cookie = browser.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_signing_out_ends_the_session_on_the_server():
    victim, browser = make_member("victim"), Browser()
    sign_in(browser, victim.email, PASSWORD)
    kept = browser.cookies["sessionid"].value
    browser.post(reverse("account_logout"))
    thief = Browser()
    thief.cookies["sessionid"] = kept
    assert not is_in(thief)


def test_signing_out_needs_a_post():
    victim, browser = make_member("victim"), Browser()
    sign_in(browser, victim.email, PASSWORD)
    browser.get(reverse("account_logout"))
    assert is_in(browser)


def test_a_closed_account_loses_its_sessions_at_once():
    victim, browser = make_member("victim"), Browser()
    sign_in(browser, victim.email, PASSWORD)
    Member.objects.update(is_active=False)
    assert not is_in(browser)


def test_member_ends_one_session_and_then_all_others():
    victim = make_member("victim")
    browsers = [Browser() for _ in range(3)]
    for browser in browsers:
        sign_in(browser, victim.email, PASSWORD)
    here = browsers[0]
    sessions = here.get(reverse("accounts:security")).context["sessions"]
    assert [one.here for one in sessions] == [True, False, False]
    here.post(reverse("accounts:end_session", args=[sessions[1].id]))
    assert [is_in(browser) for browser in browsers].count(True) == 2
    here.post(reverse("accounts:end_sessions"))
    assert [is_in(browser) for browser in browsers] == [True, False, False]


def test_nobody_ends_the_session_of_another():
    victim, thief = make_member("victim"), Browser()
    browser = Browser()
    sign_in(browser, victim.email, PASSWORD)
    number = browser.get(reverse("accounts:security")).context["sessions"][0].id
    thief.sign_in(make_member("thief"), "password")
    thief.post(reverse("accounts:end_session", args=[number]))
    assert is_in(browser)


@pytest.mark.parametrize(
    "goal",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)",
     "https:evil.example", "http://testserver.evil.example/", "\thttps://evil.example"],
)  # fmt: skip
def test_sign_in_leads_to_no_other_site(goal):
    victim, browser = make_member("victim"), Browser()
    answer = browser.post(
        reverse("account_login"), {"login": victim.email, "password": PASSWORD, "next": goal}
    )
    assert answer.headers["Location"] == DESK


def test_sign_in_leads_back_to_where_one_wanted_to_go():
    victim, browser = make_member("victim"), Browser()
    answer = browser.post(
        reverse("account_login"),
        {"login": victim.email, "password": PASSWORD, "next": "/en/account/security/"},
    )
    assert answer.headers["Location"] == "/en/account/security/"


def test_links_in_letters_never_trust_the_host_header(settings, worker):
    settings.ALLOWED_HOSTS = ["*"]
    make_member("victim")
    Browser().post(
        reverse("account_reset_password"),
        {"email": "victim@example.org"},
        headers={"host": "evil.example"},
    )
    worker.run()
    assert "evil.example" not in last_letter().text


@pytest.mark.parametrize("field", ["name", "organisation_name", "email"])
def test_no_field_writes_into_the_head_of_a_mail(field):
    browser = Browser()
    form = {
        "name": "Somebody",
        "email": "somebody@example.org",
        "password1": "seven purple lanterns float",
        "organisation_name": "",
        "language": "en",
        "terms": "on",
    }
    evil = "x\r\nBcc: all@example.org\r\n\r\nBuy now"
    browser.post(reverse("account_signup"), {**form, field: evil})
    for mail in Mail.objects.all():
        assert "\n" not in mail.subject + mail.to and "Bcc" not in mail.subject
        assert mail.to == "somebody@example.org"


def test_huge_passwords_cost_nothing(tries):
    make_member("victim")
    page = sign_in(Browser(), "victim@example.org", "x" * 1_000_000)
    assert page.status_code == 200 and tries == []


@pytest.mark.parametrize("name", ["login", "password"])
def test_no_nul_or_odd_sign_breaks_the_form(name):
    odd = [
        "\x00",
        "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
        "\u202e",
        "a" * 5000,
    ]
    for value in odd:
        data = {"login": "victim@example.org", "password": "guess", name: value}
        assert Browser().post(reverse("account_login"), data).status_code == 200


def test_closed_addresses_of_the_library_do_not_exist(client):
    make_member("victim")
    client.force_login(Member.objects.get())
    for path in ("login/code/", "login/code/confirm/", "sessions/", "2fa/webauthn/signup/",
                 "2fa/recovery-codes/download/", "2fa/trust/", "signup/passkey/"):  # fmt: skip
        assert client.get(f"/en/account/{path}").status_code == 404, path
