"""Programs read and write solutions with the same rights and rules as the pages."""

import pytest

from sme4smartcities.solutions.models import Facet, Solution
from sme4smartcities.vocabularies.queries import term
from tests.organisations.cast import make_organisation
from tests.solutions.cast import make_solution

pytestmark = pytest.mark.django_db
PATH = "/api/v1/solutions"
JSON = {"content_type": "application/json"}


def test_a_program_writes_publishes_and_reads_a_solution(client, lists, owner, company):
    client.force_login(owner)
    sent = {"organisation": company.pk, "title": "Leak Ear", "language": "en"}
    made = client.post(PATH, sent, **JSON)
    assert made.status_code == 201
    path = f"{PATH}/{made.json()['id']}"
    about = {"language": "en", "title": "Leak Ear", "summary": "S", "problem": "P", "does": "D"}
    assert client.put(f"{path}/about", about, **JSON).status_code == 428
    assert client.put(f"{path}/about", {**about, "revision": 1}, **JSON).status_code == 200
    assert client.put(f"{path}/about", {**about, "revision": 1}, **JSON).status_code == 409
    tags = {"domain": ["water"], "offers": ["leak-detection"], "revision": 2}
    assert client.put(f"{path}/tags", tags, **JSON).json()["domain"] == ["water"]
    use = {"language": "es", "trl": 7, "price_model": "use", "provides": "Planos.", "revision": 3}
    assert client.put(f"{path}/use", use, **JSON).json()["provides"]["es"]["text"] == "Planos."
    reference = {"language": "en", "authority": "Far Utility", "year": 2024, "result": "Dry."}
    added = client.post(f"{path}/references", reference, **JSON)
    assert added.json()["references"][0]["authority"] == "Far Utility"
    assert client.post(f"{path}/moves", {"act": "publish"}, **JSON).json()["state"] == "published"
    client.logout()
    read = client.get(path).json()
    assert read["owners"][0]["name"] == "Acequia Labs" and read["trl"] == 7
    assert [row["id"] for row in client.get(f"{PATH}?domain=water").json()["items"]] == [read["id"]]
    assert client.get(f"{PATH}?domain=energy").json()["items"] == []
    client.force_login(owner)
    gone = client.delete(f"{path}/references/{added.json()['references'][0]['id']}")
    assert gone.status_code == 204 and client.get(path).json()["references"] == []


def test_a_list_is_cut_by_cursors_and_shows_nothing_unpublished(client, lists, company):
    terms = {Facet.DOMAIN: [term("domain", "water")]}
    made = [make_solution(company, f"S {number}", terms=terms).pk for number in range(5)]
    make_solution(company, "Draft", state="draft", terms=terms)
    seen, cursor = [], ""
    while cursor is not None:
        page = client.get(f"{PATH}?limit=2&domain=water&cursor={cursor}").json()
        seen += [row["id"] for row in page["items"]]
        cursor = page["next"]
    assert seen == made[::-1]


def test_a_program_meets_the_same_rules(client, lists, owner, stranger, company, solution):
    client.force_login(owner)
    path = f"{PATH}/{solution.pk}"
    assert client.delete(path).status_code == 400
    bad = {"domain": ["nonsense"], "revision": solution.revision}
    assert client.put(f"{path}/tags", bad, **JSON).status_code == 400
    use = {"language": "en", "programme": "nowhere", "revision": solution.revision}
    assert client.put(f"{path}/use", use, **JSON).status_code == 400
    assert client.post(f"{path}/references", {"language": "en"}, **JSON).status_code in (400, 422)
    assert client.post(f"{path}/confirm", {}, **JSON).status_code == 200
    draft = make_solution(company, state="draft")
    assert client.delete(f"{PATH}/{draft.pk}").status_code == 204
    client.force_login(stranger)
    assert client.post(f"{path}/moves", {"act": "withdraw"}, **JSON).status_code == 403
    sent = {"organisation": make_organisation("Other").pk, "title": "X"}
    assert client.post(PATH, sent, **JSON).status_code == 403
    assert Solution.objects.count() == 1
