"""Programmes that the tests call on stage."""

import pytest

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.programmes.models import Programme
from sme4smartcities.programmes.services import (
    create_programme,
    give_programme_role,
    in_languages,
    move_programme,
)
from sme4smartcities.vocabularies.services import load_vocabularies
from tests.conftest import make_member
from tests.organisations.cast import make_organisation


def make_programme(
    slug: str = "blue-cities", *, state: str = "open", **values: object
) -> Programme:
    """Make a programme in the given state by the way people take."""
    programme = create_programme(
        actor=SYSTEM,
        slug=slug,
        name=in_languages({"en": slug.replace("-", " ").title(), "ar": "مدن زرقاء"}),
        summary=in_languages({"en": "Cities and small companies share water."}),
        **values,
    )
    acts = {"draft": [], "open": ["open"], "closed": ["open", "close"]}
    acts["archived"] = [*acts["closed"], "archive"]
    for act in acts[state]:
        programme = move_programme(actor=SYSTEM, programme=programme, act=act)
    return programme


@pytest.fixture
def lists(db: None) -> None:
    load_vocabularies(actor=SYSTEM)


@pytest.fixture
def programme(lists: None) -> Programme:
    return make_programme()


@pytest.fixture
def keeper(programme: Programme) -> Member:
    """Coordinates this programme, and nothing else."""
    member = make_member("giulia")
    give_programme_role(actor=SYSTEM, programme=programme, member=member, role="coordinator")
    return member


@pytest.fixture
def company(owner: Member) -> Organisation:
    return make_organisation("Acequia Labs", manager=owner)
