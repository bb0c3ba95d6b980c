"""Documents beside a challenge: let in at the door, open to whom the challenge is, gone with it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sme4smartcities.challenges.models import Attachment
from sme4smartcities.challenges.queries.versions import changed_in, versions_of
from sme4smartcities.challenges.services import (
    attach,
    delete_challenge,
    detach,
    move_challenge,
)
from sme4smartcities.core.errors import NotAllowed, Refused
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.uploads.models import StoredFile
from sme4smartcities.organisations.services.standing import move
from sme4smartcities.vocabularies.services import load_vocabularies
from tests.core.test_uploads import PDF

pytestmark = pytest.mark.django_db


def upload(name: str = "counts.pdf", data: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def added(challenge, title="Counts of June", **more) -> Attachment:
    made = attach(
        actor=SYSTEM, challenge=challenge, upload=upload(**more), title=title, language="en"
    )
    made.file.refresh_from_db()
    return made


def test_the_officer_adds_a_document_and_everybody_takes_it(officer, challenge, client):
    client.force_login(officer)
    path = reverse("challenges:documents", args=(challenge.pk,))
    sent = client.post(path, {"title": "Counts of June", "upload": upload()}, follow=True).text
    assert "The document is added." in sent and "counts.pdf" in sent
    (made,) = challenge.attachments.all()
    client.logout()
    page = client.get(challenge.get_absolute_url()).text
    assert "Counts of June" in page and made.file.url in page
    assert b"".join(client.get(made.file.url).streaming_content).startswith(b"%PDF")
    told = client.get(f"/api/v1/challenges/{challenge.pk}").json()["documents"]
    assert [(one["name"], one["url"]) for one in told] == [("counts.pdf", made.file.url)]


def test_a_draft_s_document_is_for_its_writers_until_it_is_public(officer, stranger, draft, client):
    made = added(draft)
    assert client.get(made.file.url).status_code == 404
    client.force_login(stranger)
    assert client.get(made.file.url).status_code == 404
    client.force_login(officer)
    assert client.get(made.file.url).status_code == 200
    move_challenge(actor=officer, challenge=draft, act="publish")
    client.logout()
    assert client.get(made.file.url).status_code == 200


def test_what_is_withdrawn_or_whose_owner_is_hidden_closes_its_documents(
    officer, stranger, city, challenge, client, worker
):
    made = added(challenge)
    move_challenge(actor=officer, challenge=challenge, act="withdraw", note="No money left.")
    client.force_login(stranger)
    assert client.get(made.file.url).status_code == 404
    assert "Counts of June" not in client.get(challenge.get_absolute_url()).text
    assert client.get(f"/api/v1/challenges/{challenge.pk}").json()["documents"] == []
    told = [reverse(f"challenges:{name}", args=(challenge.pk,)) for name in ("versions", "file")]
    for address in told:
        answer = client.get(address)
        text = b"".join(answer.streaming_content).decode() if answer.streaming else answer.text
        assert "Counts of June" not in text and "counts.pdf" not in text
    client.force_login(officer)
    assert "Counts of June" in client.get(told[0]).text
    client.force_login(stranger)
    move_challenge(actor=officer, challenge=challenge, act="reopen")
    assert client.get(made.file.url).status_code == 200
    move(actor=SYSTEM, organisation=city, act="hide")
    worker.run()
    client.logout()
    assert client.get(made.file.url).status_code == 404


def test_documents_are_part_of_the_versions_and_readers_see_the_difference(officer, challenge):
    made = added(challenge)
    detach(actor=officer, attachment=made)
    assert not StoredFile.objects.exists()
    seen = versions_of(challenge, officer)
    gone = changed_in(challenge, officer, seen, seen[0].number)
    came = changed_in(challenge, officer, seen, seen[1].number)
    assert [(d.label, [p.kind for p in d.pieces]) for d in came] == [("Documents", ["new"])]
    assert [(d.label, [p.kind for p in d.pieces]) for d in gone] == [("Documents", ["gone"])]


def test_a_deleted_draft_takes_its_documents_along(officer, draft):
    added(draft)
    delete_challenge(actor=officer, challenge=draft)
    assert not StoredFile.objects.exists() and not Attachment.objects.exists()


def test_a_document_needs_words_room_and_a_writer(stranger, officer, challenge, client):
    with pytest.raises(Refused, match="few words"):
        added(challenge, title=" \u202e ")
    with pytest.raises(NotAllowed):
        attach(actor=stranger, challenge=challenge, upload=upload(), title="Mine", language="en")
    with pytest.raises(Refused):
        added(challenge, data=b"MZ\x90\x00 program", name="counts.exe")
    for number in range(12):
        added(challenge, title=f"Plan {number}")
    with pytest.raises(Refused, match="room for 12"):
        added(challenge)
    client.force_login(officer)
    path = reverse("challenges:documents", args=(challenge.pk,))
    sent = client.post(path, {"title": "One more", "upload": upload()})
    assert "room for 12" in sent.text and "One more" in sent.text


def test_the_page_costs_the_same_with_many_documents(
    challenge, client, django_assert_max_num_queries
):
    load_vocabularies(actor=SYSTEM)
    added(challenge)
    client.get(challenge.get_absolute_url())
    with django_assert_max_num_queries(12):
        assert client.get(challenge.get_absolute_url()).status_code == 200


def test_a_program_lists_adds_and_removes_documents(officer, challenge, client):
    client.force_login(officer)
    path = f"/api/v1/challenges/{challenge.pk}/documents"
    sent = {"title": "Recuentos de junio", "language": "es", "file": upload("recuentos.pdf")}
    answer = client.post(path, sent)
    assert answer.status_code == 201, answer.json()
    made = answer.json()
    assert made["title"] == {"es": {"text": "Recuentos de junio", "state": "source"}}
    assert client.get(path).json() == [made] and made["name"] == "recuentos.pdf"
    assert b"".join(client.get(made["url"]).streaming_content).startswith(b"%PDF")
    assert client.delete(f"{path}/{made['id']}").status_code == 204
    assert client.get(path).json() == [] and client.get(made["url"]).status_code == 404


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"title": "Counts", "language": "en"}, 422),
        ({"title": "Counts", "language": "de", "file": upload()}, 422),
        ({"title": "", "language": "en", "file": upload()}, 422),
        ({"title": " ", "language": "en", "file": upload()}, 400),
        ({"title": "Counts", "language": "en", "file": upload("a.pdf", b"<html>")}, 400),
    ],
)
def test_what_a_program_sends_wrongly_is_refused_with_a_sentence(
    officer, challenge, client, sent, status
):
    client.force_login(officer)
    answer = client.post(f"/api/v1/challenges/{challenge.pk}/documents", sent)
    assert answer.status_code == status and answer.json()["title"]
    assert not challenge.attachments.exists()
