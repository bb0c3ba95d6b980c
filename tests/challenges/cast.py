"""Challenges that any test may call on stage, each made by the way people take."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from sme4smartcities.accounts.models import Member
from sme4smartcities.challenges.models import Challenge, Facet
from sme4smartcities.challenges.services import (
    Edit,
    MeasureValues,
    create_challenge,
    edit_challenge,
    move_challenge,
)
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.organisations.models import Organisation
from tests.organisations.cast import make_organisation, make_term

PROBLEM = (
    "Bays reserved for people with reduced mobility are scarce and often taken by cars without a"
    " valid card. Drivers circle, give up, or park far from the door."
)
SUMMARY = "Drivers with reduced mobility circle for a quarter of an hour to find a free bay."
WAYS = {
    "draft": (),
    "review": ("submit",),
    "published": ("publish",),
    "solved": ("publish", "solve"),
    "withdrawn": ("publish", "withdraw"),
    "archived": ("publish", "solve", "archive"),
}


def make_city(
    name: str = "Marlhaven", *, manager: Member | None = None, **fields: Any
) -> Organisation:
    """Make a municipality that the coordinator has verified."""
    fields.setdefault("kind", make_term("organisation_kind", "municipality", "Municipality"))
    fields.setdefault("verified_at", timezone.now())
    return make_organisation(name, manager=manager, **fields)


def make_challenge(
    owner: Organisation | None = None,
    *,
    state: str = "published",
    title: str = "Find a free accessible bay",
    language: str = "en",
    needs: tuple[str, ...] = (),
    domain: str = "transportation",
) -> Challenge:
    """Make a challenge that may be published, and take it to the given state."""
    row = create_challenge(actor=SYSTEM, owner=owner or make_city(), language=language, title=title)
    edit = Edit(
        language=language,
        texts={"summary": SUMMARY, "problem": PROBLEM},
        terms={
            Facet.DOMAIN: [make_term("domain", domain)],
            Facet.NEEDS: [make_term("capability", code) for code in needs],
        },
        measures=[minutes(14, 5)],
    )
    row = edit_challenge(actor=SYSTEM, challenge=row, edit=edit)
    for act in WAYS[state]:
        row = move_challenge(actor=SYSTEM, challenge=row, act=act, note="Said in a few words.")
    return row


def minutes(today: int, goal: int, better: str = "less") -> MeasureValues:
    return MeasureValues(
        name="average search for a free bay",
        unit="minutes",
        better=better,
        baseline=Decimal(today),
        target=Decimal(goal),
        source="City count",
    )
