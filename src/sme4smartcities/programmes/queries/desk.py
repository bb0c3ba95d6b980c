"""What waits for a member in programmes: requests to answer, invitations to accept."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sme4smartcities.core.features import DeskItem, Waiting
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import Subject
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.programmes.dates import last_day
from sme4smartcities.programmes.models import Enquiry, Participation, Programme, State
from sme4smartcities.programmes.policies import may_create
from sme4smartcities.programmes.queries.enquiries import (
    MOST,
    enquiries_of,
    reported,
    unread_by_keepers,
    unread_by_member,
)


def _applied(actor: Actor) -> QuerySet[Participation]:
    kept = Programme.objects.run_by(actor)
    return Participation.objects.filter(programme__in=kept, state=Participation.State.APPLIED)


def _requests(actor: Actor) -> Iterable[DeskItem]:
    """Give the requests in the programmes that the actor keeps, one entry a programme."""
    rows = _applied(actor).select_related("programme")[:200]
    by_programme: dict[Programme, int] = {}
    for row in rows:
        by_programme[row.programme] = by_programme.get(row.programme, 0) + 1
    for programme, count in by_programme.items():
        yield DeskItem(
            title=programme.title,
            text=ngettext(
                "%(count)s organisation asks to take part.",
                "%(count)s organisations ask to take part.",
                count,
            )
            % {"count": count},
            url=reverse("programmes:people", args=(programme.slug,)),
            label=_("Answer the requests"),
            icon="users",
            urgency=20,
        )


def _invited(actor: Actor) -> QuerySet[Participation]:
    """Give the invitations of the organisations that the actor manages."""
    return Participation.objects.filter(
        organisation__in=Organisation.objects.managed_by(actor),
        state=Participation.State.INVITED,
    )


def _invitations(actor: Actor) -> Iterable[DeskItem]:
    for row in _invited(actor).select_related("programme", "organisation")[:20]:
        yield DeskItem(
            title=row.programme.title,
            text=_("%(organisation)s is invited to take part.")
            % {"organisation": row.organisation.title},
            url=reverse("programmes:join", args=(row.programme.slug,)),
            label=_("Answer the invitation"),
            icon="mail",
            urgency=15,
        )


waiting = Waiting(rows=_applied, items=_requests)
invitations = Waiting(rows=_invited, items=_invitations)


def _written(actor: Actor) -> Iterable[DeskItem]:
    """Give what was written to the actor's programmes."""
    for row in unread_by_keepers(actor)[:10]:
        yield _enquiry_item(row, _("A message waits for your answer."), 18)


def _answered(actor: Actor) -> Iterable[DeskItem]:
    for row in unread_by_member(actor)[:10]:
        yield _enquiry_item(row, _("Your message was answered."), 25)


def _reported(actor: Actor) -> Iterable[DeskItem]:
    for row in reported(actor)[:10]:
        yield _enquiry_item(row, _("Somebody reports this conversation."), 12)


enquiries_wait = (
    Waiting(rows=unread_by_keepers, items=_written),
    Waiting(rows=unread_by_member, items=_answered),
    Waiting(rows=reported, items=_reported),
)


def _enquiry_item(row: Enquiry, text: str, urgency: int) -> DeskItem:
    return DeskItem(
        title=row.title,
        text=f"{row.programme.title} · {text}",
        url=reverse("programmes:enquiry", args=(row.pk,)),
        label=_("Read it"),
        icon="message",
        urgency=urgency,
    )


def programmes_wait(actor: Actor) -> Iterable[DeskItem]:
    """Give the coordinator's own work: the first programme, drafts to finish, what has run out."""
    kept = Programme.objects.run_by(actor).exclude(layer=Layer.RECORD)
    rows = list(kept.filter(state__in=(State.DRAFT, State.OPEN)).order_by("pk")[:50])
    if not rows and may_create(actor) and not kept.exists():
        yield DeskItem(
            title=_("Open your first programme"),
            text=_("It begins as a draft that only coordinators see."),
            url=reverse("programmes:create"),
            label=_("Open a programme"),
            icon="flag",
            urgency=30,
        )
    today = timezone.localdate().isoformat()
    for row in rows:
        if row.state == State.DRAFT:
            yield _work(row, _("It is a draft. Finish it and publish it."), _("Go on writing"), 35)
        elif row.ends and last_day(row.ends).isoformat() < today:
            yield _work(row, _("It has ended. Close it, or give it a later end."), _("Look"), 45)


def _work(row: Programme, text: str, label: str, urgency: int) -> DeskItem:
    return DeskItem(
        title=row.title,
        text=text,
        url=reverse("programmes:keep", args=(row.slug,)),
        label=label,
        icon="pencil",
        urgency=urgency,
    )


def inbox(actor: Actor, subject: Subject) -> Mapping[str, Any] | None:
    """Fill the page of messages with those to and from programmes."""
    rows = list(enquiries_of(actor)[:MOST])
    return {"enquiries": rows} if rows else None


def reads_files(actor: Actor, number: int) -> bool:
    """Say whether the actor may take the files of a programme that is not open to everybody."""
    return Programme.objects.visible_to(actor).filter(pk=number).exists()
