"""Members follow a challenge, and stop, by their own act alone."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts.models import Member
from sme4smartcities.challenges.facts import ChallengeFollowed, ChallengeUnfollowed
from sme4smartcities.challenges.models import Challenge, Follower
from sme4smartcities.challenges.policies import may_follow
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import require


@transaction.atomic
def follow_challenge(*, actor: Member, challenge: Challenge) -> Follower:
    """Follow an open challenge; a second click changes nothing."""
    require(may_follow(actor, challenge), _("Only open challenges can be followed."))
    row, new = Follower.objects.get_or_create(
        challenge=challenge, member=actor, defaults={"seen_at": timezone.now()}
    )
    if new:
        record(ChallengeFollowed(actor_id=actor.pk, subject_id=challenge.pk))
    return row


@transaction.atomic
def unfollow_challenge(*, actor: Member, challenge: Challenge) -> None:
    gone, _rows = Follower.objects.filter(challenge=challenge, member=actor).delete()
    if gone:
        record(ChallengeUnfollowed(actor_id=actor.pk, subject_id=challenge.pk))


def mark_seen(*, actor: Member, challenge: Challenge) -> None:
    """Note that a follower has read what is new; no fact, since it concerns nobody else."""
    if challenge.news_at:
        Follower.objects.filter(
            challenge=challenge, member=actor, seen_at__lt=challenge.news_at
        ).update(seen_at=timezone.now())
