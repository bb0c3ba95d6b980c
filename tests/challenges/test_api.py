"""Programs read and write challenges as people do."""

import pytest

from tests.challenges.cast import PROBLEM, SUMMARY, make_challenge
from tests.organisations.cast import make_term

ROOT = "/api/v1/challenges"
JSON = {"content_type": "application/json"}


@pytest.fixture
def program(client, officer):
    client.force_login(officer)
    return client


def test_a_visitor_lists_and_reads_what_is_public_page_by_page(client, city):
    rows = [make_challenge(city, title=f"Bay number {n}") for n in range(3)]
    make_challenge(city, state="draft")
    first = client.get(f"{ROOT}?limit=2").json()
    second = client.get(f"{ROOT}?limit=2&cursor={first['next']}").json()
    numbers = [one["id"] for one in first["items"] + second["items"]]
    assert numbers == [row.pk for row in reversed(rows)] and second["next"] is None
    one = client.get(f"{ROOT}/{rows[0].pk}").json()
    assert one["title"]["en"] == {"text": "Bay number 0", "state": "source"}
    assert one["measures"][0]["baseline"] == "14.000" and one["terms"]["domain"]


def test_a_program_writes_a_whole_challenge_and_publishes_it(program, city):
    make_term("domain", "water")
    made = program.post(ROOT, {"owner": city.pk, "language": "en", "title": "Dry squares"}, **JSON)
    assert made.status_code == 201
    number = made.json()["id"]
    edit = {
        "language": "en",
        "summary": SUMMARY,
        "problem": PROBLEM,
        "budget_most": 6_000_000,
        "measures": [{"name": "shade", "unit": "%", "better": "more", "baseline": 5, "target": 40}],
        "terms": {"domain": ["water"]},
    }
    changed = program.patch(f"{ROOT}/{number}", edit, headers={"If-Match": '"1"'}, **JSON)
    assert changed.status_code == 200, changed.json()
    assert changed.json()["terms"]["domain"] == ["water"]
    moved = program.post(f"{ROOT}/{number}/moves", {"act": "publish"}, **JSON)
    assert moved.json()["state"] == "published"


def test_an_edit_from_an_older_text_shows_both_and_one_without_a_revision_is_refused(
    program, draft
):
    edit = {"language": "en", "summary": "Mine."}
    assert program.patch(f"{ROOT}/{draft.pk}", edit, **JSON).status_code == 428
    stale = program.patch(f"{ROOT}/{draft.pk}", edit, headers={"If-Match": '"1"'}, **JSON)
    assert stale.status_code == 412
    assert stale.json()["texts"] == [{"field": "summary", "theirs": SUMMARY, "yours": "Mine."}]


@pytest.mark.parametrize(
    ("edit", "status"),
    [
        ({"problem": "x" * 51_200}, 422),
        ({"budget_least": 5, "budget_most": 1}, 400),
        ({"measures": [{"unit": "m", "better": "less", "baseline": 1, "target": 2}]}, 400),
        ({"terms": {"domain": ["no-such-code"]}}, 400),
        ({"title": "\0"}, 400),
        ({"procedure": "barter"}, 422),
        ({"nonsense": 1}, 422),
    ],
)
def test_what_does_not_fit_is_refused_with_a_document(program, draft, edit, status):
    sent = {"language": "en", "revision": draft.revision, **edit}
    if edit.get("title"):
        draft.title = {"en": draft.title["en"]}
    answer = program.patch(f"{ROOT}/{draft.pk}", sent, **JSON)
    assert answer.status_code == status, answer.json()
    draft.refresh_from_db()
    assert draft.title["en"]["text"] == "Find a free accessible bay"


def test_questions_are_asked_answered_and_read(client, owner, officer, challenge):
    client.force_login(owner)
    sent = {"text": "Which streets?", "language": "en"}
    made = client.post(f"{ROOT}/{challenge.pk}/questions", sent, **JSON)
    assert made.status_code == 201
    client.force_login(officer)
    answer = {"text": "Two of them.", "language": "en"}
    address = f"{ROOT}/{challenge.pk}/questions/{made.json()['id']}/answer"
    assert client.put(address, answer, **JSON).status_code == 200
    client.logout()
    (read,) = client.get(f"{ROOT}/{challenge.pk}/questions").json()["items"]
    assert (read["text"], read["answer"]) == ("Which streets?", "Two of them.")
