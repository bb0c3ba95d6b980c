"""What a member shows, to whom; two windows at once; language and clock."""

import io

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from sme4smartcities.accounts.models import SHOWN_FIELDS, Audience, Member
from sme4smartcities.accounts.queries import cards_of, person_for, photo_of, profile_of
from sme4smartcities.accounts.services import ProfileChange, change_profile
from sme4smartcities.core.errors import Conflict
from sme4smartcities.core.uploads.models import StoredFile
from tests.conftest import Browser

pytestmark = pytest.mark.django_db

FULL = {
    "headline": "Water engineer",
    "bio": "I build **networks**.",
    "links": ["https://example.org/amal"],
    "phone": "+34 600 000 000",
}


def picture() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (80, 80), "teal").save(out, "PNG")
    return SimpleUploadedFile("me.png", out.getvalue(), content_type="image/png")


def show(member: Member, audience: int, **changes: object) -> None:
    change_profile(
        actor=member,
        change=ProfileChange(
            name=member.name,
            language="en",
            audiences={**dict.fromkeys(SHOWN_FIELDS, audience), **changes.pop("audiences", {})},
            **FULL,
            **changes,
        ),
    )


def seen(reader, member: Member) -> set[str]:
    found = person_for(reader, member.pk)
    return {name for name, value in found.fields.items() if value} if found else set()


ALL = {"name", "headline", "bio", "links", "phone", "time_zone"}


@pytest.mark.parametrize(
    ("audience", "visitor", "member"),
    [
        (Audience.NOBODY, set(), set()),
        (Audience.MEMBERS, set(), ALL),
        (Audience.EVERYBODY, ALL, ALL),
    ],
)
def test_each_reader_sees_what_was_opened(owner, stranger, audience, visitor, member):
    show(owner, audience)
    assert seen(AnonymousUser(), owner) == visitor
    assert seen(stranger, owner) == member
    assert seen(owner, owner) == ALL


@pytest.mark.parametrize("field", sorted(ALL - {"name"}))
def test_one_closed_field_is_nowhere_on_the_page(client, owner, field):
    show(owner, Audience.EVERYBODY, audiences={field: Audience.NOBODY})
    words = {
        "headline": "Water engineer",
        "bio": "networks",
        "links": "example.org/amal",
        "phone": "+34 600",
        "time_zone": "UTC",
    }
    page = client.get(reverse("accounts:person", args=[owner.pk])).content.decode()
    main = page[page.index("<main") : page.index("</main")]
    assert {name: word in main for name, word in words.items()} == {
        name: name != field for name in words
    }


def test_without_a_name_that_shows_there_is_no_page(client, owner):
    show(owner, Audience.EVERYBODY, audiences={"name": Audience.NOBODY})
    assert client.get(reverse("accounts:person", args=[owner.pk])).status_code == 404


def test_a_closed_or_leaving_member_has_no_page(client, owner):
    show(owner, Audience.EVERYBODY)
    Member.objects.update(is_active=False)
    assert client.get(reverse("accounts:person", args=[owner.pk])).status_code == 404


def test_cards_name_only_whom_the_reader_may_see(owner, officer, stranger):
    show(owner, Audience.MEMBERS)
    assert set(cards_of(stranger, [owner.pk, officer.pk])) == {owner.pk}


def test_member_fills_in_the_form_and_keeps_other_languages(client, owner):
    show(owner, Audience.MEMBERS)
    client.sign_in(owner, "password")
    address = "/es/account/profile/"
    form = client.get(address).context["form"]
    assert form["headline"].value() == ""
    answer = client.post(
        address,
        {
            "name": "Amal Nueva",
            "headline": "Ingeniera",
            "links": "https://example.org/a\nhttps://example.org/b",
            "revision": form["revision"].value(),
            "photo": picture(),
            **dict.fromkeys(SHOWN_FIELDS.values(), "2"),
        },
    )
    assert answer.status_code == 302, answer.context["form"].errors
    owner.refresh_from_db()
    assert owner.name == "Amal Nueva"
    assert {k: v["text"] for k, v in owner.profile.headline.items()} == {
        "en": "Water engineer",
        "es": "Ingeniera",
    }
    assert StoredFile.objects.get().audience == "public"


def test_a_photo_is_seen_by_its_owner_and_by_whom_it_shows_to(client, owner, stranger):
    def seen_by(reader) -> bool:
        client.logout()
        if reader:
            client.force_login(reader)
        return client.get(photo_of(owner).url).status_code == 200

    show(owner, Audience.NOBODY, photo=picture())
    assert [seen_by(reader) for reader in (owner, stranger, None)] == [True, False, False]
    show(owner, Audience.MEMBERS)
    assert [seen_by(reader) for reader in (owner, stranger, None)] == [True, True, False]


def test_closing_the_photo_closes_its_file(owner):
    show(owner, Audience.EVERYBODY, photo=picture())
    file = StoredFile.objects.get()
    assert Browser().get(file.url).status_code == 200
    show(owner, Audience.NOBODY)
    assert Browser().get(file.url).status_code == 404


def test_the_second_of_two_windows_is_told(owner):
    show(owner, Audience.MEMBERS)
    revision = profile_of(owner).revision
    change = ProfileChange(name="Amal", language="en", phone="1")
    change_profile(actor=owner, change=change, revision=revision)
    with pytest.raises(Conflict):
        change_profile(actor=owner, change=change, revision=revision)


def test_the_second_window_sees_both_texts_and_loses_none(client, owner):
    client.sign_in(owner, "password")
    saved = ProfileChange(name="Amal", language="en", phone="1", headline="Engineer")
    change_profile(actor=owner, change=saved)
    open_to_nobody = dict.fromkeys(SHOWN_FIELDS.values(), "0")
    typed = {"name": "Amal", "headline": "Founder", "phone": "1", "revision": "1", **open_to_nobody}
    typed["show_phone"] = "1"
    page = client.post(reverse("accounts:profile_edit"), typed)
    assert page.status_code == 409
    assert page.context["conflict"].texts == {
        "What you do": ("Engineer", "Founder"),
        "Telephone: who sees it": ("Nobody", "Members"),
    }
    form = page.context["form"]
    assert form["headline"].value() == "Founder" and b"Engineer" in page.content
    again = {**typed, "revision": form["revision"].value()}
    assert client.post(reverse("accounts:profile_edit"), again).status_code == 302
    assert profile_of(owner).headline["en"]["text"] == "Founder"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://example.org", "example", "data:,x"])
def test_a_link_is_a_whole_web_address(client, owner, link):
    client.sign_in(owner, "password")
    page = client.post(reverse("accounts:profile_edit"), {"name": "Amal", "links": link})
    assert page.context["form"].errors["links"]


def test_a_file_that_is_no_picture_is_refused_and_the_rest_stays_typed(client, owner):
    client.sign_in(owner, "password")
    page = client.post(
        reverse("accounts:profile_edit"),
        {
            "name": "Amal",
            "headline": "Kept",
            "photo": SimpleUploadedFile("me.png", b"<svg onload=alert(1)>"),
            **dict.fromkeys(SHOWN_FIELDS.values(), "0"),
        },
    )
    assert page.context["form"].errors["photo"]
    assert page.context["form"]["headline"].value() == "Kept"


def test_member_changes_language_and_clock(client, owner):
    client.sign_in(owner, "password")
    client.post(reverse("accounts:settings"), {"language": "he", "time_zone": "Asia/Jerusalem"})
    owner.refresh_from_db()
    assert (owner.language, owner.time_zone) == ("he", "Asia/Jerusalem")


def test_pages_of_a_member_cost_few_queries(client, owner, django_assert_max_num_queries):
    show(owner, Audience.EVERYBODY)
    with django_assert_max_num_queries(12):
        client.get(reverse("accounts:person", args=[owner.pk]))
    client.sign_in(owner, "password")
    with django_assert_max_num_queries(12):
        client.get(reverse("accounts:profile_edit"))


def test_a_program_shows_a_photo_to_whom_the_profile_shows_it_and_takes_it_away(
    client, owner, stranger
):
    client.force_login(owner)
    path = "/api/v1/accounts/me/photo"
    shown = client.put(path, picture().read(), content_type="image/png")
    assert shown.status_code == 200
    client.force_login(stranger)
    assert client.get(shown.json()["photo"]).status_code == 404
    client.force_login(owner)
    again = client.put(path, picture().read(), content_type="image/jpeg").json()["photo"]
    assert StoredFile.objects.get().url == again != shown.json()["photo"]
    assert client.put(path, b"no picture", content_type="image/png").status_code == 400
    assert StoredFile.objects.get().url == again
    assert client.delete(path).status_code == 204 and not StoredFile.objects.exists()
    assert client.get("/api/v1/accounts/me/profile").json()["photo"] is None
