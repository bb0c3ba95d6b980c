"""Who has looked at which challenge's matches, and when."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.policies import Actor
from sme4smartcities.matching.facts import MatchesConsulted

OPEN_FOR = timedelta(days=1)


def challenge_to_solve(actor: Actor, number: int) -> Challenge | None:
    """Give a challenge that the actor may see, with its owner. ``consulted``: the actor noted within
    a day that he or she looks at who could solve it."""
    looks = Entry.objects.filter(
        subject_kind="challenge",
        subject_id=OuterRef("pk"),
        name=MatchesConsulted.name(),
        actor_id=actor.pk,
        at__gt=timezone.now() - OPEN_FOR,
    )
    rows = Challenge.objects.visible_to(actor).select_related("owner")
    return rows.annotate(consulted=Exists(looks)).filter(pk=number).first()


def has_consulted(challenge: Challenge) -> bool:
    """Say whether who fetched the challenge to solve it noted so."""
    return bool(getattr(challenge, "consulted", False))
