"""Names are completed while they are typed, and a slip of the keyboard is forgiven."""

import pytest

from sme4smartcities.core.search.fuzzy import distance, distance_to_beginning
from sme4smartcities.core.search.queries import suggest
from sme4smartcities.core.search.services import Document, put_many
from sme4smartcities.core.subjects import Subject

NAMES = [
    "Murcia",
    "Ayuntamiento de Murcia",
    "Universidad de Murcia",
    "Università di Genova",
    "Haifa Municipality",
    "O'Brien & Sons",
    "עיריית כפר סבא",
    "بلدية رام الله",
    "Réseau d'eau d'Alger",
]

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def names(db: None) -> None:
    put_many(
        [
            Document(subject=Subject("organisation", number), title=name)
            for number, name in enumerate(NAMES)
        ]
    )


def suggested(typed: str) -> list[str]:
    return [suggestion.name for suggestion in suggest(typed, limit=3)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("murc", ["Murcia", "Universidad de Murcia", "Ayuntamiento de Murcia"]),
        ("univ", ["Università di Genova", "Universidad de Murcia"]),
        ("ayuntamiento de m", ["Ayuntamiento de Murcia"]),
        ("murcia univ", ["Universidad de Murcia"]),
        ("reseau d'e", ["Réseau d'eau d'Alger"]),
        ("obr", ["O'Brien & Sons"]),
        ("o'br", ["O'Brien & Sons"]),
        ("כפר ס", ["עיריית כפר סבא"]),
        ("رام ال", ["بلدية رام الله"]),
        ("zzz", []),
    ],
)
def test_a_beginning_is_completed(typed, expected):
    assert suggested(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("murica", "Murcia"),
        ("murzia", "Murcia"),
        ("mruci", "Murcia"),
        ("haiffa", "Haifa Municipality"),
        ("hiafa", "Haifa Municipality"),
        ("universdiad", "Universidad de Murcia"),
        ("unvers", "Università di Genova"),
        ("uniersita genva", "Università di Genova"),
        ("gneova", "Università di Genova"),
        ("aynutamiento", "Ayuntamiento de Murcia"),
        ("עירית כפר", "עיריית כפר סבא"),
        ("بلديه رما", "بلدية رام الله"),
    ],
)
def test_a_slip_is_forgiven(typed, expected):
    assert suggested(typed)[:1] == [expected]


@pytest.mark.parametrize("typed", ["murmansk", "mu", "xurxix", "genesis"])
def test_what_nobody_meant_is_not_suggested(typed):
    assert "Università di Genova" not in suggested(typed)


@pytest.mark.parametrize(
    ("typed", "meant", "slips"),
    [("murcia", "murcia", 0), ("murica", "murcia", 1), ("mrcia", "murcia", 1), ("abc", "xyz", 3)],
)
def test_slips_are_counted(typed, meant, slips):
    assert distance(typed, meant, 3) == slips


def test_slips_are_counted_up_to_what_was_typed():
    assert distance_to_beginning("unvers", "universidad", 2) == 1
