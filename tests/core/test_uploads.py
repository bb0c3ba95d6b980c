"""Files come in whole and checked, go out to whom they are meant for, and leave nothing behind."""

import errno
import hashlib
import io
import os
import socketserver
import struct
import threading
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.utils import timezone
from PIL import Image

from sme4smartcities.core import features
from sme4smartcities.core.errors import Refused, TooMany
from sme4smartcities.core.features import Feature
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.subjects import Subject
from sme4smartcities.core.uploads import DOCUMENT, IMAGE, SPREADSHEET, services
from sme4smartcities.core.uploads.models import State, StoredFile
from sme4smartcities.core.uploads.services import accept, discard, discard_all, open_to, sweep
from sme4smartcities.core.uploads.tasks import scan_waiting

pytestmark = pytest.mark.django_db

HOUSE = Subject("house", 7)
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def picture(size=(400, 300), kind="PNG", mode="RGB", **options) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "teal").save(out, kind, **options)
    return out.getvalue()


def take(data=PDF, name="plan.pdf", *, kind=DOCUMENT, actor=SYSTEM, audience="public", about=HOUSE):
    upload = SimpleUploadedFile(name, data) if data else ContentFile(data, name)
    return accept(actor=actor, upload=upload, kind=kind, subject=about, audience=audience)


def stored(file: StoredFile) -> list[bytes]:
    pieces = []
    for version in file.versions:
        with default_storage.open(file.path(version)) as piece:
            pieces.append(piece.read())
    return pieces


def refusal(*args, **kwargs) -> str:
    with pytest.raises(Refused) as refused:
        take(*args, **kwargs)
    return refused.value.code


# --- Pictures ----------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_picture_is_made_anew_in_the_widths_that_pages_need(kind):
    file = take(picture((2000, 1000), kind), "Foto.jpeg", kind=IMAGE)
    sizes = [Image.open(io.BytesIO(piece)).size for piece in stored(file)]
    assert (file.versions, sizes) == (["96", "320", "1200"], [(96, 48), (320, 160), (1200, 600)])
    assert (file.media_type, file.served_as) == ("image/webp", "Foto.webp")
    assert (file.width, file.height) == (1200, 600)


def test_a_small_picture_is_not_blown_up():
    file = take(picture((200, 100)), kind=IMAGE)
    assert (file.versions, file.width, file.sized(320)) == (["96", "320"], 200, f"{file.url}?w=320")
    assert take(picture((20, 10)), kind=IMAGE).versions == ["96"]


def test_nothing_the_camera_wrote_is_kept():
    exif = Image.Exif()
    exif[0x010E] = "<script>alert(1)</script>"
    exif.get_ifd(0x8825)[2] = (37.9, 59.0, 0.0)
    exif[0x0112] = 6  # held upright
    file = take(picture((400, 300), "JPEG", exif=exif), kind=IMAGE)
    piece = stored(file)[-1]
    assert (file.width, file.height) == (300, 400)
    assert b"script" not in piece and b"EXIF" not in piece and b"Exif" not in piece


def test_transparency_and_the_first_frame_survive():
    frames = [Image.new("RGBA", (50, 50), (255, 0, 0, 0)) for _ in range(30)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    made = Image.open(io.BytesIO(stored(take(out.getvalue(), kind=IMAGE))[-1]))
    assert (made.mode, getattr(made, "n_frames", 1)) == ("RGBA", 1)


def test_a_picture_is_no_document_and_a_document_no_picture():
    assert refusal(picture(), "a.pdf", kind=DOCUMENT) == "wrong_type"
    assert refusal(PDF, "a.png", kind=IMAGE) == "wrong_type"


# --- Documents ---------------------------------------------------------------------------------


def office(main: str, extra: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr(main, b"<x/>")
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def test_the_content_decides_what_a_document_is():
    assert take(PDF, "plan.exe").served_as == "plan.pdf"
    assert take(office("word/document.xml"), "a.zip").served_as == "a.docx"
    assert take("שלום".encode("cp1255"), "a.html").media_type == "text/plain; charset=utf-8"


def test_old_text_is_kept_as_utf8():
    assert stored(take("Asociación\n".encode("cp1252"), "a.txt")) == ["Asociación\n".encode()]


def test_a_spreadsheet_is_taken_and_a_text_document_is_not():
    assert take(office("xl/workbook.xml"), kind=SPREADSHEET).served_as.endswith(".xlsx")
    assert take(b"a;b\n1;2\n", "a.csv", kind=SPREADSHEET).media_type == "text/csv; charset=utf-8"
    assert refusal(office("word/document.xml"), kind=SPREADSHEET) == "wrong_type"


def test_an_empty_or_too_large_file_is_refused():
    assert refusal(b"") == "empty"
    assert refusal(b"%PDF-" + bytes(25_000_001)) == "too_large"


def test_a_name_is_kept_as_data_and_served_harmless():
    file = take(PDF, "..\\..\\Plan \u202efdp.exe\r\nSet-Cookie: x.pdf")
    assert "\u202e" not in file.name and "\r" not in file.name
    assert file.served_as == "Plan-fdp-exe-Set-Cookie-x.pdf"
    assert take(PDF, "خطة المدينة.pdf").served_as == "خطة-المدينة.pdf"


def test_a_name_tells_nothing_of_the_folders_it_lay_in():
    file = take(PDF, "/home/somebody/plans/Plan 2026.pdf")
    assert (file.name, file.served_as) == ("Plan 2026.pdf", "Plan-2026.pdf")
    assert take(PDF, "C:\\Users\\somebody\\Plan.pdf").name == "Plan.pdf"


# --- Storage -----------------------------------------------------------------------------------


def test_the_row_says_what_lies_on_the_disk():
    file = take(PDF, actor=SYSTEM)
    assert (file.size, file.sha256) == (len(PDF), hashlib.sha256(PDF).hexdigest())
    path = Path(default_storage.path(file.path()))
    assert path.stat().st_mode & 0o777 == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["original"]


def test_a_full_disk_leaves_neither_row_nor_piece(monkeypatch):
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert refusal(picture(), kind=IMAGE) == "storage"
    monkeypatch.undo()
    young = timezone.now() + timedelta(days=2)
    monkeypatch.setattr(timezone, "now", lambda: young)
    assert (StoredFile.objects.count(), [p for p in all_pieces() if ".part-" in p]) == (0, [])


def all_pieces() -> list[str]:
    root = Path(default_storage.path(""))
    return [str(path) for path in root.rglob("*") if path.is_file()]


def test_pieces_of_a_rolled_back_upload_are_swept_away(monkeypatch):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        lost = take()
        raise ZeroDivisionError
    kept = take()
    assert default_storage.exists(lost.path())
    later = timezone.now() + timedelta(days=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert sweep() >= 1
    assert (default_storage.exists(lost.path()), default_storage.exists(kept.path())) == (
        False,
        True,
    )


def test_a_young_piece_without_a_row_is_left_alone():
    default_storage.save("ab/abcdef/original", ContentFile(b"x"))
    sweep()
    assert default_storage.exists("ab/abcdef/original")


def test_a_discarded_file_goes_with_its_pieces(django_capture_on_commit_callbacks, owner):
    one, two = take(), take(picture(), kind=IMAGE)
    with django_capture_on_commit_callbacks(execute=True):
        discard(one, actor=owner)
        discard_all(HOUSE)
    assert not any(default_storage.exists(f.path(v)) for f in (one, two) for v in f.versions)
    assert StoredFile.objects.count() == 0


def test_each_change_is_a_fact():
    file = take()
    open_to(actor=SYSTEM, file=file, audience="members")
    open_to(actor=SYSTEM, file=file, audience="members")
    discard(file)
    assert list(Entry.objects.order_by("id").values_list("name", flat=True)) == [
        "uploads.FileAccepted",
        "uploads.FileOpened",
        "uploads.FileDiscarded",
    ]


def test_one_member_cannot_take_all_the_room(owner, monkeypatch):
    monkeypatch.setattr(services, "MOST_STORED", len(PDF) + 10)
    take(actor=owner)
    assert refusal(actor=owner) == "no_room_left"


def test_one_member_cannot_upload_without_end(owner, monkeypatch):
    monkeypatch.setattr(services, "MOST_A_DAY", 2)
    for _ in range(2):
        take(actor=owner)
    with pytest.raises(TooMany):
        take(actor=owner)


# --- Serving -----------------------------------------------------------------------------------


def test_a_visitor_gets_a_public_picture_inline_and_nothing_can_run(client):
    file = take(picture(), "Bay.png", kind=IMAGE)
    answer = client.get(file.url)
    assert answer.status_code == 200
    assert dict(answer.headers) | {
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Content-Type": "image/webp",
        "Content-Disposition": 'inline; filename="Bay.webp"',
        "Cache-Control": "public, max-age=86400",
    } == dict(answer.headers)
    assert b"".join(answer.streaming_content) == stored(file)[-1]
    assert not answer.cookies


def test_a_document_is_always_a_download(client):
    answer = client.get(take(PDF, "Plan é.pdf").url)
    assert answer.headers["Content-Disposition"] == "attachment; filename*=utf-8''Plan-%C3%A9.pdf"
    assert answer.headers["Content-Type"] == "application/pdf"


def test_a_picture_is_served_in_the_width_asked_for(client):
    file = take(picture((2000, 1000)), kind=IMAGE)
    answer = client.get(file.sized(300))
    assert Image.open(io.BytesIO(b"".join(answer.streaming_content))).size == (320, 160)
    assert client.get(file.url + "?w=100000").status_code == 404
    assert client.get(file.url + "?w=../../x").status_code == 404


@pytest.mark.parametrize(
    ("asked", "status", "part", "range_"),
    [
        ("bytes=0-3", 206, PDF[:4], f"bytes 0-3/{len(PDF)}"),
        ("bytes=5-", 206, PDF[5:], f"bytes 5-{len(PDF) - 1}/{len(PDF)}"),
        ("bytes=-6", 206, PDF[-6:], f"bytes {len(PDF) - 6}-{len(PDF) - 1}/{len(PDF)}"),
        ("bytes=0-99999", 206, PDF, f"bytes 0-{len(PDF) - 1}/{len(PDF)}"),
        (f"bytes={len(PDF)}-", 416, b"", f"bytes */{len(PDF)}"),
        ("bytes=9-3", 416, b"", f"bytes */{len(PDF)}"),
        ("bytes=0-1,3-4", 200, PDF, None),
        ("bytes=-", 200, PDF, None),
        ("bytes=" + "9" * 5000 + "-", 416, b"", f"bytes */{len(PDF)}"),
        ("lines=1-2", 200, PDF, None),
    ],
)
def test_parts_of_a_file_can_be_asked_for(client, asked, status, part, range_):
    answer = client.get(take().url, headers={"Range": asked})
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert (answer.status_code, body) == (status, part)
    assert answer.headers.get("Content-Range") == range_
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_who_has_the_file_already_is_told_so(client):
    file = take()
    etag = client.get(file.url).headers["ETag"]
    assert client.get(file.url, headers={"If-None-Match": etag}).status_code == 304
    stale = client.get(file.url, headers={"Range": "bytes=0-1", "If-Range": '"old"'})
    assert stale.status_code == 200


def test_files_are_read_only(client):
    assert client.post(take().url).status_code in (403, 405)
    assert client.head(take().url).status_code == 200


@pytest.fixture
def house_reader(monkeypatch):
    """A feature that lets one member see what belongs to house 7."""
    allowed: list[int] = []
    reader = Feature(
        slug="house",
        title="House",
        file_readers={"house": lambda actor, number: number == 7 and actor.pk in allowed},
    )
    monkeypatch.setitem(features._features, "house", reader)
    return allowed


@pytest.mark.parametrize("audience", ["members", "restricted"])
def test_the_feature_decides_who_reads_what_is_not_public(
    client, owner, stranger, house_reader, audience
):
    house_reader.append(owner.pk)
    file = take(audience=audience)
    assert client.get(file.url).status_code == 404
    client.force_login(stranger)
    assert client.get(file.url).status_code == 404
    client.force_login(owner)
    answer = client.get(file.url)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-cache")
    assert "Cookie" in answer.headers["Vary"]


def test_without_a_word_from_its_feature_a_restricted_file_is_closed(client, owner):
    client.force_login(owner)
    assert client.get(take(audience="members").url).status_code == 200
    assert client.get(take(audience="restricted").url).status_code == 404


def test_another_name_or_key_does_not_exist(client):
    file = take()
    assert client.get(f"/files/{file.key}/evil.html").status_code == 404
    assert client.get(f"/files/{file.key}/").status_code == 404
    assert client.get("/files/../secret.key").status_code == 404
    assert client.get(f"/files/{'x' * 22}/{file.served_as}").status_code == 404


def test_a_public_file_asks_one_question(client, django_assert_num_queries):
    url = take().url
    with django_assert_num_queries(1):
        client.get(url)


# --- The scanner -------------------------------------------------------------------------------


class Clamd(socketserver.StreamRequestHandler):
    """Speaks as clamd does: finds EICAR, keeps to its size limit, or talks rubbish."""

    mood = "well"

    def handle(self) -> None:
        assert self.rfile.read(10) == b"zINSTREAM\0"
        data = b""
        while length := struct.unpack("!L", self.rfile.read(4))[0]:
            data += self.rfile.read(length)
        found = b"Eicar-Test-Signature FOUND" if EICAR in data else b"OK"
        answers = {
            "well": b"stream: " + found + b"\0",
            "full": b"INSTREAM size limit exceeded. ERROR\0",
            "rubbish": b"HTTP/1.1 400 Bad Request\r\n",
            "silent": b"",
        }
        self.wfile.write(answers[self.mood])


@pytest.fixture
def clamd(settings) -> Iterator[type[Clamd]]:
    class Today(Clamd):
        pass

    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Today)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    settings.SCANNER = f"clamd://127.0.0.1:{server.server_address[1]}"
    yield Today
    server.shutdown()
    server.server_close()


def state_of(file: StoredFile) -> str:
    return StoredFile.objects.get(pk=file.pk).state


@pytest.mark.django_db(transaction=True)
def test_a_file_waits_for_the_scanner_and_is_then_served(client, clamd, worker):
    file = take()
    assert (file.state, client.get(file.url).status_code) == (State.PENDING, 404)
    worker.run()
    assert (state_of(file), client.get(file.url).status_code) == (State.READY, 200)


def test_an_infected_file_is_quarantined_and_served_to_nobody(client, clamd, owner):
    file = take(b"A letter.\n" + EICAR, "letter.txt")
    services.judge(file.pk)
    client.force_login(owner)
    assert (state_of(file), client.get(file.url).status_code) == (State.QUARANTINED, 404)
    assert Entry.objects.filter(name="uploads.FileQuarantined", subject_id=file.pk).exists()


@pytest.mark.parametrize("mood", ["full", "rubbish", "silent"])
def test_a_scanner_that_gives_no_clear_answer_leaves_the_file_waiting(client, clamd, mood):
    clamd.mood = mood
    file = take()
    services.judge(file.pk)
    assert (state_of(file), client.get(file.url).status_code) == (State.PENDING, 404)


def test_a_scanner_that_is_down_leaves_the_file_waiting_until_it_is_back(settings, clamd):
    there = settings.SCANNER
    settings.SCANNER = "clamd://127.0.0.1:1"
    file, bad = take(), take(EICAR, "a.txt")
    scan_waiting.func()
    assert (state_of(file), state_of(bad)) == (State.PENDING, State.PENDING)
    settings.SCANNER = there
    scan_waiting.func()
    assert (state_of(file), state_of(bad)) == (State.READY, State.QUARANTINED)


def test_a_scanner_behind_a_socket_file_is_asked_too(settings, tmp_path):
    class Local(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
        daemon_threads = True

    server = Local(str(tmp_path / "clamd"), Clamd)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    settings.SCANNER = f"clamd://{tmp_path}/clamd"
    file = take()
    services.judge(file.pk)
    server.shutdown()
    server.server_close()
    assert state_of(file) == State.READY


# --- Large bodies, personal data ---------------------------------------------------------------


def test_a_body_that_is_too_large_gets_a_page_that_says_so(client, settings):
    settings.LARGEST_BODY = 1000
    answer = client.post("/en/", {"file": SimpleUploadedFile("a.pdf", bytes(2000))})
    assert answer.status_code == 413
    assert "<h1>" in answer.text


def test_too_many_fields_and_too_much_text_get_the_same_page(settings):
    client = Client(enforce_csrf_checks=True)
    many = client.post("/theme/", {f"f{n}": "x" for n in range(2001)})
    long = client.post("/theme/", {"theme": "x" * 2_600_000})
    assert (many.status_code, long.status_code) == (413, 413)
    assert "<h1>" in many.text


def test_a_member_takes_his_files_along_and_erases_those_about_himself(owner, stranger):
    feature = next(f for f in features.all_features() if f.slug == "core")
    declared = next(p for p in feature.personal_data if p.model is StoredFile)
    take(picture(), "me.png", kind=IMAGE, actor=owner, about=owner.subject)
    take(actor=owner)
    take(actor=stranger)
    assert declared.export and declared.files and declared.erase
    assert [row["name"] for row in declared.export(owner)] == ["me.png", "plan.pdf"]
    assert [name.split("-", 1)[1] for name, _ in declared.files(owner)] == ["me.webp", "plan.pdf"]
    declared.erase(owner)
    assert StoredFile.objects.filter(owner_id=owner.pk).count() == 1
