"""Who does not want to be suggested to somebody looks, to that one, as if there were no match."""

import re

import pytest

from sme4smartcities.core.errors import NotAllowed
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.matching.models import Bound
from sme4smartcities.matching.queries.alike import partners_for
from sme4smartcities.matching.queries.alliances import alliances_for
from sme4smartcities.matching.queries.lens import Lens
from sme4smartcities.matching.queries.matches import market_of, offers_for
from sme4smartcities.matching.scoring.reach import Reach
from sme4smartcities.matching.services.consulting import consult
from sme4smartcities.matching.services.reach import set_reaches
from sme4smartcities.organisations.models import Facet, OrganisationTerm
from sme4smartcities.organisations.services.merging import merge
from sme4smartcities.vocabularies.models import Term
from tests.challenges.cast import make_challenge, make_city
from tests.matching.test_match import NEEDS, offering, subjects
from tests.organisations.cast import give_role, make_term

pytestmark = pytest.mark.django_db
OPEN = Reach()
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|"X-CSRFToken": "[^"]+"')


def never(*rows):
    return Reach(never=frozenset(row.pk for row in rows))


def only(*terms):
    return Reach(territories=frozenset(term.pk for term in terms))


def sees(row, reach):
    set_reaches(actor=SYSTEM, organisation=row, sees=reach, seen=OPEN)


def seen(row, reach):
    set_reaches(actor=SYSTEM, organisation=row, sees=OPEN, seen=reach)


def looking(row, code):
    OrganisationTerm.objects.create(
        organisation=row, facet=Facet.NEEDS, term=make_term("capability", code)
    )


def at(row, code):
    row.territory = make_term("territory", code)
    row.save()


def test_a_company_that_keeps_away_from_a_city_is_not_in_its_market():
    city = make_city()
    challenge = make_challenge(city, needs=NEEDS)
    company, other = offering("Dry Main", *NEEDS), offering("Map Room", "mapping")
    seen(company, never(city))
    assert subjects(offers_for(challenge)) == [other.subject]
    elsewhere = make_challenge(make_city("Saltquay"), needs=NEEDS)
    assert company.subject in subjects(offers_for(elsewhere))


def test_a_city_is_not_suggested_whom_it_does_not_want():
    city = make_city()
    challenge = make_challenge(city, needs=NEEDS)
    company = offering("Dry Main", *NEEDS)
    sees(city, never(company))
    assert offers_for(challenge) == []
    sees(city, Reach(nobody=True))
    assert offers_for(challenge) == []
    sees(city, OPEN)
    assert subjects(offers_for(challenge)) == [company.subject]
    assert not Bound.objects.exists()


def test_places_hold_all_that_lies_in_them_and_who_states_none_is_nowhere():
    city = make_city()
    challenge = make_challenge(city, needs=NEEDS)
    country = make_term("territory", "XA")
    make_term("territory", "XA-1", parent=country)
    near, far, nowhere = (offering(name, *NEEDS) for name in ("Near", "Far", "Nowhere"))
    at(near, "XA-1")
    at(far, "XB")
    sees(city, only(country))
    assert subjects(offers_for(challenge)) == [near.subject]
    assert nowhere.subject not in subjects(offers_for(challenge))


def test_the_desk_follows_at_once(client, owner, worker):
    company = offering("Dry Main", *NEEDS)
    give_role(owner, "manager", company)
    city = make_city()
    make_challenge(city, needs=NEEDS, title="Find the leaks")
    worker.run()
    client.force_login(owner)
    assert "Find the leaks" in client.get("/en/matches/").text
    seen(city, never(company))
    assert "Find the leaks" not in client.get("/en/matches/").text
    seen(city, OPEN)
    sees(company, Reach(nobody=True))
    assert "Find the leaks" not in client.get("/en/desk/").text


@pytest.mark.parametrize("blocked", [True, False])
def test_to_whom_it_is_refused_every_page_looks_as_without_a_match(client, owner, worker, blocked):
    """The same page twice: once the other keeps away, once it offers nothing that is needed."""
    pages = []
    company = offering("Dry Main", "mapping", country="XA")
    looking(company, "leak-detection")
    give_role(owner, "manager", company)
    city = make_city()
    other = offering("Map Room", "leak-detection", country="XB")
    looking(other, "mapping")
    challenge = make_challenge(city, needs=NEEDS)
    if blocked:
        seen(city, never(company))
        seen(other, Reach(nobody=True))
    else:
        challenge.terms.all().delete()
        other.terms.all().delete()
    worker.run()
    client.force_login(owner)
    pages = [
        client.get(f"/en/{path}")
        for path in (
            "matches/",
            "matches/partners/",
            "desk/",
            f"matches/organisation/{company.pk}/challenge/{challenge.pk}/",
            f"matches/organisation/{company.pk}/organisation/{other.pk}/",
        )
    ]
    texts = [TOKEN.sub("", page.text) for page in pages]
    assert "No challenge fits yet" in texts[0]
    assert "Nobody complements you yet" in texts[1]
    assert "Challenges that fit</h2>" not in texts[2]
    assert all("Nothing speaks for a match so far" in text for text in texts[3:])
    panel = client.get(challenge.get_absolute_url()).text
    assert "nothing speaks for a match" in panel
    for act in ("useful/", "not-for-us/"):
        path = f"/en/matches/organisation/{company.pk}/organisation/{other.pk}/{act}"
        assert client.post(path, {"reason": "time"}).status_code == 404


def test_alliances_leave_out_who_keeps_away_and_never_join_two_who_do(coordinator):
    challenge = make_challenge(make_city(), needs=NEEDS)
    one = offering("Dry Main", "leak-detection", country="XA")
    other = offering("Map Room", "mapping", country="XB")
    third = offering("Chart House", "mapping", country="XB")
    seen(other, never(one))
    (alliance, *rest) = alliances_for(coordinator, market_of(challenge))
    assert {seat.card.subject for seat in alliance.seats} == {one.subject, third.subject}
    assert rest == []
    seen(third, never(one))
    assert alliances_for(coordinator, market_of(challenge)) == []


def test_partners_are_suggested_only_where_both_want_it():
    one, other = offering("Dry Main", "mapping"), offering("Map Room", "leak-detection")
    looking(one, "leak-detection")
    assert subjects(partners_for(one, Lens())) == [other.subject]
    seen(other, only(make_term("territory", "XB")))
    assert partners_for(one, Lens()) == []
    at(one, "XB")
    assert subjects(partners_for(one, Lens())) == [other.subject]
    sees(one, never(other))
    assert partners_for(one, Lens()) == []


def test_only_managers_set_and_read_it(client, owner, officer, coordinator):
    company = offering("Dry Main")
    give_role(owner, "manager", company)
    give_role(officer, "member", company)
    away = offering("Map Room")
    page = f"/en/organisations/{company.pk}/suggestions/"
    client.force_login(owner)
    values = {"seen_never": "Map Room", "sees_nobody": "on"}
    assert client.post(page, values).status_code == 302
    assert "Map Room" in client.get(page).text
    assert Bound.objects.filter(organisation=company, way="seen", other=away).count() == 1
    for member in (officer, coordinator):
        client.force_login(member)
        assert client.get(page).status_code == 403
        with pytest.raises(NotAllowed):
            set_reaches(actor=member, organisation=company, sees=OPEN, seen=OPEN)
    entries = Entry.objects.filter(name="matching.ReachSet").order_by("pk")
    assert [entry.data for entry in entries] == [{"way": "sees"}, {"way": "seen"}]


def test_an_unknown_name_is_told_and_nothing_typed_is_lost(client, owner):
    company = offering("Dry Main")
    give_role(owner, "manager", company)
    client.force_login(owner)
    page = f"/en/organisations/{company.pk}/suggestions/"
    answer = client.post(page, {"seen_never": "Nobody By This Name\nDry Main"})
    assert answer.status_code == 200
    assert "The directory has no “Nobody By This Name”" in answer.text
    assert "Nobody By This Name\nDry Main" in answer.text
    assert not Bound.objects.exists()


def test_whoever_keeps_away_from_one_keeps_away_from_what_it_is_merged_into(coordinator, worker):
    company, old, new = offering("Dry Main"), offering("Map Room"), offering("Chart House")
    seen(company, never(old))
    merge(actor=coordinator, organisation=old, into=new)
    worker.run()
    assert [row.other_id for row in Bound.objects.all()] == [new.pk]


def test_the_market_that_was_consulted_does_not_say_who_keeps_away(client, owner):
    city = make_city(manager=owner)
    challenge = make_challenge(city, needs=NEEDS)
    company = offering("Dry Main", *NEEDS)
    seen(company, never(city))
    consult(actor=owner, challenge=challenge)
    client.force_login(owner)
    text = client.get(f"/en/challenges/{challenge.pk}/who-could-solve-it/").text
    assert "Nothing fits yet" in text
    page = f"/en/matches/challenge/{challenge.pk}/organisation/{company.pk}/"
    assert "Nothing speaks for a match so far" in client.get(page).text


def test_a_place_that_a_program_has_set_stays_when_the_page_is_saved(client, owner, lists):
    company = offering("Dry Main")
    give_role(owner, "manager", company)
    region = Term.objects.filter(vocabulary__code="territory", parent__isnull=False).first()
    sees(company, only(region))
    client.force_login(owner)
    page = f"/en/organisations/{company.pk}/suggestions/"
    assert region.label in client.get(page).text
    values = {"sees_territories": [region.code, "ES"]}
    assert client.post(page, values).status_code == 302
    held = Bound.objects.filter(organisation=company).values_list("territory__code", flat=True)
    assert sorted(held) == sorted([region.code, "ES"])
