"""Texts are read after the facts, the most urgent first, once each, and whoever goes is forgotten."""

from datetime import timedelta

import numpy as np
import pytest
from django.utils import timezone

from sme4smartcities.challenges.services import move_challenge
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.subjects import Subject
from sme4smartcities.core.translated import source_text
from sme4smartcities.matching import embedding
from sme4smartcities.matching.models import Due, LanguageSum, Shelf, Vector, Wordless
from sme4smartcities.matching.queries import shelves
from sme4smartcities.matching.services import reading
from sme4smartcities.organisations.models import Layer, Organisation, State
from sme4smartcities.vocabularies.models import Term
from tests.challenges.cast import make_challenge, make_city
from tests.matching.test_embed import Letters

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def letters(monkeypatch):
    """A small model that counts letters stands in for the large ones; how often it is asked counts."""
    model = embedding.Embedder(Letters())
    asked: list[int] = []
    embed = model.embed_queries

    def counted(texts):
        asked.append(len(texts))
        return embed(texts)

    monkeypatch.setattr(model, "embed_queries", counted)
    monkeypatch.setattr(reading, "embedders", lambda: (model,))
    monkeypatch.setattr(reading, "known", lambda: (model,))
    monkeypatch.setattr(shelves, "known", lambda: (model,))
    shelves.forget()
    yield asked
    shelves.forget()


def company(name: str, summary: str, language: str = "en", **fields) -> Organisation:
    return Organisation.objects.create(
        name=name,
        slug=name,
        sort_key=name,
        kind=Term.objects.get(vocabulary__code="organisation_kind", code="sme"),
        source_language=language,
        summary=source_text(language, summary),
        last_confirmed_at=timezone.now(),
        **fields,
    )


def read_all() -> None:
    while list(reading.read_due()):
        pass


def test_what_an_organisation_does_becomes_a_vector_and_its_name_does_not(lists):
    one = company("Zebra", "water leaks")
    reading.note([one.subject])
    read_all()
    row = Vector.objects.get()
    assert (row.subject_id, row.language, row.model) == (one.pk, "en", "letters 1")
    panel = shelves.panel_of("organisation")
    ((_language, asked),) = shelves.looked_up("organisation", [one.pk]).asked(one.pk)
    assert panel.likeness(asked).argmax() == 0
    assert not Due.objects.exists()


def test_a_text_that_did_not_change_is_not_read_again(lists, letters):
    one = company("a", "water leaks")
    for _ in range(2):
        reading.note([one.subject])
        read_all()
    assert letters == [1]
    one.summary = source_text("en", "water loss")
    one.save()
    reading.note([one.subject])
    read_all()
    assert letters == [1, 1]
    assert Vector.objects.count() == 1
    assert LanguageSum.objects.get().count == 1


@pytest.mark.parametrize(
    "hiding", [{"state": State.HIDDEN}, {"layer": Layer.RECORD}, {"summary": {}}]
)
def test_who_is_hidden_past_or_silent_loses_its_vectors(lists, hiding):
    one, other = company("a", "water leaks"), company("b", "bus lanes")
    reading.note([one.subject, other.subject])
    read_all()
    assert len(shelves.panel_of("organisation").subjects) == 2
    for field, value in hiding.items():
        setattr(one, field, value)
    one.save()
    reading.note([one.subject])
    read_all()
    assert shelves.panel_of("organisation").subjects.tolist() == [other.pk]
    assert LanguageSum.objects.get().count == 1


def test_a_machine_translation_is_not_read(lists):
    one = company("a", "water leaks")
    one.summary["es"] = {"text": "fugas de agua", "state": "machine"}
    one.summary["it"] = {"text": "perdite d'acqua", "state": "checked"}
    one.save()
    reading.note([one.subject])
    read_all()
    assert sorted(Vector.objects.values_list("language", flat=True)) == ["en", "it"]


def test_the_most_urgent_kind_comes_first_and_of_it_the_newest(lists):
    now = timezone.now()
    for number in range(6):
        at = now - timedelta(seconds=number)
        Due.objects.create(kind="organisation", subject_id=number, urgency=2, at=at)
    Due.objects.create(kind="challenge", subject_id=99, urgency=0, at=now - timedelta(days=1))
    order = [subject.id for subject in reading.read_due()]
    assert order == [99, 0, 1, 2, 3, 4, 5]
    assert not Due.objects.exists()


def test_a_published_challenge_comes_before_drafts_noted_later(lists):
    published, draft = (
        make_challenge(),
        make_challenge(state="draft", owner=make_city("Sablemouth")),
    )
    reading.note([draft.subject, published.subject])
    reading.note([draft.subject])
    assert next(reading.read_due()) == published.subject


def test_a_draft_that_is_published_meanwhile_moves_to_the_front(lists):
    first, second = (
        make_challenge(state="draft"),
        make_challenge(state="draft", owner=make_city("S")),
    )
    reading.note([first.subject, second.subject])
    move_challenge(actor=SYSTEM, challenge=first, act="publish")
    reading.note([first.subject])
    reading.note([second.subject])
    assert next(reading.read_due()) == first.subject


def test_a_process_reads_only_what_was_written_since(lists, django_assert_num_queries):
    rows = [company(f"n{n}", text) for n, text in enumerate(("aaa", "bbb", "ccc"))]
    reading.note(row.subject for row in rows[:2])
    read_all()
    before = shelves.panel_of("organisation")
    with django_assert_num_queries(1):
        assert shelves.panel_of("organisation") is before
    rows[0].summary = source_text("en", "zzz")
    rows[0].save()
    reading.note([rows[0].subject, rows[2].subject])
    read_all()
    after = shelves.panel_of("organisation")
    shelves.forget()
    anew = shelves.panel_of("organisation")
    ((_language, asked),) = shelves.looked_up("organisation", [rows[0].pk]).asked(rows[0].pk)
    assert after.subjects.tolist() == anew.subjects.tolist() == [row.pk for row in rows]
    assert after.likeness(asked) == pytest.approx(anew.likeness(asked))


def test_a_vector_of_the_wrong_size_is_passed_over(lists, caplog):
    rows = [company("a", "aaa"), company("b", "bbb")]
    reading.note(row.subject for row in rows)
    read_all()
    Vector.objects.filter(subject_id=rows[0].pk).update(data=b"short")
    shelves._tell.cache_clear()
    assert shelves.panel_of("organisation").subjects.tolist() == [rows[1].pk]
    assert "wrong size" in caplog.text
    assert shelves.looked_up("organisation", [rows[0].pk]).asked(rows[0].pk) == []


def test_what_no_model_has_read_yet_is_taken_up(lists):
    one = company("a", "aaa")
    assert reading.note_unread() == 1
    read_all()
    assert reading.note_unread() == 0
    Vector.objects.update(model="letters 0")
    assert reading.note_unread() == 1
    assert Due.objects.get().subject_id == one.pk


def test_what_has_nothing_to_read_is_asked_for_once_and_again_when_it_speaks(lists):
    silent = company("Silent", "")
    assert reading.note_unread() == 1
    read_all()
    assert (reading.note_unread(), Vector.objects.count()) == (0, 0)
    assert [row.subject_id for row in Wordless.objects.all()] == [silent.pk]
    silent.summary = source_text("en", "abc")
    silent.save()
    reading.note([silent.subject])
    read_all()
    assert (Vector.objects.count(), Wordless.objects.count()) == (1, 0)
    silent.summary = {}
    silent.save()
    reading.note([silent.subject])
    read_all()
    assert (reading.note_unread(), Wordless.objects.count()) == (0, 1)
    silent.delete()
    reading.note([Subject("organisation", Wordless.objects.get().subject_id)])
    read_all()
    assert not Wordless.objects.exists()


def test_no_model_is_loaded_where_all_has_been_read(lists, monkeypatch):
    reading.note([company("Acme", "Sensors in pipes").subject])
    read_all()
    monkeypatch.setattr(reading, "embedders", lambda: pytest.fail("a model was loaded"))
    assert reading.note_unread() == 0


def test_what_a_broken_model_has_not_read_does_not_wait(lists, monkeypatch):
    company("Acme", "Sensors in pipes")
    monkeypatch.setattr(reading, "embedders", tuple)
    assert reading.note_unread() == 0


def test_without_a_model_nothing_waits(lists, monkeypatch):
    monkeypatch.setattr(reading, "embedders", lambda: ())
    reading.note([company("a", "aaa").subject])
    read_all()
    assert not Due.objects.exists()
    assert not Vector.objects.exists()


def test_sums_are_those_of_the_vectors_there_are(lists):
    rows = [company(f"n{n}", text) for n, text in enumerate(("aaa", "bbb", "ccc"))]
    reading.note(row.subject for row in rows)
    read_all()
    rows[1].summary = source_text("en", "abc")
    rows[1].save()
    reading.note([rows[1].subject])
    read_all()
    vectors = [np.frombuffer(bytes(row.data), "<f2").astype(float) for row in Vector.objects.all()]
    held = LanguageSum.objects.get()
    assert held.count == 3
    assert (np.frombuffer(bytes(held.total)) == np.sum(vectors, axis=0)).all()


def test_a_published_profile_is_read_by_the_worker(lists, worker, letters):
    one = company("a", "aaa")
    from sme4smartcities.core.journal.services import record  # noqa: PLC0415
    from sme4smartcities.organisations.facts import ProfileEdited  # noqa: PLC0415

    record(ProfileEdited(actor_id=SYSTEM.pk, subject_id=one.pk, section="work"))
    worker.run()
    assert Vector.objects.get().subject_id == one.pk
    assert Shelf.objects.get(pk="organisation").written == 1


def test_a_subject_is_noted_once(lists):
    for _ in range(3):
        reading.note([Subject("organisation", 5)])
    assert Due.objects.count() == 1
