"""The challenges of the demonstration: open ones in six languages, and a record that is only read."""

from django.utils import timezone

from sme4smartcities.challenges.models import Attachment, Challenge
from sme4smartcities.challenges.policies import may_edit, may_move
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.search.queries import find
from sme4smartcities.organisations.models import Layer


def test_a_dozen_are_open_two_in_each_language(demo):
    rows = Challenge.objects.published()
    languages = sorted(rows.values_list("source_language", flat=True))
    assert languages == sorted(["ar", "en", "es", "fr", "he", "it"] * 2)
    assert {row.layer for row in rows} == {Layer.EXAMPLE}
    for row in rows:
        assert row.problem[row.source_language]["text"] and row.terms.filter(facet="needs").exists()
        assert row.published_at < timezone.now() and row.wanted_until > timezone.localdate()


def test_a_document_lies_beside_one_and_everybody_takes_it(demo, client):
    (paper,) = Attachment.objects.select_related("challenge", "file")
    assert paper.challenge.state == "published" and paper.file.audience == "public"
    page = client.get(paper.challenge.get_absolute_url()).content.decode()
    assert paper.file.url in page and client.get(paper.file.url).status_code == 200


def test_each_state_that_waits_for_somebody_is_there(demo):
    states = Challenge.objects.filter(layer=Layer.EXAMPLE).values_list("state", flat=True)
    assert {"draft", "review", "published", "solved"} == set(states)


def test_the_record_tells_sourced_facts_and_nobody_moves_them(demo, coordinator):
    rows = Challenge.objects.filter(layer=Layer.RECORD)
    assert rows.count() == 6 and not Challenge.objects.published().filter(layer="record").exists()
    for row in rows:
        assert row.source and row.source_url and row.checked_on and row.owner.layer == Layer.RECORD
        assert not row.problem and not row.published_at
        for actor in (coordinator, SYSTEM):
            assert not may_edit(actor, row) and not may_move(actor, row, "reopen")


def test_they_are_found_at_once_in_their_own_words(demo):
    for words, language in (("الشبكة تتسرب", "ar"), ("חשבון חשמל", "he"), ("Aria pesante", "it")):
        hits = find(words, kinds=("challenge",))
        assert Challenge.objects.get(pk=hits[0].subject_id).source_language == language
