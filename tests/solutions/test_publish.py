"""An owner writes a solution, publishes it and takes it back; who sees and finds it when."""

import pytest
from django.contrib.auth.models import AnonymousUser

from sme4smartcities.core.errors import NotAllowed, Refused, Stale
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.search.queries import find
from sme4smartcities.core.translated import source_text, with_text
from sme4smartcities.organisations.models import Layer, State
from sme4smartcities.organisations.services.standing import delete_organisation, move
from sme4smartcities.solutions.lifecycle import STEPS
from sme4smartcities.solutions.models import Facet, Solution, SolutionOwner
from sme4smartcities.solutions.services.solutions import (
    confirm_solution,
    create_solution,
    delete_solution,
    edit_solution,
    enter_record,
    move_solution,
)
from tests.organisations.cast import make_organisation, make_term
from tests.solutions.cast import WRITTEN, make_solution

pytestmark = pytest.mark.django_db
VISITOR = AnonymousUser()


def seen_by(actor) -> list[str]:
    return sorted(row.name for row in Solution.objects.visible_to(actor))


def found(words: str) -> list[int]:
    return [hit.subject_id for hit in find(words, kinds=("solution",))]


def about(**texts: str) -> dict[str, object]:
    return {name: source_text("en", text) for name, text in texts.items()}


def test_a_manager_starts_a_draft_that_nobody_else_sees(owner, stranger, coordinator, company):
    row = create_solution(
        actor=owner, organisation=company, title=source_text("en", "Leak Ear"), language="en"
    )
    assert (row.state, row.layer) == ("draft", "real")
    assert [seen_by(one) for one in (owner, coordinator)] == [["Leak Ear"]] * 2
    assert [seen_by(one) for one in (VISITOR, stranger)] == [[]] * 2


def test_a_stranger_offers_nothing_in_the_name_of_others(stranger, company):
    with pytest.raises(NotAllowed):
        create_solution(
            actor=stranger, organisation=company, title=source_text("en", "Mine"), language="en"
        )


def test_a_record_offers_nothing(coordinator):
    past = make_organisation("Past Company", layer=Layer.RECORD)
    with pytest.raises(NotAllowed):
        create_solution(
            actor=coordinator, organisation=past, title=source_text("en", "Old"), language="en"
        )


def test_a_solution_is_published_once_cities_can_read_what_it_answers(owner, company):
    row = make_solution(company, state="draft", texts={"problem": ""})
    with pytest.raises(Refused, match="the problem it answers"):
        move_solution(actor=owner, solution=row, act="publish")
    edit_solution(
        actor=owner, solution=row, section="about", values=about(problem=WRITTEN["problem"])
    )
    row = move_solution(actor=owner, solution=row, act="publish")
    assert row.state == "published" and row.published_at
    assert seen_by(VISITOR) == ["Leak Ear"]


def test_an_owner_cannot_empty_what_a_published_solution_needs(owner, solution):
    with pytest.raises(Refused, match="what it does"):
        edit_solution(actor=owner, solution=solution, section="about", values={"does": {}})
    solution.refresh_from_db()
    assert solution.does


@pytest.mark.parametrize("act", STEPS)
@pytest.mark.parametrize("state", ["draft", "published", "withdrawn", "archived"])
def test_a_step_leads_on_from_its_states_and_from_no_other(owner, company, state, act):
    row = make_solution(company, state=state)
    step = STEPS[act]
    if state in step.sources or state == step.target:
        assert move_solution(actor=owner, solution=row, act=act).state == step.target
    else:
        with pytest.raises(Refused):
            move_solution(actor=owner, solution=row, act=act)


def test_a_visitor_finds_a_solution_from_publishing_to_withdrawal(worker, owner, solution):
    worker.run()
    assert found("leaks mains") == [solution.pk]
    move_solution(actor=owner, solution=solution, act="withdraw")
    assert found("leaks mains") == []
    worker.run()
    assert found("leaks mains") == [] and seen_by(VISITOR) == []
    move_solution(actor=owner, solution=solution, act="publish")
    worker.run()
    assert found("leaks mains") == [solution.pk]


def test_what_is_no_longer_offered_keeps_its_page_and_leaves_lists(worker, owner, solution):
    move_solution(actor=owner, solution=solution, act="archive")
    worker.run()
    assert seen_by(VISITOR) == ["Leak Ear"] and found("leaks") == []
    assert not Solution.objects.published().exists()


def test_a_solution_is_found_by_the_words_of_its_tags_in_any_language(worker, lists, company):
    row = make_solution(company, terms={Facet.DOMAIN: [make_term("domain", "energy")]})
    worker.run()
    assert found("Energía") == found("الطاقة") == [row.pk]


def test_the_solutions_of_a_hidden_company_are_hidden_with_it(
    worker, owner, coordinator, company, solution
):
    worker.run()
    move(actor=coordinator, organisation=company, act="hide")
    assert seen_by(VISITOR) == [] and seen_by(owner) == ["Leak Ear"]
    worker.run()
    assert found("leaks") == []
    company.refresh_from_db()
    move(actor=coordinator, organisation=company, act="show")
    worker.run()
    assert found("leaks") == [solution.pk] and company.state == State.HIDDEN


def test_a_deleted_company_takes_its_solutions_with_it(worker, owner, company, solution):
    worker.run()
    delete_organisation(actor=owner, organisation=company)
    worker.run()
    assert not Solution.objects.exists() and found("leaks") == []


def test_a_slower_writer_sees_both_texts(owner, solution):
    first = edit_solution(
        actor=owner,
        solution=solution,
        section="about",
        values=about(summary="Hears leaks."),
        revision=solution.revision,
    )
    with pytest.raises(Stale) as conflict:
        edit_solution(
            actor=owner,
            solution=solution,
            section="about",
            values=about(summary="Sees leaks."),
            revision=solution.revision,
        )
    assert ("Hears leaks.", "Sees leaks.") in conflict.value.texts.values()
    assert first.revision == solution.revision + 1


def test_each_language_is_written_on_its_own(owner, solution):
    title = with_text(solution.title, "ar", "أذن التسرب")
    row = edit_solution(actor=owner, solution=solution, section="about", values={"title": title})
    assert {code: entry["state"] for code, entry in row.title.items()} == {
        "en": "source",
        "ar": "written",
    }


def test_a_stranger_changes_nothing(stranger, solution):
    for act in (
        lambda: edit_solution(actor=stranger, solution=solution, section="about", values={}),
        lambda: move_solution(actor=stranger, solution=solution, act="withdraw"),
        lambda: confirm_solution(actor=stranger, solution=solution),
        lambda: delete_solution(actor=stranger, solution=solution),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_tag_comes_from_its_own_list(owner, lists, solution):
    with pytest.raises(Refused):
        edit_solution(
            actor=owner,
            solution=solution,
            section="tags",
            values={},
            terms={Facet.DOMAIN: [make_term("sdg", "6")]},
        )


def test_an_owner_deletes_what_is_not_public_and_nothing_else(owner, company, solution):
    with pytest.raises(Refused):
        delete_solution(actor=owner, solution=solution)
    delete_solution(actor=owner, solution=make_solution(company, "Old", state="withdrawn"))
    assert [row.name for row in Solution.objects.all()] == ["Leak Ear"]


def test_a_record_is_public_closed_and_may_name_no_owner(owner, coordinator):
    row = enter_record(title=source_text("en", "Cool City"), owners=())
    assert seen_by(VISITOR) == ["Cool City"] and not SolutionOwner.objects.exists()
    for actor in (owner, coordinator):
        with pytest.raises(NotAllowed):
            edit_solution(actor=actor, solution=row, section="about", values={})


def test_the_journal_tells_what_happened_without_a_word_of_it(owner, solution):
    names = list(Entry.objects.filter(subject_kind="solution").values_list("name", flat=True))
    assert names == [
        "solutions.SolutionCreated",
        "solutions.SolutionEdited",
        "solutions.SolutionPublished",
    ]
    assert "Leak" not in str(list(Entry.objects.values_list("data", flat=True)))


def test_the_platform_itself_keeps_layers_apart(company):
    assert make_solution(company).layer == company.layer
    example = make_organisation("Invented", layer=Layer.EXAMPLE)
    assert (
        create_solution(
            actor=SYSTEM, organisation=example, title=source_text("en", "X"), language="en"
        ).layer
        == Layer.EXAMPLE
    )
