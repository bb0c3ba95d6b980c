"""A term is added to a list."""

import pytest
from django.core.exceptions import ValidationError

from sme4smartcities.core.errors import NotAllowed
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.vocabularies.models import Term, Vocabulary
from sme4smartcities.vocabularies.queries import term, terms
from sme4smartcities.vocabularies.services import add_term


@pytest.fixture
def islands(db: None) -> Vocabulary:
    held = Vocabulary.objects.create(code="islands", labels={"en": "Islands"})
    Term.objects.create(vocabulary=held, code="first", position=4)
    return held


def test_coordinator_adds_a_term_at_the_end(islands, coordinator):
    parent = term("islands", "first")
    added = add_term(
        actor=coordinator,
        vocabulary=islands,
        code=" nerel ",
        labels={"en": "Nerel", "es": " "},
        parent=parent,
        scheme="own",
    )
    assert (added.code, added.labels, added.position) == ("nerel", {"en": "Nerel"}, 5)
    assert terms("islands")[-1] == added and added.parent == parent
    fact = Entry.objects.get(name="vocabularies.TermAdded")
    assert (fact.subject_id, fact.data) == (added.pk, {"vocabulary": "islands"})


def test_a_code_stands_once_in_a_list(islands, coordinator):
    with pytest.raises(ValidationError):
        add_term(actor=coordinator, vocabulary=islands, code="first", labels={"en": "Again"})


def test_owner_cannot_add_a_term(islands, owner):
    with pytest.raises(NotAllowed):
        add_term(actor=owner, vocabulary=islands, code="second", labels={"en": "Second"})
