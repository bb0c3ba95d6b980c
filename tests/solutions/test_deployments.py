"""The map of places where solutions are used: of those that the list shows, and readable without it."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from sme4smartcities.solutions.models import Facet, Reference, Solution
from sme4smartcities.solutions.queries.asked import Asked
from sme4smartcities.solutions.queries.deployments import sites
from sme4smartcities.solutions.queries.parts import used
from sme4smartcities.solutions.services.parts import save_part
from sme4smartcities.vocabularies.models import Place
from sme4smartcities.vocabularies.queries import term
from tests.organisations.cast import make_organisation
from tests.solutions.cast import make_solution

pytestmark = pytest.mark.django_db
MAP = reverse("solutions:map")
VISITOR = AnonymousUser()


@pytest.fixture
def places(db) -> list[Place]:
    spots = (("Elm Port", 38.0, -1.1), ("Ángel Bay", 44.4, 8.9))
    return [Place.objects.create(name=name, lat=lat, lon=lon) for name, lat, lon in spots]


def use(owner, solution, place, **more) -> Reference:
    values = {"authority": f"City of {place}", "place": place, **more}
    return save_part(actor=owner, part=Reference(solution=solution), values=values)


def test_a_dot_leads_to_its_place_in_the_list_beside(client, owner, solution, places):
    for place in places:
        use(owner, solution, place, stage="pilot", year=2024)
    shown = client.get(MAP).text
    assert shown.index(f'id="site-{places[1].pk}"') < shown.index(f'id="site-{places[0].pk}"')
    for place in places:
        assert f'href="#site-{place.pk}"' in shown and f'id="site-{place.pk}"' in shown
    story = client.get(solution.get_absolute_url()).text
    for row in solution.references.all():
        assert f'href="#reference-{row.pk}"' in story and f'id="reference-{row.pk}"' in story


def test_the_map_shows_the_places_of_what_the_list_would_show(
    client, lists, owner, company, places
):
    terms = {Facet.DOMAIN: [term("domain", "water")]}
    use(owner, make_solution(company, "Leak Ear", terms=terms), places[0])
    use(owner, make_solution(company, "Shade Sail"), places[1])
    use(owner, make_solution(company, "Hidden", state="withdrawn"), places[1])
    assert [site.title for site in client.get(MAP).context["sites"].places] == [
        "Ángel Bay",
        "Elm Port",
    ]
    narrowed = client.get(f"{MAP}?domain=water")
    assert [site.title for site in narrowed.context["sites"].places] == ["Elm Port"]
    assert (
        f'href="{MAP}?domain=water"' in client.get(f"{reverse('solutions:list')}?domain=water").text
    )
    assert "Hidden" not in client.get(MAP).text
    assert "names a place yet" in client.get(f"{MAP}?domain=energy").text


def test_a_hidden_authority_is_not_named_on_the_map(owner, solution, places):
    hidden = make_organisation("Hidden City", state="hidden")
    values = {"organisation": hidden, "place": places[0]}
    save_part(actor=owner, part=Reference(solution=solution), values=values)
    (site,) = sites(Asked(), VISITOR).places
    assert [row.title for row in site.references] == ["Elm Port"]


def test_many_places_cost_as_much_as_one(client, owner, solution, django_assert_max_num_queries):
    for number in range(12):
        place = Place.objects.create(name=f"Town {number}", lat=36 + number / 2, lon=number)
        use(owner, solution, place)
    client.get(MAP)
    with django_assert_max_num_queries(12):
        assert len(client.get(MAP).context["sites"].places) == 12


def test_pilots_of_several_towns_are_no_replication_yet(owner, solution, places):
    for place in places:
        use(owner, solution, place, stage="pilot")
    assert {step.stage for step in used(solution, VISITOR).thread} == {"pilot"}
    use(owner, solution, places[0], stage="used")
    steps = {step.stage for step in used(solution, VISITOR).thread}
    assert steps == {"pilot", "procurement", "replication"}


def test_what_nobody_confirmed_for_a_year_is_marked_wherever_it_stands(client, owner, solution):
    addresses = [
        reverse("solutions:list"),
        solution.get_absolute_url(),
        f"{reverse('solutions:compare')}?s={solution.pk}",
    ]
    assert all("Not confirmed for a year" not in client.get(path).text for path in addresses)
    old = timezone.now() - dt.timedelta(days=400)
    Solution.objects.filter(pk=solution.pk).update(confirmed_at=old)
    client.force_login(owner)  # another reader: the pages of the visitor may still be kept
    mine = reverse("solutions:mine")
    assert all("Not confirmed for a year" in client.get(path).text for path in [*addresses, mine])
    client.post(reverse("solutions:confirm", args=(solution.pk,)))
    assert all("Not confirmed for a year" not in client.get(path).text for path in addresses)
