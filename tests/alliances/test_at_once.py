"""Two organisations that turn to each other at the same moment do not stand in each other's way."""

import pytest
from django.conf import settings

from sme4smartcities.alliances.models import Offer
from sme4smartcities.alliances.services.offering import offer_to_organisation
from sme4smartcities.organisations.models import Organisation
from tests.conftest import make_member
from tests.organisations.cast import make_organisation
from tests.racing import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgresql,
    pytest.mark.skipif(not settings.DATABASE_URL, reason="needs PostgreSQL"),
]


def test_two_companies_write_to_each_other_at_once():
    dalia, elena = make_member("dalia"), make_member("elena")
    one = make_organisation("Acequia Labs", manager=dalia)
    two = make_organisation("Bottega Occhio", manager=elena)

    def write_to(receiver: Organisation) -> Offer:
        actor, sender = (dalia, one) if receiver == two else (elena, two)
        return offer_to_organisation(
            actor=actor, sender=sender, receiver=receiver, text="We count bays."
        )

    # Whoever waits for the other's row here would, a moment later, wait in a circle.
    assert at_once(lambda: write_to(two), lambda: write_to(one)) == []
    assert Offer.objects.count() == 2
