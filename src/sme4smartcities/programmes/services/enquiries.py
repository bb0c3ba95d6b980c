"""Messages between a member and those who run a programme; no address is ever shown."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts.models import Member
from sme4smartcities.core import limits
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import require
from sme4smartcities.organisations.models import Report
from sme4smartcities.organisations.services.relay import (
    DAY,
    KEPT,
    REPLIES_A_DAY,
    shut_out,
    take_turn,
    warn,
    written,
)
from sme4smartcities.programmes.facts import (
    EnquiryAnswered,
    EnquiryClosed,
    EnquiryReported,
    EnquirySettled,
    EnquiryStarted,
)
from sme4smartcities.programmes.models import Enquiry, EnquiryMessage, Programme
from sme4smartcities.programmes.policies import (
    answers_for,
    may_enquire,
    may_settle,
    may_talk,
)
from sme4smartcities.programmes.queries.enquiries import authors_of, is_shut_out, keepers_of
from sme4smartcities.programmes.services.letters import tell
from sme4smartcities.programmes.services.refusals import NOT_IN_IT, SHUT_OUT

LONGEST = 4000


@transaction.atomic
def write_to_programme(*, actor: Member, programme: Programme, title: str, text: str) -> Enquiry:
    """Begin an enquiry; each coordinator gets a mail without any address.

    A second click gives the enquiry of the first. It counts with the messages to organisations.
    """
    require(may_enquire(actor, programme), _("You cannot write to this programme here."))
    title, text = written(title, 120), written(text, LONGEST)
    if is_shut_out(actor):
        raise Refused(SHUT_OUT)
    Member.objects.select_for_update().get(pk=actor.pk)  # a double click waits for the first
    twin = Enquiry.objects.filter(
        programme=programme,
        member=actor,
        title=title,
        messages__text=text,
        started_at__gte=timezone.now() - timedelta(minutes=10),
    ).first()
    if twin:
        return twin
    take_turn(actor)
    now = timezone.now()
    row = Enquiry.objects.create(
        programme=programme, member=actor, title=title, last_at=now, member_read_at=now
    )
    message = EnquiryMessage.objects.create(enquiry=row, author=actor, text=text)
    _tell(keepers_of(programme), row, message, "enquiry")
    record(EnquiryStarted(actor_id=actor.pk, subject_id=programme.pk, enquiry_id=row.pk))
    return row


def _tell(readers: Iterable[Member], row: Enquiry, message: EnquiryMessage, kind: str) -> None:
    for reader in readers:
        tell(
            reader,
            kind,
            row.programme,
            page=("enquiry", row.pk),
            key=f"{message.pk}",
            name=row.member.name,
            text=message.text,
        )


def _locked(enquiry: Enquiry) -> Enquiry:
    rows = Enquiry.objects.select_for_update(of=("self",)).select_related("programme", "member")
    return rows.get(pk=enquiry.pk)


@transaction.atomic
def answer_enquiry(*, actor: Member, enquiry: Enquiry, text: str) -> EnquiryMessage:
    """Answer: a coordinator in the programme's name, or the member who wrote."""
    row = _locked(enquiry)
    require(may_talk(actor, row), NOT_IN_IT)
    if row.closed_at:
        raise Refused(_("This conversation is closed."))
    outward = answers_for(actor, row)
    if not outward and is_shut_out(actor):
        raise Refused(SHUT_OUT)
    text = written(text, LONGEST)
    last = row.messages.order_by("-pk").first()
    if last and (last.author_id, last.text) == (actor.pk, text):
        return last
    limits.take("relay-reply", key=str(actor.pk), limit=REPLIES_A_DAY, per=DAY)
    message = EnquiryMessage.objects.create(
        enquiry=row, author=actor, from_programme=outward, text=text
    )
    row.last_at = message.sent_at
    setattr(row, "keepers_read_at" if outward else "member_read_at", message.sent_at)
    readers = [row.member] if outward else keepers_of(row.programme)
    _tell(readers, row, message, "enquiry_answer" if outward else "enquiry")
    row.save(update_fields=["last_at", "keepers_read_at", "member_read_at"])
    record(EnquiryAnswered(actor_id=actor.pk, subject_id=row.programme_id, enquiry_id=row.pk))
    return message


@transaction.atomic
def mark_enquiry_read(*, actor: Member, enquiry: Enquiry) -> None:
    """Note that one side has seen all there is; no fact, since it concerns nobody else."""
    side = "keepers_read_at" if answers_for(actor, enquiry) else "member_read_at"
    Enquiry.objects.filter(pk=enquiry.pk).update(**{side: timezone.now()})


@transaction.atomic
def close_enquiry(*, actor: Member, enquiry: Enquiry) -> None:
    """End it for both sides; what was written stays readable until it is old."""
    row = _locked(enquiry)
    require(may_talk(actor, row), NOT_IN_IT)
    if not row.closed_at:
        row.closed_at = timezone.now()
        row.save(update_fields=["closed_at"])
        record(EnquiryClosed(actor_id=actor.pk, subject_id=row.programme_id, enquiry_id=row.pk))


@transaction.atomic
def report_enquiry(*, actor: Member, enquiry: Enquiry, reason: str, note: str = "") -> None:
    """Show the enquiry to the coordinators of the platform; the other side is not told."""
    row = _locked(enquiry)
    require(may_talk(actor, row), NOT_IN_IT)
    if row.is_reported:
        return
    limits.take("relay-report", key=str(actor.pk), limit=20, per=DAY)
    row.reporter, row.outcome = actor, ""
    row.reason, row.note = Report.Reason(reason), note.strip()[:500]
    row.save(update_fields=["reporter", "reason", "note", "outcome"])
    fact = EnquiryReported(
        actor_id=actor.pk, subject_id=row.programme_id, enquiry_id=row.pk, reason=row.reason
    )
    record(fact)


@transaction.atomic
def settle_enquiry(*, actor: Member, enquiry: Enquiry, outcome: str) -> None:
    """Decide: ``warned`` writes to the authors, ``blocked`` keeps the member from writing to anybody
    here."""
    row = _locked(enquiry)
    require(may_settle(actor), _("Only the coordinator settles reports."))
    if not row.is_reported:
        return
    if outcome == Report.Outcome.BLOCKED and row.reporter_id == row.member_id:
        raise Refused(_("The member reported the programme. Talk to its coordinators instead."))
    row.outcome = Report.Outcome(outcome)
    row.save(update_fields=["outcome"])
    if row.outcome == Report.Outcome.WARNED:
        page = "programmes:enquiry", row.pk
        warn(authors_of(row), page=page, key=f"enquiry:{row.pk}:{timezone.now():%Y%m%d%H%M%S}")
    if row.outcome == Report.Outcome.BLOCKED:
        shut_out(member=row.member)
    fact = EnquirySettled(
        actor_id=actor.pk, subject_id=row.programme_id, enquiry_id=row.pk, outcome=row.outcome
    )
    record(fact)


@transaction.atomic
def forget_enquiries() -> int:
    """Delete what nobody has written in for a year; give how many."""
    old = Enquiry.objects.filter(last_at__lt=timezone.now() - KEPT)
    ids = list(old.values_list("pk", flat=True)[:500])
    Enquiry.objects.filter(pk__in=ids).delete()
    return len(ids)
