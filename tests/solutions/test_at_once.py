"""Of two owners who leave a solution at the same moment one stays."""

import pytest
from django.conf import settings

from sme4smartcities.solutions.models import SolutionOwner
from sme4smartcities.solutions.services.owners import accept_owner, ask_owner, leave_owner
from tests.conftest import make_member
from tests.crowd import at_once
from tests.organisations.cast import make_organisation
from tests.solutions.cast import make_solution

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgresql,
    pytest.mark.skipif(not settings.DATABASE_URL, reason="needs PostgreSQL"),
]


def test_of_two_owners_who_leave_at_once_one_stays():
    dalia, elena = make_member("dalia"), make_member("elena")
    one = make_organisation("Acequia Labs", manager=dalia)
    two = make_organisation("Bottega Occhio", manager=elena)
    solution = make_solution(one)
    second = ask_owner(actor=dalia, solution=solution, organisation=two)
    accept_owner(actor=elena, owner=second)
    first = SolutionOwner.objects.get(organisation=one)
    said = at_once(
        lambda: leave_owner(actor=dalia, owner=first),
        lambda: leave_owner(actor=elena, owner=second),
    )
    assert SolutionOwner.objects.get() == second
    assert ["last owner" in one for one in said] == [True]
