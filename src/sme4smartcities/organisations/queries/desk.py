"""What the directory puts on a member's desk, and the numbers it gives the home page."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sme4smartcities.accounts.models import Member
from sme4smartcities.core.features import DeskItem, SubjectCard
from sme4smartcities.core.formats import isolated
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import Subject
from sme4smartcities.organisations.models import (
    Conversation,
    Facet,
    Invitation,
    Layer,
    Organisation,
    OrganisationTerm,
)
from sme4smartcities.organisations.policies import is_coordinator
from sme4smartcities.organisations.queries.contacts import notices_by_post
from sme4smartcities.organisations.queries.organisations import Own, own_organisations
from sme4smartcities.organisations.queries.people import invitations_for
from sme4smartcities.organisations.queries.relay import open_reports, unread


def desk_of(actor: Actor) -> Iterator[DeskItem]:
    """Give what waits in the directory: six queries at most, two of them the coordinator's."""
    own = own_organisations(actor)
    invitations = list(invitations_for(cast(Member, actor)))
    for invitation in invitations:
        yield _invited(invitation)
    if not own and not invitations:
        yield _register(actor)
    for one in own:
        yield from _of_one(one)
    if number := unread(actor):
        yield DeskItem(
            title=ngettext("%(n)d conversation has news", "%(n)d conversations have news", number)
            % {"n": number},
            text=_("Messages to or from organisations."),
            url=reverse("organisations:inbox"),
            label=_("Read"),
            icon="mail",
            urgency=20,
        )
    if is_coordinator(actor):
        yield from _of_coordinator(actor)


def _invited(invitation: Invitation) -> DeskItem:
    return DeskItem(
        title=_("%(name)s invites you") % {"name": isolated(invitation.organisation.title)},
        text=_("A manager asks you to act for it. Say yes or no."),
        url=reverse("organisations:mine"),
        label=_("Answer"),
        icon="users",
        urgency=10,
    )


def _register(actor: Actor) -> DeskItem:
    name = getattr(actor, "organisation_name", "")
    title = _("Put %(name)s into the directory") % {"name": name} if name else ""
    return DeskItem(
        title=title or _("Put your organisation into the directory"),
        text=_("Five questions. Cities and companies find you at once."),
        url=reverse("organisations:register"),
        label=_("Register"),
        icon="company",
        urgency=40,
    )


def _of_one(one: Own) -> Iterator[DeskItem]:
    row = one.organisation
    if one.requests:
        yield DeskItem(
            title=ngettext(
                "%(n)d person asks to join %(name)s",
                "%(n)d people ask to join %(name)s",
                one.requests,
            )
            % {"n": one.requests, "name": row.title},
            text=_("They wait for an answer."),
            url=reverse("organisations:people", args=(row.pk,)),
            label=_("Answer"),
            icon="users",
            urgency=10,
        )
    if one.manager and not row.summary and row.layer != Layer.RECORD:
        yield DeskItem(
            title=_("Say what %(name)s does") % {"name": row.title},
            text=_("A sentence and a few fields make the profile easy to find."),
            url=reverse("organisations:welcome", args=(row.pk, "work")),
            label=_("Write"),
            icon="pencil",
            urgency=50,
        )
    elif one.stale:
        yield DeskItem(
            title=_("Is the profile of %(name)s still right?") % {"name": row.title},
            text=_("Nobody has looked through it for a year."),
            url=row.get_absolute_url(),
            label=_("Look"),
            icon="repeat",
            urgency=60,
        )


def _of_coordinator(actor: Actor) -> Iterator[DeskItem]:
    if number := open_reports(actor).count():
        yield DeskItem(
            title=ngettext(
                "%(n)d conversation was reported", "%(n)d conversations were reported", number
            )
            % {"n": number},
            text=_("Somebody asks you to look at it."),
            url=reverse("organisations:reports"),
            label=_("Look"),
            icon="alert",
            urgency=5,
        )
    if number := notices_by_post().count():
        yield DeskItem(
            title=ngettext(
                "%(n)d contact waits for a letter", "%(n)d contacts wait for a letter", number
            )
            % {"n": number},
            text=_("They must be told within a month that their data are kept."),
            url=reverse("organisations:contacts"),
            label=_("Print"),
            icon="print",
            urgency=15,
        )


def cards_of(actor: Actor, numbers: Sequence[int]) -> Mapping[int, SubjectCard]:
    """Make links to organisations for readers who may see them."""
    rows = Organisation.objects.visible_to(actor).filter(pk__in=numbers)
    return {
        row.pk: SubjectCard(
            subject=row.subject,
            title=row.title,
            url=row.get_absolute_url(),
            badge="" if row.layer == Layer.REAL else row.get_layer_display(),
        )
        for row in rows
    }


def conversation_cards(actor: Actor, numbers: Sequence[int]) -> Mapping[int, SubjectCard]:
    rows = Conversation.objects.visible_to(actor).filter(pk__in=numbers)
    return {
        row.pk: SubjectCard(
            subject=Subject("conversation", row.pk),
            title=row.title,
            url=reverse("organisations:conversation", args=(row.pk,)),
        )
        for row in rows
    }


def listed_organisations() -> QuerySet[Organisation]:
    return Organisation.objects.listed()


def countries() -> QuerySet[Any, Any]:
    """Give each country in which a listed organisation is once."""
    rows = OrganisationTerm.objects.filter(
        facet=Facet.TERRITORY, term__parent=None, organisation__state="listed"
    )
    return rows.values("term").distinct()
