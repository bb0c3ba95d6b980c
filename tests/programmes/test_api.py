"""Programs open a programme, write its parts and publish it, with the same rights as the pages."""

import pytest

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.programmes.models import Edition, Figure, Partner, Programme
from sme4smartcities.programmes.services import add_part, give_programme_role, in_languages
from tests.conftest import make_member
from tests.organisations.cast import make_organisation

pytestmark = pytest.mark.django_db
PATH = "/api/v1/programmes"
JSON = {"content_type": "application/json"}
PARTS = [
    ("editions", {"name": "Second", "starts": "2027"}),
    ("work-packages", {"code": "WP2", "name": "Pilots"}),
    ("figures", {"code": "cities", "kind": "target", "name": "Cities", "unit": "count"}),
    ("bodies", {"kind": "pilot-cities", "name": "Pilots"}),
    ("milestones", {"title": "Began", "happened": "2026-03", "stage": "study"}),
    ("materials", {"title": "Guide", "kind": "report", "url": "https://example.org/guide"}),
]


def test_a_program_opens_a_programme_and_publishes_it(client, lists, coordinator):
    client.force_login(coordinator)
    made = client.post(PATH, {"name": "Blue Cities"}, **JSON)
    assert made.status_code == 201 and made.json()["state"] == "draft"
    path = f"{PATH}/{made.json()['slug']}"
    assert client.post(f"{path}/moves", {"act": "open"}, **JSON).status_code == 400
    about = {"language": "en", "name": "Blue Cities", "summary": "Water.\u202e", "starts": "2026"}
    assert client.put(path, about, **JSON).status_code == 428
    written = client.put(
        path, about, headers={"If-Match": client.get(path).headers["ETag"]}, **JSON
    )
    assert written.status_code == 200 and written.json()["summary"]["en"]["text"] == "Water."
    spanish = {**about, "language": "es", "name": "Ciudades azules", "summary": "Agua."}
    told = client.put(path, {**spanish, "languages": ["es"], "revision": 2}, **JSON).json()
    assert (told["name"]["en"]["text"], told["name"]["es"]["text"], told["languages"]) == (
        "Blue Cities",
        "Ciudades azules",
        ["es"],
    )
    assert client.post(f"{path}/moves", {"act": "open"}, **JSON).json()["state"] == "open"


def test_who_was_slower_gets_both_texts(client, programme, keeper):
    client.force_login(keeper)
    path = f"{PATH}/{programme.slug}"
    about = {"language": "en", "name": "Blue Cities", "revision": programme.revision}
    assert client.put(path, {**about, "website": "https://a.example/"}, **JSON).status_code == 200
    late = client.put(path, {**about, "website": "https://b.example/"}, **JSON)
    assert late.status_code == 409
    assert late.json()["texts"] == [
        {"field": "website", "theirs": "https://a.example/", "yours": "https://b.example/"}
    ]


def test_a_partner_comes_with_role_and_dates_and_goes_again(client, programme, keeper, company):
    client.force_login(keeper)
    path = f"{PATH}/{programme.slug}/partners"
    sent = {"organisation": company.pk, "role": "lead", "starts": "2019-09", "note": "Leads."}
    made = client.post(path, sent, **JSON)
    assert made.status_code == 201 and made.json()["role"] == "lead"
    one = f"{path}/{made.json()['id']}"
    tag = client.get(one).headers["ETag"]
    ended = client.put(one, {**sent, "ends": "2022-06"}, headers={"If-Match": tag}, **JSON)
    assert (ended.status_code, ended.json()["ends"]) == (200, "2022-06")
    stale = client.put(one, sent, headers={"If-Match": tag}, **JSON)
    assert stale.status_code == 412
    backward = client.put(one, {**sent, "ends": "2001", "revision": 2}, **JSON)
    assert backward.status_code == 422 and backward.json()["errors"][0]["field"] == "ends"
    wrong = client.post(path, {**sent, "role": "king"}, **JSON)
    assert wrong.status_code == 400
    assert client.delete(one).status_code == 204 and not Partner.objects.exists()


@pytest.mark.parametrize(("many", "sent"), PARTS, ids=[many for many, _sent in PARTS])
def test_every_kind_of_part_is_written_read_and_removed(client, programme, keeper, many, sent):
    client.force_login(keeper)
    path = f"{PATH}/{programme.slug}/{many}"
    made = client.post(path, {**sent, "language": "en"}, **JSON)
    assert made.status_code == 201
    one = f"{path}/{made.json()['id']}"
    assert client.get(one).json() == made.json()
    again = client.put(one, {**sent, "position": 3, "revision": 1}, **JSON)
    assert again.json() == {**made.json(), "position": 3, "revision": 2}
    kept = client.get(f"{PATH}/{programme.slug}/parts").json()[many.replace("-", "_")]
    assert kept == [again.json()]
    assert client.delete(one).status_code == 204 and client.get(one).status_code == 404


def test_a_target_has_a_value_from_each_source_and_a_group_its_members(
    client, programme, keeper, company
):
    client.force_login(keeper)
    path = f"{PATH}/{programme.slug}"
    figure = {"code": "cities", "kind": "target", "name": "Cities", "unit": "count"}
    number = client.post(f"{path}/figures", figure, **JSON).json()["id"]
    said = {
        "amount": "12.5",
        "meaning": "planned",
        "source": "The call",
        "checked_on": "2026-11-01",
    }
    assert client.post(f"{path}/figures/{number}/values", said, **JSON).status_code == 201
    group = client.post(f"{path}/bodies", {"kind": "pilot-cities"}, **JSON).json()["id"]
    member = {"organisation": company.pk, "role": "member"}
    assert client.post(f"{path}/bodies/{group}/members", member, **JSON).status_code == 201
    client.logout()
    told = client.get(path).json()
    assert told["figures"][0]["values"][0]["source"]["name"] == "The call"
    assert told["bodies"][0]["members"][0]["organisation"]["id"] == company.pk
    assert client.get(f"{path}/parts").status_code == 401


def test_who_coordinates_an_edition_writes_that_one_alone(client, programme, keeper):
    edition = add_part(
        actor=keeper, part=Edition(programme=programme, name=in_languages({"en": "1"}))
    )
    guest = make_member("amina")
    give_programme_role(
        actor=SYSTEM, programme=programme, member=guest, role="coordinator", edition=edition
    )
    client.force_login(guest)
    path = f"{PATH}/{programme.slug}/editions"
    written = client.put(f"{path}/{edition.pk}", {"name": "First", "revision": 1}, **JSON)
    assert written.status_code == 200
    moved = client.post(f"{path}/{edition.pk}/moves", {"act": "start"}, **JSON)
    assert moved.json()["state"] == "running"
    assert client.post(path, {"name": "Another"}, **JSON).status_code == 403
    assert client.delete(f"{path}/{edition.pk}").status_code == 403
    assert (
        client.put(f"{PATH}/{programme.slug}", {"language": "en", "name": "X"}, **JSON).status_code
        == 403
    )


def test_strangers_write_nothing_and_hear_why_in_their_language(client, programme, stranger):
    client.force_login(stranger)
    sent = {"code": "cities", "kind": "target", "name": "Cities", "unit": "count"}
    answer = client.post(
        f"{PATH}/{programme.slug}/figures", sent, headers={"Accept-Language": "es"}, **JSON
    )
    assert (
        answer.status_code == 403 and answer.headers["Content-Type"] == "application/problem+json"
    )
    assert answer.json()["title"] == "Solo un coordinador de este programa puede cambiarlo."
    assert client.post(PATH, {"name": "Mine"}, **JSON).status_code == 403
    assert not Figure.objects.exists() and Programme.objects.count() == 1


def test_what_a_reader_may_not_see_is_no_part(client, programme, keeper):
    client.force_login(keeper)
    path = f"{PATH}/{programme.slug}/partners"
    shown = make_organisation("Shown")
    sent = {"organisation": shown.pk, "role": "partner"}
    number = client.post(path, sent, **JSON).json()["id"]
    shown.state = "hidden"
    shown.save()
    client.logout()
    assert client.get(f"{path}/{number}").status_code == 404
    assert client.get(f"{path}/999999").status_code == 404
