"""Places stand on the drawing where the design shows them, close ones share a circle, no name covers another."""

import pytest

from sme4smartcities.core.coast import drawn, kilometres
from sme4smartcities.organisations.directory.clusters import MOST_CIRCLES, Atlas, Dot
from sme4smartcities.organisations.directory.drawing import PHONE, WIDE, _box, _fits, labelled

# Where the design's maps show these cities, in units of the drawing.
SHOWN = {
    "Murcia": (37.987, -1.130, 187, 251),
    "Málaga": (36.720, -4.420, 122, 283),
    "Genoa": (44.405, 8.944, 389, 80),
    "Kfar Saba": (32.175, 34.907, 908, 393),
    "Tel Aviv": (32.081, 34.781, 905, 397),
    "Ramallah": (31.900, 35.204, 914, 401),
}


@pytest.mark.parametrize(("lat", "lon", "x", "y"), SHOWN.values(), ids=SHOWN)
def test_a_city_stands_where_the_design_shows_it(lat, lon, x, y):
    point = drawn(lat, lon)
    assert point == pytest.approx((x, y), abs=2)


@pytest.mark.parametrize(
    ("lat", "lon"), [(60, 10), (40, -20), (40, 50), (-5, 10), (90, 0), (-90, 0)]
)
def test_a_place_beyond_the_edge_is_not_drawn(lat, lon):
    assert drawn(lat, lon) is None


def test_ways_are_measured_over_the_globe():
    assert round(kilometres((37.987, -1.130), (44.405, 8.944))) == pytest.approx(1110, abs=15)
    assert kilometres((40.0, 5.0), (40.0, 5.0)) == 0


def test_places_closer_than_the_radius_share_a_circle_around_the_busiest():
    dots = [
        Dot(37.987, -1.130, 1),
        Dot(38.055, -1.212, 2),
        Dot(44.405, 8.944, 3),
        Dot(70.0, 20.0, 4),
    ]
    spots = {1: 2, 2: 5, 3: 1, 4: 7, 0: 3}
    drawing = Atlas(dots, spots).circles(spots)
    assert [(c.number, c.places, c.main.place) for c in drawing.drawn] == [(7, 2, 2), (1, 1, 3)]
    assert (drawing.beyond, drawing.kilometres) == (10, 30)
    assert Atlas(dots, spots).sharing("37.99,-1.13", 30) == [1, 0]


def test_many_places_are_gathered_until_they_fit():
    dots = [Dot(31 + n // 40 * 0.5, -5 + n % 40, n + 1) for n in range(1200)]
    spots = {n + 1: 1 for n in range(1200)}
    drawing = Atlas(dots, spots).circles(spots)
    assert len(drawing.drawn) <= MOST_CIRCLES
    assert sum(circle.number for circle in drawing.drawn) + drawing.beyond == 1200


def test_no_name_covers_another_or_leaves_the_map():
    dots = [Dot(36 + n % 7 * 0.8, -3 + n // 7 * 1.1, n + 1) for n in range(60)]
    spots = {n + 1: n + 1 for n in range(60)}
    circles = Atlas(dots, spots).circles(spots).drawn
    labels = [label for label in labelled([(c, "Murcia 18") for c in circles]) if label]
    for hand, shown in ((WIDE, labels), (PHONE, [label for label in labels if label.on_phones])):
        boxes = [_box(label, hand) for label in shown]
        assert 3 <= len(boxes) < 60
        assert all(_fits(box, boxes[:n] + boxes[n + 1 :]) for n, box in enumerate(boxes))
