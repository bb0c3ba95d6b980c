"""Readers say that a record is wrong or must go; a coordinator settles it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts.models import Member
from sme4smartcities.core import limits
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.core.tidying import tidy
from sme4smartcities.opportunities import facts
from sme4smartcities.opportunities.models import PUBLIC, Complaint, Opportunity
from sme4smartcities.opportunities.policies import may_complain, may_settle
from sme4smartcities.opportunities.services.moving import move_opportunity
from sme4smartcities.opportunities.services.refusals import NOT_KEEPER

DAY = 86_400
A_DAY = 10  # complaints of one asker
OF_ONE = 20  # complaints about one record


@transaction.atomic
def complain(
    *,
    actor: Actor,
    asker: str,
    opportunity: Opportunity,
    reason: str,
    text: str = "",
    email: str = "",
) -> Complaint:
    """Take down what a reader says. ``asker``: whose words are counted together."""
    if not may_complain(opportunity):
        raise Refused(_("Nobody else reads this page any more."))
    twin = Complaint.objects.filter(
        opportunity=opportunity, reason=reason, text=tidy(text)[:1000], outcome=""
    ).first()
    if twin:
        return twin
    limits.take("opportunity-complaint", key=asker, limit=A_DAY, per=DAY)
    limits.take("opportunity-complaint-of", key=str(opportunity.pk), limit=OF_ONE, per=DAY)
    row = Complaint(
        opportunity=opportunity,
        member=actor if isinstance(actor, Member) else None,
        reason=reason,
        text=tidy(text)[:1000],
        email="" if isinstance(actor, Member) else email,
    )
    row.full_clean()
    row.save()
    record(
        facts.ComplaintMade(
            actor_id=actor.pk, subject_id=opportunity.pk, complaint_id=row.pk, reason=reason
        )
    )
    return row


@transaction.atomic
def settle_complaint(
    *, actor: Actor, complaint: Complaint, outcome: str, note: str = ""
) -> Complaint:
    """Say what became of it; removing withdraws the record. A second click changes nothing."""
    require(may_settle(actor), NOT_KEEPER)
    rows = Complaint.objects.select_for_update(of=("self",)).select_related("opportunity")
    row = rows.get(pk=complaint.pk)
    if row.outcome:
        return row
    if outcome == Complaint.Outcome.REMOVED and row.opportunity.state in PUBLIC:
        said = note or str(row.get_reason_display())
        move_opportunity(actor=actor, opportunity=row.opportunity, act="withdraw", note=said)
    row.outcome, row.settled_at = outcome, timezone.now()
    row.settled_by = actor if isinstance(actor, Member) else None
    row.email = ""  # it has served
    row.save()
    record(
        facts.ComplaintSettled(
            actor_id=actor.pk,
            subject_id=row.opportunity_id,
            complaint_id=row.pk,
            outcome=outcome,
        )
    )
    return row
