"""Both sides of a match are told the same, whichever changed last, and a page costs the same always."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sme4smartcities.core.translated import source_text
from sme4smartcities.matching.models import Fit
from sme4smartcities.matching.queries.fits import match_of
from sme4smartcities.matching.queries.matches import challenges_for, market_of
from sme4smartcities.matching.scoring.reach import Reach
from sme4smartcities.matching.services import fitting, reading
from sme4smartcities.matching.services.consulting import consult
from sme4smartcities.matching.services.feedback import judge_match, mute_part
from sme4smartcities.matching.tasks import judge_again
from sme4smartcities.solutions.models import Facet as SolutionFacet
from tests.challenges.cast import make_challenge, make_city
from tests.matching.test_match import NEEDS, offering
from tests.matching.test_reach import at, looking, only, seen, sees
from tests.matching.test_read import letters
from tests.organisations.cast import give_role, make_term
from tests.solutions.cast import make_solution

__all__ = ["letters"]
pytestmark = pytest.mark.django_db
SUMMARIES = ("drivers circle", "free bays for cars", "zzz", "water leaks", "a quarter of an hour")


@pytest.fixture
def scene(letters):
    challenges = [
        make_challenge(make_city(f"Town {number}"), needs=NEEDS[: 1 + number % 2], title=title)
        for number, title in enumerate(("Find a free bay", "Lost water", "Dark streets"))
    ]
    companies = []
    for number, summary in enumerate(SUMMARIES):
        row = offering(f"Company {number}", *NEEDS[: 1 + number % 2], country=f"X{number % 2}")
        row.summary = source_text("en", summary)
        row.save()
        companies.append(row)
    reading.note(row.subject for row in companies)
    return challenges, companies


def told_to_cities(challenges):
    return {
        (one.need, one.offer): one for row in challenges for one, _side in market_of(row).offers()
    }


def test_a_company_is_told_what_the_city_is_told(scene, worker):
    challenges, companies = scene
    worker.run()
    whole = told_to_cities(challenges)
    assert any("meaning" in {part.name for part in one.parts} for one in whole.values())
    own = [one for company in companies for one in challenges_for(company)]
    assert {(one.need, one.offer): one for one in own} == whole


def test_what_is_kept_does_not_depend_on_who_changed_last(scene, worker):
    challenges, companies = scene
    worker.run()

    def kept():
        rows = Fit.objects.order_by("challenge", "organisation")
        return [match_of(row) for row in rows]

    for subject in (*(row.subject for row in companies), *(row.subject for row in challenges)):
        fitting.fit(subject)
    first = kept()
    for subject in (*(row.subject for row in challenges), *(row.subject for row in companies)):
        fitting.fit(subject)
    assert kept() == first
    assert {(one.need, one.offer): one for one in first} == told_to_cities(challenges)


def test_what_has_drifted_is_judged_again(scene, worker):
    worker.run()
    Fit.objects.update(points=1)
    judge_again.enqueue()
    worker.run()
    assert not Fit.objects.filter(points=1).exists()


def pages(challenge, company, other, alike, solution):
    market = f"/en/challenges/{challenge.pk}/who-could-solve-it/"
    city = f"/en/matches/challenge/{challenge.pk}"
    return {
        "partners": "/en/matches/partners/",
        "mine": "/en/matches/",
        "like": f"/en/matches/like-problems/?challenge={challenge.pk}",
        "told": "/en/matches/told/",
        "pair of organisations": f"/en/matches/organisation/{company.pk}/organisation/{other.pk}/",
        "answer": f"/en/matches/organisation/{company.pk}/challenge/{alike.pk}/",
        "offer": f"{city}/organisation/{other.pk}/",
        "solution": f"{city}/solution/{solution.pk}/",
        "pair of challenges": f"{city}/challenge/{alike.pk}/",
        "market": market,
        "team": f"{market}team/?o={company.pk}&o={other.pk}",
        "challenge": challenge.get_absolute_url(),
        "organisation": other.get_absolute_url(),
        "own": company.get_absolute_url(),
    }


def settle(number, officer, challenge):
    """Fill the stage: companies with and without solutions, like problems, limits and feedback."""
    firm = offering(f"Firm {number}", *NEEDS, country="XB")
    make_solution(
        offering(f"Maker {number}", "mapping", country="XB"),
        f"Ear {number}",
        terms={SolutionFacet.OFFERS: [make_term("capability", code) for code in NEEDS]},
    )
    row = make_challenge(make_city(f"Town {number}"), needs=NEEDS, title=f"Leaks {number}")
    away = offering(f"Away {number}", *NEEDS, country="XB")
    at(away, "XB")
    seen(away, Reach(territories=frozenset({away.territory_id}), never=frozenset({firm.pk})))
    judge_match(actor=officer, own=challenge.subject, shown=row.subject, verdict="useful")
    return row


@pytest.mark.parametrize("limited", [False, True])
def test_pages_of_matches_cost_the_same_however_much_fits(client, officer, worker, lists, limited):
    """With limits of the reader's own organisations and without; an own side of each kind."""
    city = make_city(manager=officer)
    challenge = make_challenge(city, needs=NEEDS)
    company = offering("Dry Main", "mapping", country="XA")
    looking(company, "leak-detection")
    give_role(officer, "manager", company)
    mute_part(actor=officer, part="ripeness")
    other = offering("Map Room", "leak-detection", country="XB")
    ear = make_solution(
        offering("Ear Works", country="XB"),
        "First Ear",
        terms={SolutionFacet.OFFERS: [make_term("capability", code) for code in NEEDS]},
    )
    for row in (city, company, other, ear.owners.get().organisation) if limited else ():
        at(row, "XB")
        sees(row, only(row.territory))
    client.force_login(officer)
    counts = []
    alike = settle(0, officer, challenge)
    for many in (range(1, 3), range(3, 15)):
        for number in many:
            settle(number, officer, challenge)
        worker.run()
        consult(actor=officer, challenge=challenge)
        asked = {}
        for name, address in pages(challenge, company, other, alike, ear).items():
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200, name
            asked[name] = len(captured)
        counts.append(asked)
    few, more = counts  # where solutions alone fill a list, no card of an organisation is asked for
    assert {name: n for name, n in more.items() if n > few[name]} == {}
    assert {name: n for name, n in few.items() if n > 12} == {}
