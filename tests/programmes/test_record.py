"""The record of 2019–2023: sourced facts only, whole in six languages, loaded as they stand."""

import json
import re
from decimal import Decimal

import pytest
from django.conf import settings

from sme4smartcities.core.errors import NotAllowed
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.organisations.models import Layer
from sme4smartcities.programmes.models import Programme
from sme4smartcities.programmes.queries import programme_page
from sme4smartcities.programmes.services import edit_programme, load_programme
from tests.organisations.cast import make_organisation

RECORD = json.loads((settings.PACKAGE / "demo" / "data" / "record.json").read_text("utf-8"))
LANGUAGES = {"en", "es", "it", "fr", "he", "ar"}
SOURCED = (
    "organisations",
    "partners",
    "bodies",
    "milestones",
    "materials",
    "challenges",
    "solutions",
)
ROWS = [row for name in SOURCED for row in RECORD[name]] + [
    value for figure in RECORD["figures"] for value in figure["values"]
]


def texts(row):
    """Give every text of a row that has languages."""
    if isinstance(row, dict):
        if "en" in row and set(row) <= LANGUAGES:
            yield row
        else:
            for value in row.values():
                yield from texts(value)
    elif isinstance(row, list):
        for value in row:
            yield from texts(value)


def test_every_fact_has_its_source_and_the_day_it_was_read():
    for row in [RECORD["programme"], *ROWS]:
        assert row["source"] and row["source_url"].startswith("http"), row
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", row["checked_on"]), row


def test_every_text_speaks_six_languages_in_their_scripts():
    for words in texts(RECORD):
        assert set(words) == LANGUAGES, words
        if words["en"] != words["es"]:  # a proper name may be the same everywhere
            assert re.search(r"[\u0590-\u05ff]", words["he"]), words
            assert re.search(r"[\u0600-\u06ff]", words["ar"]), words


def test_names_of_people_and_marks_of_doubt_are_absent():
    text = json.dumps(RECORD, ensure_ascii=False)
    assert not re.search(r"\[[IG]\]|\b(?:Mrs?|Ms|Dr|Prof)\.? [A-Z]|@", text)


def test_bodies_and_partners_are_organisations_of_the_record():
    keys = {row["key"] for row in RECORD["organisations"]}
    named = [row["organisation"] for row in RECORD["partners"]]
    named += [m["organisation"] for body in RECORD["bodies"] for m in body["members"]]
    named += [city for challenge in RECORD["challenges"] for city in challenge["cities"]]
    assert set(named) <= keys
    lead_group = next(body for body in RECORD["bodies"] if body["kind"] == "lead-group")
    assert (len(RECORD["partners"]), len(lead_group["members"])) == (8, 11)


@pytest.fixture
def record(lists):
    organisations = {
        row["key"]: make_organisation(row["name"], layer=Layer.RECORD)
        for row in RECORD["organisations"]
    }
    return load_programme(data=RECORD, organisations=organisations)


@pytest.mark.django_db
def test_the_record_is_loaded_once_and_read_only(record, coordinator):
    assert load_programme(data=RECORD, organisations={}) == record
    assert Programme.objects.count() == 1
    assert (record.state, record.layer) == ("archived", "record")
    with pytest.raises(NotAllowed):
        edit_programme(actor=coordinator, programme=record, values={"website": ""})
    edit_programme(actor=SYSTEM, programme=record, values={"website": ""})


@pytest.mark.django_db
def test_every_sourced_value_is_kept(record):
    page = programme_page(record, SYSTEM)
    values = {
        row.figure.code: [(value.amount, value.meaning) for value in row.values]
        for row in page.figures
    }
    assert set(values["budget-total"]) == {
        (Decimal(2_500_000), "announced"),
        (Decimal(2_400_000), "planned"),
    }
    assert {amount for amount, _ in values["solutions"]} == {5, 6, 7}
    assert {amount for amount, _ in values["cities-studied"]} == {33, 34}


@pytest.mark.django_db
def test_partners_and_bodies_have_their_dates_and_roles(record):
    page = programme_page(record, SYSTEM)
    assert [row.organisation.name for row in page.former] == ["Leaders International"]
    roles = {row.role.code for row in page.partners}
    assert roles == {"lead", "partner", "associated", "contractor"}
    assert [len(shown.members) for shown in page.bodies] == [6, 11, 4]
    assert [step.stage for step in page.thread] == [
        "study",
        "challenge",
        "call",
        "application",
        "review",
        "pilot",
        "evidence",
    ]
    assert {step.state for step in page.thread} == {"done"}
