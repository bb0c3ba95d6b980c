"""What acting on matches shows on the pages of others: the way to offer help, or to ask for it."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from sme4smartcities.alliances.queries.offers import open_offer, waiting_for
from sme4smartcities.challenges.policies import is_writer
from sme4smartcities.challenges.queries.challenges import challenge_for
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.queries.slots import Matched
from sme4smartcities.organisations.models.organisation import spoken_for
from sme4smartcities.solutions.queries.solutions import listed_owners, solution_for

# What is shown, and what stands beside it → the page to write on, and what is chosen there.
ACTS = {
    ("challenge", "organisation"): ("help_challenge", "sender"),
    ("challenge", "solution"): ("help_challenge", "solution"),
    ("solution", "challenge"): ("need_solution", "challenge"),
    ("organisation", "challenge"): ("need_organisation", "challenge"),
    ("organisation", "organisation"): ("help_organisation", "sender"),
}


def on_match(actor: Actor, subject: Subject) -> Mapping[str, Any] | None:
    """Lead from a match to the first words about it, with both sides chosen; asks nothing."""
    if not isinstance(subject, Matched) or len(subject.beside) != 1:
        return None
    (own,) = subject.beside
    act = ACTS.get((subject.kind, own.kind))
    if act is None:
        return None
    name, choice = act
    address = f"{reverse(f'alliances:{name}', args=(subject.id,))}?{choice}={own.id}"
    return {"address": address, "needs": name.startswith("need")}


def on_alliance(actor: Actor, subject: Subject) -> Mapping[str, Any] | None:
    """Lead from a proposed alliance to its draft; asks nothing."""
    if not isinstance(subject, Matched) or len(subject.beside) < 2:
        return None
    members = ",".join(str(one.id) for one in subject.beside)
    return {"address": f"{reverse('alliances:start', args=(subject.id,))}?with={members}"}


def beside_challenge(actor: Actor, subject: Subject) -> Mapping[str, Any] | None:
    """Lead to "I can help", to the offer that stands already, or its writers to what came."""
    challenge = challenge_for(actor, subject.id)
    if challenge is None or challenge.is_record:
        return None
    if actor.is_authenticated and is_writer(actor, challenge):
        count = waiting_for(challenge.pk)
        return {"helped": challenge, "waiting": count} if count else None
    if not challenge.is_open:
        return None
    return {"helped": challenge, "made": open_offer(actor, challenge.pk)}


def beside_solution(actor: Actor, subject: Subject) -> Mapping[str, Any] | None:
    """Let a city say that it has the problem; nobody says so of what his or her own people offer."""
    solution = solution_for(actor, subject.id)
    if solution is None or solution.is_record or solution.state != "published":
        return None
    owners = {one.pk for one in listed_owners(solution)}
    return None if owners & spoken_for(actor) else {"needed": solution}
