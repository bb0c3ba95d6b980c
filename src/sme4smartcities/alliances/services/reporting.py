"""An offer is reported to the coordinator, who decides; a side takes no more from who wrote to it."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from sme4smartcities.accounts.models import Member
from sme4smartcities.alliances.facts import (
    OfferBlocked,
    OfferReported,
    OfferReportSettled,
    OfferUnblocked,
)
from sme4smartcities.alliances.models import Offer, OfferReport
from sme4smartcities.alliances.policies import may_report, may_settle_reports, side_of
from sme4smartcities.alliances.queries.reports import authors_of
from sme4smartcities.alliances.services.answering import locked
from sme4smartcities.alliances.services.letters import tell_of_offer
from sme4smartcities.alliances.services.refusals import (
    NOT_SETTLING,
    NOT_YOUR_STEP,
    NOTHING_WRITTEN,
)
from sme4smartcities.core import limits
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.organisations.models import Organisation, Report
from sme4smartcities.organisations.services.relay import let_in, shut_out

DAY = 86_400
REPORTS_A_DAY = 20
NOTE = 500


@transaction.atomic
def report_offer(*, actor: Member, offer: Offer, reason: str, note: str = "") -> OfferReport:
    """Show the whole exchange to the coordinator; the other side is not told. Twice is once."""
    row = locked(offer)
    require(may_report(actor, row), NOT_YOUR_STEP)
    of_sender = side_of(actor, row) == "receiver"
    if not authors_of(row, of_sender=of_sender):
        raise Refused(NOTHING_WRITTEN)
    limits.take("relay-report", key=str(actor.pk), limit=REPORTS_A_DAY, per=DAY)
    report, new = OfferReport.objects.get_or_create(
        offer=row,
        reporter=actor,
        settled_at=None,
        defaults={
            "of_sender": of_sender,
            "reason": Report.Reason(reason),
            "note": note.strip()[:NOTE],
        },
    )
    if new:
        record(OfferReported(**_between(actor, row), reason=report.reason))
    return report


@transaction.atomic
def settle_offer_report(*, actor: Actor, report: OfferReport, outcome: str) -> OfferReport:
    """Decide: ``warned`` writes to the authors, ``blocked`` keeps them from writing to anybody."""
    require(may_settle_reports(actor), NOT_SETTLING)
    row = OfferReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if row.settled_at:
        return row
    row.settled_at, row.outcome = timezone.now(), Report.Outcome(outcome)
    row.save(update_fields=["settled_at", "outcome"])
    offer = locked(row.offer)
    authors = authors_of(offer, of_sender=row.of_sender)
    if row.outcome == Report.Outcome.WARNED:
        tell_of_offer(authors, "warned", offer, key=f"report-{row.pk}")
    if row.outcome == Report.Outcome.BLOCKED:
        for author in authors:
            shut_out(member=author)
    record(OfferReportSettled(**_between(actor, offer), outcome=row.outcome))
    return row


@transaction.atomic
def block_authors(*, actor: Actor, offer: Offer) -> None:
    """Take no more, for one's own organisation, from those who wrote for the other side."""
    row, own, authors = _sides(actor, offer)
    for author in authors:
        shut_out(member=author, organisation=own)
    record(OfferBlocked(**_between(actor, row)))


@transaction.atomic
def unblock_authors(*, actor: Actor, offer: Offer) -> None:
    row, own, authors = _sides(actor, offer)
    for author in authors:
        let_in(member=author, organisation=own)
    record(OfferUnblocked(**_between(actor, row)))


def _sides(actor: Actor, offer: Offer) -> tuple[Offer, Organisation, list[Member]]:
    """Give the offer, the actor's organisation in it, and who wrote for the other."""
    row = locked(offer)
    require(may_report(actor, row), NOT_YOUR_STEP)
    receives = side_of(actor, row) == "receiver"
    own = row.receiver if receives else row.sender
    authors = authors_of(row, of_sender=receives)
    if own is None or not authors:
        raise Refused(NOTHING_WRITTEN)
    return row, own, authors


def _between(actor: Actor, row: Offer) -> dict[str, Any]:
    return {
        "actor_id": actor.pk,
        "subject_id": row.pk,
        "sender_id": row.sender_id,
        "receiver_id": row.receiver_id,
    }
