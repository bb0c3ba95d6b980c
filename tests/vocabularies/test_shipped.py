"""What the package brings is whole: six languages, right scripts, sound trees."""

import json
import re

import pytest

from sme4smartcities.vocabularies import shipped

LANGUAGES = {"en", "es", "it", "fr", "he", "ar"}
HEBREW, ARABIC = re.compile(r"[\u0590-\u05ff]"), re.compile(r"[\u0600-\u06ff]")
LISTS = {brought.code: brought for brought in shipped.lists()}
SIZES = {
    "dimension": 6,
    "domain": 19,
    "pillar": 3,
    "sdg": 17,
    "trl": 9,
    "sme_stage": 6,
    "deliverable": 5,
    "organisation_kind": 19,
    "organisation_size": 4,
}
# Provinces and the like keep the name that stands in their own country where none is known.
OWN_NAME = ("NUTS-3", "ISO 3166-2")


def whole(labels: dict[str, str]) -> bool:
    return set(labels) == LANGUAGES and all(text.strip() == text != "" for text in labels.values())


@pytest.mark.parametrize("code", LISTS)
def test_every_list_and_term_speaks_six_languages(code):
    brought = LISTS[code]
    assert whole(brought.head["labels"])
    for entry in brought.terms:
        assert "en" in entry["labels"]
        assert whole(entry["labels"]) or entry.get("scheme") in OWN_NAME, entry
        assert not entry.get("notes") or whole(entry["notes"]), entry


@pytest.mark.parametrize("code", LISTS)
def test_hebrew_and_arabic_labels_are_in_their_script(code):
    for entry in [LISTS[code].head, *LISTS[code].terms]:
        for words in (entry["labels"], entry.get("notes", {})):
            for language, text in words.items():
                assert bool(HEBREW.search(text)) == (language == "he"), entry
                assert bool(ARABIC.search(text)) == (language == "ar"), entry


@pytest.mark.parametrize("code", LISTS)
def test_trees_are_sound_and_point_to_what_exists(code):
    seen: set[str] = set()
    broader = LISTS[code].head.get("broader_in", "")
    elsewhere = {entry["code"] for entry in LISTS[broader].terms} if broader else set()
    for entry in LISTS[code].terms:
        assert entry["code"] not in seen
        assert entry.get("parent", "") in seen | {""}
        assert (entry.get("broader") in elsewhere) == bool(broader), entry
        seen.add(entry["code"])


@pytest.mark.parametrize("code", SIZES)
def test_the_lists_of_the_programme_are_complete(code):
    assert len(LISTS[code].terms) == SIZES[code]


def test_every_dimension_has_domains_and_every_domain_a_capability():
    used = {entry["broader"] for entry in LISTS["domain"].terms}
    assert used == {entry["code"] for entry in LISTS["dimension"].terms}
    used = {entry["broader"] for entry in LISTS["capability"].terms}
    assert used == {entry["code"] for entry in LISTS["domain"].terms}


def test_capabilities_are_groups_of_capabilities():
    groups = {e["code"] for e in LISTS["capability"].terms if "parent" not in e}
    assert all(e["parent"] in groups for e in LISTS["capability"].terms if "parent" in e)
    assert {e["parent"] for e in LISTS["capability"].terms if "parent" in e} == groups


def test_no_label_stands_twice_among_siblings():
    for brought in LISTS.values():
        for language in LANGUAGES:
            shown = [
                (entry.get("parent", ""), entry["labels"][language])
                for entry in brought.terms
                if language in entry["labels"]
            ]
            assert len(shown) == len(set(shown)), (brought.code, language)


def test_the_gazetteer_is_whole_and_says_where_it_comes_from():
    places = shipped.gazetteer()
    assert len(places) == 4092
    assert "GeoNames" in (shipped.DATA / "NOTICE").read_text()
    assert shipped.our_gazetteer()["attribution"] == shipped.ATTRIBUTION
    assert all(whole(place["checked"]) for place in places if place["checked"])


def test_every_region_of_the_gazetteer_is_a_territory_of_its_country():
    parents = {entry["code"]: entry.get("parent") for entry in LISTS["territory"].terms}
    for country, regions in shipped.our_gazetteer()["regions"].items():
        assert {parents[code] for code in regions.values()} == {country}


def test_data_files_are_written_one_term_a_line():
    for code in LISTS:
        text = (shipped.DATA / f"{code}.json").read_text("utf-8")
        lines = [line for line in text.splitlines() if line.startswith('    {"code"')]
        assert len(lines) == len(json.loads(text)["terms"])
