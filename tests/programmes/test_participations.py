"""Organisations ask, are invited, are answered, and leave."""

import pytest

from sme4smartcities.core.errors import NotAllowed, Refused
from sme4smartcities.organisations.services.merging import merge
from sme4smartcities.programmes.lifecycle import PARTICIPATION
from sme4smartcities.programmes.models import Participation, Programme
from sme4smartcities.programmes.queries import participants
from sme4smartcities.programmes.services import ask_to_take_part, invite, move_participation
from tests.organisations.cast import make_organisation
from tests.programmes.conftest import make_programme

pytestmark = pytest.mark.django_db


def test_a_manager_asks_and_is_accepted(programme, owner, company, keeper):
    asked = ask_to_take_part(
        actor=owner, programme=programme, organisation=company, message=" We measure water. "
    )
    assert (asked.state, asked.message) == ("applied", "We measure water.")
    move_participation(actor=keeper, participation=asked, act="admit", answer="Welcome")
    assert list(participants(programme, owner)) == [company]


def test_a_second_click_asks_once(programme, owner, company):
    first = ask_to_take_part(actor=owner, programme=programme, organisation=company)
    again = ask_to_take_part(actor=owner, programme=programme, organisation=company)
    assert (first.pk, Participation.objects.count()) == (again.pk, 1)


def test_nobody_asks_for_the_organisation_of_others(programme, stranger, company):
    with pytest.raises(NotAllowed):
        ask_to_take_part(actor=stranger, programme=programme, organisation=company)


@pytest.mark.parametrize("state", ["draft", "closed", "archived"])
def test_nobody_asks_when_the_programme_does_not_run(lists, owner, company, state):
    with pytest.raises(NotAllowed):
        ask_to_take_part(actor=owner, programme=make_programme(state=state), organisation=company)


def test_asking_is_not_the_way_into_a_programme_by_invitation(lists, owner, company, coordinator):
    programme = make_programme("closed-circle", entry="invitation")
    with pytest.raises(NotAllowed):
        ask_to_take_part(actor=owner, programme=programme, organisation=company)
    assert programme not in Programme.objects.visible_to(owner)
    invited = invite(actor=coordinator, programme=programme, organisation=company)
    assert programme in Programme.objects.visible_to(owner)
    move_participation(actor=owner, participation=invited, act="accept")
    assert programme in Programme.objects.visible_to(owner)


def test_who_declines_no_longer_sees_it(lists, owner, company, coordinator):
    programme = make_programme("closed-circle", entry="invitation")
    invited = invite(actor=coordinator, programme=programme, organisation=company)
    move_participation(actor=owner, participation=invited, act="decline")
    assert programme not in Programme.objects.visible_to(owner)


def test_two_who_want_each_other_need_no_third_step(programme, owner, company, keeper):
    ask_to_take_part(actor=owner, programme=programme, organisation=company)
    assert invite(actor=keeper, programme=programme, organisation=company).state == "accepted"
    other = make_organisation("Salina Works", manager=owner)
    invite(actor=keeper, programme=programme, organisation=other)
    accepted = ask_to_take_part(actor=owner, programme=programme, organisation=other)
    assert accepted.state == "accepted"


OWN = {"accept", "decline", "withdraw", "leave"}


@pytest.mark.parametrize("act", PARTICIPATION)
@pytest.mark.parametrize("state", Participation.State.values)
def test_each_step_belongs_to_one_side(programme, owner, company, keeper, state, act):
    row = Participation.objects.create(programme=programme, organisation=company, state=state)
    right, wrong = (owner, keeper) if act in OWN else (keeper, owner)
    with pytest.raises(NotAllowed):
        move_participation(actor=wrong, participation=row, act=act)
    step = PARTICIPATION[act]
    if state in {*step.sources, step.target}:
        moved = move_participation(actor=right, participation=row, act=act)
        assert moved.state == step.target
    else:
        with pytest.raises(Refused):
            move_participation(actor=right, participation=row, act=act)


def test_one_who_left_may_ask_again(programme, owner, company, keeper):
    asked = ask_to_take_part(actor=owner, programme=programme, organisation=company)
    move_participation(actor=keeper, participation=asked, act="refuse")
    again = ask_to_take_part(actor=owner, programme=programme, organisation=company)
    assert (again.pk != asked.pk, again.state) == (True, "applied")


def test_merged_organisations_take_part_once(programme, owner, company, coordinator, worker):
    twin = make_organisation("Acequia Laboratories", manager=owner)
    for organisation in (company, twin):
        ask_to_take_part(actor=owner, programme=programme, organisation=organisation)
    merge(actor=coordinator, organisation=company, into=twin)
    worker.run()
    assert list(Participation.objects.values_list("organisation", "state")) == [
        (twin.pk, "applied")
    ]
