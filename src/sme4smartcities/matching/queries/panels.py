"""What matching shows on the pages of others: in the Studio and on the desk."""

from collections.abc import Mapping
from typing import Any

from sme4smartcities.challenges.queries.challenges import challenge_for
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.policies import may_consult
from sme4smartcities.matching.queries.matches import challenges_for
from sme4smartcities.matching.queries.shown import Told, told
from sme4smartcities.organisations.models import Layer, Organisation

ON_DESK = 5
ORGANISATIONS = 3  # of one member that are matched on the desk


def in_studio(actor: Actor, subject: Subject) -> Mapping[str, Any] | None:
    """Lead those who write a challenge to who could solve it."""
    challenge = challenge_for(actor, subject.id)
    if challenge is None or not may_consult(actor, challenge):
        return None
    return {"matched": challenge}


def on_desk(actor: Actor, subject: Subject) -> Mapping[str, Any] | None:
    """Give the five best open challenges for the organisations that the member manages."""
    found = best_challenges(actor, ON_DESK)
    return {"matches": found} if found else None


def best_challenges(actor: Actor, limit: int) -> list[Told]:
    own = Organisation.objects.managed_by(actor).listed().exclude(layer=Layer.RECORD)
    matches = [
        one
        for organisation in own.order_by("pk")[:ORGANISATIONS]
        for one in challenges_for(organisation)
    ]
    best: dict[Subject, Any] = {}
    for one in sorted(matches, key=lambda one: (-one.points, one.need, one.offer)):
        best.setdefault(one.need, one)
    return told(actor, list(best.values())[:limit])
