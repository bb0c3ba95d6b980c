"""A new house gets its first coordinator, who is told what is still missing."""

import pytest
from django.urls import reverse

from sme4smartcities.accounts.models import Role
from sme4smartcities.config.start import greeting, make_coordinator

pytestmark = pytest.mark.django_db
NOBODY = "Nobody coordinates this platform yet."


def test_an_empty_house_says_how_to_get_a_coordinator(coordinator):
    assert not any(NOBODY in line for line in greeting())
    Role.objects.all().delete()
    assert any(NOBODY in line for line in greeting())


def test_the_start_and_the_page_say_where_mail_lies_that_nobody_sends(client, settings):
    hint = "This installation sends no mail"
    page = reverse("account_email_verification_sent")
    assert f"  {settings.EMAIL_FILE_PATH}" in greeting()
    assert hint in client.get(page).content.decode()
    settings.MAIL_STAYS = False
    assert f"  {settings.EMAIL_FILE_PATH}" not in greeting()
    assert hint not in client.get(page).content.decode()


def test_the_first_coordinator_chooses_a_password_by_the_printed_link(client):
    said: list[str] = []
    make_coordinator("Ana@Example.org", said.append)
    assert "ana@example.org coordinates this platform." in said[0]
    path = "/" + said[1].split("/", 3)[3]
    assert client.get(path, follow=True).status_code == 200
    make_coordinator("no address", said.append)
    assert said[-1] == "This is not an e-mail address."


def test_who_signs_in_without_a_second_step_is_told_why_nothing_opens(client, coordinator):
    client.sign_in(coordinator, "password")
    desk = client.get(reverse("web:desk")).content.decode()
    assert "Wake your rights on this platform" in desk
    answer = client.get(reverse("programmes:create"))
    assert answer.status_code == 302 and reverse("accounts:second_step") in answer["Location"]
    client.force_login(coordinator)
    assert "Wake your rights" not in client.get(reverse("web:desk")).content.decode()


def test_the_desk_leads_a_new_coordinator_to_the_first_programme(client, coordinator):
    client.force_login(coordinator)
    desk = client.get(reverse("web:desk")).content.decode()
    assert "Open your first programme" in desk and "Countries of places" in desk
    client.post(reverse("programmes:create"), {"name": "Blue Streets"})
    desk = client.get(reverse("web:desk")).content.decode()
    assert "Open your first programme" not in desk and "It is a draft." in desk
