"""No file that somebody made to do harm does any: refused with a reason, or served so that it cannot."""

import io
import resource
from pathlib import Path

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.subjects import Subject
from sme4smartcities.core.uploads import DOCUMENT, IMAGE, SPREADSHEET, Kind
from sme4smartcities.core.uploads.kinds import EXPECTED, WEBP
from sme4smartcities.core.uploads.models import StoredFile
from sme4smartcities.core.uploads.services import accept
from tests.effort import hang_guard
from tests.security.hostile import PDF, TRICKY, Hostile, hostile_files, picture, png

pytestmark = pytest.mark.django_db

SAFE = {kind: {each.type for each in types} for kind, types in EXPECTED.items()} | {
    IMAGE: {WEBP.type}
}
MUST_FALL = (
    "stray", "nested", "link", "device", "case", "form", "before", "after", "cut.", "no-end", "secret", "bomb", "many",
    "liar", "overlap", "macro", "control", "entity", "wide-entity", "attachedTemplate", "oleObject", "frame", "subDocument",
    "image.", "exe.", "dll.", "js.", "html.", "svg.", "plain", "coded", "packed", "both", "groups", "late", "flood", "header",
    "line", "front", "scans", "page", "old", "zeros", "empty", "blank", "wide", "photo",
)  # fmt: skip


@pytest.fixture(scope="module")
def files() -> list[Hostile]:
    return list(hostile_files())


def put(file: Hostile, kind: Kind) -> StoredFile | str:
    """Bring a file to the door; give its row, or the reason why it stays outside."""
    upload = ContentFile(file.data, name=file.name)
    try:
        return accept(
            actor=SYSTEM, upload=upload, kind=kind, subject=Subject("house", 1), audience="public"
        )
    except Refused as refused:
        assert str(refused.message).endswith(".")
        return refused.code


def test_there_are_enough_of_them(files):
    assert len(files) >= 300


@pytest.mark.parametrize("kind", Kind)
def test_every_door_refuses_or_makes_harmless(client, files, kind):
    root = Path(default_storage.path("")).resolve()
    wrong = []
    for file in files:
        with hang_guard():
            found = put(file, kind)
        if isinstance(found, str):
            continue
        inside = Path(default_storage.path(found.path())).resolve().is_relative_to(root)
        if file.name.startswith(MUST_FALL) or found.media_type not in SAFE[kind] or not inside:
            wrong.append((file.name, found.media_type))
        wrong += [(file.name, fault) for fault in faults_served(client, found)]
    assert wrong == []


def faults_served(client, file: StoredFile) -> list[str]:
    """Fetch a stored file as a stranger would and list what its answer lacks."""
    answer = client.get(file.url)
    headers = answer.headers
    body = b"".join(answer.streaming_content)
    checks = {
        "status": answer.status_code == 200,
        "sandbox": headers["Content-Security-Policy"] == "default-src 'none'; sandbox",
        "nosniff": headers["X-Content-Type-Options"] == "nosniff",
        "resource policy": headers["Cross-Origin-Resource-Policy"] == "same-origin",
        "type": headers["Content-Type"] == file.media_type,
        "attached": file.is_image or headers["Content-Disposition"].startswith("attachment"),
        "header lines": not any("\r" in value or "\n" in value for value in headers.values()),
        "remade": not file.is_image or (b"<script" not in body and b"PK\x03\x04" not in body),
    }
    return [name for name, well in checks.items() if not well]


def test_every_tricky_name_is_served_under_a_plain_one(client):
    for name in TRICKY:
        found = put(Hostile(name, PDF.replace(b"@", b"")), DOCUMENT)
        assert isinstance(found, StoredFile)
        assert found.served_as.endswith(".pdf") and len(found.served_as) < 100
        assert not set(found.served_as) & set("/\\\r\n\0\"'<>;%?#&\u202e\u200b") - {"'", "&"}
        assert client.get(found.url).status_code == 200


def test_a_form_brings_a_hostile_name_no_further_than_the_row(client):
    """Django's own parser is part of the way of a name."""
    upload = SimpleUploadedFile("..\\..\\a\r\nb.pdf", PDF.replace(b"@", b""))
    found = accept(
        actor=SYSTEM, upload=upload, kind=DOCUMENT, subject=Subject("house", 1), audience="public"
    )
    assert (found.served_as, "\r" in found.name) == ("a-b.pdf", False)


def test_a_flood_of_pixels_costs_neither_time_nor_memory():
    flood = Hostile("flood.png", png(10_000, 10_000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with hang_guard():
        assert put(flood, IMAGE) == "too_many_pixels"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_what_hides_in_a_picture_does_not_survive():
    for name in ("tail", "exif", "comment"):
        for kind in ("PNG", "JPEG", "GIF", "WEBP"):
            found = put(Hostile(f"{name}.x", picture(kind) + b"<script>alert(1)</script>"), IMAGE)
            assert isinstance(found, StoredFile)
            for version in found.versions:
                with default_storage.open(found.path(version)) as piece:
                    content = piece.read()
                assert b"script" not in content
                assert not Image.open(io.BytesIO(content)).getexif()


def test_a_spreadsheet_is_no_way_around_the_document_door(files):
    doors = {put(file, SPREADSHEET) for file in files if file.name.startswith("macro")}
    assert doors <= {"active", "wrong_type"}


@pytest.mark.once
def test_every_hostile_file_sent_by_a_browser_gets_a_sentence_or_is_kept(
    client, coordinator, files
):
    """Over HTTP, with multipart parsing, hostile names and all: never an error of ours."""
    client.force_login(coordinator)
    wrong = []
    for file in [*files[::4], *(file for file in files if file.name in TRICKY)]:
        upload = SimpleUploadedFile("x", file.data)
        upload._name = file.name  # as a hostile client would send it, past Django's own tidying
        answer = client.post("/en/organisations/import/", {"file": upload, "language": "en"})
        told = {200: 'class="error"', 400: "<h1>"}.get(answer.status_code, "nothing") in answer.text
        if answer.status_code != 302 and not told:
            wrong.append((file.name, answer.status_code))
        caches["limits"].clear()
    assert wrong == []
