"""A logo stands in place of the initials: made small, taken by managers only, hostile files refused."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sme4smartcities.core.uploads.models import StoredFile
from sme4smartcities.organisations.services.standing import move
from tests.security.hostile import picture

pytestmark = pytest.mark.django_db


def upload(content: bytes, name: str = "logo.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "image/png")


@pytest.fixture
def address(client, owner, sme) -> str:
    client.force_login(owner)
    return reverse("organisations:logo", args=(sme.pk,))


def test_a_manager_shows_replaces_and_removes_the_logo(client, sme, address):
    assert client.post(address, {"logo": upload(picture("PNG"))}).status_code == 302
    sme.refresh_from_db()
    first = sme.logo
    assert first.small in client.get(sme.get_absolute_url()).content.decode()
    assert first.small in client.get("/en/organisations/").content.decode()
    assert b"Remove the logo" in client.get(address).content
    client.post(address, {"logo": upload(picture("JPEG"), "new.jpg")})
    sme.refresh_from_db()
    assert sme.logo != first and StoredFile.objects.get() == sme.logo
    assert client.post(address, {"remove": "on"}).status_code == 302
    sme.refresh_from_db()
    assert sme.logo is None and not StoredFile.objects.exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "a.svg"),
        (b"GIF89a<script>alert(1)</script>", "a.gif"),
        (b"MZ\x90\x00" + bytes(200), "logo.png"),
        (picture("PNG")[:60], "cut.png"),
        (b"", "empty.png"),
    ],
)
def test_what_is_no_picture_is_told_beside_the_field_and_leaves_nothing(
    client, sme, address, content, name
):
    before = client.post(address, {"logo": upload(picture("PNG"))}) and StoredFile.objects.get()
    answer = client.post(address, {"logo": upload(content, name)})
    assert answer.status_code == 200 and answer.context["form"].errors["logo"]
    sme.refresh_from_db()
    assert sme.logo == StoredFile.objects.get() == before


def test_nothing_chosen_says_what_to_do(client, address):
    assert client.post(address, {"remove_not": "on"}).context["form"].errors["logo"]


def test_a_second_click_keeps_one_file(client, sme, address):
    for _click in range(2):
        client.post(address, {"logo": upload(picture("PNG"))})
    assert StoredFile.objects.count() == 1
    for _click in range(2):
        assert client.post(address, {"remove": "on"}).status_code == 302


def test_the_logo_of_an_unlisted_organisation_is_its_peoples_alone(client, owner, sme, address):
    client.post(address, {"logo": upload(picture("PNG"))})
    sme.refresh_from_db()
    picture_url = sme.logo.small
    client.logout()
    assert client.get(picture_url).status_code == 200
    move(actor=owner, organisation=sme, act="withdraw")
    assert client.get(picture_url).status_code == 404


@pytest.fixture
def api(client, owner, sme) -> str:
    client.force_login(owner)
    return f"/api/v1/organisations/{sme.pk}"


@pytest.mark.parametrize("said", ["application/octet-stream", "text/plain", "application/json"])
def test_a_program_shows_and_removes_the_logo_whatever_it_calls_it(client, api, said):
    shown = client.put(f"{api}/logo", picture("PNG"), content_type=said)
    assert shown.status_code == 200
    assert client.get(shown.json()["logo"]).headers["Content-Type"] == "image/webp"
    again = client.put(f"{api}/logo", picture("JPEG"), content_type=said)
    assert again.json()["logo"] != shown.json()["logo"] and StoredFile.objects.count() == 1
    assert client.delete(f"{api}/logo").status_code == 204
    assert client.get(api).json()["logo"] is None and not StoredFile.objects.exists()


@pytest.mark.parametrize("content", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a<"])
def test_a_program_that_sends_no_picture_is_told_and_changes_nothing(client, api, content):
    before = client.put(f"{api}/logo", picture("PNG"), content_type="image/png").json()["logo"]
    refused = client.put(f"{api}/logo", content, content_type="image/png")
    assert refused.status_code == 400
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert client.get(api).json()["logo"] == before
    form = client.generic("PUT", f"{api}/logo", b"--x\r\n", "multipart/form-data; boundary=x")
    assert form.status_code == 400 and client.get(api).json()["logo"] == before
