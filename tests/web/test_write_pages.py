"""The coordinator writes pages about the programme; everybody reads what is published."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.errors import Conflict, NotAllowed, Refused
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.search.queries import find
from sme4smartcities.core.search.services import refresh
from sme4smartcities.web.models import Page
from sme4smartcities.web.services import (
    create_page,
    publish_page,
    remove_page,
    withdraw_page,
    write_page,
)

EDIT = "/en/coordination/pages/{}/"


@pytest.fixture
def rules(db: None) -> Page:
    """A draft in English."""
    return create_page(
        actor=SYSTEM, slug="rules", language="en", title="Our rules", body="Be **kind**."
    )


def sign_in(client: Client, member: Member) -> Client:
    client.force_login(member)
    return client


def test_coordinator_writes_publishes_and_removes_a_page(
    client: Client, coordinator: Member
) -> None:
    sign_in(client, coordinator)
    form = {"title": "Who we are", "slug": "Who-We-Are", "body": "A *hub*."}
    answer = client.post("/en/coordination/pages/new/?text=es", form)
    page = Page.objects.get()
    assert answer.url == EDIT.format(page.pk) + "?text=es"
    assert page.slug == "who-we-are"
    assert page.titles == {"es": {"text": "Who we are", "state": "source"}}
    visitor = Client()
    assert visitor.get("/en/about/who-we-are/").status_code == 404
    client.post(EDIT.format(page.pk) + "publish/")
    text = visitor.get("/en/about/who-we-are/").text
    assert '<bdi lang="es" dir="ltr">Who we are</bdi>' in text
    assert "<em>hub</em>" in text
    assert "Who we are" in visitor.get("/en/about/").text
    client.post(EDIT.format(page.pk) + "remove/")
    assert visitor.get("/en/about/who-we-are/").status_code == 404


def test_page_in_two_languages_shows_each_reader_the_own(rules: Page, client: Client) -> None:
    publish_page(actor=SYSTEM, page=rules)
    write_page(
        actor=SYSTEM, page=rules, language="ar", title="قواعدنا", body="كونوا", expected=None
    )
    assert "Our rules" in client.get("/fr/about/rules/").text
    assert "قواعدنا" in client.get("/ar/about/rules/").text


def test_second_writer_sees_both_texts(rules: Page, client: Client, coordinator: Member) -> None:
    write_page(actor=SYSTEM, page=rules, language="en", title="Rules", body="First.", expected=1)
    answer = sign_in(client, coordinator).post(
        EDIT.format(rules.pk), {"title": "Rules", "body": "Second.", "revision": 1}
    )
    assert answer.status_code == 409
    assert "First." in answer.text
    assert "Second." in answer.text
    with pytest.raises(Conflict) as raised:
        write_page(actor=SYSTEM, page=rules, language="en", title="R", body="First.", expected=1)
    assert raised.value.texts == {"Title": ("Rules", "R")}


def test_taken_name_keeps_what_was_typed(rules: Page, client: Client, coordinator: Member) -> None:
    form = {"title": "Again", "slug": "rules", "body": "A long text."}
    text = sign_in(client, coordinator).post("/en/coordination/pages/new/", form).text
    assert "Another page has this name" in text
    assert "A long text." in text
    with pytest.raises(ValidationError):
        create_page(actor=SYSTEM, slug="rules", language="en", title="Again", body="")


def test_page_never_loses_its_last_language(rules: Page) -> None:
    with pytest.raises(Refused):
        write_page(actor=SYSTEM, page=rules, language="en", title="", body="", expected=1)


def test_words_of_the_coordinator_stand_below_a_page_of_the_platform(
    db: None, client: Client
) -> None:
    page = create_page(
        actor=SYSTEM, slug="privacy", language="en", title="Our officer", body="Ask us."
    )
    assert "Our officer" not in client.get("/en/about/privacy/").text
    publish_page(actor=SYSTEM, page=page)
    assert "Our officer" in client.get("/en/about/privacy/").text
    assert "Our officer" not in client.get("/en/about/").text


def test_published_page_is_found_and_a_withdrawn_one_at_once_not(rules: Page) -> None:
    publish_page(actor=SYSTEM, page=rules)
    refresh(rules.subject)
    assert [hit.subject for hit in find("kind", kinds=["page"])] == [rules.subject]
    withdraw_page(actor=SYSTEM, page=rules)
    assert find("kind", kinds=["page"]) == []


def test_each_act_is_a_fact_and_a_double_click_one(rules: Page) -> None:
    for _ in range(2):
        publish_page(actor=SYSTEM, page=rules)
    for _ in range(2):
        remove_page(actor=SYSTEM, page=rules)
    kinds = list(Entry.objects.order_by("id").values_list("name", flat=True))
    assert kinds == ["web.PageWritten", "web.PagePublished", "web.PageRemoved"]


def test_stranger_writes_no_page(rules: Page, stranger: Member) -> None:
    with pytest.raises(NotAllowed):
        create_page(actor=stranger, slug="x", language="en", title="X", body="")
    for act in (publish_page, withdraw_page, remove_page):
        with pytest.raises(NotAllowed):
            act(actor=stranger, page=rules)
    with pytest.raises(NotAllowed):
        write_page(actor=stranger, page=rules, language="en", title="X", body="", expected=1)
