"""Keep what a member tells matching, for that member alone (docs/decisions/0063)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.facts import FeedbackTaken, MatchJudged, PartMuted, PartUnmuted
from sme4smartcities.matching.models import Feedback, Mute, Reason, Verdict
from sme4smartcities.matching.scoring.weights import LABELS

MOST_KEPT = 2_000  # of one member


@transaction.atomic
def judge_match(
    *, actor: Member, own: Subject, shown: Subject, verdict: str, reason: str = ""
) -> Feedback:
    """Call a match useful, or dismiss it with a reason; the last word counts.

    Whoever calls this has found the match with the member's own rights.
    """
    if verdict == Verdict.DISMISSED and reason not in Reason.values:
        raise Refused(_("Say why it is not for you. It helps to suggest what is."))
    held = Feedback.objects.filter(member=actor)
    if held.count() >= MOST_KEPT:
        raise Refused(_("Take back some of what you told the matching first."))
    row, _new = Feedback.objects.update_or_create(
        member=actor,
        own_kind=own.kind,
        own_id=own.id,
        shown_kind=shown.kind,
        shown_id=shown.id,
        defaults={
            "verdict": verdict,
            "reason": reason if verdict == Verdict.DISMISSED else "",
            "at": timezone.now(),
        },
    )
    record(MatchJudged(actor_id=actor.pk, subject_id=actor.pk, verdict=verdict, reason=row.reason))
    return row


@transaction.atomic
def take_back(*, actor: Member, feedback: Feedback) -> None:
    """Take back what was said of a match; a second click changes nothing."""
    gone, _rows = Feedback.objects.filter(pk=feedback.pk, member=actor).delete()
    if gone:
        record(FeedbackTaken(actor_id=actor.pk, subject_id=actor.pk))


@transaction.atomic
def mute_part(*, actor: Member, part: str) -> None:
    """Let a part of matches count nothing for the actor; a second click changes nothing."""
    if part not in LABELS:
        raise Refused(_("Matches have no such part."))
    _row, new = Mute.objects.get_or_create(member=actor, part=part, defaults={"at": timezone.now()})
    if new:
        record(PartMuted(actor_id=actor.pk, subject_id=actor.pk, part=part))


@transaction.atomic
def unmute_part(*, actor: Member, part: str) -> None:
    gone, _rows = Mute.objects.filter(member=actor, part=part).delete()
    if gone:
        record(PartUnmuted(actor_id=actor.pk, subject_id=actor.pk, part=part))
