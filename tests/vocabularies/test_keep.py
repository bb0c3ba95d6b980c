"""Lists are kept by hand and by table; standards stay as they are; uses follow a merge."""

import pytest

from sme4smartcities.core.errors import Conflict, NotAllowed, Refused
from sme4smartcities.core.spreadsheets import read, write_csv
from sme4smartcities.vocabularies import queries
from sme4smartcities.vocabularies.models import Term, Vocabulary
from sme4smartcities.vocabularies.queries.usage import uses, uses_of
from sme4smartcities.vocabularies.services import (
    HEADER,
    add_term,
    edit_term,
    import_terms,
    load_vocabularies,
    merge_terms,
    move_term,
    read_lines,
    restore_term,
    retire_term,
    table_of,
)
from tests.organisations.cast import make_organisation

pytestmark = pytest.mark.django_db


def of(code):
    return Vocabulary.objects.get(code=code)


def term(vocabulary, code):
    return Term.objects.get(vocabulary__code=vocabulary, code=code)


def test_a_term_is_added_renamed_retired_and_restored(lists, coordinator):
    made = add_term(actor=coordinator, vocabulary=of("deliverable"), labels={"en": " A  service "})
    assert (made.code, made.label) == ("a-service", "A service")
    edit_term(actor=coordinator, term=made, values={"labels": {"en": "Service", "es": "Servicio"}})
    assert queries.term("deliverable", "a-service").label == "Service"
    retire_term(actor=coordinator, term=made)
    assert made.pk not in {row.pk for row in queries.terms("deliverable")}
    restore_term(actor=coordinator, term=made)
    assert queries.terms("deliverable")[-1] == made


def test_a_standard_takes_new_labels_and_nothing_else(lists, coordinator):
    water = term("domain", "water")
    edit_term(actor=coordinator, term=water, values={"labels": {"en": "Fresh water"}})
    for act in (retire_term, lambda **k: move_term(by=1, **k)):
        with pytest.raises(Refused):
            act(actor=coordinator, term=water)
    with pytest.raises(Refused):
        add_term(actor=coordinator, vocabulary=of("domain"), labels={"en": "Magic"})


def test_a_stranger_keeps_no_list(lists, stranger):
    with pytest.raises(NotAllowed):
        edit_term(actor=stranger, term=term("domain", "water"), values={"labels": {"en": "X"}})


def test_two_coordinators_meet_over_a_label(lists, coordinator, operator):
    idea = term("deliverable", "idea")
    edit_term(actor=operator, term=idea, values={"labels": {"en": "Thought"}}, revision=1)
    with pytest.raises(Conflict) as conflict:
        edit_term(actor=coordinator, term=idea, values={"labels": {"en": "Notion"}}, revision=1)
    assert conflict.value.texts["English"] == ("Thought", "Notion")


def test_a_term_moves_among_its_siblings_and_stays_after_a_load(lists, coordinator):
    move_term(actor=coordinator, term=term("deliverable", "product"), by=-1)
    assert [row.code for row in queries.terms("deliverable")][-2:] == ["product", "prototype"]


def test_a_term_never_lies_in_itself(lists, coordinator):
    with pytest.raises(Refused):
        edit_term(
            actor=coordinator,
            term=term("capability", "mobility"),
            values={"parent": term("capability", "parking")},
        )


def test_merged_terms_bring_their_uses_along(lists, coordinator):
    old = add_term(actor=coordinator, vocabulary=of("organisation_kind"), labels={"en": "Town"})
    city = make_organisation("Blue City", kind=old)
    new = term("organisation_kind", "municipality")
    assert (uses_of(old), uses(of("organisation_kind"))[old.pk]) == (1, 1)
    merge_terms(actor=coordinator, term=old, into=new)
    city.refresh_from_db()
    assert (city.kind, uses_of(old)) == (new, 0)
    assert queries.term("organisation_kind", "town") == new
    with pytest.raises(Refused):
        restore_term(actor=coordinator, term=Term.objects.get(pk=old.pk))


def test_a_list_goes_out_and_comes_in_unchanged(lists, coordinator):
    held = of("capability")
    rows = table_of(held.terms.select_related("parent"))
    lines = read_lines(held, read(write_csv(HEADER, rows)))
    assert {line.act for line in lines} == {"same"}
    assert import_terms(actor=coordinator, vocabulary=held, lines=lines) == (0, 0)


def test_a_table_adds_changes_and_names_its_faults(lists, coordinator):
    held = of("deliverable")
    table = [["idea", "Thought"], ["service", "Service"], ["bad code", "X"], ["empty", " "]]
    lines = read_lines(held, read(write_csv(["code", "label_en"], table)))
    assert [line.act for line in lines] == ["change", "add", "error", "error"]
    assert not held.terms.filter(code="service").exists()
    assert import_terms(actor=coordinator, vocabulary=held, lines=lines) == (1, 1)
    assert term("deliverable", "idea").labels["es"] == "Idea"
    assert load_vocabularies(actor=coordinator).changed == 0
