"""Every match shown offers a slot to the features above, which learn who is shown and beside whom."""

import pytest

from sme4smartcities.core import panels
from sme4smartcities.core.features import Panel
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.services.consulting import consult
from tests.challenges.cast import make_challenge, make_city
from tests.matching.test_match import NEEDS, offering
from tests.organisations.cast import give_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(monkeypatch):
    """Whoever fills the slot, remembering what it was given."""
    seen: list[tuple[Subject, tuple[Subject, ...]]] = []
    of_slot = panels.of_slot

    def fill(actor, matched):
        seen.append((Subject(matched.kind, matched.id), matched.beside))

    def with_ours(slot):
        ours = Panel(slot="match_actions", template="core/_pager.html", fill=fill)
        return [ours] if slot == "match_actions" else of_slot(slot)

    monkeypatch.setattr(panels, "of_slot", with_ours)
    return seen


def test_a_company_is_offered_acts_on_each_challenge_that_fits(client, owner, worker, filled):
    company = offering("Dry Main", *NEEDS)
    give_role(owner, "manager", company)
    challenge = make_challenge(needs=NEEDS)
    worker.run()
    client.force_login(owner)
    for page in ("/en/desk/", "/en/matches/"):
        filled.clear()
        client.get(page)
        assert filled == [(challenge.subject, (company.subject,))]


def test_a_city_is_offered_acts_on_each_offer_and_each_alliance(client, owner, filled):
    challenge = make_challenge(make_city(manager=owner), needs=NEEDS)
    one = offering("Dry Main", "leak-detection", country="XA")
    other = offering("Map Room", "mapping", country="XB")
    consult(actor=owner, challenge=challenge)
    client.force_login(owner)
    client.get(f"/en/challenges/{challenge.pk}/who-could-solve-it/")
    assert sorted(filled) == sorted(
        [
            (challenge.subject, (one.subject, other.subject)),
            (one.subject, (challenge.subject,)),
            (other.subject, (challenge.subject,)),
        ]
    )
