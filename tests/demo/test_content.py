"""The Example is invented throughout, is told in six languages, and names nobody."""

import json
import re
from collections import Counter
from itertools import chain

import pytest

from sme4smartcities.demo import content
from sme4smartcities.vocabularies import shipped

pytestmark = pytest.mark.once

TOLD = list(content.organisations())
PLACES = content.read("example/places")
PROGRAMME = content.read("example/programme")
PEOPLE = content.read("example/people")
LIFE = content.read("example/life")
SIX = set(content.LANGUAGES)
SCRIPT = {"he": re.compile("[\u0590-\u05ff]"), "ar": re.compile("[\u0600-\u06ff]")}

# Words of names that also stand in the gazetteer and mean no place there.
COMMON = {"puerto", "porto", "פורטו", "بورتو", "sala", "tall", "universidad", "جامعة", "الزرقاء"}
# Bodies, firms and solutions of the real programme, and what must never stand in an invented one.
REAL = (
    "ceeim|euronova|filse|porter school|tel aviv|kfar saba|leaders international|cities forum|"
    "murcia|málaga|malaga|genoa|genova|ramallah|herzli|eilat|cartagena|molina de segura|yecla|"
    "park4dis|beair|inheritage|urban oasis|cool city|solmes|libelium|magna bsp|actisa|hopu|artys|"
    "pm_ten|bipv|sit technologies|ynsat|owners partners|california innovation|cluster4green|"
    "interreg|eni cbc|european commission|spain|italy|france|israel|palestin|jordan|españa|italia"
)


def codes(vocabulary: str) -> set[str]:
    found = next(held for held in shipped.lists() if held.code == vocabulary)
    return {term["code"] for term in found.terms}


def gazetteer() -> set[str]:
    names = chain.from_iterable(
        [place["name"], *chain.from_iterable(place["names"].values())]
        for place in shipped.gazetteer()
    )
    return {name.casefold() for name in names if len(name) >= 4} - COMMON


def words(text: str) -> set[str]:
    """Give all runs of one to three words."""
    listed = re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", text.casefold())
    return {" ".join(listed[i : i + n]) for n in (1, 2, 3) for i in range(len(listed) - n + 1)}


def everything() -> str:
    return json.dumps(
        [PLACES, PROGRAMME, PEOPLE, LIFE, [vars(told) for told in TOLD]],
        ensure_ascii=False,
        default=list,
    )


def test_there_are_about_ninety_organisations_and_as_many_in_each_language():
    by_language = Counter(told.language for told in TOLD)
    assert 85 <= len(TOLD) <= 110
    assert set(by_language) == SIX and min(by_language.values()) >= 15
    assert len({told.key for told in TOLD}) == len(TOLD)


@pytest.mark.parametrize("language", content.LANGUAGES)
def test_every_domain_has_several_organisations_in_every_language(language):
    domains = Counter(d for told in TOLD if told.language == language for d in told.domains)
    assert {code for code in codes("domain") if domains[code] < 2} == set()


@pytest.mark.parametrize(
    ("field", "vocabulary"),
    [
        ("kind", "organisation_kind"),
        ("size", "organisation_size"),
        ("domains", "domain"),
        ("offers", "capability"),
        ("needs", "capability"),
        ("languages", "language"),
        ("certificates", "certificate"),
    ],
)
def test_every_tag_stands_in_its_list(field, vocabulary):
    known, used = codes(vocabulary), set()
    for told in TOLD:
        value = getattr(told, field)
        used |= {value} if isinstance(value, str) else set(value)
    assert used - known == set()


def test_each_speaks_first_in_its_own_language_and_script():
    for told in TOLD:
        for text in (told.summary, told.about):
            assert next(iter(text)) == told.language, told.key
            for language, written in text.items():
                if language in SCRIPT:
                    assert SCRIPT[language].search(written), told.key
        assert told.language in told.languages, told.key
        assert 2 <= len(re.findall(r"[.!?؟](?:\s|$)", told.about[told.language])) <= 5, told.key
        assert bool(told.latin) == (told.language in SCRIPT), told.key


def test_most_stand_only_in_their_language_and_some_in_all_six():
    alone = [told for told in TOLD if len(told.summary) == 1]
    everywhere = [told for told in TOLD if set(told.summary) == SIX]
    assert len(alone) > len(TOLD) / 2
    assert {told.language for told in everywhere} == SIX


def test_some_are_unverified_and_some_have_grown_stale_in_every_language():
    assert {told.language for told in TOLD if told.state == "unverified"} == SIX
    assert sum(told.updated < -180 for told in TOLD) >= 5


def test_no_invented_name_is_a_real_place():
    real = gazetteer()
    names = [told.name for told in TOLD] + [told.latin for told in TOLD]
    names += [town[script] for town in PLACES["towns"] for script in ("name", "he", "ar")]
    names += [label for island in PLACES["islands"] for label in island["labels"].values()]
    assert {name: found for name in names if (found := words(name) & real)} == {}


def test_the_example_names_nothing_real():
    found = re.findall(rf"\b(?:{REAL})\b", everything().replace("Europe/", ""), re.IGNORECASE)
    assert set(found) == set()


def test_addresses_end_where_nobody_lives():
    text = everything()
    hosts = re.findall(r"https?://([\w.-]+)", text)
    assert {host for host in hosts if not host.endswith(".example")} == set()
    assert {
        host for host in re.findall(r"@([\w.-]+)", text) if not host.endswith(".example")
    } == set()


def test_people_are_roles_and_have_no_names():
    """A role's name has no capital inside but that of an organisation, and titles of persons are absent."""
    known = set(re.findall(r"\w+", " ".join(told.name for told in TOLD)))
    for person in PEOPLE["sign_ins"] + PEOPLE["voices"]:
        rest = re.findall(r"\w+", person["name"])[1:]
        assert all(word in known or not word[0].isupper() for word in rest), person["name"]
    titles = r"\b(?:Mr|Mrs|Ms|Dr|Sr|Sra|Don|Doña|Sig|Dott|M\.|Mme|Prof)\b\.? [A-Z]"
    assert re.findall(titles, everything()) == []


def test_towns_lie_in_the_open_sea_away_from_every_real_town():
    for town in PLACES["towns"]:
        near = [
            place["name"]
            for place in shipped.gazetteer()
            if abs(place["lat"] - town["lat"]) < 0.6 and abs(place["lon"] - town["lon"]) < 0.7
        ]
        assert near == [], town["name"]


def test_the_programme_is_told_in_six_languages_and_knows_its_partners():
    keys = {told.key for told in TOLD}
    about = PROGRAMME["programme"]
    for text in [about["name"], about["summary"], about["description"]]:
        assert set(text) == SIX
    for milestone in PROGRAMME["milestones"]:
        assert set(milestone["title"]) == SIX
    members = [*PROGRAMME["partners"], *chain(*(body["members"] for body in PROGRAMME["bodies"]))]
    assert {member["organisation"] for member in members} <= keys
    assert {member["role"] for member in PROGRAMME["partners"]} <= codes("partner_role")
    assert {body["kind"] for body in PROGRAMME["bodies"]} <= codes("body_kind")
    assert {figure["unit"] for figure in PROGRAMME["figures"]} <= codes("unit")
    assert any("ends" in member for member in members), "somebody left before the end"


def test_talk_runs_between_accounts_and_organisations_that_exist():
    keys = {told.key for told in TOLD}
    people = {person["key"] for person in PEOPLE["sign_ins"] + PEOPLE["voices"]}
    for thread in LIFE["threads"]:
        assert thread["to"] in keys and thread["as"] in keys | {None}
        assert {thread["from"], *(message["by"] for message in thread["messages"])} <= people
        times = [message["at"] for message in thread["messages"]]
        assert times == sorted(times) and times[0] == thread["at"]
    for request in LIFE["join_requests"]:
        assert request["organisation"] in keys and request["member"] in people
    for invitation in LIFE["invitations"]:
        assert invitation["organisation"] in keys and {invitation["by"], invitation["to"]} <= people
    for contact in LIFE["contacts"]:
        assert contact["organisation"] in keys
        assert contact["collected"] < 0 < contact["expires"]
