"""Questions as each reader sees them, who answers them, and who follows a challenge."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import F, Q, QuerySet

from sme4smartcities.accounts.models import Member
from sme4smartcities.challenges.models import Challenge, Follower, Question, State
from sme4smartcities.challenges.policies import may_answer
from sme4smartcities.core.paging import Page, page_of
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.organisations.models import State as Standing
from sme4smartcities.organisations.models.organisation import spoken_for
from sme4smartcities.organisations.policies import is_coordinator

PAGE = 50  # questions of one challenge on one page


@dataclass(frozen=True)
class Asked:
    """A question as this reader sees it; ``by`` is None where the asker's organisation stays unsaid."""

    row: Question
    by: Organisation | None
    unsaid: bool  # this reader sees the name, others do not
    answers: bool


def questions_of(challenge: Challenge, actor: Actor, number: int = 1) -> Page[Asked]:
    """Give a page of the questions, the newest first. One query where one page holds them all."""
    rows = _questions(challenge, actor).order_by("-asked_at", "-pk")
    first = list(rows[: PAGE + 1])
    cut = page_of(first if len(first) <= PAGE else rows, number, PAGE)
    return replace(cut, rows=[_seen(row, challenge, actor) for row in cut.rows])


def page_with(question: Question, actor: Actor) -> int:
    """Say on which page of its challenge a question stands."""
    newer = Q(asked_at__gt=question.asked_at) | Q(asked_at=question.asked_at, pk__gt=question.pk)
    return _questions(question.challenge, actor).filter(newer).count() // PAGE + 1


def questions_after(
    challenge: Challenge, actor: Actor, after: int | None, limit: int
) -> list[Asked]:
    """Give the next questions in the order in which they were asked. One query.

    ``after``: the number of the last one read.
    """
    rows = _questions(challenge, actor).order_by("pk")
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return [_seen(row, challenge, actor) for row in rows[:limit]]


def question_of(challenge: Challenge, actor: Actor, number: int) -> Asked | None:
    """Give one question as the reader sees it."""
    row = _questions(challenge, actor).filter(pk=number).first()
    return _seen(row, challenge, actor) if row else None


def _questions(challenge: Challenge, actor: Actor) -> QuerySet[Question]:
    rows = Question.objects.visible_to(actor).filter(challenge=challenge)
    return rows.select_related("organisation")


def _seen(row: Question, challenge: Challenge, actor: Actor) -> Asked:
    """Name the asker's organisation to those who may know it: while the directory lists it, all."""
    row.challenge = challenge
    named = row.organisation is not None and row.organisation.state == Standing.LISTED
    knows = (
        (named and not row.hidden)
        or is_coordinator(actor)
        or (row.asker_id is not None and row.asker_id == actor.pk)
        or row.organisation_id in spoken_for(actor)
    )
    by = row.organisation if knows else None
    return Asked(row, by, row.hidden and by is not None, may_answer(actor, row))


def question_for(actor: Actor, number: int) -> Question | None:
    rows = Question.objects.visible_to(actor).select_related("challenge__owner")
    return rows.filter(pk=number).first()


def askers_organisations(actor: Actor) -> Sequence[Organisation]:
    """Give the organisations for which the actor may ask."""
    rows = Organisation.objects.of(actor).exclude(layer=Layer.RECORD)
    return list(rows.order_by("sort_key", "pk")[:100])


def writers_of(challenge: Challenge) -> list[Member]:
    """Give who is told of questions: the managers of the owner."""
    return managers_of(challenge.owner_id)


def managers_of(organisation: int) -> list[Member]:
    rows = Member.objects.filter(
        is_active=True,
        roles__role="manager",
        roles__scope_kind="organisation",
        roles__scope_id=organisation,
    )
    return list(rows.distinct().order_by("pk"))


def waiting_questions(before: datetime) -> QuerySet[Question]:
    """Give unanswered questions that were asked, and last reminded of, before a moment."""
    rows = Question.objects.filter(answered_at=None, removed_at=None, asked_at__lt=before)
    rows = rows.filter(Q(reminded_at=None) | Q(reminded_at__lt=before))
    return rows.select_related("challenge__owner").order_by("asked_at", "pk")


def to_answer(actor: Actor) -> QuerySet[Question]:
    """Give the questions that wait for the organisations of the actor."""
    rows = Question.objects.filter(answered_at=None, removed_at=None)
    rows = rows.filter(challenge__state=State.PUBLISHED, challenge__owner__in=spoken_for(actor))
    return rows.select_related("challenge").order_by("asked_at", "pk")


@dataclass(frozen=True)
class Following:
    """How a reader follows a challenge; ``behind``: there is news that he or she has not read."""

    mails: bool
    behind: bool


def following_of(challenge: Challenge) -> Following | None:
    """Give how the reader for whom a challenge was fetched follows it; None for who does not."""
    seen = getattr(challenge, "seen_by_actor", None)
    if seen is None:
        return None
    news = challenge.news_at
    return Following(bool(getattr(challenge, "mails_actor", False)), bool(news and seen < news))


def with_news(actor: Actor) -> QuerySet[Follower]:
    """Give the followed challenges of which the actor has not read the newest, and can."""
    rows = Follower.objects.filter(member_id=actor.pk or 0)
    rows = rows.filter(challenge__in=Challenge.objects.visible_to(actor))
    rows = rows.filter(challenge__news_at__gt=F("seen_at"))
    return rows.select_related("challenge").order_by("-challenge__news_at")
