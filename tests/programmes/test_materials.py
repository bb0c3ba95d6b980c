"""Information material: through the upload door, open to whom the programme is."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sme4smartcities.core.uploads.models import StoredFile
from sme4smartcities.programmes.models import Material
from sme4smartcities.programmes.services import edit_programme, move_programme
from tests.programmes.conftest import make_programme


@pytest.fixture
def at_work(client, programme, keeper):
    client.force_login(keeper)
    return client


def sent(**more):
    file = SimpleUploadedFile("Leaflet.txt", b"Water for all cities.\n")
    return {"title": "Leaflet", "kind": "brochure", "position": 1, "upload": file, **more}


def add(programme):
    return reverse("programmes:add", args=(programme.slug, "material"))


def test_a_file_is_kept_and_served_as_a_download(at_work, programme, client):
    at_work.post(add(programme), sent(version="2", language="es"))
    row = Material.objects.get()
    assert (row.version, row.language.code, row.file.audience) == ("2", "es", "public")
    at_work.logout()
    text = client.get(programme.get_absolute_url()).content.decode()
    assert row.file.url in text and "Version 2" in text
    answer = client.get(row.file.url)
    assert "attachment" in answer["Content-Disposition"] and answer.status_code == 200


def test_material_needs_a_file_or_an_address_and_keeps_what_was_typed(at_work, programme):
    text = at_work.post(add(programme), sent(upload="")).content.decode()
    assert "Choose a file, or give the address of a page." in text and "Leaflet" in text
    at_work.post(add(programme), sent(upload="", url="https://example.org/leaflet"))
    assert Material.objects.get().address == "https://example.org/leaflet"


def test_a_new_file_takes_the_place_of_the_old_and_goes_with_the_material(at_work, programme):
    at_work.post(add(programme), sent())
    row = Material.objects.get()
    change = reverse("programmes:change", args=(programme.slug, "material", row.pk))
    at_work.post(change, sent(revision=1))
    at_work.post(change, sent(upload="", title="Leaflet, new", revision=2))
    row.refresh_from_db()
    assert StoredFile.objects.get() == row.file and str(row) == "Leaflet, new"
    at_work.post(reverse("programmes:remove", args=(programme.slug, "material", row.pk)))
    assert not StoredFile.objects.exists()


def test_files_close_and_open_with_their_programme(at_work, programme, keeper, client, stranger):
    at_work.post(add(programme), sent())
    file = StoredFile.objects.get()
    edit_programme(actor=keeper, programme=programme, values={"entry": "invitation"})
    client.force_login(stranger)
    assert client.get(file.url).status_code == 404
    client.force_login(keeper)
    assert client.get(file.url).status_code == 200
    edit_programme(actor=keeper, programme=programme, values={"entry": "open"})
    client.logout()
    assert client.get(file.url).status_code == 200
    move_programme(actor=keeper, programme=programme, act="withdraw")
    assert client.get(file.url).status_code == 404


def test_a_hostile_file_is_refused_in_a_sentence(at_work, programme):
    evil = SimpleUploadedFile("x.pdf", b"<html><script>alert(1)</script>")
    text = at_work.post(add(programme), sent(upload=evil)).content.decode()
    assert "One answer needs you" in text and not Material.objects.exists()


def test_a_draft_keeps_its_files_to_itself(client, coordinator, lists):
    draft = make_programme("quiet", state="draft")
    client.force_login(coordinator)
    client.post(add(draft), sent())
    file = StoredFile.objects.get()
    client.logout()
    assert file.audience == "restricted" and client.get(file.url).status_code == 404
