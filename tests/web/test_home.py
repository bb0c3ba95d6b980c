"""Home says what is there and nothing else, at the same cost however much there is."""

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.features import DeskItem, Feature, Waiting
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.directory.services import take_index
from sme4smartcities.vocabularies.models import Place
from sme4smartcities.web.queries import gathered
from tests.markup import closed_up
from tests.organisations.cast import make_organisation


def murcia() -> Place:
    return Place.objects.create(name="Murcia", lat=37.987, lon=-1.13, population=400_000)


def cost(client: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


def test_visitor_of_an_empty_house_reads_no_numbers_and_no_map(db: None, client: Client) -> None:
    text = client.get("/en/").text
    assert "In numbers" not in text
    assert "Where it happens" not in text
    assert "I run an SME" in text


def test_visitor_sees_where_organisations_are(db: None, client: Client) -> None:
    place = murcia()
    for name in ("Acequia", "Brisa"):
        make_organisation(name, place=place)
    text = closed_up(client.get("/en/").text)
    assert "Where it happens" in text
    assert "<dt>organisations</dt><dd>2</dd>" in text
    address = "/en/organisations/?near=37.99%2C-1.13&amp;km=30"
    assert f'<a href="{address}"><bdi dir="auto">Murcia</bdi></a>' in text
    assert "2 organisations" in text
    assert client.get(address.replace("&amp;", "&")).text.count("card card--link") == 2


def test_member_at_home_is_led_to_the_desk_and_not_asked_to_join(
    client: Client, owner: Member
) -> None:
    client.force_login(owner)
    text = client.get("/en/").text
    assert "Join free" not in text
    assert "I run an SME" not in text


@pytest.mark.parametrize("path", ["/en/", "/en/desk/"])
def test_home_and_desk_cost_the_same_at_any_size(client: Client, owner: Member, path: str) -> None:
    place = murcia()
    client.force_login(owner)
    make_organisation("First", manager=owner, place=place)
    take_index.call()
    client.get(path)
    few = cost(client, path)
    for number in range(60):
        make_organisation(f"Organisation {number}", manager=owner, place=place)
    take_index.call()
    client.get(path)
    assert cost(client, path) == few
    assert few <= (12 if path == "/en/" else 20)


def test_a_desk_asks_once_what_waits_and_a_broken_part_leaves_the_rest(
    owner: Member, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(actor: Actor) -> QuerySet[Member]:
        raise RuntimeError("a part that fails")

    def items(actor: Actor) -> list[DeskItem]:
        return [DeskItem(title="Somebody waits", text="", url="/", label="Answer")]

    def never(actor: Actor) -> list[DeskItem]:
        raise AssertionError("asked though there is nothing")

    desk = (
        Waiting(rows=broken, items=never),
        Waiting(rows=lambda actor: None, items=never),
        Waiting(rows=lambda actor: Member.objects.none(), items=never),
        Waiting(rows=lambda actor: Member.objects.filter(email="nobody@x.example"), items=never),
        Waiting(rows=lambda actor: Member.objects.all(), items=items),
    )
    features = [Feature(slug="some", title="Some", desk=desk)]
    monkeypatch.setattr(gathered, "all_features", lambda: features)
    with CaptureQueriesContext(connection) as asked:
        assert [item.title for item in gathered.desk_items(owner)] == ["Somebody waits"]
    assert len(asked) == 1
