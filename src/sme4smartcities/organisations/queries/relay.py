"""Conversations as either side reads them, and the reports that the coordinator sees."""

from datetime import datetime

from django.db.models import (
    BooleanField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.models import Block, Conversation, Message, Organisation, Report
from sme4smartcities.organisations.policies import is_coordinator

WORKPLACES = 5


def is_blocked(actor: Actor, organisation: Organisation) -> bool:
    """Say whether the organisation, or the coordinator for all of them, takes no more from one."""
    whose = Q(organisation=organisation) | Q(organisation=None)
    return Block.objects.filter(whose, member_id=actor.pk or 0).exists()


def conversations_of(actor: Actor) -> QuerySet[Conversation]:
    """All that one may read, the latest first; ``last_text`` and ``is_news`` say what is new."""
    last = Message.objects.filter(conversation=OuterRef("pk")).order_by("-pk")
    return (
        Conversation.objects.visible_to(actor)
        .select_related("organisation", "member")
        .annotate(
            last_text=Subquery(last.values("text")[:1]),
            is_news=ExpressionWrapper(_has_news(actor), output_field=BooleanField()),
        )
        .order_by("-last_at", "-pk")
    )


def conversations_after(
    actor: Actor, after: tuple[datetime, int] | None, limit: int
) -> list[Conversation]:
    """Give the next ones for programs, the latest first; ``after``: time and number of the last."""
    rows = Conversation.objects.visible_to(actor).select_related("organisation", "member")
    if after is not None:
        at, number = after
        rows = rows.filter(Q(last_at__lt=at) | Q(last_at=at, pk__lt=number))
    return list(rows.order_by("-last_at", "-pk")[:limit])


def _has_news(actor: Actor) -> Q:
    """Say of a conversation that something came since the actor's side read it."""
    mine = Q(member_id=actor.pk or 0)
    unread_by_me = Q(member_read_at=None) | Q(last_at__gt=F("member_read_at"))
    unread_by_us = Q(managers_read_at=None) | Q(last_at__gt=F("managers_read_at"))
    return (mine & unread_by_me) | (~mine & unread_by_us)


def conversation_for(actor: Actor, number: int) -> Conversation | None:
    """Give a conversation to those in it, and a reported one to the coordinator."""
    rows = Conversation.objects.select_related("organisation", "member")
    found = rows.visible_to(actor).filter(pk=number).first()
    if found is None and is_coordinator(actor):
        found = rows.filter(pk=number, reports__isnull=False).first()
    return found


def workplaces(writer: Member) -> list[Organisation]:
    """Give the listed organisations that somebody works for: those written to are told of them."""
    return list(Organisation.objects.listed().of(writer).order_by("sort_key", "pk")[:WORKPLACES])


def authors_of(report: Report) -> list[Member]:
    """Give those who wrote what was reported, for the side that did not report, and are still here."""
    talk = report.conversation
    if report.reporter_id != talk.member_id:
        return [talk.member] if talk.member.is_active else []
    wrote = talk.messages.filter(from_organisation=True, author__isnull=False)
    return list(Member.objects.filter(pk__in=wrote.values("author"), is_active=True).order_by("pk"))


def messages_of(conversation: Conversation) -> QuerySet[Message]:
    return Message.objects.filter(conversation=conversation).order_by("pk")


def unread(actor: Actor) -> int:
    """Count conversations with something new for the actor."""
    return Conversation.objects.visible_to(actor).filter(_has_news(actor)).count()


def open_reports(actor: Actor) -> QuerySet[Report]:
    rows = Report.objects.visible_to(actor).filter(settled_at=None)
    return rows.select_related(
        "conversation__organisation", "conversation__member", "reporter"
    ).order_by("reported_at")


def open_report(actor: Actor, number: int) -> Report | None:
    return open_reports(actor).filter(pk=number).first()
