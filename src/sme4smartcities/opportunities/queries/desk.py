"""What waits for a member in opportunities: drafts to finish, reviews, reports of readers."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sme4smartcities.core import formats
from sme4smartcities.core.features import DeskItem, Waiting
from sme4smartcities.core.policies import Actor
from sme4smartcities.opportunities.models import Complaint, Opportunity, State
from sme4smartcities.organisations.models.organisation import scopes
from sme4smartcities.organisations.policies import is_coordinator

MOST = 5


def _own_drafts(actor: Actor) -> QuerySet[Opportunity] | None:
    managed = scopes(actor, "manager")
    if not managed:
        return None
    return Opportunity.objects.filter(owner__in=managed, state=State.DRAFT)


def _being_written(actor: Actor) -> Iterable[DeskItem]:
    rows = _own_drafts(actor)
    for row in rows.order_by("-updated_at")[:MOST] if rows is not None else ():
        text = _("It is a draft. Finish it and publish it.")
        if row.note:
            text = _("The coordinator sent it back: %(note)s") % {"note": row.note}
        yield DeskItem(
            title=row.name,
            text=text,
            url=reverse("opportunities:keep", args=(row.pk,)),
            label=_("Go on writing"),
            icon="calendar",
            urgency=24 if row.note else 36,
        )


def _to_review(actor: Actor) -> QuerySet[Opportunity] | None:
    if not is_coordinator(actor):
        return None
    return Opportunity.objects.filter(state=State.REVIEW)


def _reviews(actor: Actor) -> Iterable[DeskItem]:
    rows = _to_review(actor)
    if rows is None:
        return
    number = rows.count()
    yield _queue(
        ngettext(
            "%(n)s opportunity waits for your review.",
            "%(n)s opportunities wait for your review.",
            number,
        )
        % {"n": formats.number(number)},
        "eye",
        19,
    )


def _reported(actor: Actor) -> QuerySet[Complaint] | None:
    return Complaint.objects.filter(outcome="") if is_coordinator(actor) else None


def _reports(actor: Actor) -> Iterable[DeskItem]:
    if is_coordinator(actor):
        yield _queue(_("A reader reports a mistake, or asks to remove something."), "alert", 13)


def _queue(text: str, icon: str, urgency: int) -> DeskItem:
    return DeskItem(
        title=_("Opportunities to look at"),
        text=text,
        url=reverse("opportunities:queue"),
        label=_("Look"),
        icon=icon,
        urgency=urgency,
    )


being_written = Waiting(rows=_own_drafts, items=_being_written)
to_review = Waiting(rows=_to_review, items=_reviews)
reported = Waiting(rows=_reported, items=_reports)
