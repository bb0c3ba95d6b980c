"""Programs are told the same matches as people are, with the same rights, and tell as much."""

import pytest

from sme4smartcities.matching.models import Bound, Feedback, Mute
from tests.challenges.cast import make_challenge, make_city
from tests.matching.test_match import NEEDS, offering
from tests.matching.test_reach import looking
from tests.organisations.cast import give_role

pytestmark = pytest.mark.django_db
PATH = "/api/v1/matching"
JSON = {"content_type": "application/json"}


@pytest.fixture
def company(owner):
    row = offering("Dry Main", "mapping", country="XA")
    looking(row, "leak-detection")
    give_role(owner, "manager", row)
    return row


def test_a_program_reads_a_companys_matches_with_parts_and_words(client, owner, worker, company):
    challenge = make_challenge(needs=NEEDS, title="Find the leaks")
    worker.run()
    client.force_login(owner)
    (one,) = client.get(f"{PATH}/challenges").json()
    assert one["shown"]["title"] == "Find the leaks"
    assert one["own"] == {"kind": "organisation", "id": company.pk}
    assert one["by"]["title"] == "Dry Main"
    assert (one["level"], one["verdict"]) == ("possible", "")
    parts = {part["part"]: part for part in one["parts"]}
    assert list(parts) == ["capabilities", "meaning", "tags", "place", "ripeness"]
    assert "Mapping" in parts["capabilities"]["text"]
    assert "Leak-Detection" in parts["capabilities"]["raises"]
    assert parts["place"]["most"] == 0
    path = f"{PATH}/matches/organisation/{company.pk}/challenge/{challenge.pk}"
    assert client.get(path).json() == one


def test_a_program_reads_partners_and_cities_with_like_problems(client, owner, company):
    other = offering("Map Room", "leak-detection", country="XB")
    looking(other, "mapping")
    client.force_login(owner)
    (one,) = client.get(f"{PATH}/organisations/{company.pk}/partners").json()
    assert (one["level"], one["shown"]["id"], one["by"]) == ("strong", other.pk, None)
    city = make_city(manager=owner)
    mine = make_challenge(city, needs=NEEDS)
    like = make_challenge(make_city("Saltquay"), needs=NEEDS)
    (one,) = client.get(f"{PATH}/challenges/{mine.pk}/like-problems").json()
    assert one["shown"]["id"] == like.pk


def test_a_program_looks_at_the_market_only_after_saying_so(client, owner):
    challenge = make_challenge(make_city(manager=owner), needs=NEEDS)
    company = offering("Dry Main", "leak-detection", country="XA")
    offering("Map Room", "mapping", country="XB")
    client.force_login(owner)
    path = f"{PATH}/challenges/{challenge.pk}"
    pair = f"{PATH}/matches/challenge/{challenge.pk}/organisation/{company.pk}"
    for address in (f"{path}/offers", f"{path}/alliances", pair):
        answer = client.get(address)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_consulted")
    assert client.post(f"{path}/consultations").status_code == 204
    assert [one["shown"]["title"] for one in client.get(f"{path}/offers").json()] == [
        "Dry Main",
        "Map Room",
    ]
    (alliance,) = client.get(f"{path}/alliances").json()
    assert len(alliance["members"]) == 2
    assert alliance["missing"] == ""
    assert client.get(pair).json()["shown"]["id"] == company.pk


def test_a_program_tells_and_takes_back(client, owner, worker, company):
    challenge = make_challenge(needs=NEEDS)
    worker.run()
    client.force_login(owner)
    said = {
        "own": {"kind": "organisation", "id": company.pk},
        "shown": {"kind": "challenge", "id": challenge.pk},
        "verdict": "dismissed",
    }
    assert client.post(f"{PATH}/feedback", said, **JSON).status_code == 400
    made = client.post(f"{PATH}/feedback", {**said, "reason": "place"}, **JSON)
    assert made.status_code == 201
    assert client.get(f"{PATH}/challenges").json() == []
    (held,) = client.get(f"{PATH}/feedback").json()["items"]
    assert (held["verdict"], held["reason"]) == ("dismissed", "place")
    assert client.delete(f"{PATH}/feedback/{held['id']}").status_code == 204
    assert not Feedback.objects.exists()
    assert client.put(f"{PATH}/muted/capabilities").status_code == 204
    assert [one["part"] for one in client.get(f"{PATH}/muted").json()] == ["capabilities"]
    assert client.get(f"{PATH}/challenges").json() == []
    assert client.delete(f"{PATH}/muted/capabilities").status_code == 204
    assert not Mute.objects.exists()
    assert len(client.get(f"{PATH}/challenges").json()) == 1


def test_what_was_said_is_cut_by_cursors(client, owner, worker, company):
    for number in range(3):
        row = make_challenge(make_city(f"Town {number}"), needs=NEEDS)
        Feedback.objects.create(
            member=owner,
            own_kind="organisation",
            own_id=company.pk,
            shown_kind="challenge",
            shown_id=row.pk,
            verdict="useful",
            at=row.created_at,
        )
    client.force_login(owner)
    seen, cursor = [], ""
    while cursor is not None:
        page = client.get(f"{PATH}/feedback?limit=2&cursor={cursor}").json()
        seen += [row["id"] for row in page["items"]]
        cursor = page["next"]
    assert seen == sorted(Feedback.objects.values_list("pk", flat=True), reverse=True)


def test_a_program_of_a_manager_sets_who_may_be_suggested(client, owner, lists):
    company = offering("Dry Main")
    give_role(owner, "manager", company)
    other = offering("Map Room")
    client.force_login(owner)
    path = f"{PATH}/organisations/{company.pk}/suggestions"
    sent = {"sees": {"territories": ["ES"]}, "seen": {"never": [other.pk], "nobody": True}}
    answer = client.put(path, sent, **JSON)
    assert answer.json() == {
        "sees": {"nobody": False, "territories": ["ES"], "never": []},
        "seen": {"nobody": True, "territories": [], "never": [other.pk]},
    }
    assert client.get(path).json() == answer.json()
    for wrong in ({"seen": {"never": [999_999]}}, {"sees": {"territories": ["XX-NO"]}}):
        assert client.put(path, wrong, **JSON).status_code == 400
    assert client.put(path, {}, **JSON).status_code == 200
    assert not Bound.objects.exists()


def test_who_is_kept_away_is_told_of_no_match_by_the_api_either(client, owner, worker, company):
    city = make_city()
    challenge = make_challenge(city, needs=NEEDS)
    worker.run()
    Bound.objects.create(organisation=city, way="seen", other=company)
    client.force_login(owner)
    assert client.get(f"{PATH}/challenges").json() == []
    path = f"{PATH}/matches/organisation/{company.pk}/challenge/"
    hidden, none = client.get(f"{path}{challenge.pk}"), client.get(f"{path}999999")
    assert (hidden.status_code, none.status_code) == (404, 404)
    assert hidden.json()["title"] == none.json()["title"]
