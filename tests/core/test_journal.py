"""The journal keeps its order, hears every fact once, and shows any forgery."""

import pytest
from django.db import transaction

from sme4smartcities.core.journal.facts import Fact
from sme4smartcities.core.journal.models import Bookmark, Entry, Parked
from sme4smartcities.core.journal.reactors import (
    Recorded,
    _read_on,
    _retry,
    by_reactor,
    catch_up,
    ensure_bookmarks,
    retry_parked,
)
from sme4smartcities.core.journal.services import record, seal_all
from sme4smartcities.core.journal.verify import database_faults

pytestmark = pytest.mark.django_db(transaction=True)


class BellRung(Fact):
    subject_kind = "bell"


heard: list[int] = []


def listen(recorded: Recorded) -> None:
    heard.append(recorded.fact.subject_id)


def choke(recorded: Recorded) -> None:
    if recorded.fact.subject_id == 2:
        raise ValueError("cannot digest")
    heard.append(recorded.fact.subject_id)


def ring(*numbers: int) -> None:
    for number in numbers:
        with transaction.atomic():
            record(BellRung(actor_id=None, subject_id=number))


@pytest.fixture(autouse=True)
def silence() -> None:
    heard.clear()


def reactors(reaction):
    return by_reactor([{BellRung: [reaction]}])


def test_a_reactor_hears_each_fact_once_and_in_order():
    ring(1, 2, 3)
    assert catch_up(reactors(listen)) == 3
    ring(4)
    catch_up(reactors(listen))
    assert heard == [1, 2, 3, 4]


def test_a_reactor_that_looked_at_the_head_too_early_repeats_nothing():
    """Another worker may seal more facts between the look at the head and the reading."""
    ring(1, 2, 3)
    ensure_bookmarks(["tests.listen"])
    seal_all()
    _read_on("tests.listen", listen, frozenset({BellRung.name()}), head=2)
    catch_up({"tests.listen": (listen, frozenset({BellRung.name()}))})
    assert heard == [1, 2, 3]


def test_a_rolled_back_fact_reaches_nobody():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(BellRung(actor_id=None, subject_id=1))
        raise ZeroDivisionError
    catch_up(reactors(listen))
    assert (heard, Entry.objects.count()) == ([], 0)


def test_a_fact_outside_a_transaction_is_a_programming_error():
    with pytest.raises(RuntimeError):
        record(BellRung(actor_id=None, subject_id=1))


def test_a_poisonous_fact_is_parked_and_the_reactor_goes_on():
    ring(1, 2, 3)
    catch_up(reactors(choke))
    assert heard == [1, 3]
    parked = Parked.objects.get()
    assert (parked.entry.subject_id, "cannot digest" in parked.error) == (2, True)


def test_a_parked_fact_is_tried_again_and_then_leaves():
    ring(2)
    catch_up(reactors(choke))
    Parked.objects.update(reactor="tests.listen")
    assert retry_parked({"tests.listen": (listen, frozenset())}) == 1
    assert (heard, Parked.objects.count()) == ([2], 0)


def test_two_workers_digest_a_parked_fact_once():
    ring(2)
    catch_up(reactors(choke))
    seen_by_both = Parked.objects.select_related("entry").get()
    again = Parked.objects.select_related("entry").get()
    assert [_retry(seen_by_both, listen), _retry(again, listen)] == [True, False]
    assert heard == [2]


def test_a_new_reactor_of_an_old_house_starts_at_the_head():
    ring(1, 2)
    catch_up(reactors(listen))
    heard.clear()
    catch_up(reactors(choke))
    assert (heard, Bookmark.objects.count()) == ([], 2)


def test_a_sound_chain_has_no_faults():
    ring(1, 2, 3)
    assert (seal_all(), database_faults()) == (3, [])


@pytest.mark.parametrize(
    "forge",
    [
        lambda: Entry.objects.filter(position=2).update(subject_id=99),
        lambda: Entry.objects.filter(position=2).update(data={"x": 1}),
        lambda: Entry.objects.filter(position=2).delete(),
        lambda: Entry.objects.filter(position=3).delete(),
        lambda: Entry.objects.filter(position=2).update(seal="f" * 64),
    ],
    ids=["subject", "data", "removed", "truncated", "seal"],
)
def test_every_forgery_is_found(forge):
    ring(1, 2, 3)
    seal_all()
    forge()
    assert database_faults() != []
