"""Who is shown to whom: public and living ones only, each with its reasons, in one fixed order."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sme4smartcities.challenges.models import ChallengeTerm
from sme4smartcities.challenges.models import Facet as ChallengeFacet
from sme4smartcities.challenges.services import move_challenge
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.models import Fit
from sme4smartcities.matching.queries.alliances import alliances_for
from sme4smartcities.matching.queries.fits import match_of
from sme4smartcities.matching.queries.matches import challenges_for, market_of, offers_for
from sme4smartcities.matching.services import fitting
from sme4smartcities.matching.services.feedback import judge_match, mute_part, take_back
from sme4smartcities.organisations.models import Facet, Layer, Organisation, OrganisationTerm
from sme4smartcities.solutions.models import Facet as SolutionFacet
from sme4smartcities.solutions.services.solutions import move_solution
from tests.challenges.cast import make_challenge, make_city
from tests.organisations.cast import make_organisation, make_term
from tests.solutions.cast import make_solution

pytestmark = pytest.mark.django_db
NEEDS = ("leak-detection", "mapping")


def offering(name: str, *codes: str, country: str = "", **fields) -> Organisation:
    row = make_organisation(name, **fields)
    terms = [(Facet.OFFERS, make_term("capability", code)) for code in codes]
    if country:
        terms.append((Facet.TERRITORY, make_term("territory", country)))
    for facet, term in terms:
        OrganisationTerm.objects.create(organisation=row, facet=facet, term=term)
    return row


def subjects(matches):
    return [one.offer for one in matches]


def test_whoever_offers_what_is_needed_is_found_and_nobody_else():
    challenge = make_challenge(needs=NEEDS)
    both, one = offering("Dry Main", *NEEDS), offering("Map Room", "mapping")
    offering("Bus Lane", "parking")
    assert subjects(offers_for(challenge)) == [both.subject, one.subject]


def test_a_solution_stands_for_its_organisation():
    challenge = make_challenge(needs=NEEDS)
    company = offering("Dry Main", "mapping")
    terms = {SolutionFacet.OFFERS: [make_term("capability", code) for code in NEEDS]}
    solution = make_solution(company, "Leak Ear", terms=terms)
    assert subjects(offers_for(challenge)) == [solution.subject]


@pytest.mark.parametrize(
    "fields", [{"state": "hidden"}, {"layer": Layer.RECORD}, {"state": "draft"}]
)
def test_the_hidden_and_the_past_are_matched_with_nobody(fields):
    challenge = make_challenge(needs=NEEDS)
    company = offering("Dry Main", *NEEDS)
    Organisation.objects.filter(pk=company.pk).update(**fields)
    assert offers_for(challenge) == []


def test_an_example_meets_examples_only():
    challenge = make_challenge(needs=NEEDS)
    company = offering("Dry Main", *NEEDS)
    Organisation.objects.filter(pk=company.pk).update(layer=Layer.EXAMPLE)
    company.refresh_from_db()
    assert offers_for(challenge) == []
    assert challenges_for(company) == []


def test_a_company_finds_the_open_challenges_that_fit():
    company = offering("Dry Main", *NEEDS)
    city = make_city()
    fitting = make_challenge(city, needs=NEEDS)
    make_challenge(city, needs=NEEDS, state="draft", title="Not yet")
    make_challenge(city, needs=NEEDS, state="withdrawn", title="No more")
    make_challenge(city, needs=("parking",), title="Something else")
    assert [one.need for one in challenges_for(company)] == [fitting.subject]


def test_a_challenge_for_some_kinds_is_suggested_to_no_other():
    challenge = make_challenge(needs=NEEDS)
    sme, large = make_term("organisation_kind", "sme"), make_term("organisation_kind", "large")
    ChallengeTerm.objects.create(challenge=challenge, facet=ChallengeFacet.KIND, term=sme)
    small, big, silent = (offering(name, *NEEDS) for name in ("Small", "Big", "Silent"))
    for row, kind in ((small, sme), (big, large)):
        OrganisationTerm.objects.create(organisation=row, facet=Facet.KIND, term=kind)
    assert subjects(offers_for(challenge)) == [small.subject, silent.subject]
    assert challenges_for(big) == []
    Organisation.objects.filter(pk=big.pk).update(kind=large)
    terms = {SolutionFacet.OFFERS: [make_term("capability", code) for code in NEEDS]}
    make_solution(big, terms=terms)
    assert subjects(offers_for(challenge)) == [small.subject, silent.subject]


def test_nobody_is_offered_its_own_challenge():
    city = make_city()
    OrganisationTerm.objects.create(
        organisation=city, facet=Facet.OFFERS, term=make_term("capability", "mapping")
    )
    assert offers_for(make_challenge(city, needs=NEEDS)) == []
    assert challenges_for(city) == []


def test_the_same_data_give_the_same_matches_always():
    challenge = make_challenge(needs=NEEDS)
    for number in range(12):
        offering(f"Company {number}", *NEEDS[: 1 + number % 2])
    assert offers_for(challenge) == offers_for(challenge)


def test_matching_costs_the_same_however_many_there_are(lists):
    challenge = make_challenge(needs=NEEDS)
    offers_for(challenge)  # the lists are read once
    counts = []
    for many in (3, 30):
        for number in range(many):
            offering(f"Company {many} {number}", *NEEDS)
        with CaptureQueriesContext(connection) as captured:
            offers_for(challenge)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 6


def test_an_alliance_is_of_two_countries_and_says_who_brings_what(coordinator):
    challenge = make_challenge(needs=NEEDS)
    one = offering("Dry Main", "leak-detection", country="XA")
    other = offering("Map Room", "mapping", country="XB")
    offering("Chart House", "mapping", country="XA")
    (alliance, *_rest) = alliances_for(coordinator, market_of(challenge))
    assert {seat.card.subject for seat in alliance.seats} == {one.subject, other.subject}
    assert {seat.brings.strip("\u2068\u2069") for seat in alliance.seats} == {
        "Leak-Detection",
        "Mapping",
    }
    assert alliance.missing == ""


def test_one_country_alone_gives_no_alliance(coordinator):
    challenge = make_challenge(needs=NEEDS)
    offering("Dry Main", "leak-detection", country="XA")
    offering("Map Room", "mapping", country="XA")
    assert alliances_for(coordinator, market_of(challenge)) == []


def test_a_city_sees_the_market_only_after_saying_that_it_looks(client, owner):
    challenge = make_challenge(make_city(manager=owner), needs=NEEDS, state="draft")
    offering("Dry Main", *NEEDS)
    client.force_login(owner)
    page = f"/en/challenges/{challenge.pk}/who-could-solve-it/"
    before = client.get(page)
    assert "Dry Main" not in before.text
    assert "market knowledge, not selection" in before.text
    answer = client.post(f"{page}look/", follow=True)
    assert "Dry Main" in answer.text
    assert "Strong" in answer.text
    entry = Entry.objects.get(name="matching.MatchesConsulted")
    assert (entry.actor_id, entry.subject_id) == (owner.pk, challenge.pk)
    assert entry.data == {}


def test_the_desk_shows_the_challenges_that_fit_with_their_reasons(client, owner, worker):
    company = make_organisation("Dry Main", manager=owner)
    for code in NEEDS:
        OrganisationTerm.objects.create(
            organisation=company, facet=Facet.OFFERS, term=make_term("capability", code)
        )
    for number in range(7):
        make_challenge(make_city(f"Town {number}"), needs=NEEDS, title=f"Leaks {number}")
    worker.run()
    client.force_login(owner)
    text = client.get("/en/desk/").text
    assert "Challenges that fit" in text
    assert text.count("Open this match") == 5
    assert "What is needed and offered" in text
    assert client.get("/en/matches/").text.count("Open this match") == 7


def test_a_member_without_organisation_is_told_what_to_do(client, stranger):
    client.force_login(stranger)
    assert "No challenge fits yet" in client.get("/en/matches/").text
    assert "Challenges that fit</h2>" not in client.get("/en/desk/").text


def test_the_studio_leads_to_the_market(client, owner):
    challenge = make_challenge(make_city(manager=owner), needs=NEEDS, state="draft")
    client.force_login(owner)
    text = client.get(f"/en/challenges/{challenge.pk}/studio/").text
    assert f"/en/challenges/{challenge.pk}/who-could-solve-it/" in text


def test_a_subject_that_no_model_has_read_is_judged_by_tags(monkeypatch):
    challenge = make_challenge(needs=NEEDS)
    offering("Dry Main", *NEEDS)
    (found,) = offers_for(challenge)
    assert found.need == Subject("challenge", challenge.pk)
    assert "meaning" not in {part.name for part in found.parts}


def test_what_changes_on_either_side_changes_the_desk(client, owner, worker):
    company = make_organisation("Dry Main", manager=owner)
    city = make_city()
    challenge = make_challenge(city, needs=NEEDS)
    worker.run()
    assert not Fit.objects.exists()
    OrganisationTerm.objects.create(
        organisation=company, facet=Facet.OFFERS, term=make_term("capability", "mapping")
    )
    fitting.fit(company.subject)
    (row,) = Fit.objects.all()
    assert (row.challenge_id, row.organisation_id) == (challenge.pk, company.pk)
    (kept,) = challenges_for(company)
    assert match_of(row) == kept
    solution = make_solution(
        company, terms={SolutionFacet.OFFERS: [make_term("capability", code) for code in NEEDS]}
    )
    worker.run()
    assert Fit.objects.get().offer_kind == "solution"
    move_solution(actor=SYSTEM, solution=solution, act="withdraw")
    worker.run()
    assert Fit.objects.get().offer_kind == "organisation"
    move_challenge(actor=SYSTEM, challenge=challenge, act="withdraw", note="No more.")
    worker.run()
    client.force_login(owner)
    assert "No challenge fits yet" in client.get("/en/matches/").text


def test_a_page_seen_before_is_sent_again_once_its_matches_or_what_was_said_of_them_changed(
    client, owner, worker
):
    company = make_organisation("Dry Main", manager=owner)
    challenge = make_challenge(needs=NEEDS)
    solution = make_solution(
        company, terms={SolutionFacet.OFFERS: [make_term("capability", code) for code in NEEDS]}
    )
    worker.run()
    Fit.objects.all().delete()
    client.force_login(owner)
    pages = (
        challenge.get_absolute_url(),
        solution.get_absolute_url(),
        reverse("api:match_challenges"),
    )
    seen = {page: client.get(page)["ETag"] for page in pages}

    def sent_again(page):
        answer = client.get(page, headers={"If-None-Match": seen[page]})
        seen[page] = answer["ETag"]
        return answer.status_code == 200

    assert not any(map(sent_again, pages))
    fitting.fit(challenge.subject)  # a job, after all facts were told
    assert all(map(sent_again, pages)) and not any(map(sent_again, pages))
    said = judge_match(actor=owner, own=company.subject, shown=challenge.subject, verdict="useful")
    assert all(map(sent_again, pages))
    take_back(actor=owner, feedback=said)
    mute_part(actor=owner, part="capabilities")
    assert all(map(sent_again, pages)) and not any(map(sent_again, pages))
    Fit.objects.update(points=1)
    fitting.fit(company.subject)
    assert all(map(sent_again, pages))


def test_the_desk_costs_the_same_however_much_fits(client, owner, worker):
    counts = []
    for many in (1, 4):
        for number in range(many):
            company = make_organisation(f"Company {many} {number}", manager=owner)
            for code in NEEDS:
                OrganisationTerm.objects.create(
                    organisation=company, facet=Facet.OFFERS, term=make_term("capability", code)
                )
            make_challenge(make_city(f"Town {many} {number}"), needs=NEEDS)
        worker.run()
        client.force_login(owner)
        client.get("/en/matches/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/en/matches/").status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 12
