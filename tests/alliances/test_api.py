"""What programs do with offers, with the rights of their owner."""

import pytest

from sme4smartcities.alliances.models import Offer, OfferReport
from sme4smartcities.organisations.queries.relay import is_blocked

pytestmark = pytest.mark.django_db
OFFERS = "/api/v1/alliances/offers"


def test_a_program_offers_reads_and_answers(client, owner, officer, company, challenge):
    client.force_login(owner)
    sent = {"sender": company.pk, "challenge": challenge.pk, "text": "We know such bays."}
    made = client.post(OFFERS, sent, content_type="application/json")
    assert made.status_code == 201, made.text
    number = made.json()["id"]
    assert made.json()["steps"] == ["withdraw"]
    client.force_login(officer)
    assert [one["id"] for one in client.get(OFFERS).json()["items"]] == [number]
    moves = f"{OFFERS}/{number}/moves"
    refused = client.post(moves, {"act": "decline"}, content_type="application/json")
    assert refused.status_code == 400
    done = client.post(moves, {"act": "accept", "text": "Yes."}, content_type="application/json")
    assert done.json()["state"] == "accepted" and len(done.json()["lines"]) == 2
    said = client.post(
        f"{OFFERS}/{number}/lines", {"text": "More."}, content_type="application/json"
    )
    assert said.status_code == 201 and len(said.json()["lines"]) == 3


def test_a_stranger_finds_nothing_and_bad_input_is_named(client, stranger, owner, company, offer):
    client.force_login(stranger)
    assert client.get(f"{OFFERS}/{offer.pk}").status_code == 404
    assert client.get(OFFERS).json() == {"items": [], "next": None}
    client.force_login(owner)
    nobody = {"sender": company.pk, "text": "To nobody"}
    assert client.post(OFFERS, nobody, content_type="application/json").status_code == 400
    unseen = {**nobody, "challenge": 999_999}
    assert client.post(OFFERS, unseen, content_type="application/json").status_code == 404
    assert client.get(f"{OFFERS}?cursor=xx").status_code == 400
    assert Offer.objects.count() == 1


def test_a_program_reports_what_was_written_and_takes_no_more(client, owner, officer, city, offer):
    client.force_login(officer)
    address = f"{OFFERS}/{offer.pk}/reports"
    told = {"reason": "spam", "note": "To everybody", "block": True}
    for _twice in range(2):
        assert client.post(address, told, content_type="application/json").status_code == 204
    report = OfferReport.objects.get()
    assert (report.offer, report.reporter, report.note) == (offer, officer, "To everybody")
    assert is_blocked(owner, city)
    assert client.post(address, {"reason": "x"}, content_type="application/json").status_code == 422


def test_pages_of_offers_follow_each_other(client, owner, company, offer):
    client.force_login(owner)
    for _number in range(2):
        Offer.objects.create(sender=company, receiver=None, last_at=offer.last_at)
    first = client.get(f"{OFFERS}?limit=2").json()
    second = client.get(f"{OFFERS}?limit=2&cursor={first['next']}").json()
    numbers = [one["id"] for one in [*first["items"], *second["items"]]]
    assert len(numbers) == len(set(numbers)) == 3 and second["next"] is None
