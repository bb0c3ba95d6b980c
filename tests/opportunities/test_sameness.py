"""Which records are one opportunity: three certain steps, one that only suggests, and editions apart."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from sme4smartcities.opportunities.codes import Identity
from sme4smartcities.opportunities.sameness import Index, Match, Step, Trace, canonical, normalised
from sme4smartcities.opportunities.steadiness import Marks, has_emptied, steadier_identity

pytestmark = pytest.mark.once
DAY = date(2026, 5, 5)
FAIR = Trace(
    key="1",
    source="a",
    uid="fair-1@city.example",
    titles={"en": "Smart water fair for small companies"},
    url="https://www.city.example/fair/?utm_source=x",
    day=DAY,
    at=datetime(2026, 5, 5, 8, tzinfo=UTC),
    place="Málaga",
    country="ES",
)
OTHER = replace(
    FAIR, key="2", source="b", uid="other-id", url="https://elsewhere.example/1", at=None
)


def index(*traces: Trace, places: frozenset[str] = frozenset()) -> Index:
    made = Index(places=places)
    made.extend(traces)
    return made


def titled(trace: Trace, title: str) -> Trace:
    return replace(trace, titles={"en": title})


def test_the_same_id_of_one_source_is_the_same_whatever_changed():
    moved = titled(replace(FAIR, day=date(2027, 1, 1), at=None, url=""), "Another name")
    assert index(FAIR).same(moved) == Match(key="1", step=Step.ID)


def test_the_number_of_a_call_is_the_same_in_every_source():
    call = replace(FAIR, call_id="7c1d3a5e")
    assert index(call).same(titled(replace(OTHER, call_id="7c1d3a5e"), "X")) == Match(
        key="1", step=Step.ID
    )


def test_an_id_of_the_whole_world_counts_with_the_same_words():
    same = replace(OTHER, uid=FAIR.uid)
    assert index(FAIR).same(same) == Match(key="1", step=Step.ID)
    assert index(FAIR).same(titled(replace(same, place=""), "Energy day of Málaga")) is None


def test_the_same_address_counts_with_the_same_words_and_time():
    same = replace(OTHER, url="http://city.example/fair", place="")
    assert index(FAIR).same(same) == Match(key="1", step=Step.ADDRESS)
    assert index(FAIR).same(titled(same, "Energy day")) is None
    assert index(FAIR).same(replace(same, day=date(2026, 5, 12))) is None


def test_title_day_and_place_together_are_certain():
    written = titled(OTHER, "SMART WATER FAIR – for small companies!")
    assert index(FAIR).same(replace(written, place="malaga")) == Match(key="1", step=Step.EXACT)


@pytest.mark.parametrize(
    "other",
    [
        replace(OTHER, place="Sevilla"),
        replace(OTHER, place=""),
        replace(OTHER, day=date(2026, 5, 6)),
        replace(OTHER, at=datetime(2026, 5, 5, 15, tzinfo=UTC)),
        replace(OTHER, source="a"),
        titled(OTHER, "Water fair"),
    ],
    ids=["place", "no place", "day", "hour", "one source", "short title"],
)
def test_less_than_all_of_it_is_never_merged_alone(other):
    kept = titled(FAIR, other.titles["en"])
    assert index(kept).same(other) is None


@pytest.mark.parametrize(
    "title",
    [
        "Smart water fair for small company",
        "Fair for small companies: smart water",
        "Smart watre fair for small companies",
        "Smart water fair for small companies 2026",
    ],
)
def test_nearly_the_same_words_are_suggested(title):
    (match,) = index(FAIR).near(
        titled(replace(OTHER, day=date(2026, 5, 6) if "2026" not in title else DAY), title)
    )
    assert (match.key, match.step) == ("1", Step.NEAR)
    assert index(FAIR).same(titled(OTHER, title)) is None


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Smart water fair 2025 for small companies", "Smart water fair 2026 for small companies"),
        ("3rd smart water fair for companies", "4th smart water fair for companies"),
        ("Smart water fair part II for companies", "Smart water fair part III for companies"),
        ("Smart water fair Málaga for companies", "Smart water fair Sevilla for companies"),
    ],
)
def test_titles_that_differ_by_year_number_or_town_are_other_editions(one, two):
    known = index(titled(FAIR, one), places=frozenset({"malaga", "sevilla"}))
    other = titled(replace(OTHER, place=""), two)
    assert known.near(other) == ()
    assert known.same(other) is None


def test_another_town_country_or_week_is_not_even_suggested():
    for other in (
        replace(OTHER, place="Sevilla"),
        replace(OTHER, country="IT"),
        replace(OTHER, day=date(2026, 5, 12)),
    ):
        assert index(FAIR).near(other) == ()


def test_the_best_suggestions_come_first():
    rows = [
        titled(replace(FAIR, key=f"k{n}"), f"Smart water fair for small companies{'s' * n}")
        for n in range(9)
    ]
    found = index(*rows).near(OTHER)
    assert [match.key for match in found] == ["k0", "k1", "k2", "k3", "k4"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("https://www.City.example/a/", "http://city.example/a"),
        ("https://city.example/a?utm_medium=x&b=1&a=2#top", "https://city.example/a?a=2&b=1"),
        ("https://city.example:443/a/index.html", "https://city.example/a"),
    ],
)
def test_addresses_that_lead_to_one_page_are_one(one, two):
    assert canonical(one) == canonical(two) != ""


@pytest.mark.parametrize("url", ["", "https://city.example/", "https://city.example", "http://[x"])
def test_a_front_page_tells_nothing(url):
    assert canonical(url) == ""


def test_words_are_compared_without_case_accents_and_points():
    assert normalised("Énergie: ÉTÉ!") == "energie ete"
    assert normalised("מַיִם") == normalised("מים")
    assert normalised("مُؤتمر") == normalised("مؤتمر")


# --- Steadiness ------------------------------------------------------------------------------------


def marks(ids: str, links: str = "abcdef", titles: str = "abcdef") -> list[Marks]:
    return [Marks(uid=u, link=li, title=t) for u, li, t in zip(ids, links, titles, strict=True)]


@pytest.mark.parametrize(
    ("after", "advice"),
    [
        (marks("abcdef"), None),
        (marks("ghijkl"), Identity.LINK),
        (marks("ghijkl", links="ghijkl"), Identity.TITLE),
        (marks("ghijkl", links="ghijkl", titles="ghijkl"), None),
        (marks("ghi", links="abc", titles="abc"), None),
    ],
    ids=["steady", "links stay", "titles stay", "all new", "too few"],
)
def test_ids_that_change_each_time_lead_to_another_policy(after, advice):
    assert steadier_identity(marks("abcdef"), after) is advice


def test_a_source_that_empties_itself_is_noticed():
    assert has_emptied(20, 0) and has_emptied(20, 4)
    assert not has_emptied(20, 5) and not has_emptied(3, 0)
