"""Listed organisations are everybody's; drafts and hidden ones belong to their people."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import override

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.organisations.models import Layer, Organisation, State
from tests.organisations.cast import give_role, make_organisation

pytestmark = pytest.mark.django_db


def seen_by(actor) -> set[str]:
    return set(Organisation.objects.visible_to(actor).values_list("name", flat=True))


@pytest.fixture
def four(sme):
    make_organisation("Draft", state=State.DRAFT)
    make_organisation("Hidden", state=State.HIDDEN)
    make_organisation("Merged", state=State.MERGED, merged_into=sme)


def test_visitor_and_stranger_see_listed_ones_only(four, stranger):
    assert seen_by(AnonymousUser()) == seen_by(stranger) == {"Acequia Labs"}


def test_a_manager_and_a_member_see_their_own_draft(four, owner, stranger):
    draft = Organisation.objects.get(name="Draft")
    give_role(stranger, "member", draft)
    give_role(owner, "manager", draft)
    assert seen_by(stranger) == seen_by(owner) == {"Acequia Labs", "Draft"}


def test_the_coordinator_sees_all_but_merged_ones(four, coordinator):
    assert seen_by(coordinator) == seen_by(SYSTEM) == {"Acequia Labs", "Draft", "Hidden"}


def test_a_manager_of_a_merged_one_does_not_see_it(four, stranger):
    give_role(stranger, "manager", Organisation.objects.get(name="Merged"))
    assert seen_by(stranger) == {"Acequia Labs"}


@pytest.mark.parametrize(
    "fields",
    [
        {"state": State.MERGED},
        {"layer": Layer.RECORD, "verified_at": timezone.now()},
        {"trl_from": 7, "trl_to": 3},
    ],
    ids=["merged into nothing", "a verified record", "maturity upside down"],
)
def test_the_database_refuses_what_makes_no_sense(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_organisation("Wrong", **fields)


def test_the_title_follows_the_reader(sme):
    sme.names = {"es": "Acequia Laboratorios"}
    with override("es"):
        assert sme.title == "Acequia Laboratorios"
    with override("he"):
        assert sme.title == "Acequia Labs"
