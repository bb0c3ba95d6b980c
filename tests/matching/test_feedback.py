"""What a member tells matching changes that member's lists alone, and can be undone."""

import pytest

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.personal_data import erase, gather
from sme4smartcities.matching.models import Feedback, Mute
from sme4smartcities.matching.queries.lens import Lens, lens_of
from sme4smartcities.matching.queries.matches import market_of
from sme4smartcities.matching.services.consulting import consult
from sme4smartcities.matching.services.feedback import judge_match, mute_part, take_back
from tests.challenges.cast import make_challenge, make_city
from tests.conftest import make_member
from tests.matching.test_match import NEEDS, offering
from tests.organisations.cast import give_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def company(owner):
    row = offering("Dry Main", *NEEDS, country="XA")
    give_role(owner, "manager", row)
    return row


def page_of(company, challenge, act=""):
    return f"/en/matches/organisation/{company.pk}/challenge/{challenge.pk}/{act}"


def test_a_dismissed_match_leaves_that_members_lists_and_nobody_elses(
    client, owner, worker, company
):
    challenge = make_challenge(needs=NEEDS, title="Find the leaks")
    colleague = make_member("zoe")
    give_role(colleague, "manager", company)
    worker.run()
    client.force_login(owner)
    assert "Find the leaks" in client.get("/en/matches/").text
    answer = client.post(page_of(company, challenge, "not-for-us/"), {"reason": "time"})
    assert answer.headers["Location"] == "/en/matches/told/"
    for page in ("/en/matches/", "/en/desk/"):
        assert "Find the leaks" not in client.get(page).text
    told = client.get("/en/matches/told/").text
    assert "Find the leaks" in told
    assert "Not now" in told
    row = Feedback.objects.get()
    client.post(f"/en/matches/told/{row.pk}/take-back/")
    assert "Find the leaks" in client.get("/en/matches/").text
    judge_match(
        actor=owner,
        own=company.subject,
        shown=challenge.subject,
        verdict="dismissed",
        reason="time",
    )
    client.force_login(colleague)
    assert "Find the leaks" in client.get("/en/matches/").text
    assert "Find the leaks" not in client.get("/en/matches/told/").text


def test_dismissing_needs_a_reason_and_nothing_is_lost(client, owner, worker, company):
    challenge = make_challenge(needs=NEEDS)
    worker.run()
    client.force_login(owner)
    answer = client.post(page_of(company, challenge, "not-for-us/"), {"reason": "because"})
    assert answer.status_code == 200
    assert "error" in answer.text
    assert not Feedback.objects.exists()
    with pytest.raises(Refused):
        judge_match(actor=owner, own=company.subject, shown=challenge.subject, verdict="dismissed")


def test_a_useful_match_is_marked_and_listed(client, owner, worker, company):
    challenge = make_challenge(needs=NEEDS, title="Find the leaks")
    worker.run()
    client.force_login(owner)
    page = client.post(page_of(company, challenge, "useful/"), follow=True).text
    assert "Take it back" in page
    assert "Find the leaks" in client.get("/en/matches/told/").text
    assert "Useful" in client.get("/en/matches/").text
    entry = Entry.objects.get(name="matching.MatchJudged")
    assert (entry.subject_kind, entry.subject_id) == ("member", owner.pk)
    assert entry.data == {"verdict": "useful", "reason": ""}


def test_what_was_dismissed_stays_dismissed_when_a_solution_takes_its_place(
    client, owner, worker, company
):
    challenge = make_challenge(needs=NEEDS, title="Find the leaks")
    worker.run()
    judge_match(
        actor=owner,
        own=company.subject,
        shown=challenge.subject,
        verdict="dismissed",
        reason="field",
    )
    from sme4smartcities.solutions.models import Facet  # noqa: PLC0415
    from tests.organisations.cast import make_term  # noqa: PLC0415
    from tests.solutions.cast import make_solution  # noqa: PLC0415

    make_solution(company, terms={Facet.OFFERS: [make_term("capability", code) for code in NEEDS]})
    worker.run()
    client.force_login(owner)
    assert "Find the leaks" not in client.get("/en/matches/").text


def test_a_city_takes_whom_it_dismissed_out_of_the_market_and_of_alliances(client, owner):
    challenge = make_challenge(make_city(manager=owner), needs=NEEDS)
    offering("Dry Main", "leak-detection", country="XA")
    other = offering("Map Room", "mapping", country="XB")
    consult(actor=owner, challenge=challenge)
    client.force_login(owner)
    page = f"/en/challenges/{challenge.pk}/who-could-solve-it/"
    assert client.get(page).text.count("Map Room") > 1
    client.post(
        f"/en/matches/challenge/{challenge.pk}/organisation/{other.pk}/not-for-us/",
        {"reason": "known"},
    )
    text = client.get(page).text
    assert "Map Room" not in text
    assert "Dry Main" in text
    assert "Possible alliances" not in text


def test_a_muted_part_counts_nothing_for_that_member_alone(client, owner, coordinator):
    challenge = make_challenge(make_city(manager=owner), needs=NEEDS)
    offering("Dry Main", "leak-detection", country="XA")
    mute_part(actor=owner, part="capabilities")
    mute_part(actor=owner, part="capabilities")
    assert Mute.objects.count() == 1
    market = market_of(challenge)
    assert market.through(lens_of(owner)).offers() == []
    assert market.through(lens_of(coordinator)).offers() == market.offers()
    client.force_login(owner)
    assert "What is needed and offered" in client.get("/en/matches/told/").text
    client.post("/en/matches/told/parts/capabilities/count/")
    assert not Mute.objects.exists()
    names = list(
        Entry.objects.filter(name__startswith="matching.Part").values_list("name", flat=True)
    )
    assert sorted(names) == ["matching.PartMuted", "matching.PartUnmuted"]


def test_the_same_words_give_the_same_lists_always(owner, company):
    challenge = make_challenge(needs=NEEDS)
    for number in range(12):
        offering(f"Company {number}", *NEEDS[: 1 + number % 2])
    mute_part(actor=owner, part="tags")
    market = market_of(challenge)
    first = market.through(lens_of(owner)).offers()
    assert market_of(challenge).through(lens_of(owner)).offers() == first
    assert market.through(Lens()).offers() == market.offers()


def test_nobody_takes_back_what_another_said(client, owner, stranger, worker, company):
    challenge = make_challenge(needs=NEEDS)
    row = judge_match(actor=owner, own=company.subject, shown=challenge.subject, verdict="useful")
    take_back(actor=stranger, feedback=row)
    assert Feedback.objects.exists()
    client.force_login(stranger)
    assert client.post(f"/en/matches/told/{row.pk}/take-back/").status_code == 404


def test_what_was_told_is_in_the_download_and_goes_with_the_member(owner, company):
    challenge = make_challenge(needs=NEEDS)
    judge_match(
        actor=owner,
        own=company.subject,
        shown=challenge.subject,
        verdict="dismissed",
        reason="place",
    )
    mute_part(actor=owner, part="place")
    held = {one.name: one.rows for one in gather(owner)}
    (said,) = held["matching.feedback"]
    assert (said["shown_id"], said["verdict"], said["reason"]) == (
        challenge.pk,
        "dismissed",
        "place",
    )
    assert held["matching.mute"][0]["part"] == "place"
    erase(owner)
    assert not Feedback.objects.exists()
    assert not Mute.objects.exists()
