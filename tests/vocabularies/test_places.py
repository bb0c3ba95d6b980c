"""Places are found in any script, and show no country that nobody has set."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from sme4smartcities.core.errors import NotAllowed, Refused
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.vocabularies import queries, shipped
from sme4smartcities.vocabularies.models import Place
from sme4smartcities.vocabularies.names import begins_like, folded
from sme4smartcities.vocabularies.services import add_place, apply_territory_table, name_place

pytestmark = pytest.mark.django_db

# Places that two authorities claim, or that lie beyond an agreed line: no default country, ever.
DISPUTED = {
    "Jerusalem",
    "West Jerusalem",
    "East Jerusalem",
    "Old City",
    "Qiryat HaYovel",
    "Giv`at H̱ananya",
    "Shu‘fāţ",
    "Bayt Ḩanīnā",
    "‘Aţārūt",
    "Modiin Ilit",
    "Ariel",
    "Ma‘ale Adummim",
    "Modi‘in Makkabbim Re‘ut",
    "Famagusta",
    "Kyrenia",
    "Mórfou",
    "Égkomi",
    "Smara",
    "Rukban",
}


def found(text, **options):
    return [place.label for place in queries.places_named(text, **options)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Murcia", "Murcia"),
        ("MURC", "Murcia"),
        ("malaga", "Málaga"),
        ("Genova", "Genoa"),
        ("Gênes", "Genoa"),
        ("גנואה", "Genoa"),
        ("Kefar Sava", "Kfar Saba"),
        ("Herzlia", "Herzliya"),
        ("Murcai", "Murcia"),
        ("Barselona", "Barcelona"),
        ("رام الله", "Ramallah"),
        ("القاهره", "Cairo"),
        ("תל אביב", "Tel Aviv"),
        ("Tel-Aviv", "Tel Aviv"),
        ("  ramallah  ", "Ramallah"),
    ],
)
def test_a_place_is_found_by_any_of_its_names(gazetteer, text, name):
    assert found(text)[0] == name


@pytest.mark.parametrize("text", ["", "   ", "!!!", "zzzzzzzz", "x" * 5000, "\x00", "🌍", "%_"])
def test_nonsense_finds_nothing_and_breaks_nothing(gazetteer, text):
    assert found(text) == []


def test_a_search_is_narrowed_by_country(gazetteer):
    assert found("Tripoli", country="LB") == found("Tripoli", country="LB", limit=1) == ["Tripoli"]
    assert queries.the_place("Tripoli", country="LB").listed_country == "LB"
    assert queries.the_place("Tripoli").listed_country == "LY"
    assert queries.the_place("Tripo") is None


def test_a_search_is_narrowed_by_what_is_shown(gazetteer):
    apply_territory_table(actor=SYSTEM)
    lebanon = queries.term("territory", "LB")
    assert [p.listed_country for p in queries.places_named("Tripoli", territory=lebanon.pk)] == [
        "LB"
    ]


def test_a_suggestion_costs_two_queries(gazetteer, django_assert_num_queries):
    queries.places_named("warm")
    with django_assert_num_queries(2):
        queries.places_named("mur")


def test_no_place_shows_a_country_before_the_table_is_applied(gazetteer):
    assert not Place.objects.exclude(territory=None).exists()
    assert queries.where(queries.the_place("Murcia")) == ""


def test_the_applied_table_shows_regions_and_countries(gazetteer):
    apply_territory_table(actor=SYSTEM)
    assert queries.where(queries.the_place("Murcia")) == "Region of Murcia, Spain"
    assert queries.where(queries.the_place("Ramallah")) == "Palestine"
    with translation.override("ar"):
        assert queries.where(queries.the_place("Murcia")) == "منطقة مرسية، إسبانيا"


def test_disputed_places_have_no_default_country(gazetteer):
    apply_territory_table(actor=SYSTEM)
    hidden = Place.objects.filter(territory=None)
    assert {place.name for place in hidden} == DISPUTED
    assert {place.name for place in queries.disputed_places()} == DISPUTED
    assert len(shipped.our_gazetteer()["disputed"]) == len(DISPUTED)


def test_the_operator_decides_on_a_disputed_place(gazetteer, operator):
    place = Place.objects.get(name="Famagusta")
    apply_territory_table(actor=operator, disputed={place.pk: "CY"})
    assert queries.where(Place.objects.get(pk=place.pk)) == "Cyprus"
    apply_territory_table(actor=operator)
    assert queries.where(Place.objects.get(pk=place.pk)) == "Cyprus"
    apply_territory_table(actor=operator, disputed={place.pk: ""})
    assert queries.where(Place.objects.get(pk=place.pk)) == ""


def test_the_operator_can_hide_a_country(gazetteer, operator):
    apply_territory_table(actor=operator, rows={"ES": "ES", "IT": ""})
    shown = set(
        Place.objects.exclude(territory=None).values_list("listed_country", flat=True).distinct()
    )
    assert shown == {"ES"}


def test_an_unknown_territory_changes_nothing(gazetteer, operator):
    with pytest.raises(Refused):
        apply_territory_table(actor=operator, rows={"ES": "ATLANTIS"})
    assert not Place.objects.exclude(territory=None).exists()


def test_a_stranger_sets_neither_table_nor_names(gazetteer, stranger):
    place = queries.the_place("Murcia")
    with pytest.raises(NotAllowed):
        apply_territory_table(actor=stranger)
    with pytest.raises(NotAllowed):
        name_place(actor=stranger, place=place, labels={"en": "Moon"})
    with pytest.raises(NotAllowed):
        add_place(actor=stranger, name="Moon", lat=0, lon=0, time_zone="UTC")


def test_a_place_named_here_is_shown_and_found_by_that_name(gazetteer, operator):
    place = queries.the_place("Kfar Saba")
    name_place(actor=operator, place=place, labels={"en": " Kefar Sava ", "he": ""})
    assert Place.objects.get(pk=place.pk).label == "Kefar Sava"
    assert found("Kefar Sava") == ["Kefar Sava"]


def test_the_coordinator_adds_a_village(gazetteer, coordinator):
    add_place(
        actor=coordinator,
        name="Aledo",
        lat=37.79,
        lon=-1.57,
        time_zone="Europe/Madrid",
        territory=queries.term("territory", "ES620"),
    )
    assert found("aledo") == ["Aledo"]
    with pytest.raises(ValidationError):
        add_place(actor=coordinator, name="", lat=0, lon=0, time_zone="UTC")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Málaga", "MALAGA"),
        ("Tel-Aviv", "tel aviv"),
        ("תל־אביב", "תל אביב"),
        ("القاهرة", "القاهره"),
        ("İzmir", "izmir"),
    ],
)
def test_spellings_of_one_name_fold_together(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("name", "text", "slips"),
    [
        ("murcia", "murcia", 0),
        ("murcia", "mur", 0),
        ("murcia", "murcai", 1),
        ("murcia", "murica", 1),
        ("murcia", "mrcia", 1),
        ("murcia", "murccia", 1),
        ("murcia", "genoa", None),
    ],
)
def test_slips_are_counted(name, text, slips):
    assert begins_like(name, text, 1) == slips
