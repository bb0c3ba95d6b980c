"""From draft to review, into the open, and out of it again."""

import pytest

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.challenges.services import delete_challenge, move_challenge
from sme4smartcities.core.errors import NotAllowed, Refused
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.search.queries import find
from sme4smartcities.organisations.models import Layer
from tests.challenges.cast import make_challenge, make_city
from tests.organisations.cast import give_role


def found(words: str) -> list[int]:
    return [hit.subject_id for hit in find(words, kinds=("challenge",))]


def test_an_officer_of_a_verified_city_publishes_and_everybody_finds_it(officer, draft, worker):
    row = move_challenge(actor=officer, challenge=draft, act="publish")
    worker.run()
    assert row.state == "published" and row.published_at
    assert found("accessible bay") == [row.pk]
    assert list(Challenge.objects.published()) == [row]


def test_an_officer_of_an_unverified_city_sends_it_to_review_and_the_coordinator_publishes(
    officer, coordinator
):
    row = make_challenge(make_city("Saltquay", manager=officer, verified_at=None), state="draft")
    with pytest.raises(NotAllowed, match="not verified yet"):
        move_challenge(actor=officer, challenge=row, act="publish")
    row = move_challenge(actor=officer, challenge=row, act="submit")
    assert row.state == "review"
    assert move_challenge(actor=coordinator, challenge=row, act="publish").state == "published"


def test_the_coordinator_sends_it_back_with_a_note_and_never_without(coordinator, city):
    row = make_challenge(city, state="review")
    with pytest.raises(Refused, match="so that others know why"):
        move_challenge(actor=coordinator, challenge=row, act="return", note=" \0 ")
    row = move_challenge(actor=coordinator, challenge=row, act="return", note="Add a figure.")
    assert (row.state, row.note) == ("draft", "Add a figure.")


def test_what_is_not_whole_is_not_published_and_every_missing_part_is_named(officer, city):
    row = make_challenge(city, state="draft", title="Bays")
    row.problem["en"]["text"] = "Parking"
    row.summary = {}
    row.save()
    row.terms.all().delete()
    with pytest.raises(Refused) as caught:
        move_challenge(actor=officer, challenge=row, act="publish")
    text = str(caught.value.message)
    for part in ("at least two words", "for lists", "at least 12 words", "field it belongs to"):
        assert part in text
    row.refresh_from_db()
    assert row.state == "draft"


def test_a_second_click_changes_nothing(officer, challenge):
    before = challenge.published_at
    assert move_challenge(actor=officer, challenge=challenge, act="publish").published_at == before


def test_a_member_who_is_no_manager_writes_but_does_not_publish(expert, draft):
    give_role(expert, "member", draft.owner)
    with pytest.raises(NotAllowed):
        move_challenge(actor=expert, challenge=draft, act="publish")


def test_what_is_withdrawn_leaves_list_and_search_at_once_and_its_page_tells_why(
    officer, challenge, worker, client
):
    worker.run()
    assert found("accessible bay") == [challenge.pk]
    move_challenge(actor=officer, challenge=challenge, act="withdraw", note="The law changed.")
    assert found("accessible bay") == []
    assert not Challenge.objects.listed().exists()
    worker.run()
    assert found("accessible bay") == []
    page = client.get(challenge.get_absolute_url())
    assert page.status_code == 200 and "The law changed." in page.text


def test_a_draft_is_deleted_whole_and_a_published_one_never(officer, draft, city):
    delete_challenge(actor=officer, challenge=draft)
    public = make_challenge(city)
    for state in ("published", "withdrawn"):
        with pytest.raises(Refused, match="Withdraw it instead"):
            delete_challenge(actor=officer, challenge=public)
        if state == "published":
            move_challenge(actor=SYSTEM, challenge=public, act="withdraw", note="Enough.")
    assert list(Challenge.objects.all()) == [public]


def test_a_step_that_does_not_lead_on_is_refused_with_the_state(officer, draft):
    with pytest.raises(Refused, match="“Draft”"):
        move_challenge(actor=officer, challenge=draft, act="solve")


def test_a_record_takes_no_step_by_anybody(officer, coordinator, city):
    row = make_challenge(city, state="archived")
    Challenge.objects.filter(pk=row.pk).update(layer=Layer.RECORD)
    for actor in (officer, coordinator, SYSTEM):
        with pytest.raises(NotAllowed):
            move_challenge(actor=actor, challenge=row, act="reopen")


def test_a_hidden_city_shows_no_challenge(challenge, client):
    city = challenge.owner
    city.state = "hidden"
    city.save()
    assert client.get(challenge.get_absolute_url()).status_code == 404
    assert not Challenge.objects.published().exists()
