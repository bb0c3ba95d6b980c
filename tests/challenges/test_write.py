"""A city writes a challenge: what is kept, what is refused, and what two writers see."""

import pytest

from sme4smartcities.challenges.facts import ChallengeEdited
from sme4smartcities.challenges.models import Challenge, Facet
from sme4smartcities.challenges.services import (
    Edit,
    MeasureValues,
    check_translation,
    create_challenge,
    edit_challenge,
)
from sme4smartcities.core.errors import NotAllowed, Refused, Stale
from sme4smartcities.core.journal.models import Entry
from tests.challenges.cast import make_challenge, make_city, minutes
from tests.organisations.cast import give_role, make_organisation, make_term


def test_an_officer_opens_a_draft_that_stands_where_the_city_does(officer, city):
    spain = make_term("territory", "ES", "Spain")
    town = make_term("territory", "ES-X", "Town", parent=spain)
    city.territory = town
    city.save()
    row = create_challenge(actor=officer, owner=city, language="es", title="  Sombra   en plazas ")
    assert (row.state, row.source_language) == ("draft", "es")
    assert row.title == {"es": {"text": "Sombra en plazas", "state": "source"}}
    held = row.terms.filter(facet=Facet.TERRITORY).values_list("term_id", flat=True)
    assert set(held) == {spain.pk, town.pk}


def test_nobody_opens_a_challenge_for_a_company_or_another_city(owner, officer, city):
    company = make_organisation("Acequia Labs", manager=owner)
    for actor, organisation in ((owner, company), (owner, city)):
        with pytest.raises(NotAllowed):
            create_challenge(actor=actor, owner=organisation, language="en", title="Shade")
    assert not Challenge.objects.exists()


@pytest.mark.parametrize("title", ["", "   ", "\0", "\u202e\u2066"])
def test_a_title_of_nothing_is_refused_with_a_sentence(officer, city, title):
    with pytest.raises(Refused, match="Give the challenge a title"):
        create_challenge(actor=officer, owner=city, language="en", title=title)


def test_a_text_keeps_no_sign_that_turns_or_hides_the_words_around_it(officer, draft):
    edit = Edit(language="en", texts={"problem": "Bays\0 are \u202etaken\u202c \u2067now\u2069."})
    row = edit_challenge(actor=officer, challenge=draft, edit=edit)
    assert row.problem["en"]["text"] == "Bays are taken now."


def test_fifty_kilobytes_are_refused_with_their_length_and_nothing_changes(officer, draft):
    before = draft.problem
    with pytest.raises(Refused, match="51200 characters; at most 10000 fit"):
        edit_challenge(
            actor=officer,
            challenge=draft,
            edit=Edit(language="en", texts={"problem": "x" * 51_200}),
        )
    draft.refresh_from_db()
    assert draft.problem == before


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (minutes(14, 20), "does not lie below today’s value \\(14\\)"),
        (minutes(14, 14), "does not lie below"),
        (minutes(14, 5, "more"), "does not lie above today’s value \\(14\\)"),
    ],
)
def test_a_goal_on_the_wrong_side_of_today_is_refused_and_says_what_to_do(
    officer, draft, values, words
):
    edit = Edit(language="en", measures=[values])
    with pytest.raises(Refused, match=words):
        edit_challenge(actor=officer, challenge=draft, edit=edit)


def test_a_figure_keeps_its_words_in_other_languages_when_one_before_it_goes(officer, draft):
    first, second = minutes(14, 5), MeasureValues(name="fines", unit="a year", better="less")
    edit_challenge(
        actor=officer, challenge=draft, edit=Edit(language="en", measures=[first, second])
    )
    spanish = MeasureValues(name="multas", unit="a year", better="less", place=1)
    edit_challenge(actor=officer, challenge=draft, edit=Edit(language="es", measures=[spanish]))
    (kept,) = draft.measures.all()
    assert {code: entry["text"] for code, entry in kept.name.items()} == {
        "en": "fines",
        "es": "multas",
    }


def test_a_term_of_another_list_is_refused(officer, draft):
    edit = Edit(language="en", terms={Facet.DOMAIN: [make_term("capability", "parking")]})
    with pytest.raises(Refused, match="Choose values from the list"):
        edit_challenge(actor=officer, challenge=draft, edit=edit)


def test_the_slower_of_two_writers_sees_both_texts_and_loses_none(officer, draft):
    edit_challenge(
        actor=officer, challenge=draft, edit=Edit(language="en", texts={"summary": "Mine."})
    )
    texts = {"In one or two sentences": ("Mine.", "Yours.")}
    with pytest.raises(Stale) as caught:
        edit_challenge(
            actor=officer,
            challenge=draft,
            edit=Edit(language="en", texts={"summary": "Yours."}),
            revision=draft.revision,
            texts=texts,
        )
    assert caught.value.texts == texts


def test_a_changed_source_makes_checked_translations_to_be_checked_again(officer, draft):
    edit_challenge(
        actor=officer, challenge=draft, edit=Edit(language="ar", texts={"summary": "مواقف"})
    )
    checked = check_translation(actor=officer, challenge=draft, language="ar")
    assert checked.summary["ar"]["state"] == "checked"
    changed = edit_challenge(
        actor=officer, challenge=draft, edit=Edit(language="en", texts={"summary": "Other words."})
    )
    assert changed.summary["ar"]["state"] == "written"


def test_every_save_is_a_version_and_a_save_of_the_same_is_none(officer, draft):
    before = draft.versions.count()
    for _again in range(2):
        edit_challenge(
            actor=officer, challenge=draft, edit=Edit(language="en", texts={"causes": "Few bays."})
        )
    assert draft.versions.count() == before + 1
    last = draft.versions.latest("number")
    assert last.content["texts"]["causes"]["en"]["text"] == "Few bays."
    assert (last.author, last.public) == (officer, False)


def test_a_fact_of_an_edit_holds_numbers_alone(officer, draft):
    edit_challenge(
        actor=officer, challenge=draft, edit=Edit(language="en", texts={"tried": "A secret."})
    )
    entry = Entry.objects.filter(name=ChallengeEdited.name()).latest("pk")
    assert set(entry.data) == {"version"}


def test_members_of_the_city_write_and_those_of_another_do_not(expert, owner, draft):
    give_role(expert, "member", draft.owner)
    make_city("Saltquay", manager=owner)
    edit = Edit(language="en", texts={"causes": "Few bays."})
    edit_challenge(actor=expert, challenge=draft, edit=edit)
    with pytest.raises(NotAllowed):
        edit_challenge(actor=owner, challenge=draft, edit=edit)


@pytest.mark.parametrize("state", ["solved", "withdrawn", "archived"])
def test_nobody_changes_what_is_over(coordinator, city, state):
    row = make_challenge(city, state=state)
    with pytest.raises(NotAllowed):
        edit_challenge(
            actor=coordinator, challenge=row, edit=Edit(language="en", texts={"causes": "No."})
        )
