"""The product test: who is meant stands among a challenge's first five, in whatever language.

Two sets: the Example, and one written by hand that no weight was chosen on (unseen.json). Needs the
models; where no wheel of them fits, it is skipped and says so.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from sme4smartcities.challenges.models import Challenge, Facet
from sme4smartcities.challenges.services import (
    Edit,
    create_challenge,
    edit_challenge,
    move_challenge,
)
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.translated import source_text
from sme4smartcities.demo.content import read
from sme4smartcities.demo.models import Loaded
from sme4smartcities.demo.services import load_demo
from sme4smartcities.matching import embedding
from sme4smartcities.matching.queries import shelves
from sme4smartcities.matching.queries.matches import offers_for
from sme4smartcities.matching.services import reading
from sme4smartcities.organisations.models import Facet as OrganisationFacet
from sme4smartcities.organisations.models import Organisation, OrganisationTerm
from sme4smartcities.solutions.models import SolutionOwner
from sme4smartcities.vocabularies.queries import known_term
from sme4smartcities.vocabularies.services import load_places, load_vocabularies
from tests.challenges.cast import make_city, minutes
from tests.organisations.cast import make_organisation

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.once,
    pytest.mark.skipif(
        not embedding.nano.is_installed(), reason="no wheel of the models fits this machine"
    ),
]
UNSEEN = json.loads((Path(__file__).parent / "unseen.json").read_text())
FIRST = 5
# Who is meant in the Example, by language, of those that share a language of work and are ripe enough.
MEANT = {
    "es-water": {"en": "dry-main", "ar": "qatra-nawrasan"},
    "es-parking": {"es": "bordillo-nerel"},
    "it-air": {"it": "aria-vicoli", "es": "decinerel"},
    "it-bus": {"it": "corriera-chiama"},
    "fr-heat": {"fr": "cour-fraiche"},
    "fr-light": {"fr": "lampadaire-sobre"},
    "en-waste": {"it": "cassonetto-pieno", "en": "kerbside-sums"},
    "en-flood": {"en": "swell-signal", "ar": "haris-sayl"},
    "he-heat": {"he": "tsel-noded"},
    "he-energy": {"ar": "shams-sanabil"},
    "ar-water": {"ar": "qatra-nawrasan"},
    "ar-heritage": {"ar": "bayt-tin", "fr": "murs-parlants"},
}


@pytest.fixture
def models(settings: Any) -> Any:
    """Have the real models read, in this process."""
    settings.EMBEDDINGS = "auto"
    for found in (embedding.states, embedding._untried):
        found.cache_clear()
    shelves.forget()
    yield
    for found in (embedding.states, embedding._untried):
        found.cache_clear()
    shelves.forget()


def read_all() -> None:
    reading.note_unread()
    while list(reading.read_due()):
        pass


def firsts(challenge: Challenge) -> list[int]:
    """Give the organisations behind the first five offers."""
    offers = [one.offer for one in offers_for(challenge)][:FIRST]
    owners = SolutionOwner.objects.filter(
        solution__in=[one.id for one in offers if one.kind == "solution"],
        accepted_at__isnull=False,
    )
    by_solution: dict[int, list[int]] = {}
    for solution, organisation in owners.values_list("solution_id", "organisation_id"):
        by_solution.setdefault(solution, []).append(organisation)
    return [
        number
        for one in offers
        for number in (by_solution.get(one.id, []) if one.kind == "solution" else [one.id])
    ]


def number(key: str) -> int:
    return int(Loaded.objects.get(key=key).subject_id)


def names_in(text: str) -> set[str]:
    """Give the words that could be a proper name: capitals within a sentence, of four letters on."""
    return {word.lower() for word in re.findall(r"(?<=[\w,] )[A-ZÀ-Ý]\w{3,}", text)}


def test_in_the_example_whoever_is_meant_stands_in_the_first_five(
    models: Any, settings: Any
) -> None:
    settings.DEMO = True
    load_vocabularies(actor=SYSTEM)
    load_places(actor=SYSTEM)
    load_demo()
    read_all()
    missed = []
    for key, meant in MEANT.items():
        challenge = Challenge.objects.get(pk=number(f"challenge:{key}"))
        found = firsts(challenge)
        missed += [
            f"{key}: {company} ({language})"
            for language, company in meant.items()
            if number(f"organisation:{company}") not in found
        ]
    assert missed == []


def test_the_meant_share_no_proper_name_with_the_challenge() -> None:
    texts = {told["key"]: " ".join(told["texts"].values()) for told in read("example/challenges")}
    for key, meant in MEANT.items():
        for company in meant.values():
            assert names_in(texts[key]).isdisjoint(company.split("-")), (key, company)
    for told in UNSEEN["challenges"]:
        said = names_in(" ".join((told["title"], told["summary"], told["problem"])))
        for one in UNSEEN["companies"]:
            if one["for"] == told["key"]:
                assert said.isdisjoint(names_in(f"{one['summary']} {one['description']}"))


def company(told: Mapping[str, Any]) -> Organisation:
    row = make_organisation(
        told["key"],
        kind=known_term("organisation_kind", "sme"),
        source_language=told["language"],
        summary=source_text(told["language"], told["summary"]),
        description=source_text(told["language"], told["description"]),
    )
    for code in told["offers"]:
        OrganisationTerm.objects.create(
            organisation=row, facet=OrganisationFacet.OFFERS, term=known_term("capability", code)
        )
    return row


def challenge(told: Mapping[str, Any], owner: Organisation) -> Challenge:
    language = told["language"]
    row = create_challenge(actor=SYSTEM, owner=owner, language=language, title=told["title"])
    edit = Edit(
        language=language,
        texts={"summary": told["summary"], "problem": told["problem"]},
        terms={
            Facet.DOMAIN: [known_term("domain", told["domain"])],
            Facet.NEEDS: [known_term("capability", code) for code in told["needs"]],
        },
        measures=[minutes(14, 5)],
    )
    row = edit_challenge(actor=SYSTEM, challenge=row, edit=edit)
    return move_challenge(actor=SYSTEM, challenge=row, act="publish")


def test_in_a_set_that_no_weight_was_chosen_on_they_stand_there_as_well(models: Any) -> None:
    load_vocabularies(actor=SYSTEM)
    city = make_city(kind=known_term("organisation_kind", "municipality"))
    companies = {told["key"]: company(told).pk for told in UNSEEN["companies"]}
    challenges = {told["key"]: challenge(told, city) for told in UNSEEN["challenges"]}
    read_all()
    missed = [
        told["key"]
        for told in UNSEEN["companies"]
        if told["for"] and companies[told["key"]] not in firsts(challenges[told["for"]])
    ]
    assert missed == []
