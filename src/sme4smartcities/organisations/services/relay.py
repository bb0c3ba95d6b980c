"""Messages between a member and an organisation's managers; no address is ever shown."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts.models import Member
from sme4smartcities.core import limits
from sme4smartcities.core.errors import Refused
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.mail.services import send_mail
from sme4smartcities.core.policies import require
from sme4smartcities.organisations.facts import (
    ConversationClosed,
    ConversationReported,
    ConversationStarted,
    MessageRelayed,
    ReportSettled,
    SenderBlocked,
    SenderUnblocked,
)
from sme4smartcities.organisations.links import link
from sme4smartcities.organisations.models import (
    Block,
    Conversation,
    Message,
    Organisation,
    Report,
)
from sme4smartcities.organisations.policies import (
    is_open_to_messages,
    may_reply,
    may_settle_reports,
    may_write_to,
    speaks_for,
)
from sme4smartcities.organisations.queries.people import managers_of
from sme4smartcities.organisations.queries.relay import authors_of, is_blocked, workplaces

DAY = 86400
NEWCOMER = timedelta(days=3)
FIRST_MESSAGES_A_DAY = 10
NEWCOMERS_A_DAY = 3
REPLIES_A_DAY = 100
KEPT = timedelta(days=365)  # after the last message
LONGEST = 4000


@transaction.atomic
def write_to_organisation(
    *, actor: Member, organisation: Organisation, title: str, text: str
) -> Conversation:
    """Start a conversation with the managers, each of whom gets a mail without any address.

    A second click gives the conversation of the first. Raises TooMany past the daily limit, which
    is lower for newcomers.
    """
    require(
        may_write_to(actor, organisation),
        _("You cannot write to this organisation here."),
    )
    title, text = written(title, 120), written(text, LONGEST)
    if is_blocked(actor, organisation):
        raise Refused(_("This organisation takes no messages from you."))
    managers = list(managers_of(organisation))
    if not managers:
        raise Refused(_("Nobody manages this organisation yet, so nobody would read the message."))
    if twin := _just_sent(actor, organisation, title, text):
        return twin
    take_turn(actor)
    now = timezone.now()
    conversation = Conversation.objects.create(
        organisation=organisation, member=actor, title=title, last_at=now, member_read_at=now
    )
    message = Message.objects.create(conversation=conversation, author=actor, text=text)
    _tell(managers, conversation, message, "relay_new")
    record(ConversationStarted(actor_id=actor.pk, subject_id=conversation.pk))
    return conversation


def written(text: str, longest: int) -> str:
    cleaned = text.replace("\x00", "").strip()
    if not cleaned:
        raise Refused(_("Write what it is about, and the message."))
    return cleaned[:longest]


def take_turn(actor: Member) -> None:
    new = timezone.now() - actor.joined_at < NEWCOMER
    limit = NEWCOMERS_A_DAY if new else FIRST_MESSAGES_A_DAY
    limits.take("relay", key=str(actor.pk), limit=limit, per=DAY)


def _just_sent(
    actor: Member, organisation: Organisation, title: str, text: str
) -> Conversation | None:
    Member.objects.select_for_update().get(pk=actor.pk)  # a double click waits for the first
    return Conversation.objects.filter(
        organisation=organisation,
        member=actor,
        title=title,
        messages__text=text,
        started_at__gte=timezone.now() - timedelta(minutes=10),
    ).first()


@transaction.atomic
def reply(*, actor: Member, conversation: Conversation, text: str) -> Message:
    """Answer: a manager in the organisation's name, or the member who wrote."""
    row = _locked(conversation)
    require(may_reply(actor, row), _("You do not take part in this conversation."))
    if row.closed_at or not is_open_to_messages(row.organisation):
        raise Refused(_("This conversation is closed."))
    outward = speaks_for(actor, row)
    if not outward and is_blocked(actor, row.organisation):
        raise Refused(_("This organisation takes no messages from you."))
    text = written(text, LONGEST)
    last = row.messages.order_by("-pk").first()
    if last and (last.author_id, last.text) == (actor.pk, text):
        return last
    limits.take("relay-reply", key=str(actor.pk), limit=REPLIES_A_DAY, per=DAY)
    message = Message.objects.create(
        conversation=row, author=actor, from_organisation=outward, text=text
    )
    row.last_at = message.sent_at
    if outward:
        row.managers_read_at = message.sent_at
        _tell([row.member], row, message, "relay_answer")
    else:
        row.member_read_at = message.sent_at
        _tell(managers_of(row.organisation), row, message, "relay_reply")
    row.save(update_fields=["last_at", "managers_read_at", "member_read_at"])
    record(MessageRelayed(actor_id=actor.pk, subject_id=row.pk, message_id=message.pk))
    return message


def _locked(conversation: Conversation) -> Conversation:
    return (
        Conversation.objects.select_for_update(of=("self",))
        .select_related("organisation", "member")
        .get(pk=conversation.pk)
    )


def _writer(member: Member) -> str:
    """Name who writes and where he or she works, as the form said it would."""
    houses = ", ".join(organisation.name for organisation in workplaces(member))
    return f"{member.name} ({houses})" if houses else member.name


def _tell(readers: Iterable[Member], row: Conversation, message: Message, template: str) -> None:
    writer = _writer(row.member)
    for reader in readers:
        send_mail(
            to=reader.email,
            template=f"organisations/mail/{template}",
            context={
                "name": writer,
                "organisation": row.organisation.name,
                "title": row.title,
                "text": message.text,
                "link": link("organisations:conversation", row.pk, language=reader.language),
            },
            language=reader.language,
            key=f"relay:{message.pk}:{reader.pk}",
        )


@transaction.atomic
def mark_read(*, actor: Member, conversation: Conversation) -> None:
    """Note that one side has seen all there is; no fact, since it concerns nobody else."""
    side = "managers_read_at" if speaks_for(actor, conversation) else "member_read_at"
    Conversation.objects.filter(pk=conversation.pk).update(**{side: timezone.now()})


@transaction.atomic
def close_conversation(*, actor: Member, conversation: Conversation) -> None:
    """End it for both sides; what was written stays readable until it is old."""
    row = _locked(conversation)
    require(may_reply(actor, row), _("You do not take part in this conversation."))
    if not row.closed_at:
        row.closed_at = timezone.now()
        row.save(update_fields=["closed_at"])
        record(ConversationClosed(actor_id=actor.pk, subject_id=row.pk))


@transaction.atomic
def block_sender(*, actor: Member, conversation: Conversation) -> Block:
    """Take no more messages from this person; only the managers' side can."""
    row = _locked(conversation)
    require(speaks_for(actor, row), _("Only the managers can block a sender."))
    block, new = Block.objects.get_or_create(organisation=row.organisation, member=row.member)
    close_conversation(actor=actor, conversation=row)
    if new:
        record(SenderBlocked(actor_id=actor.pk, subject_id=row.pk, member_id=row.member_id))
    return block


@transaction.atomic
def unblock_sender(*, actor: Member, conversation: Conversation) -> None:
    row = _locked(conversation)
    require(speaks_for(actor, row), _("Only the managers can let a sender write again."))
    gone, _rows = Block.objects.filter(organisation=row.organisation, member=row.member).delete()
    if gone:
        record(SenderUnblocked(actor_id=actor.pk, subject_id=row.pk, member_id=row.member_id))


@transaction.atomic
def report_conversation(
    *, actor: Member, conversation: Conversation, reason: str, note: str = ""
) -> Report:
    """Show the conversation to the coordinator; the other side is not told."""
    row = _locked(conversation)
    require(may_reply(actor, row), _("You do not take part in this conversation."))
    limits.take("relay-report", key=str(actor.pk), limit=20, per=DAY)
    report, new = Report.objects.get_or_create(
        conversation=row,
        reporter=actor,
        settled_at=None,
        defaults={"reason": Report.Reason(reason), "note": note.strip()[:500]},
    )
    if new:
        record(ConversationReported(actor_id=actor.pk, subject_id=row.pk, reason=report.reason))
    return report


@transaction.atomic
def settle_report(*, actor: Member, report: Report, outcome: str) -> Report:
    """Decide: ``warned`` writes to the authors, ``blocked`` keeps the member from writing to any
    organisation."""
    row = (
        Report.objects.select_for_update(of=("self",))
        .select_related("conversation")
        .get(pk=report.pk)
    )
    require(may_settle_reports(actor), _("Only the coordinator settles reports."))
    if row.settled_at:
        return row
    if outcome == Report.Outcome.BLOCKED and row.reporter_id == row.conversation.member_id:
        raise Refused(_("The member reported the organisation. Hide the organisation instead."))
    row.settled_at, row.outcome = timezone.now(), Report.Outcome(outcome)
    row.save(update_fields=["settled_at", "outcome"])
    if row.outcome == Report.Outcome.WARNED:
        page = "organisations:conversation", row.conversation_id
        warn(authors_of(row), page=page, key=f"report:{row.pk}")
    if row.outcome == Report.Outcome.BLOCKED:
        shut_out(member=row.conversation.member)
    record(ReportSettled(actor_id=actor.pk, subject_id=row.conversation_id, outcome=row.outcome))
    return row


def warn(authors: Iterable[Member], *, page: tuple[str, int], key: str) -> None:
    """Write to those whose words were reported; the caller has decided and records it.

    ``page``: the address and number of what they wrote. ``key``: of the report.
    """
    for author in authors:
        send_mail(
            to=author.email,
            template="organisations/mail/warned",
            context={"link": link(*page, language=author.language)},
            language=author.language,
            key=f"warned:{key}:{author.pk}",
        )


def shut_out(*, member: Member, organisation: Organisation | None = None) -> None:
    """Keep a member from writing to one organisation, or to anybody here; the caller has decided
    and records it."""
    Block.objects.get_or_create(organisation=organisation, member=member)


def let_in(*, member: Member, organisation: Organisation) -> None:
    """Let a member write to an organisation again; the caller has decided and records it."""
    Block.objects.filter(organisation=organisation, member=member).delete()


@transaction.atomic
def forget_conversations() -> int:
    """Delete what nobody has written in for a year; give how many conversations."""
    old = Conversation.objects.filter(last_at__lt=timezone.now() - KEPT)
    ids = list(old.values_list("pk", flat=True)[:500])
    Conversation.objects.filter(pk__in=ids).delete()
    return len(ids)
