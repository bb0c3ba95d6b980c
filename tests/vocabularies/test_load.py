"""Loading the shipped lists: idempotent, quick, and never over what people have edited."""

import pytest

from sme4smartcities.core.errors import NotAllowed
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.vocabularies import queries, shipped
from sme4smartcities.vocabularies.models import Place, Term, Vocabulary
from sme4smartcities.vocabularies.services import load_places, load_vocabularies

pytestmark = pytest.mark.django_db


def newer(monkeypatch, code, change):
    """Let the package of the next release say something else of one list."""
    brought = list(shipped.lists())
    changed = []
    for one in brought:
        if one.code == code:
            head, terms = change(dict(one.head), [dict(entry) for entry in one.terms])
            one = shipped.ShippedList(code, "next release", head, terms)
        changed.append(one)
    monkeypatch.setattr(shipped, "lists", lambda: iter(changed))


def relabelled(code, **labels):
    def change(head, terms):
        for entry in terms:
            if entry["code"] == code:
                entry["labels"] = {**entry["labels"], **labels}
        return head, terms

    return change


def test_the_first_load_brings_everything(db):
    loaded = load_vocabularies(actor=SYSTEM)
    assert load_places(actor=SYSTEM) == 4092
    assert loaded.added == Term.objects.count() == sum(len(x.terms) for x in shipped.lists())


def test_the_second_load_changes_nothing_and_asks_twice(gazetteer, django_assert_max_num_queries):
    before = list(Term.objects.order_by("pk").values())
    facts = Entry.objects.count()
    with django_assert_max_num_queries(7):
        again = load_vocabularies(actor=SYSTEM)
        assert load_places(actor=SYSTEM) == 0
    assert (again.added, again.changed) == (0, 0)
    assert (list(Term.objects.order_by("pk").values()), Entry.objects.count()) == (before, facts)


def test_an_edited_label_stays_and_the_other_languages_follow(lists, monkeypatch):
    water = Term.objects.get(vocabulary__code="domain", code="water")
    water.labels["en"] = "Water and drought"
    water.save()
    newer(monkeypatch, "domain", relabelled("water", en="Fresh water", es="Agua dulce"))
    load_vocabularies(actor=SYSTEM)
    water.refresh_from_db()
    assert (water.labels["en"], water.labels["es"]) == ("Water and drought", "Agua dulce")


def test_a_language_that_people_added_stays(lists, monkeypatch):
    water = Term.objects.get(vocabulary__code="domain", code="water")
    water.labels["ca"] = "Aigua"
    water.save()
    newer(monkeypatch, "domain", relabelled("water", en="Fresh water"))
    load_vocabularies(actor=SYSTEM)
    water.refresh_from_db()
    assert (water.labels["ca"], water.labels["en"]) == ("Aigua", "Fresh water")


def test_a_retired_term_stays_retired(lists, monkeypatch):
    Term.objects.filter(vocabulary__code="domain", code="water").update(retired=True)
    newer(monkeypatch, "domain", relabelled("water", en="Fresh water"))
    load_vocabularies(actor=SYSTEM)
    assert Term.objects.get(vocabulary__code="domain", code="water").retired


def test_a_term_that_left_the_package_is_no_longer_offered_but_stays(lists, monkeypatch):
    newer(
        monkeypatch,
        "deliverable",
        lambda head, terms: (head, [entry for entry in terms if entry["code"] != "design"]),
    )
    load_vocabularies(actor=SYSTEM)
    assert Term.objects.get(vocabulary__code="deliverable", code="design").retired
    assert "design" not in [term.code for term in queries.terms("deliverable")]


def test_a_term_that_people_added_is_left_alone(lists, monkeypatch):
    held = Vocabulary.objects.get(code="deliverable")
    Term.objects.create(vocabulary=held, code="service", labels={"en": "Service"}, position=99)
    newer(monkeypatch, "deliverable", relabelled("idea", en="Thought"))
    load_vocabularies(actor=SYSTEM)
    own = Term.objects.get(vocabulary=held, code="service")
    assert (own.retired, own.labels) == (False, {"en": "Service"})


def test_a_new_child_of_a_new_group_arrives(lists, monkeypatch):
    def change(head, terms):
        more = [
            {"code": "space", "labels": {"en": "Space"}, "broader": "economy"},
            {"code": "rockets", "labels": {"en": "Rockets"}, "parent": "space"},
        ]
        return head, [*terms, *more]

    newer(monkeypatch, "capability", change)
    loaded = load_vocabularies(actor=SYSTEM)
    assert loaded.added == 2
    assert Term.objects.get(code="rockets").parent.code == "space"


def test_a_moved_term_follows_unless_people_moved_it(lists, monkeypatch):
    by_code = {t.code: t for t in Term.objects.of("capability")}
    by_code["apps"].parent = by_code["testing"]
    by_code["apps"].save()

    def change(head, terms):
        for entry in terms:
            if entry["code"] in ("apps", "parking"):
                entry["parent"] = "ai"
        return head, terms

    newer(monkeypatch, "capability", change)
    load_vocabularies(actor=SYSTEM)
    parents = dict(
        Term.objects.of("capability")
        .filter(code__in=["apps", "parking"])
        .values_list("code", "parent__code")
    )
    assert parents == {"apps": "testing", "parking": "ai"}


def test_a_member_cannot_load(stranger):
    with pytest.raises(NotAllowed):
        load_vocabularies(actor=stranger)
    with pytest.raises(NotAllowed):
        load_places(actor=stranger)


def test_a_newer_gazetteer_keeps_the_names_set_here(gazetteer, monkeypatch):
    place = Place.objects.get(name="Kfar Saba", listed_country="IL")
    Place.objects.filter(pk=place.pk).update(labels={"en": "Kefar Sava"}, lat=0)
    monkeypatch.setattr(shipped, "gazetteer_digest", lambda: "next release")
    assert load_places(actor=SYSTEM) == 4092
    again = Place.objects.get(pk=place.pk)
    assert (again.label, again.lat) == ("Kefar Sava", place.lat)
    assert Place.objects.count() == 4092
