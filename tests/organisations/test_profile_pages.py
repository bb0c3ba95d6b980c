"""Writing a profile in the browser: nothing typed is lost, two writers see each other, a click counts once."""

import pytest
from django.urls import reverse
from django.utils import timezone

from sme4smartcities.accounts.models import Role
from sme4smartcities.core.mail.models import Mail
from sme4smartcities.organisations.models import (
    Conversation,
    Invitation,
    JoinRequest,
    Organisation,
    ProfileDraft,
)
from sme4smartcities.organisations.services.people import add_person
from sme4smartcities.vocabularies.models import Place
from tests.organisations.cast import make_organisation, make_term

pytestmark = pytest.mark.django_db


def typed(page, **changed) -> dict[str, object]:
    """What the form of a page would send, with some fields typed over."""
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value is not None} | changed


@pytest.fixture
def work(client, owner, sme) -> str:
    make_term("domain", "water", "Water")
    client.force_login(owner)
    return reverse("organisations:edit", args=(sme.pk, "work"))


# --- Drafts ------------------------------------------------------------------------------------


def test_what_is_typed_is_kept_by_itself_and_waits_in_the_form(client, sme, work):
    draft = reverse("organisations:draft", args=(sme.pk, "work"))
    answer = client.post(f"{draft}?text=es", typed(client.get(work), summary="Medimos fu"))
    assert "Kept at" in answer.content.decode()
    client.post(f"{draft}?text=es", typed(client.get(work), summary="Medimos fugas"))
    assert ProfileDraft.objects.get().data["summary"] == "Medimos fugas"
    page = client.get(f"{work}?text=es").content.decode()
    assert "Medimos fugas" in page and "It is not saved yet" in page
    assert "Medimos fugas" not in client.get(f"{work}?text=en").content.decode()
    sme.refresh_from_db()
    assert sme.summary == {}


def test_a_draft_is_its_writers_alone(client, owner, officer, sme, work):
    client.post(work, typed(client.get(work), summary="Secret", act="draft"))
    add_person(actor=owner, organisation=sme, member=officer, role="manager")
    client.force_login(officer)
    assert "Secret" not in client.get(work).content.decode()


def test_a_draft_is_thrown_away_or_ends_with_saving(client, sme, work):
    client.post(work, typed(client.get(work), summary="One", act="draft"))
    client.post(reverse("organisations:discard", args=(sme.pk, "work")) + "?text=en")
    assert "One" not in client.get(work).content.decode()
    client.post(work, typed(client.get(work), summary="Two", act="draft"))
    client.post(work, typed(client.get(work)))
    sme.refresh_from_db()
    assert (sme.summary["en"]["text"], ProfileDraft.objects.count()) == ("Two", 0)


def test_a_wrong_field_keeps_all_that_was_typed(client, owner, sme, work):
    basics = reverse("organisations:edit", args=(sme.pk, "basics"))
    sent = typed(client.get(basics), kind="sme", name="Acequia New", website="no address at all")
    answer = client.post(basics, sent)
    page = answer.content.decode()
    assert answer.status_code == 200 and answer.context["form"].errors.keys() == {"website"}
    assert "Acequia New" in page and "no address at all" in page


@pytest.mark.parametrize("text", ["a" * 400, "<script>alert(1)</script>", "\u202eevil 🏛️"])
def test_long_hostile_and_turning_texts_do_no_harm(client, sme, work, text):
    answer = client.post(work, typed(client.get(work), summary=text))
    assert answer.status_code in (200, 302)
    assert b"<script>alert(1)" not in client.get(sme.get_absolute_url()).content
    assert b"<script>alert(1)" not in answer.content


# --- Two writers -------------------------------------------------------------------------------


def test_the_second_of_two_writers_sees_both_texts_and_then_decides(client, sme, work):
    first, second = client.get(work), client.get(work)
    client.post(work, typed(first, summary="Hers"))
    answer = client.post(work, typed(second, summary="His"))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "In one or two sentences: saved meanwhile" in page and "Hers" in page and "His" in page
    again = typed(answer)
    assert again["summary"] == "His"
    assert client.post(work, again).status_code == 302
    sme.refresh_from_db()
    assert sme.summary["en"]["text"] == "His"


# --- Clicks ------------------------------------------------------------------------------------


def test_a_double_click_makes_one_of_each(client, owner, stranger, officer, sme):
    kind = make_term("organisation_kind", "sme", "SME")
    client.force_login(stranger)
    new = {"name": "Noria Works", "kind": kind.code, "anew": "on"}
    for address, sent in (
        (reverse("organisations:register"), new),
        (reverse("organisations:join", args=(sme.pk,)), {"message": "Hello"}),
        (reverse("organisations:write", args=(sme.pk,)), {"title": "Leaks", "text": "Can you?"}),
    ):
        for _click in range(2):
            assert client.post(address, sent).status_code == 302
    assert Organisation.objects.filter(name="Noria Works").count() == 1
    assert (JoinRequest.objects.count(), Conversation.objects.count()) == (1, 1)
    talk = reverse("organisations:conversation", args=(Conversation.objects.get().pk,))
    for _click in range(2):
        client.post(talk, {"text": "Well?"})
    assert Conversation.objects.get().messages.count() == 2
    client.force_login(owner)
    answer = reverse("organisations:answer", args=(JoinRequest.objects.get().pk, "accept"))
    for _click in range(2):
        assert client.post(answer).status_code == 302
    assert Role.objects.filter(member=stranger, scope_id=sme.pk).count() == 1
    invite = {"email": "n@acequia.example", "role": "member", "language": "en"}
    for _click in range(2):
        client.post(reverse("organisations:invite", args=(sme.pk,)), invite)
    assert Invitation.objects.filter(ended_at=None).count() == 1


# --- Registering -------------------------------------------------------------------------------


def test_similar_entries_are_shown_first_and_nothing_typed_is_lost(client, stranger, owner):
    kind = make_term("organisation_kind", "sme", "SME")
    from_before = make_organisation("Acequia Labs", manager=owner)
    from_before.name_keys.create(key="acq")
    from_before.name_keys.create(key="lbs")
    client.force_login(stranger)
    sent = {"name": "Acequia Labs SL", "kind": kind.code, "website": "https://other.example"}
    answer = client.post(reverse("organisations:register"), sent)
    page = answer.content.decode()
    assert answer.status_code == 200 and "Is it one of these?" in page
    assert from_before.get_absolute_url() in page and "https://other.example" in page
    assert Organisation.objects.count() == 1
    assert client.post(reverse("organisations:register"), {**sent, "anew": "on"}).status_code == 302
    assert Organisation.objects.count() == 2


def test_a_town_of_several_is_asked_for_once_more(client, stranger):
    kind = make_term("organisation_kind", "sme", "SME")
    for number, population in ((1, 900), (2, 90_000)):
        Place.objects.create(
            gazetteer_id=number, name="Santa Cruz", lat=30 + number, lon=-1, population=population
        )
    client.force_login(stranger)
    sent = {"name": "Noria Works", "kind": kind.code, "town": "santa cruz"}
    answer = client.post(reverse("organisations:register"), sent)
    assert "Several towns are called so" in answer.content.decode()
    chosen = Place.objects.get(gazetteer_id=1)
    answer = client.post(reverse("organisations:register"), {**sent, "place_id": str(chosen.pk)})
    assert answer.status_code == 302, answer.context["form"].errors
    assert Organisation.objects.get().place == chosen


def test_a_town_of_several_that_was_chosen_is_not_asked_for_again(client, owner, sme):
    for number in (1, 2):
        Place.objects.create(gazetteer_id=number, name="Santa Cruz", lat=30 + number, lon=-1)
    second = Place.objects.get(gazetteer_id=2)
    Organisation.objects.filter(pk=sme.pk).update(place=second)
    client.force_login(owner)
    basics = reverse("organisations:edit", args=(sme.pk, "basics"))
    sent = typed(client.get(basics), kind="sme", founded="1998")
    del sent["place_id"]  # not drawn as long as there is nothing to ask
    assert client.post(basics, sent).status_code == 302
    sme.refresh_from_db()
    assert (sme.place, sme.founded) == (second, 1998)


def test_a_town_that_nobody_knows_says_what_to_do(client, stranger):
    kind = make_term("organisation_kind", "sme", "SME")
    client.force_login(stranger)
    sent = {"name": "Noria Works", "kind": kind.code, "town": "Nowhereville"}
    answer = client.post(reverse("organisations:register"), sent).content.decode()
    assert "Try the next larger one" in answer and "Nowhereville" in answer


def test_an_expired_link_of_an_invitation_says_what_to_do(client, owner, stranger, sme):
    client.force_login(owner)
    invite = {"email": "n@acequia.example", "role": "member", "language": "en"}
    client.post(reverse("organisations:invite", args=(sme.pk,)), invite)
    link = next(line for line in Mail.objects.get().text.split() if "/invitations/" in line)
    path = "/" + link.split("/", 3)[3]
    client.force_login(stranger)
    assert client.get(path).status_code == 200
    Invitation.objects.update(expires_at=timezone.now())
    for answer in (client.get(path), client.post(path)):
        assert answer.status_code == 400
        assert "too old" in answer.content.decode()
    assert not Role.objects.filter(member=stranger).exists()
