"""Registering: in the directory at once, with a manager, and once."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from sme4smartcities.core.errors import NotAllowed, Refused, TooMany
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.organisations.models import EmailDomain, Facet, Organisation, OrganisationTerm
from sme4smartcities.organisations.queries.people import role_in
from sme4smartcities.organisations.queries.similar import similar_to
from sme4smartcities.organisations.services.registering import register_organisation
from tests.conftest import make_member
from tests.organisations.cast import make_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def sme_kind():
    return make_term("organisation_kind", "sme", "SME")


def test_a_member_registers_and_is_manager_and_listed(owner, sme_kind):
    made = register_organisation(actor=owner, name="  Acequia   Labs ", kind=sme_kind)
    assert (made.name, made.slug, made.state, made.sort_key) == (
        "Acequia Labs",
        "acequia-labs",
        "listed",
        "acequia labs",
    )
    assert role_in(made, owner) == "manager"
    assert owner.scopes("manager", "organisation") == {made.pk}
    assert list(Entry.objects.values_list("name", flat=True)) == [
        "accounts.RoleGranted",
        "organisations.OrganisationRegistered",
    ]


def test_a_second_click_gives_the_first_organisation(owner, sme_kind):
    first = register_organisation(actor=owner, name="Acequia Labs", kind=sme_kind)
    again = register_organisation(actor=owner, name="Acequia Labs", kind=sme_kind)
    assert (first.pk, Organisation.objects.count()) == (again.pk, 1)


def test_two_people_may_each_register_the_same_name(owner, stranger, sme_kind):
    for member in (owner, stranger):
        register_organisation(actor=member, name="Acequia Labs", kind=sme_kind)
    assert Organisation.objects.count() == 2


def test_a_visitor_cannot_register(db, sme_kind):
    with pytest.raises(NotAllowed):
        register_organisation(actor=AnonymousUser(), name="Acequia", kind=sme_kind)


@pytest.mark.parametrize("name", ["", " ", "···", "\u202e\u200f", "🙂"])
def test_a_name_without_letters_is_refused(owner, sme_kind, name):
    with pytest.raises(Refused):
        register_organisation(actor=owner, name=name, kind=sme_kind)
    assert not Organisation.objects.exists()


def test_a_name_too_long_leaves_nothing_behind(owner, sme_kind):
    with pytest.raises(ValidationError):
        register_organisation(actor=owner, name="x" * 201, kind=sme_kind)
    assert not Organisation.objects.exists()


@pytest.mark.parametrize("domain", ["gmail.com", "yahoo.it", "not a domain", "x..y"])
def test_a_free_or_broken_mail_domain_is_refused(owner, sme_kind, domain):
    with pytest.raises(Refused):
        register_organisation(actor=owner, name="Acequia", kind=sme_kind, domains=[domain])
    assert not Organisation.objects.exists()


def test_domains_are_kept_in_one_form(owner, sme_kind):
    register_organisation(
        actor=owner, name="Acequia", kind=sme_kind, domains=["@Acequia.Example", "acequia.example."]
    )
    assert list(EmailDomain.objects.values_list("domain", flat=True)) == ["acequia.example"]


def test_the_territory_counts_for_everything_above_it(owner, sme_kind):
    spain = make_term("territory", "ES", "Spain")
    murcia = make_term("territory", "ES620", "Murcia", parent=spain)
    made = register_organisation(actor=owner, name="Acequia", kind=sme_kind, territory=murcia)
    rows = OrganisationTerm.objects.filter(organisation=made).values_list("facet", "term__code")
    assert set(rows) == {
        (Facet.KIND, "sme"),
        (Facet.TERRITORY, "ES"),
        (Facet.TERRITORY, "ES620"),
    }


def test_similar_ones_are_shown_with_reasons(owner, stranger, sme_kind):
    register_organisation(
        actor=owner,
        name="Acequia Labs S.L.",
        kind=sme_kind,
        website="https://www.acequia.example/",
        domains=["acequia.example"],
    )
    register_organisation(actor=owner, name="Comune di Genova", kind=sme_kind)
    found = similar_to(
        stranger,
        names=["Acecuia Labs"],
        website="http://acequia.example/en",
        domains=["acequia.example"],
    )
    assert [(one.organisation.name, one.reasons) for one in found] == [
        ("Acequia Labs S.L.", ("name", "website", "domain"))
    ]
    assert similar_to(stranger, names=["Something else"]) == []


def test_hidden_ones_are_not_betrayed_as_similar(owner, stranger, sme_kind):
    made = register_organisation(actor=owner, name="Acequia Labs", kind=sme_kind)
    Organisation.objects.filter(pk=made.pk).update(state="hidden")
    assert similar_to(stranger, names=["Acequia Labs"]) == []


def test_looking_for_similar_ones_costs_the_same_among_many(
    owner, sme_kind, django_assert_max_num_queries
):
    for number in range(30):
        name = f"Acequia Labs {number}"
        register_organisation(actor=make_member(f"m{number}"), name=name, kind=sme_kind)
    with django_assert_max_num_queries(6):
        assert len(similar_to(owner, names=["Acequia Labs"])) == 5


def test_nobody_fills_the_directory_in_a_day(owner, stranger, sme_kind):
    for number in range(20):
        register_organisation(actor=owner, name=f"Cheap lamps {number}", kind=sme_kind)
    with pytest.raises(TooMany):
        register_organisation(actor=owner, name="Cheap lamps again", kind=sme_kind)
    assert register_organisation(actor=stranger, name="Acequia Labs", kind=sme_kind)
