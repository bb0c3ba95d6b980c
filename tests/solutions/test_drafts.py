"""What is typed into a section and not saved is kept, for its writer alone, in each language."""

import pytest
from django.urls import reverse

from sme4smartcities.solutions.models import SectionDraft
from sme4smartcities.solutions.services.owners import accept_owner, ask_owner
from tests.organisations.cast import make_organisation

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(f"solutions:{name}", args=args)


def typed(response, **changed) -> dict[str, object]:
    """What the form of a page would send, with some fields typed over."""
    form = response.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value is not None} | changed


@pytest.fixture
def about(client, owner, solution) -> str:
    client.force_login(owner)
    return page("edit", solution.pk, "about")


def test_what_is_typed_waits_in_the_form_of_its_language(client, solution, about):
    draft = page("draft", solution.pk, "about")
    sent = typed(client.get(f"{about}?in=es"), summary="Mide fu")
    answer = client.post(f"{draft}?in=es", sent)
    assert "Kept at" in answer.text
    client.post(f"{draft}?in=es", {**sent, "summary": "Mide fugas"})
    assert SectionDraft.objects.get().data["summary"] == "Mide fugas"
    shown = client.get(f"{about}?in=es").text
    assert "Mide fugas" in shown and "It is not saved yet" in shown
    assert "Mide fugas" not in client.get(about).text
    assert '<span class="badge' in client.get(page("keep", solution.pk)).text
    solution.refresh_from_db()
    assert "es" not in solution.summary


def test_chosen_tags_wait_in_every_language_of_the_page(client, lists, owner, solution):
    client.force_login(owner)
    tags = page("edit", solution.pk, "tags")
    sent = {"domain": ["water"], "revision": solution.revision, "draft": "1"}
    assert client.post(tags, sent).url == tags
    assert client.get(tags).context["form"]["domain"].value() == ["water"]
    italian = tags.replace("/en/", "/it/", 1)
    assert client.get(italian).context["form"]["domain"].value() == ["water"]
    done = client.post(tags, typed(client.get(tags)))
    assert done.status_code == 302
    assert [row.term.code for row in solution.terms.all()] == ["water"]
    assert not SectionDraft.objects.exists()


def test_a_draft_with_faults_is_kept_as_it_is(client, lists, owner, solution):
    client.force_login(owner)
    use = page("edit", solution.pk, "use")
    client.post(use, typed(client.get(use), website="no address", price="Ten", draft="1"))
    shown = client.get(use).text
    assert "no address" in shown and "Ten" in shown


def test_a_draft_is_its_writers_alone(client, owner, stranger, solution, about):
    client.post(about, typed(client.get(about), summary="Secret", draft="1"))
    company = make_organisation("Salina Works", manager=stranger)
    asked = ask_owner(actor=owner, solution=solution, organisation=company)
    accept_owner(actor=stranger, owner=asked)
    client.force_login(stranger)
    answer = client.get(about)
    assert answer.status_code == 200 and "Secret" not in answer.text


def test_a_draft_is_thrown_away_or_ends_with_saving(client, solution, about):
    client.post(about, typed(client.get(about), summary="One", draft="1"))
    back = client.post(page("discard", solution.pk, "about"))
    assert back.url == about and "One" not in client.get(about).text
    client.post(about, typed(client.get(about), summary="Two", draft="1"))
    client.post(about, typed(client.get(about)))
    solution.refresh_from_db()
    assert (solution.summary["en"]["text"], SectionDraft.objects.count()) == ("Two", 0)


def test_a_draft_older_than_what_is_saved_shows_both_texts(client, owner, solution, about):
    client.post(about, typed(client.get(about), summary="His", draft="1"))
    other = typed(client.get(about), summary="Hers")
    SectionDraft.objects.all().delete()
    client.post(about, other)
    sent = {**other, "summary": "His"}
    client.post(about, {**sent, "draft": "1"})
    answer = client.post(about, typed(client.get(about)))
    assert answer.status_code == 409
    assert "Hers" in answer.text and "His" in answer.text
    assert client.post(about, typed(answer)).status_code == 302
    solution.refresh_from_db()
    assert solution.summary["en"]["text"] == "His"
