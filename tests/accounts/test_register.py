"""Register in one form, confirm the mailbox, and come in."""

import pytest
from django.urls import reverse

from sme4smartcities.accounts.models import Member, TermsAcceptance
from sme4smartcities.core.journal.models import Entry
from tests.accounts.letters import last_letter, letters_to, link_in
from tests.conftest import Browser

pytestmark = pytest.mark.django_db

FORM = {
    "name": "Leila Haddad",
    "email": "Leila@Example.org",
    "password1": "seven purple lanterns float",
    "organisation_name": "Lanterns Ltd",
    "language": "es",
    "terms": "on",
    "website": "",
}
SENT = "/en/account/confirm-email/"


def register(client: Browser, **changes: str):
    return client.post(reverse("account_signup"), {**FORM, **changes})


def test_visitor_registers_in_at_most_seven_fields(client):
    page = client.get(reverse("account_signup"))
    form = page.context["form"]
    assert len(form.fields) - 1 <= 7  # the honeypot is not a question
    assert form.initial.get("language") or form["language"].value() == "en"


def test_visitor_registers_confirms_and_is_signed_in(client):
    assert register(client).headers["Location"] == SENT
    member = Member.objects.get(email="leila@example.org")
    assert (member.name, member.language, member.organisation_name) == (
        "Leila Haddad",
        "es",
        "Lanterns Ltd",
    )
    assert member.confirmed_at is None
    assert TermsAcceptance.objects.filter(member=member, version__number=1).exists()
    mail = last_letter()
    assert (mail.to, mail.language) == ("leila@example.org", "es")
    page = client.get(link_in(mail))
    assert page.status_code == 200 and page.context["form"] is None
    answer = client.post(link_in(mail))
    assert answer.status_code == 302 and answer.headers["Location"] == "/es/desk/"
    member.refresh_from_db()
    assert member.confirmed_at is not None
    assert client.get("/en/desk/").status_code == 200
    names = list(Entry.objects.order_by("id").values_list("name", flat=True))
    assert names[-3:] == [
        "accounts.TermsAccepted",
        "accounts.MemberRegistered",
        "accounts.MemberConfirmed",
    ]


def test_opening_the_link_alone_confirms_nothing(client):
    register(client)
    client.get(link_in(last_letter()))
    assert Member.objects.get().confirmed_at is None


def test_another_browser_confirms_with_the_password_only(client):
    register(client)
    link, other = link_in(last_letter()), Browser()
    assert other.get(link).context["form"] is not None
    refused = other.post(link, {"password": "not this one at all"})
    assert refused.status_code == 200 and Member.objects.get().confirmed_at is None
    accepted = other.post(link, {"password": FORM["password1"]})
    assert accepted.headers["Location"] == "/es/desk/"
    assert Member.objects.get().confirmed_at is not None


WANTED = "/en/organisations/mine/?of=me"


def test_who_was_on_the_way_somewhere_arrives_there_after_confirming(client):
    register(client, next=WANTED)
    answer = client.post(link_in(last_letter()))
    assert answer.headers["Location"] == WANTED


def test_the_way_is_kept_in_another_browser_and_by_a_renewed_link(client, settings):
    register(client, next=WANTED)
    first = link_in(last_letter())
    settings.ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = -1
    Browser().post(first)
    settings.ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 3
    answer = Browser().post(link_in(last_letter()), {"password": FORM["password1"]})
    assert answer.headers["Location"] == WANTED


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "javascript:alert(1)",
        "/\\evil.example",
        "http:evil",
    ],
)
def test_the_way_never_leads_out_of_the_house(client, elsewhere):
    register(client, next=elsewhere)
    link = link_in(last_letter())
    assert "evil" not in link and "alert" not in link
    answer = client.post(f"{link}?next={elsewhere}")
    assert answer.headers["Location"] == "/es/desk/"


def test_nobody_signs_in_before_the_mailbox_is_confirmed(client):
    register(client)
    browser = Browser()
    answer = browser.post(
        reverse("account_login"), {"login": FORM["email"], "password": FORM["password1"]}
    )
    assert answer.headers["Location"] == SENT
    assert browser.get("/en/desk/").status_code == 302


def test_an_old_link_offers_a_new_one(client, settings):
    register(client)
    link = link_in(last_letter())
    settings.ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = -1
    page = Browser().get(link)
    assert page.context["can_renew"] is True
    answer = Browser().post(link)
    assert answer.headers["Location"] == SENT


def test_a_used_link_says_so_without_a_way_to_renew(client):
    register(client)
    link = link_in(last_letter())
    client.post(link)
    assert Browser().get(link).context["can_renew"] is False
    assert Browser().get(link[:-3] + "zz/").context["can_renew"] is False


def test_known_address_gets_a_letter_and_no_second_account(client, owner):
    assert register(client, email=owner.email).headers["Location"] == SENT
    assert letters_to(owner.email) == ["already_registered"]
    assert Member.objects.count() == 1


def test_a_program_that_fills_every_field_registers_nobody(client):
    assert register(client, website="https://spam.example").headers["Location"] == SENT
    assert Member.objects.count() == 0


def test_registration_without_consent_keeps_what_was_typed(client):
    page = register(client, terms="")
    assert page.status_code == 200 and Member.objects.count() == 0
    assert page.context["form"]["name"].value() == "Leila Haddad"


@pytest.mark.parametrize(
    "password",
    ["short", "password123", "leila@example.org", "Leila Haddad 1", "1234567890", "qwertyuiop"],
)
def test_an_easy_password_is_refused_with_advice(client, password):
    page = register(client, password1=password)
    assert page.status_code == 200 and page.context["form"].errors["password1"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ana\r\nBcc: all@example.org", "Ana Bcc: all@example.org"),
        ("  Ana\t\tMaría ", "Ana María"),
        ("Ana\u202egnp.exe", "Anagnp.exe"),
        ("نور\u200cالدين", "نور\u200cالدين"),
    ],
)
def test_a_name_is_one_line_without_hidden_marks(client, typed, kept):
    register(client, name=typed)
    assert Member.objects.get().name == kept


def test_an_address_of_other_letters_is_refused(client):
    page = register(client, email="ʟeila@example.org")
    assert page.context["form"].errors["email"] and Member.objects.count() == 0


def test_the_same_form_sent_twice_opens_one_account(client):
    register(client)
    register(client)
    assert Member.objects.count() == 1
