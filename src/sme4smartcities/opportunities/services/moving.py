"""Take an opportunity from one state to the next, or delete what was never published."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.lifecycle import is_due
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.core.search.services import drop
from sme4smartcities.core.tidying import tidy
from sme4smartcities.opportunities.facts import OpportunityDeleted
from sme4smartcities.opportunities.lifecycle import STEPS
from sme4smartcities.opportunities.models import LISTED, PUBLIC, Opportunity, State
from sme4smartcities.opportunities.policies import is_writer, may_delete, may_move
from sme4smartcities.opportunities.queries.opportunities import missing_for_publishing
from sme4smartcities.opportunities.services.refusals import (
    NOT_PUBLISHER,
    NOT_YOUR_STEP,
    NOT_YOURS,
)

NOTE = 500


@transaction.atomic
def move_opportunity(
    *, actor: Actor, opportunity: Opportunity, act: str, note: str = ""
) -> Opportunity:
    """Take a step; a repeated click changes nothing. Raises Refused with what is missing."""
    step, row = STEPS[act], _locked(opportunity)
    own = step.by == "publisher" and is_writer(actor, row)
    require(may_move(actor, row, act), NOT_PUBLISHER if own else NOT_YOUR_STEP)
    otherwise = Refused(
        _("It is in the state “%(state)s”; this step does not lead on from there.")
        % {"state": row.get_state_display()}
    )
    if not is_due(step, row.state, otherwise):
        return row
    text = tidy(note)[:NOTE]
    if step.must and not text:
        raise Refused(_("Write a sentence or two, so that others know why."))
    if step.target == State.REVIEW or step.target in PUBLIC:
        _must_be_complete(row)
    was = row.state
    _arrive(row, step.target, text)
    record(step.fact(actor_id=actor.pk, subject_id=row.pk, act=act, was=was, now=row.state))
    return row


def _arrive(row: Opportunity, target: str, note: str) -> None:
    now = timezone.now()
    if row.published_at is not None:  # calendars may hold it
        row.sequence, row.changed_at = row.sequence + 1, now
    elif target in LISTED:
        row.published_at = now
    row.state, row.note = target, note
    row.turn_page(None)
    row.save()
    if row.state not in LISTED:
        drop(row.subject)


def _must_be_complete(row: Opportunity) -> None:
    if missing := missing_for_publishing(row):
        raise Refused(
            _("This is still missing: %(list)s") % {"list": " · ".join(missing)},
            code="incomplete",
        )


def _locked(opportunity: Opportunity) -> Opportunity:
    rows = Opportunity.objects.select_for_update(of=("self",)).select_related("owner")
    return rows.get(pk=opportunity.pk)


@transaction.atomic
def delete_opportunity(*, actor: Actor, opportunity: Opportunity) -> None:
    """Delete what was never published. The rest is withdrawn: calendars must hear of it."""
    row = _locked(opportunity)
    require(is_writer(actor, row), NOT_YOURS)
    if not may_delete(actor, row):
        raise Refused(_("It was published: withdraw it instead, so that calendars hear of it."))
    number = row.pk
    drop(row.subject)
    row.delete()
    record(OpportunityDeleted(actor_id=actor.pk, subject_id=number))
