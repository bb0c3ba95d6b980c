"""Nobody floods a stranger through our forms, and a program that opens links changes nothing."""

import contextlib
import re
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone

from sme4smartcities.accounts.models import Member
from sme4smartcities.accounts.services import invite
from sme4smartcities.core.errors import Refused, TooMany
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.mail.models import Mail
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.organisations.services.contacts import (
    ContactValues,
    add_contact,
    invite_contact,
)
from sme4smartcities.organisations.services.inviting import invite_colleague
from tests.conftest import PASSWORD, Browser
from tests.organisations.cast import make_organisation, make_term

pytestmark = pytest.mark.django_db

VICTIM = "victim@elsewhere.example"
FORM = {
    "name": "Somebody",
    "email": VICTIM,
    "password1": "seven purple lanterns float",
    "language": "en",
    "terms": "on",
}


def sign_up() -> None:
    Browser().post(reverse("account_signup"), FORM)


def ask_for_a_password() -> None:
    Browser().post(reverse("account_reset_password"), {"email": VICTIM})


def test_all_doors_together_write_five_letters_a_day_to_a_stranger(
    coordinator, owner, officer, worker
):
    """Registration, new passwords, the coordinator and managers of organisations, in turns."""
    companies = [make_organisation(f"Works {n}", manager=m) for n, m in enumerate((owner, officer))]
    for _ in range(4):
        sign_up()
        ask_for_a_password()
        with contextlib.suppress(TooMany, Refused):
            invite(actor=coordinator, email=VICTIM, language="en")
        for company, manager in zip(companies, (owner, officer), strict=True):
            with contextlib.suppress(TooMany, Refused):
                invite_colleague(
                    actor=manager, organisation=company, email=VICTIM, role="member", language="en"
                )
    worker.run()
    assert Mail.objects.filter(to=VICTIM).count() == 5


def test_two_new_passwords_an_hour_and_no_more(owner, worker):
    for _ in range(6):
        Browser().post(reverse("account_reset_password"), {"email": owner.email})
    worker.run()
    assert Mail.objects.filter(to=owner.email).count() == 2


@pytest.fixture
def letters(owner, coordinator, worker) -> list[Mail]:
    """Letters of every kind that carries a link with power."""
    company = make_organisation("Acequia", manager=owner)
    sign_up()
    Browser().post(reverse("account_reset_password"), {"email": owner.email})
    caches["limits"].clear()
    invite(actor=coordinator, email="guest@elsewhere.example", language="en")
    invite_colleague(
        actor=owner, organisation=company, email="colleague@x.example", role="member", language="en"
    )
    today = timezone.localdate()
    contact = add_contact(
        actor=SYSTEM,
        values=ContactValues(
            organisation=company,
            function="Head of mobility",
            email="office@city.example",
            source="The page of offices",
            legal_basis=make_term("legal_basis", "public-task"),
            collected_on=today,
            expires_on=today + timedelta(days=365),
        ),
    )
    invite_contact(actor=SYSTEM, contact=contact)
    worker.run()
    return list(Mail.objects.all())


def state() -> tuple[object, ...]:
    members = list(Member.objects.order_by("pk").values_list("confirmed_at", "password"))
    return Entry.objects.count(), Mail.objects.count(), members


def test_a_scanner_that_opens_every_link_of_our_letters_changes_nothing(letters):
    links = {
        link
        for mail in letters
        for link in re.findall(r"https?://[^/\s\"]+(/[^\s\"<>]*)", mail.text + mail.html)
    }
    powerful = [link for link in links if re.search(r"confirm|reset|invitation|objection", link)]
    assert len(powerful) >= 5
    before = state()
    for link in sorted(links):
        browser = Browser()
        browser.get(link, follow=True)
        browser.head(link, follow=True)
    assert state() == before


def test_the_api_says_the_same_of_who_hides_and_of_who_does_not_exist(owner, stranger):
    browser = Browser()
    browser.sign_in(stranger, "password")
    hidden, absent = (
        browser.get(f"/api/v1/accounts/people/{number}") for number in (owner.pk, 987_654)
    )
    assert (hidden.status_code, hidden.content) == (absent.status_code, absent.content)
    assert hidden.status_code == 404


LIVE = ("=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "＝1+1")


@pytest.mark.parametrize("text", LIVE)
def test_no_cell_of_exported_contacts_is_a_formula(coordinator, text):
    today = timezone.localdate()
    add_contact(
        actor=SYSTEM,
        values=ContactValues(
            organisation=make_organisation("City"),
            function=text,
            name=text,
            notes=text,
            email="office@city.example",
            source=text,
            legal_basis=make_term("legal_basis", "public-task"),
            collected_on=today,
            expires_on=today + timedelta(days=365),
        ),
    )
    browser = Browser()
    browser.force_login(coordinator)
    answer = browser.post(reverse("organisations:contacts_export"), {"format": "csv"})
    written = answer.content.decode("utf-8-sig")
    cells = [cell.strip('"') for cell in re.split(r"[,;\r\n]+", written)]
    assert any(cell.startswith("'") for cell in cells)
    assert not [cell for cell in cells if re.match(r"[=+\-@\t\r＝＋－＠]", cell)]


def test_the_cast_still_signs_in(owner):
    """The doors above were really open: the same forms work for who may use them."""
    browser = Browser()
    answer = browser.post(reverse("account_login"), {"login": owner.email, "password": PASSWORD})
    assert answer.status_code == 302
