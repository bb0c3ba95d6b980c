"""Who has looked at which challenge's matches, and when."""

from datetime import timedelta

from django.utils import timezone

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.policies import Actor
from sme4smartcities.matching.facts import MatchesConsulted

OPEN_FOR = timedelta(days=1)


def has_consulted(actor: Actor, challenge: Challenge) -> bool:
    """Say whether the actor noted within a day that he or she looks."""
    return Entry.objects.filter(
        subject_kind="challenge",
        subject_id=challenge.pk,
        name=MatchesConsulted.name(),
        actor_id=actor.pk,
        at__gt=timezone.now() - OPEN_FOR,
    ).exists()
