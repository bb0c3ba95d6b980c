"""Take a challenge from one state to the next, or delete what was never published."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.challenges.facts import ChallengeDeleted
from sme4smartcities.challenges.lifecycle import STEPS
from sme4smartcities.challenges.models import LISTED, Challenge, State
from sme4smartcities.challenges.policies import is_writer, may_delete, may_move
from sme4smartcities.challenges.queries.checking import missing_for_publishing
from sme4smartcities.challenges.services.attachments import follow_state
from sme4smartcities.challenges.services.refusals import NOT_PUBLISHER, NOT_YOUR_STEP
from sme4smartcities.challenges.services.versions import keep_version
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.lifecycle import is_due
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.core.search.services import drop
from sme4smartcities.core.tidying import tidy
from sme4smartcities.core.uploads.services import discard_all

NOTE = 500


@transaction.atomic
def move_challenge(*, actor: Actor, challenge: Challenge, act: str, note: str = "") -> Challenge:
    """Take a step; a repeated click changes nothing. Raises Refused with what is missing."""
    step, row = STEPS[act], _locked(challenge)
    own = step.by == "publisher" and is_writer(actor, row)
    require(may_move(actor, row, act), NOT_PUBLISHER if own else NOT_YOUR_STEP)
    elsewhere = _(
        "The challenge is in the state “%(state)s”; this step does not lead on from there."
    )
    if not is_due(step, row.state, Refused(elsewhere % {"state": row.get_state_display()})):
        return row
    text = tidy(note)[:NOTE]
    if step.must and not text:
        raise Refused(_("Write a sentence or two, so that others know why."))
    if step.target in (State.REVIEW, State.PUBLISHED):
        _must_be_complete(row)
    was = row.state
    _arrive(row, step.target, text)
    keep_version(row, actor)
    fact = step.fact(actor_id=actor.pk, subject_id=row.pk, act=act, was=was, now=row.state)
    record(fact)
    return row


def _arrive(row: Challenge, target: str, note: str) -> None:
    now = timezone.now()
    row.state, row.note, row.moved_at = target, note, now
    row.news_at = now
    if target == State.PUBLISHED and row.published_at is None:
        row.published_at = now
    row.turn_page(None)
    row.save()
    follow_state(row)
    if row.state not in LISTED:
        drop(row.subject)


def _must_be_complete(row: Challenge) -> None:
    if missing := missing_for_publishing(row):
        raise Refused(
            _("This is still missing: %(list)s") % {"list": " · ".join(str(m) for m in missing)},
            code="incomplete",
        )


def _locked(challenge: Challenge) -> Challenge:
    rows = Challenge.objects.select_for_update(of=("self",)).select_related("owner")
    return rows.get(pk=challenge.pk)


@transaction.atomic
def delete_challenge(*, actor: Actor, challenge: Challenge) -> None:
    """Delete a draft with its versions. What was published is withdrawn instead, never deleted."""
    row = _locked(challenge)
    if row.published_at is not None and is_writer(actor, row):
        raise Refused(
            _(
                "This challenge was public: people have read it, asked and linked to it. Withdraw it"
                " instead; its page then tells why."
            )
        )
    require(may_delete(actor, row), NOT_YOUR_STEP)
    number = row.pk
    drop(row.subject)
    row.attachments.all().delete()  # before their files, which they keep
    discard_all(row.subject)
    row.delete()
    record(ChallengeDeleted(actor_id=actor.pk, subject_id=number))
