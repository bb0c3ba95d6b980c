"""Terms in versions: published, shown, agreed to, asked again."""

import pytest
from django.urls import reverse

from sme4smartcities.accounts.models import TermsAcceptance
from sme4smartcities.accounts.services import current_terms, publish_terms
from sme4smartcities.core.errors import NotAllowed, Refused

pytestmark = pytest.mark.django_db


def test_a_new_platform_starts_with_the_shipped_wording_in_six_languages():
    version = current_terms()
    assert (version.number, set(version.text)) == (1, {"en", "es", "it", "fr", "he", "ar"})
    assert current_terms() == version


@pytest.mark.django_db(transaction=True)
def test_coordinator_publishes_and_members_are_asked_again(client, coordinator, owner):
    current_terms()
    client.sign_in(owner, "password")
    assert client.get("/en/desk/").status_code == 200
    publish_terms(actor=coordinator, texts={"en": "Be kinder."})
    answer = client.get("/en/desk/")
    assert answer.headers["Location"] == "/en/terms/accept/?next=/en/desk/"
    page = client.get(answer.headers["Location"])
    assert "Be kinder." in page.content.decode()
    answer = client.post("/en/terms/accept/", {"next": "/en/desk/"})
    assert answer.headers["Location"] == "/en/desk/"
    assert client.get("/en/desk/").status_code == 200
    assert TermsAcceptance.objects.filter(member=owner, version__number=2).count() == 1


def test_who_does_not_agree_can_take_the_data_and_leave(client, coordinator, owner):
    publish_terms(actor=coordinator, texts={"en": "Be kinder."})
    publish_terms(actor=coordinator, texts={"en": "Be even kinder."})
    client.sign_in(owner, "password")
    for name in ("accounts:data", "accounts:terms", "account_logout"):
        assert client.get(reverse(name)).status_code == 200, name


def test_what_was_typed_is_never_interrupted(client, coordinator, owner):
    publish_terms(actor=coordinator, texts={"en": "1"})
    publish_terms(actor=coordinator, texts={"en": "2"})
    client.sign_in(owner, "password")
    client.post(reverse("accounts:settings"), {"language": "it", "time_zone": ""})
    owner.refresh_from_db()
    assert owner.language == "it"


def test_only_coordinators_publish(owner, operator):
    for actor in (owner, operator):
        with pytest.raises(NotAllowed):
            publish_terms(actor=actor, texts={"en": "Mine"})


def test_empty_terms_are_refused(coordinator):
    with pytest.raises(Refused):
        publish_terms(actor=coordinator, texts={"en": ""})


def test_coordinator_publishes_by_form(client, coordinator):
    client.force_login(coordinator)
    texts = {"en": "Be kind.", "es": "Sea amable."}
    assert client.post(reverse("accounts:terms_publish"), texts).status_code == 302
    assert {k: v["text"] for k, v in current_terms().text.items()} == texts
