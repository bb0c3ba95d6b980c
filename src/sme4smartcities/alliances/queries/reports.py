"""Reported offers as the coordinator reads them, and who wrote what was reported."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from sme4smartcities.accounts.models import Member
from sme4smartcities.alliances.models import Offer, OfferReport
from sme4smartcities.alliances.policies import may_settle_reports
from sme4smartcities.core.features import DeskItem, Waiting
from sme4smartcities.core.formats import isolated
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.models import Block, Organisation

MOST = 5


def open_reports(actor: Actor) -> QuerySet[OfferReport]:
    rows = OfferReport.objects.visible_to(actor).filter(settled_at=None)
    rows = rows.select_related("offer__sender", "offer__receiver", "offer__challenge", "reporter")
    return rows.order_by("reported_at", "pk")


def open_report(actor: Actor, number: int) -> OfferReport | None:
    return open_reports(actor).prefetch_related("offer__lines").filter(pk=number).first()


def authors_of(offer: Offer, *, of_sender: bool) -> list[Member]:
    """Give those who wrote for one side and are still here."""
    wrote = offer.lines.filter(from_sender=of_sender, author__isnull=False)
    return list(Member.objects.filter(pk__in=wrote.values("author")).order_by("pk"))


def is_shut(own: Organisation | None, offer: Offer, *, of_sender: bool) -> bool:
    """Say whether an organisation takes no more from those who wrote for the other side."""
    wrote = offer.lines.filter(from_sender=of_sender, author__isnull=False)
    return Block.objects.filter(organisation=own, member__in=wrote.values("author")).exists()


def _waiting(actor: Actor) -> QuerySet[OfferReport] | None:
    return open_reports(actor) if may_settle_reports(actor) else None


def _items(actor: Actor) -> Iterator[DeskItem]:
    for row in open_reports(actor)[:MOST]:
        accused = row.offer.sender if row.of_sender else row.offer.receiver
        yield DeskItem(
            title=_("What %(name)s wrote was reported")
            % {"name": isolated(accused.title) if accused else "?"},
            text=_("Somebody asks you to look at it."),
            url=reverse("alliances:settle", args=(row.pk,)),
            label=_("Look"),
            icon="alert",
            urgency=5,
        )


reports_wait = Waiting(rows=_waiting, items=_items)
