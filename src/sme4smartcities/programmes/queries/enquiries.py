"""Enquiries as either side reads them, and who answers for a programme."""

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.policies import Actor, has_role
from sme4smartcities.core.subjects import PLATFORM
from sme4smartcities.organisations.models import Block
from sme4smartcities.programmes.models import Enquiry, EnquiryMessage, Programme
from sme4smartcities.programmes.queries.participations import coordinators_of

MOST = 50


def keepers_of(programme: Programme) -> list[Member]:
    """Give who answers for a programme: its own coordinators, else those of the platform."""
    own = [member for member in coordinators_of(programme) if member.is_active]
    if own:
        return own
    rows = Member.objects.filter(
        roles__role="coordinator", roles__scope_kind=PLATFORM.kind, is_active=True
    )
    return list(rows.order_by("id"))


def is_shut_out(actor: Actor) -> bool:
    """Say whether a coordinator keeps this member from writing to anybody here."""
    return Block.objects.filter(organisation=None, member_id=actor.pk or 0).exists()


def enquiries_of(actor: Actor) -> QuerySet[Enquiry]:
    """Give all that one may read, the latest first, with the last words of each."""
    last = EnquiryMessage.objects.filter(enquiry=OuterRef("pk")).order_by("-pk")
    rows = Enquiry.objects.visible_to(actor).select_related("programme", "member")
    return rows.annotate(last_text=Subquery(last.values("text")[:1])).order_by("-last_at", "-pk")


def messages_of(enquiry: Enquiry) -> QuerySet[EnquiryMessage]:
    return enquiry.messages.order_by("pk")


def authors_of(enquiry: Enquiry) -> list[Member]:
    """Give those who wrote what was reported, for the side that did not report, and are still here."""
    by_programme = enquiry.reporter_id == enquiry.member_id
    wrote = enquiry.messages.filter(from_programme=by_programme, author__isnull=False)
    return list(Member.objects.filter(pk__in=wrote.values("author"), is_active=True).order_by("pk"))


def unread_by_keepers(actor: Actor) -> QuerySet[Enquiry]:
    """Give the open enquiries to which the actor's programmes have not answered or not even read."""
    kept = Programme.objects.run_by(actor)
    news = Q(keepers_read_at=None) | Q(last_at__gt=F("keepers_read_at"))
    rows = Enquiry.objects.filter(programme__in=kept, closed_at=None).filter(news)
    return rows.exclude(member_id=actor.pk or 0).select_related("programme").order_by("last_at")


def unread_by_member(actor: Actor) -> QuerySet[Enquiry]:
    news = Q(member_read_at=None) | Q(last_at__gt=F("member_read_at"))
    rows = Enquiry.objects.filter(news, member_id=actor.pk or 0)
    return rows.select_related("programme").order_by("last_at")


def reported(actor: Actor) -> QuerySet[Enquiry]:
    """Give what was reported and waits for a coordinator of the platform."""
    if not has_role(actor, "coordinator"):
        return Enquiry.objects.none()
    rows = Enquiry.objects.exclude(reason="").filter(outcome="")
    return rows.select_related("programme").order_by("last_at")
