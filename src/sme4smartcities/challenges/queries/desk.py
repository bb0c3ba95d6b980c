"""What waits for a member in challenges: drafts to finish, notes of a coordinator, reviews."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from sme4smartcities.challenges.models import Challenge, State, Supporter
from sme4smartcities.challenges.queries.challenges import own_challenges, waiting_for_review
from sme4smartcities.challenges.queries.talk import to_answer, with_news
from sme4smartcities.core.features import DeskItem, Waiting
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.policies import is_coordinator

MOST = 10


def _own_drafts(actor: Actor) -> QuerySet[Challenge]:
    return own_challenges(actor).filter(state=State.DRAFT)


def _being_written(actor: Actor) -> Iterable[DeskItem]:
    """Give the drafts of the actor's organisations, those sent back first."""
    for row in _own_drafts(actor)[:MOST]:
        text = _("It is a draft. Finish it and publish it.")
        if row.note:
            text = _("The coordinator sent it back: %(note)s") % {"note": row.note}
        yield _studio(row, text, _("Go on writing"), "pencil", 22 if row.note else 32)


def _sent_to_review(actor: Actor) -> QuerySet[Challenge] | None:
    """Give the coordinator what cities sent to review, the longest waiting first."""
    return waiting_for_review() if is_coordinator(actor) else None


def _to_review(_actor: Actor) -> Iterable[DeskItem]:
    for row in waiting_for_review()[:MOST]:
        text = _("%(owner)s sent a challenge to review.") % {"owner": row.owner.title}
        yield _studio(row, text, _("Review it"), "eye", 18)


def _studio(row: Challenge, text: str, label: str, icon: str, urgency: int) -> DeskItem:
    return DeskItem(
        title=str(row),
        text=text,
        url=reverse("challenges:studio", args=(row.pk,)),
        label=label,
        icon=icon,
        urgency=urgency,
    )


def _questions(actor: Actor) -> Iterable[DeskItem]:
    """Give the public questions that wait for an answer, the longest waiting first."""
    for row in to_answer(actor)[:MOST]:
        yield DeskItem(
            title=str(row.challenge),
            text=_("A public question waits for your answer."),
            url=reverse("challenges:answer", args=(row.pk,)),
            label=_("Answer"),
            icon="message",
            urgency=14,
        )


def _news(actor: Actor) -> Iterable[DeskItem]:
    """Give the followed challenges that changed or were answered since their page was read."""
    for row in with_news(actor)[:MOST]:
        yield DeskItem(
            title=str(row.challenge),
            text=_("A challenge that you follow has news."),
            url=row.challenge.get_absolute_url(),
            label=_("Read it"),
            icon="bookmark",
            urgency=40,
        )


def _support_asked(actor: Actor) -> QuerySet[Supporter]:
    """Give the invitations of the actor's authorities, and who asks to support the actor's challenges."""
    managed = Organisation.objects.managed_by(actor).values("pk")
    invited = Q(state=Supporter.State.INVITED, organisation__in=managed)
    asked = Q(state=Supporter.State.ASKED, challenge__owner__in=managed)
    return Supporter.objects.filter(invited | asked)


def _support(actor: Actor) -> Iterable[DeskItem]:
    rows = _support_asked(actor).select_related("challenge", "organisation")
    for row in rows.order_by("asked_at", "pk")[:MOST]:
        words = {"organisation": row.organisation.title}
        mine = row.state == Supporter.State.INVITED
        text = (
            _("%(organisation)s is invited to support it.")
            if mine
            else _("%(organisation)s asks to support it.")
        )
        yield DeskItem(
            title=str(row.challenge),
            text=text % words,
            url=f"{row.challenge.get_absolute_url()}#support",
            label=_("Answer"),
            icon="users",
            urgency=16,
        )


being_written = Waiting(rows=_own_drafts, items=_being_written)
to_review = Waiting(rows=_sent_to_review, items=_to_review)
questions_wait = Waiting(rows=to_answer, items=_questions)
what_is_new = Waiting(rows=with_news, items=_news)
support_waits = Waiting(rows=_support_asked, items=_support)
