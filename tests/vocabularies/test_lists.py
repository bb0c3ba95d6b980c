"""The lists that each process keeps: few queries, never stale, in the reader's language."""

import pytest
from django.db import transaction
from django.utils import translation

from sme4smartcities.vocabularies import fields, queries
from sme4smartcities.vocabularies.models import Term, Vocabulary
from sme4smartcities.vocabularies.queries.lists import asked_once
from sme4smartcities.vocabularies.services.turning import turn

pytestmark = pytest.mark.django_db


def test_ten_lists_of_one_request_cost_one_query(lists, django_assert_num_queries):
    queries.terms("domain")
    with asked_once(), django_assert_num_queries(1):
        for code in ("domain", "sdg", "trl", "capability", "language", "certificate") * 2:
            assert queries.terms(code)
        assert queries.term("domain", "water").label == "Water"


def test_a_change_is_seen_at_once(lists):
    assert queries.term("domain", "water").label == "Water"
    with transaction.atomic():
        water = Term.objects.get(vocabulary__code="domain", code="water")
        water.labels["en"] = "Fresh water"
        water.save()
        turn()
    assert queries.term("domain", "water").label == "Fresh water"


def test_a_change_is_seen_later_in_the_same_request(lists):
    with asked_once():
        assert queries.term("domain", "water").label == "Water"
        Term.objects.filter(code="water", vocabulary__code="domain").update(
            labels={"en": "Fresh water"}
        )
        turn()
        assert queries.term("domain", "water").label == "Fresh water"


@pytest.mark.django_db(transaction=True)
def test_a_change_that_was_rolled_back_leaves_no_trace(lists):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Term.objects.filter(code="water", vocabulary__code="domain").update(labels={"en": "Mud"})
        turn()
        assert queries.term("domain", "water").label == "Mud"
        raise ZeroDivisionError
    assert queries.term("domain", "water").label == "Water"


def test_an_empty_house_has_empty_lists(db):
    assert (queries.terms("domain"), queries.term("domain", "water")) == ([], None)


def test_lists_made_by_hand_are_never_kept(db):
    held = Vocabulary.objects.create(code="colour", labels={"en": "Colours"})
    assert queries.terms("colour") == []
    Term.objects.create(vocabulary=held, code="red", labels={"en": "Red"})
    assert [term.code for term in queries.terms("colour")] == ["red"]


@pytest.mark.parametrize(
    ("language", "label"),
    [("en", "Water"), ("es", "Agua"), ("he", "מים"), ("ar", "المياه"), ("pt", "Water")],
)
def test_a_term_speaks_the_readers_language(lists, language, label):
    with translation.override(language):
        assert queries.term("domain", "water").label == label


def test_countries_stand_in_the_readers_alphabet(lists):
    def three(language):
        with translation.override(language):
            return [term.code for term in queries.terms("territory", scheme="ISO 3166-1")][:3]

    assert (three("en"), three("es")) == (["AL", "DZ", "AD"], ["AL", "DE", "AD"])


def test_a_group_is_followed_by_what_lies_in_it(lists):
    codes = [term.code for term in queries.terms("capability")]
    assert codes[:3] == ["sensing", "iot-devices", "iot-networks"]


def test_a_territory_knows_its_lineage(lists):
    murcia = queries.term("territory", "ES620")
    assert [term.code for term in queries.lineage(murcia)] == ["ES", "ES62", "ES620"]
    assert queries.country_of(murcia).code == "ES"
    assert queries.country_of(None) is None
    assert murcia.pk in queries.within(queries.term("territory", "ES").pk)


def test_a_domain_knows_its_dimension(lists):
    assert queries.broader_label(queries.term("domain", "water")) == "Smart environment"


def test_a_merged_term_answers_under_its_old_code(lists):
    held = Vocabulary.objects.get(code="capability")
    parking = Term.objects.get(vocabulary=held, code="parking")
    old = Term.objects.create(vocabulary=held, code="car-parks", merged_into=parking, retired=True)
    turn()
    assert queries.term("capability", "car-parks").code == "parking"
    assert old.pk not in {term.pk for term in queries.terms("capability")}


def test_a_field_offers_groups_and_gives_terms(lists):
    field = fields.TermField("capability")
    groups = dict(list(field.choices)[1:])
    assert ("parking", "Parking") in groups["Mobility and transport"]
    assert field.clean("parking").label == "Parking"
    assert field.prepare_value(queries.term("capability", "parking").pk) == "parking"


def test_a_field_refuses_what_is_not_offered(lists):
    with pytest.raises(fields.ValidationError):
        fields.TermField("domain").clean("alchemy")


def test_a_field_keeps_what_the_object_carries(lists):
    water = Term.objects.get(vocabulary__code="domain", code="water")
    water.retired = True
    water.save()
    turn()
    field = fields.TermField("domain", required=False)
    with pytest.raises(fields.ValidationError):
        field.clean("water")
    field.keep(water)
    assert field.clean("water") == water
    assert field.clean("") is None


def test_a_field_of_several_terms_has_a_limit(lists):
    field = fields.TermsField("domain", most=2)
    assert [term.code for term in field.clean(["water", "energy"])] == ["water", "energy"]
    with pytest.raises(fields.ValidationError):
        field.clean(["water", "energy", "health"])
