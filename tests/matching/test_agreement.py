"""Both sides of a match are told the same, whichever changed last, and a page costs the same always."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sme4smartcities.core.translated import source_text
from sme4smartcities.matching.models import Fit
from sme4smartcities.matching.queries.fits import match_of
from sme4smartcities.matching.queries.matches import challenges_for, market_of
from sme4smartcities.matching.services import fitting, reading
from sme4smartcities.matching.services.consulting import consult
from sme4smartcities.matching.tasks import judge_again
from tests.challenges.cast import make_challenge, make_city
from tests.matching.test_match import NEEDS, offering
from tests.matching.test_reach import looking
from tests.matching.test_read import letters
from tests.organisations.cast import give_role

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


def pages(challenge, company, other):
    market = f"/en/challenges/{challenge.pk}/who-could-solve-it/"
    return {
        "partners": "/en/matches/partners/",
        "mine": "/en/matches/",
        "like": f"/en/matches/like-problems/?challenge={challenge.pk}",
        "told": "/en/matches/told/",
        "pair": f"/en/matches/organisation/{company.pk}/organisation/{other.pk}/",
        "market": market,
        "team": f"{market}team/?o={company.pk}&o={other.pk}",
        "challenge": challenge.get_absolute_url(),
        "organisation": other.get_absolute_url(),
        "own": company.get_absolute_url(),
    }


MOST = dict.fromkeys(("market", "team", "like", "partners", "pair", "challenge"), 20)


def test_pages_of_matches_cost_the_same_however_much_fits(client, officer, worker, lists):
    city = make_city(manager=officer)
    challenge = make_challenge(city, needs=NEEDS)
    company = offering("Dry Main", "mapping", country="XA")
    looking(company, "leak-detection")
    give_role(officer, "manager", company)
    other = offering("Map Room", "leak-detection", country="XB")
    client.force_login(officer)
    counts = []
    for many in (1, 6):
        for number in range(many):
            offering(f"Firm {many} {number}", *NEEDS, country="XB")
            make_challenge(make_city(f"Town {many} {number}"), needs=NEEDS)
        worker.run()
        consult(actor=officer, challenge=challenge)
        asked = {}
        for name, address in pages(challenge, company, other).items():
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert client.get(address).status_code == 200, name
            asked[name] = len(captured)
        counts.append(asked)
    assert counts[0] == counts[1]
    assert {name: n for name, n in counts[0].items() if n > MOST.get(name, 12)} == {}
