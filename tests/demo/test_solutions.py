"""The demonstration's solutions: invented ones in six languages, and the record's as sources tell them."""

import json
import re

import pytest

from sme4smartcities.core.search.queries import find
from sme4smartcities.core.translated import shown
from sme4smartcities.demo import content
from sme4smartcities.organisations.models import Layer
from sme4smartcities.solutions.models import Solution
from sme4smartcities.vocabularies import shipped
from tests.demo.test_content import REAL, SCRIPT

TOLD = content.read("example/solutions")
RECORD = content.read("record_solutions")
OWNERS = {told.key: told for told in content.organisations()}


def codes(vocabulary: str) -> set[str]:
    found = next(held for held in shipped.lists() if held.code == vocabulary)
    return {term["code"] for term in found.terms}


@pytest.mark.once
def test_about_twenty_solutions_stand_in_six_languages_several_in_each():
    languages = [told["language"] for told in TOLD]
    assert 20 <= len(TOLD) <= 30
    assert all(languages.count(language) >= 3 for language in content.LANGUAGES)
    assert all(told["language"] == OWNERS[told["owner"]].language for told in TOLD)


@pytest.mark.once
def test_each_is_written_in_the_script_of_its_language_and_names_nothing_real():
    assert not re.findall(rf"\b(?:{REAL})\b", json.dumps(TOLD, ensure_ascii=False).casefold())
    for told in TOLD:
        if pattern := SCRIPT.get(told["language"]):
            texts = (told[name] for name in ("title", "summary", "problem", "does", "audience"))
            assert all(pattern.search(text) for text in texts), told["key"]


@pytest.mark.once
def test_goals_and_tags_stand_in_their_lists():
    assert {code for told in TOLD for code in told["sdg"]} <= codes("sdg")
    assert {code for told in RECORD for code in told["domain"]} <= codes("domain")
    assert {code for told in RECORD for code in told["offers"]} <= codes("capability")


@pytest.mark.once
def test_the_seven_of_the_record_are_told_in_six_languages_each_with_its_source():
    assert len(RECORD) == 7
    for told in RECORD:
        assert set(told["summary"]) == set(told["problem"]) == set(content.LANGUAGES)
        assert told["source"] and told["source_url"].startswith("http") and told["checked_on"]


def test_every_solution_is_public_marked_and_found_at_once(demo, client):
    assert Solution.objects.published().count() == len(TOLD) + len(RECORD)
    cards = ""
    for number in (1, 2):
        cards += client.get(f"/en/solutions/?page={number}").text
    assert cards.count('<li class="card card--link">') == len(TOLD) + len(RECORD)
    assert cards.count("<span>Example</span>") == len(TOLD)
    assert cards.count("<span>Record 2019–2023</span>") == len(RECORD)
    names = {row.pk: row.name for row in Solution.objects.all()}
    for words, name in (
        ("leaks", "Leak Listener"),
        ("تسرب المياه", "كاشف القطرة"),
        ("Park4Dis",) * 2,
    ):
        assert name in [names[hit.subject_id] for hit in find(words, kinds=("solution",))]


def test_a_page_of_the_record_tells_its_source_and_offers_nothing(demo, client):
    for row in Solution.objects.filter(layer=Layer.RECORD):
        page = client.get(row.get_absolute_url()).text
        assert row.source_url in page and "Record 2019–2023" in page.partition("<h1")[0]
        assert not row.owners.exists() and "Not stated" not in page and not row.trl
        assert shown(row.summary, "ar").language == "ar"


def test_the_record_names_who_built_a_solution_as_its_source_does(demo, client):
    """A fact with source and day on the story: no owner, no member, no endorsement comes of it."""
    told = {one["key"]: [maker["name"] for maker in one.get("makers", ())] for one in RECORD}
    assert told["park4dis"] == ["Solmes", "Libelium", "AIM"] and told["cool-city"] == []
    row = Solution.objects.get(title__en__text="Park4Dis")
    assert [maker.name for maker in row.makers.filter(leads=True)] == ["Solmes"]
    part = client.get(row.get_absolute_url()).text.partition('id="makers"')[2]
    part = part.partition("</section>")[0]
    assert all(name in part for name in told["park4dis"])
    assert row.source_url in part and "checked on" in part
    assert not row.endorsements.exists() and not row.owners.exists()
    assert row.pk in [hit.subject_id for hit in find("Libelium", kinds=("solution",))]
    empty = Solution.objects.get(title__en__text="Cool City")
    assert 'id="makers"' not in client.get(empty.get_absolute_url()).text
