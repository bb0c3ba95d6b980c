"""The index is built anew from the features, while it is in use, and tells how far it is."""

from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command

from sme4smartcities.core import features
from sme4smartcities.core.features import Feature, SearchSource
from sme4smartcities.core.journal.facts import Fact
from sme4smartcities.core.journal.reactors import Recorded
from sme4smartcities.core.search.queries import find
from sme4smartcities.core.search.services import Document, follow, put, refresh, reindex
from sme4smartcities.core.subjects import Subject

pytestmark = pytest.mark.django_db

shelf: dict[int, str] = {}


def books(numbers):
    for number in numbers:
        if number in shelf:
            yield Document(subject=Subject("book", number), title=shelf[number], language="en")


class BookRenamed(Fact):
    subject_kind = "book"


@pytest.fixture(autouse=True)
def library() -> Iterator[None]:
    """A feature that makes books findable."""
    shelf.clear()
    shelf.update({number: f"Book number{number}" for number in range(1, 101)})
    source = SearchSource(kind="book", label="Books", ids=lambda: list(shelf), documents=books)
    features._features["shelf"] = Feature(slug="shelf", title="Shelf", search=(source,))
    yield
    del features._features["shelf"]


def found(text: str) -> list[int]:
    return [hit.subject_id for hit in find(text, kinds=("book",))]


def test_everything_is_indexed_and_progress_is_told():
    told: list[tuple[int, int]] = []
    assert reindex(["book"], lambda source, done, total: told.append((done, total))) == 100
    assert told == [(0, 100), (40, 100), (80, 100), (100, 100)]
    assert found("number77 ") == [77]


def test_what_is_gone_from_the_feature_goes_from_the_index():
    put(Document(subject=Subject("book", 500), title="Lost"))
    reindex(["book"])
    assert found("lost") == []


def test_other_kinds_are_left_alone():
    put(Document(subject=Subject("map", 1), title="Atlas"))
    reindex(["book"])
    assert len(find("atlas")) == 1


def test_one_subject_is_brought_up_to_date_by_a_fact():
    refresh(Subject("book", 1))
    shelf[1] = "Renamed"
    follow(Recorded(fact=BookRenamed(actor_id=None, subject_id=1), entry_id=1, at=None))
    assert (found("number1 "), found("renamed ")) == ([], [1])
    del shelf[1]
    refresh(Subject("book", 1))
    assert found("renamed") == []


def test_a_kind_that_nobody_declared_is_an_error():
    with pytest.raises(LookupError):
        refresh(Subject("spoon", 1))


def test_the_command_says_what_it_did(capsys):
    call_command("reindex", "book")
    assert capsys.readouterr().out == "Books: 100 of 100\nDone: 100 in the index.\n"
    with pytest.raises(CommandError, match="book"):
        call_command("reindex", "spoon")
