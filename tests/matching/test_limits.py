"""Lists look as if those who keep away were not there: they fill up, and nobody can count who is missing."""

import pytest
from django.utils import timezone

from sme4smartcities.matching.models import Fit
from sme4smartcities.matching.queries.alike import like_problems, partners_for
from sme4smartcities.matching.queries.lens import Lens
from sme4smartcities.matching.queries.matches import offers_for
from sme4smartcities.matching.scoring.reach import Reach
from sme4smartcities.matching.services import fitting
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.solutions.models import Facet as SolutionFacet
from sme4smartcities.solutions.models import SolutionOwner
from tests.challenges.cast import make_challenge, make_city
from tests.matching.test_match import NEEDS, offering, subjects
from tests.matching.test_reach import OPEN, at, looking, never, only, seen, sees
from tests.organisations.cast import make_term
from tests.solutions.cast import make_solution

pytestmark = pytest.mark.django_db


@pytest.fixture
def few(monkeypatch):
    """Let all limits of candidates and lists be three."""
    for place in (
        "queries.candidates.SHARING",
        "queries.candidates.NEAREST",
        "queries.matches.LIKELY",
        "services.fitting.MOST_CHALLENGES",
    ):
        monkeypatch.setattr(f"sme4smartcities.matching.{place}", 3)


def fitting_of(company):
    rows = Fit.objects.filter(organisation=company).order_by("-points", "challenge")
    return [row.challenge_id for row in rows]


def test_a_market_is_as_if_who_keeps_away_were_not_there(few):
    """Who keeps away stands first by its number; the list fills up from behind, and nobody sees."""
    city = make_city()
    challenge = make_challenge(city, needs=NEEDS)
    companies = [offering(f"Company {number}", *NEEDS) for number in range(6)]
    for row in companies[:2]:
        seen(row, never(city))
    with_them = offers_for(challenge)
    assert subjects(with_them) == [row.subject for row in companies[2:5]]
    Organisation.objects.filter(pk__in=[row.pk for row in companies[:2]]).update(state="hidden")
    assert [one.offer for one in offers_for(challenge)] == subjects(with_them)


def test_a_solution_whose_owner_keeps_away_makes_room_for_another(few):
    city = make_city()
    challenge = make_challenge(city, needs=NEEDS)
    terms = {SolutionFacet.OFFERS: [make_term("capability", code) for code in NEEDS]}
    companies = [offering(f"Company {number}") for number in range(5)]
    solutions = [make_solution(row, f"Ear {row.pk}", terms=terms) for row in companies]
    seen(companies[0], never(city))
    sees(city, never(companies[1]))
    assert subjects(offers_for(challenge)) == [row.subject for row in solutions[2:]]


def test_a_city_that_looks_in_one_country_is_shown_as_many_from_there(few):
    city = make_city()
    challenge = make_challenge(city, needs=NEEDS)
    for number in range(4):
        at(offering(f"Far {number}", *NEEDS), "XB")
    near = [offering(f"Near {number}", *NEEDS) for number in range(3)]
    for row in near:
        at(row, "XA")
    sees(city, only(make_term("territory", "XA")))
    assert subjects(offers_for(challenge)) == [row.subject for row in near]


def test_a_desk_fills_up_when_a_city_keeps_away_and_again_when_it_does_not(few, worker):
    company = offering("Dry Main", *NEEDS)
    cities = [make_city(f"Town {number}") for number in range(5)]
    challenges = [make_challenge(city, needs=NEEDS) for city in cities]
    fitting.fit(company.subject)
    assert fitting_of(company) == [row.pk for row in challenges[:3]]
    seen(cities[0], never(company))
    worker.run()
    assert fitting_of(company) == [row.pk for row in challenges[1:4]]
    sees(company, never(cities[1]))
    worker.run()
    assert fitting_of(company) == [row.pk for row in challenges[2:]]
    seen(cities[0], OPEN)
    sees(company, OPEN)
    worker.run()
    assert fitting_of(company) == [row.pk for row in challenges[:3]]


def test_what_a_company_sets_holds_where_a_challenge_is_judged_too(worker):
    """Whichever side is judged last, the same is kept; one owner's wish is not another's."""
    city = make_city()
    challenge = make_challenge(city, needs=NEEDS)
    one, other = offering("Dry Main"), offering("Map Room")
    terms = {SolutionFacet.OFFERS: [make_term("capability", code) for code in NEEDS]}
    solution = make_solution(one, terms=terms)
    SolutionOwner.objects.create(solution=solution, organisation=other, accepted_at=timezone.now())
    sees(one, never(city))
    for subject in (challenge.subject, one.subject, other.subject, challenge.subject):
        fitting.fit(subject)
        assert list(Fit.objects.values_list("organisation", "offer_kind")) == [
            (other.pk, "solution")
        ]
        assert subjects(offers_for(challenge)) == [solution.subject]


def test_partners_and_like_problems_fill_up_too(few):
    company = offering("Dry Main", "mapping")
    looking(company, "leak-detection")
    others = [offering(f"Other {number}", "leak-detection") for number in range(5)]
    seen(others[0], Reach(nobody=True))
    sees(company, never(others[2]))
    assert subjects(partners_for(company, Lens())) == [others[n].subject for n in (1, 3, 4)]
    cities = [make_city(f"Town {number}") for number in range(6)]
    own, *rest = [make_challenge(city, needs=NEEDS) for city in cities]
    seen(cities[1], never(cities[0]))
    sees(cities[0], never(cities[3]))
    assert subjects(like_problems(own, Lens())) == [rest[n].subject for n in (1, 3, 4)]
