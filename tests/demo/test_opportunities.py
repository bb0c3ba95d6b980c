"""The demonstration's opportunities: invented ones in six languages, and the record's as sources tell them."""

import json
import re

import pytest

from sme4smartcities.demo import content
from sme4smartcities.opportunities.codes import Kind
from sme4smartcities.opportunities.models import Opportunity
from sme4smartcities.organisations.models import Layer
from tests.demo.test_content import REAL, SCRIPT, codes

TOLD = content.read("example/opportunities")
OWNERS = {told.key: told for told in content.organisations()}


@pytest.mark.once
def test_every_kind_and_every_language_is_there():
    assert {told["language"] for told in TOLD} == set(content.LANGUAGES)
    assert {told["kind"] for told in TOLD} == {kind.value for kind in Kind} - {"other"}


@pytest.mark.once
def test_each_is_invented_and_in_the_script_of_its_language():
    assert not re.findall(rf"\b(?:{REAL})\b", json.dumps(TOLD, ensure_ascii=False).casefold())
    for told in TOLD:
        assert told["language"] == OWNERS[told["owner"]].language, told["key"]
        if pattern := SCRIPT.get(told["language"]):
            assert pattern.search(told["title"]) and pattern.search(told["summary"])


@pytest.mark.once
def test_tags_stand_in_their_lists():
    assert {code for told in TOLD for code in told.get("domain", ())} <= codes("domain")
    assert {code for told in TOLD for code in told.get("stage", ())} <= codes("sme_stage")


def test_the_example_is_to_come_and_marked_and_the_record_is_past_with_its_source(demo, client):
    coming = client.get("/en/opportunities/").text
    assert coming.count("<span>Example</span>") == len(TOLD) and "<span>Record" not in coming
    past = client.get("/en/opportunities/?when=past").text
    assert past.count("<span>Record 2019–2023</span>") == len(content.read("record_opportunities"))
    for row in Opportunity.objects.filter(layer=Layer.RECORD):
        page = client.get(row.get_absolute_url()).text
        assert row.source_url in page and row.checked_on and "Not stated" not in page, row.name


def test_the_mark_of_the_example_goes_along_into_calendars_and_feeds(demo, client):
    calendar = client.get("/opportunities.ics?kind=tender&in=en").text
    assert calendar.count("SUMMARY:[Example]") == calendar.count("BEGIN:VEVENT") > 0
    assert client.get("/opportunities.atom?in=en").text.count("[Example]") == len(TOLD)
