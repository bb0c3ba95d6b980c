"""What is kept of an organisation's terms and places follows when others change those."""

import pytest

from sme4smartcities.core.jobs.models import Job
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.search.queries import find
from sme4smartcities.organisations.models import Facet, Organisation, OrganisationTerm
from sme4smartcities.organisations.services.profile import Work, edit_work
from sme4smartcities.organisations.services.registering import register_organisation
from sme4smartcities.organisations.services.standing import delete_organisation, move, verify
from sme4smartcities.vocabularies.models import Place
from sme4smartcities.vocabularies.services.merging import merge_terms
from sme4smartcities.vocabularies.services.places import apply_territory_table, name_place
from sme4smartcities.vocabularies.services.terms import edit_term
from tests.organisations.cast import make_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def water():
    return make_term("domain", "water", "Water")


@pytest.fixture
def city(worker):
    """A region and a country above a town that shows neither yet."""
    country = make_term("territory", "ES", "Spain")
    make_term("territory", "ES62", "Region of Murcia", parent=country)
    return Place.objects.create(
        gazetteer_id=7, name="Murcia", lat=37.98, lon=-1.13, listed_country="ES"
    )


@pytest.fixture
def registered(owner, worker, water, city) -> Organisation:
    made = register_organisation(
        actor=owner,
        name="Acequia Labs",
        kind=make_term("organisation_kind", "sme", "SME"),
        place=city,
    )
    edit_work(actor=owner, organisation=made, values=Work(language="en", domains=[water]))
    worker.run()
    return made


def hits(text: str) -> list[int]:
    return [hit.subject_id for hit in find(text, kinds=("organisation",))]


def territories(organisation: Organisation) -> set[str]:
    rows = OrganisationTerm.objects.filter(organisation=organisation, facet=Facet.TERRITORY)
    return set(rows.values_list("term__code", flat=True))


def html(client, query: str = "") -> str:
    return client.get(f"/en/organisations/{query}").content.decode()


def test_whoever_registers_stands_in_the_directory_a_moment_later(
    client, owner, registered, worker
):
    assert "One result" in html(client)
    register_organisation(actor=owner, name="Brisa", kind=registered.kind)
    worker.run()
    assert "2 results" in html(client)


def test_each_change_of_standing_is_counted_a_moment_later(client, coordinator, registered, worker):
    verify(actor=coordinator, organisation=registered)
    worker.run()
    assert "One result" in html(client, "?verified=1")
    move(actor=coordinator, organisation=registered, act="hide")
    worker.run()
    assert "No organisation matches" in html(client)
    move(actor=coordinator, organisation=registered, act="show")
    worker.run()
    assert "One result" in html(client, "?domain=water")
    delete_organisation(actor=coordinator, organisation=registered)
    worker.run()
    assert "No organisation matches" in html(client)


def test_a_merged_term_is_found_counted_and_filtered_by_the_one_that_stayed(
    client, registered, water, worker
):
    stayed = make_term("domain", "hydrology", "Hydrology")
    merge_terms(actor=SYSTEM, term=water, into=stayed)
    worker.run()
    assert (hits("hydrology"), hits("water")) == ([registered.pk], [])
    for code in ("hydrology", "water"):  # an old address still leads to the same
        assert "One result" in html(client, f"?domain={code}")


def test_a_new_label_finds_and_the_old_one_no_more(client, registered, water, worker):
    assert hits("water") == [registered.pk]
    edit_term(actor=SYSTEM, term=water, values={"labels": {"en": "Aquatics", "es": "Agua"}})
    worker.run()
    assert (hits("aquatics"), hits("agua"), hits("water")) == ([registered.pk], [registered.pk], [])
    assert "<span>Aquatics</span>" in html(client)


def test_a_territory_that_is_moved_takes_its_organisations_along(client, registered, worker):
    country = make_term("territory", "ES")
    region = make_term("territory", "ES62")
    Organisation.objects.update(territory=region)
    edit_term(actor=SYSTEM, term=region, values={"labels": {"en": "Murcia"}, "parent": None})
    edit_term(actor=SYSTEM, term=region, values={"labels": {"en": "Murcia"}, "parent": country})
    OrganisationTerm.objects.create(organisation=registered, facet="territory", term=region)
    worker.run()
    assert territories(registered) == {"ES", "ES62"}
    assert "One result" in html(client, "?territory=ES")


def test_the_operators_table_gives_those_without_a_territory_their_towns(
    client, registered, worker
):
    assert territories(registered) == set()
    apply_territory_table(actor=SYSTEM, rows={"ES": "ES"})
    worker.run()
    registered.refresh_from_db()
    assert (registered.territory.code, territories(registered)) == ("ES", {"ES"})
    assert "One result" in html(client, "?territory=ES")
    assert hits("spain") == [registered.pk]


def test_a_town_is_found_by_the_name_it_was_given(registered, city, worker):
    name_place(actor=SYSTEM, place=city, labels={"en": "Mursiya"})
    worker.run()
    assert hits("mursiya") == [registered.pk]


def test_many_changes_are_followed_by_one_job(registered, worker):
    for number in range(5):
        label = {"labels": {"en": f"Water {number}"}}
        edit_term(actor=SYSTEM, term=make_term("domain", "water"), values=label)
    worker.run()
    assert hits("water") == [registered.pk]
    assert Job.objects.filter(task__endswith="organisations.tasks.follow_terms").count() == 1
