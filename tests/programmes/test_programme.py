"""A programme is opened, edited, published and closed by those who coordinate it."""

import pytest
from django.core.exceptions import ValidationError

from sme4smartcities.core.errors import Conflict, NotAllowed, Refused
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.search.queries import find
from sme4smartcities.organisations.models import Layer
from sme4smartcities.programmes.lifecycle import PROGRAMME
from sme4smartcities.programmes.models import Programme, State
from sme4smartcities.programmes.services import (
    create_programme,
    edit_programme,
    give_programme_role,
    in_languages,
    move_programme,
    take_programme_role,
)
from tests.programmes.conftest import make_programme

pytestmark = pytest.mark.django_db


def test_a_coordinator_opens_a_programme_as_a_draft(coordinator):
    programme = create_programme(actor=coordinator, name=in_languages({"en": "Blue Cities"}))
    assert (programme.slug, programme.state, programme.layer) == ("blue-cities", "draft", "real")
    again = create_programme(actor=coordinator, name=in_languages({"en": "Blue Cities"}))
    assert again.slug == "blue-cities-2"


def test_a_programme_without_latin_letters_gets_an_address(coordinator):
    programme = create_programme(
        actor=coordinator, name=in_languages({"ar": "مدن زرقاء"}, source="ar")
    )
    assert programme.slug == "programme"


def test_a_stranger_opens_none(stranger):
    with pytest.raises(NotAllowed):
        create_programme(actor=stranger, name=in_languages({"en": "Mine"}))


def test_nobody_slips_in_a_record(coordinator):
    with pytest.raises(Refused):
        create_programme(actor=coordinator, name=in_languages({"en": "Past"}), layer=Layer.RECORD)


def test_a_programme_needs_a_name_and_sound_dates(coordinator):
    with pytest.raises(Refused):
        create_programme(actor=coordinator, name={})
    with pytest.raises(ValidationError):
        create_programme(actor=coordinator, name=in_languages({"en": "X"}), starts="soon")


def test_its_own_coordinator_edits_it_and_no_other(programme, keeper):
    other = make_programme("green-cities")
    edited = edit_programme(
        actor=keeper, programme=programme, values={"website": "https://example.org/"}
    )
    assert edited.website == "https://example.org/"
    with pytest.raises(NotAllowed):
        edit_programme(actor=keeper, programme=other, values={"website": ""})


def test_two_coordinators_meet_and_no_text_is_lost(programme, keeper, coordinator):
    seen = programme.revision
    edit_programme(
        actor=keeper,
        programme=programme,
        values={"summary": in_languages({"en": "Hers"})},
        revision=seen,
    )
    with pytest.raises(Conflict) as conflict:
        edit_programme(
            actor=coordinator,
            programme=programme,
            values={"summary": in_languages({"en": "His"})},
            revision=seen,
        )
    assert conflict.value.texts == {"summary": ("Hers", "His")}


ALLOWED = {
    ("draft", "open"): "open",
    ("open", "close"): "closed",
    ("open", "withdraw"): "draft",
    ("closed", "reopen"): "open",
    ("closed", "archive"): "archived",
}


@pytest.mark.parametrize("act", PROGRAMME)
@pytest.mark.parametrize("state", ["draft", "open", "closed", "archived"])
def test_each_step_leads_where_the_table_says(lists, coordinator, state, act):
    programme = make_programme(state=state)
    target = ALLOWED.get((state, act))
    if state == "archived":
        with pytest.raises(NotAllowed):
            move_programme(actor=coordinator, programme=programme, act=act)
    elif target:
        assert move_programme(actor=coordinator, programme=programme, act=act).state == target
    elif PROGRAMME[act].target == state:
        assert move_programme(actor=coordinator, programme=programme, act=act).state == state
    else:
        with pytest.raises(Refused):
            move_programme(actor=coordinator, programme=programme, act=act)


def test_a_programme_without_summary_is_not_published(coordinator):
    programme = create_programme(actor=coordinator, name=in_languages({"en": "Blank"}))
    with pytest.raises(Refused):
        move_programme(actor=coordinator, programme=programme, act="open")


def test_an_archived_programme_and_a_record_are_closed_to_all(lists, coordinator):
    archived = make_programme("old", state="archived")
    record = make_programme("past", layer=Layer.RECORD)
    for programme in (archived, record):
        with pytest.raises(NotAllowed):
            edit_programme(actor=coordinator, programme=programme, values={"website": ""})


def test_each_change_is_a_fact(programme, keeper):
    edit_programme(actor=keeper, programme=programme, values={"website": ""})
    names = list(Entry.objects.order_by("id").values_list("name", flat=True))
    assert names == [
        "vocabularies.ListsLoaded",
        "programmes.ProgrammeCreated",
        "programmes.ProgrammeMoved",
        "accounts.RoleGranted",
        "programmes.ProgrammeEdited",
    ]


def visible(actor):
    return set(Programme.objects.visible_to(actor).values_list("slug", flat=True))


def test_who_sees_what(lists, coordinator, operator, stranger, owner, company, keeper):
    for state in State.values:
        make_programme(f"open-{state}", state=state)
        make_programme(f"invited-{state}", state=state, entry="invitation")
    public = {"blue-cities", "open-open", "open-closed", "open-archived"}
    everything = set(Programme.objects.values_list("slug", flat=True))
    assert visible(stranger) == public
    assert visible(coordinator) == visible(operator) == visible(SYSTEM) == everything
    invited = Programme.objects.get(slug="invited-draft")
    give_programme_role(actor=SYSTEM, programme=invited, member=keeper, role="coordinator")
    assert visible(keeper) == public | {"invited-draft"}
    take_programme_role(actor=SYSTEM, programme=invited, member=keeper, role="coordinator")
    assert visible(keeper) == public


def test_a_published_programme_is_found_in_each_language(programme, coordinator, worker):
    worker.run()

    def hits(text, reader=None):
        mine = Programme.objects.visible_to(reader).values("pk") if reader else ()
        found = find(text, kinds=("programme",), restricted={"programme": mine})
        return [hit.subject_id for hit in found]

    assert hits("water companies") == hits("زرقاء") == [programme.pk]
    edit_programme(actor=SYSTEM, programme=programme, values={"entry": "invitation"})
    assert hits("water") == []
    worker.run()
    assert (hits("water"), hits("water", coordinator)) == ([], [programme.pk])
    move_programme(actor=SYSTEM, programme=programme, act="withdraw")
    worker.run()
    assert hits("water", coordinator) == []
