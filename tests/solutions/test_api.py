"""Programs read and write solutions with the same rights and rules as the pages."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from sme4smartcities.solutions.models import Facet, Picture, Solution
from sme4smartcities.vocabularies.queries import term
from tests.challenges.cast import make_challenge, make_city
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


def png() -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (640, 400), "navy").save(content, "PNG")
    return SimpleUploadedFile("shed.png", content.getvalue())


def test_a_program_adds_a_picture_only_with_words_for_who_does_not_see_it(client, owner, solution):
    client.force_login(owner)
    path = f"{PATH}/{solution.pk}/pictures"
    assert client.post(path, {"language": "en", "file": png()}).status_code == 422
    assert client.post(path, {"language": "en", "alternative": "A shed"}).status_code == 422
    words = {"language": "en", "alternative": "A shed at night"}
    evil = SimpleUploadedFile("x.png", b"<script>alert(1)</script>")
    assert client.post(path, {**words, "file": evil}).status_code == 400
    assert not Picture.objects.exists()
    made = client.post(path, {**words, "caption": "Marlhaven", "file": png()})
    assert made.status_code == 201
    told = made.json()["pictures"][0]
    assert told["alternative"]["en"]["text"] == "A shed at night"
    one = f"{path}/{told['id']}"
    etag = client.get(one).headers["ETag"]
    spanish = {"language": "es", "alternative": "Una caseta"}
    assert client.put(one, spanish, **JSON).status_code == 428
    changed = client.put(one, spanish, headers={"If-Match": etag}, **JSON)
    assert changed.json()["alternative"]["en"]["text"] == "A shed at night"
    assert changed.json()["alternative"]["es"]["text"] == "Una caseta"
    stale = client.put(one, spanish, headers={"If-Match": etag}, **JSON)
    assert stale.status_code == 412
    assert client.delete(one).status_code == 204 and not Picture.objects.exists()


def test_a_program_changes_a_reference_and_a_film_on_top_of_what_it_read(client, owner, solution):
    client.force_login(owner)
    path = f"{PATH}/{solution.pk}"
    sent = {"language": "en", "authority": "Far Utility", "year": 2024, "result": "Dry."}
    made = client.post(f"{path}/references", sent, **JSON).json()["references"][0]
    one = f"{path}/references/{made['id']}"
    etag = client.get(one).headers["ETag"]
    more = {**sent, "language": "es", "result": "Seco.", "until": 2025}
    told = client.put(one, more, headers={"If-Match": etag}, **JSON).json()
    assert (told["until"], set(told["result"])) == (2025, {"en", "es"})
    assert client.put(one, more, headers={"If-Match": etag}, **JSON).status_code == 412
    film = {"language": "en", "url": "https://films.example/1", "title": "Night", "shows": "Rain."}
    silent = client.post(f"{path}/films", {**film, "captions": []}, **JSON)
    assert silent.status_code == 422
    shown = client.post(f"{path}/films", {**film, "captions": ["en", "ar"]}, **JSON)
    assert shown.json()["films"][0]["captions"] == ["en", "ar"]
    two = f"{path}/films/{shown.json()['films'][0]['id']}"
    assert client.put(two, {**film, "captions": ["en"], "revision": 2}, **JSON).status_code == 200
    assert client.put(two, {**film, "captions": ["he"], "revision": 2}, **JSON).status_code == 409
    assert client.get(two).json()["captions"] == ["en"]
    assert client.delete(two).status_code == 204
    assert client.get(path).json()["films"] == []


def test_programs_ask_and_answer_for_owners_and_cities(
    client, owner, stranger, officer, city, solution
):
    path = f"{PATH}/{solution.pk}"
    other = make_organisation("Salina Works", manager=stranger)
    client.force_login(owner)
    asked = client.post(f"{path}/owners", {"organisation": other.pk}, **JSON).json()
    assert asked["accepted_at"] is None
    word = client.post(f"{path}/endorsements", {"organisation": city.pk}, **JSON).json()
    assert word["state"] == "asked"
    given = f"{path}/endorsements/{word['id']}/moves"
    assert client.post(given, {"act": "give"}, **JSON).status_code == 403
    client.force_login(stranger)
    assert [row["id"] for row in client.get(f"{path}/owners").json()] == [asked["id"]]
    move = f"{path}/owners/{asked['id']}/moves"
    assert client.post(move, {"act": "accept"}, **JSON).status_code == 204
    assert len(client.get(f"{path}/owners").json()) == 2
    client.force_login(officer)
    assert [row["state"] for row in client.get(f"{path}/endorsements").json()] == ["asked"]
    told = client.post(given, {"act": "give", "text": "It works.", "language": "en"}, **JSON)
    assert (told.json()["state"], told.json()["text"]) == ("given", "It works.")
    assert client.get(path).json()["endorsements"][0]["text"] == "It works."
    assert client.post(given, {"act": "withdraw"}, **JSON).json()["state"] == "withdrawn"
    client.force_login(stranger)
    assert client.post(move, {"act": "leave"}, **JSON).status_code == 204
    assert solution.owners.count() == 1


def test_a_program_states_what_a_solution_answers_and_takes_it_back(client, owner, solution):
    client.force_login(owner)
    challenge = make_challenge(make_city("Dunmere"))
    path = f"{PATH}/{solution.pk}/answers"
    made = client.post(path, {"challenge": challenge.pk}, **JSON)
    assert made.json()["answers"] == [challenge.pk]
    assert client.delete(f"{path}/{challenge.pk}").status_code == 204
    assert client.delete(f"{path}/{challenge.pk}").status_code == 404
