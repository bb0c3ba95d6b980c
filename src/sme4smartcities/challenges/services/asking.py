"""Public questions: everybody reads the same question and the same answer at the same time."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sme4smartcities.accounts.models import Member
from sme4smartcities.challenges.facts import (
    OwnerReminded,
    QuestionAnswered,
    QuestionAsked,
    QuestionRemoved,
)
from sme4smartcities.challenges.models import Challenge, Question, State
from sme4smartcities.challenges.policies import (
    is_outsider,
    may_answer,
    may_remove,
    takes_questions,
)
from sme4smartcities.challenges.queries.talk import waiting_questions, writers_of
from sme4smartcities.challenges.services.letters import tell
from sme4smartcities.challenges.services.refusals import (
    NOT_ANSWERING,
    NOT_ASKING,
    NOT_YOUR_STEP,
    OVER,
    SHUT_OUT,
)
from sme4smartcities.core import limits
from sme4smartcities.core.editing import STALE
from sme4smartcities.core.errors import Refused, Stale
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.core.tidying import tidy
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.policies import is_among
from sme4smartcities.organisations.queries.relay import is_blocked

DAY = 86_400
QUESTIONS_A_DAY = 20
LONGEST_QUESTION = 1_000
LONGEST_ANSWER = 4_000
WAIT = timedelta(days=4)  # until the owner is reminded, and between two reminders
MOST_REMINDED = 200
ANSWER = _("The answer")


@transaction.atomic
def ask_question(
    *,
    actor: Member,
    challenge: Challenge,
    text: str,
    language: str,
    organisation: Organisation | None = None,
    hidden: bool = False,
) -> Question:
    """Ask in public; a second click gives the question of the first.

    ``hidden``: nobody but one's own people and the coordinator reads for which organisation.
    Raises Refused once the challenge takes no questions, so that the asker keeps the text.
    """
    rows = Challenge.objects.select_for_update(of=("self",)).select_related("owner")
    row = rows.filter(pk=challenge.pk).first()
    if row is None:
        raise Refused(OVER)
    require(is_outsider(actor, row), NOT_ASKING)
    if not takes_questions(row):
        raise Refused(OVER)
    if organisation is not None:
        require(is_among(actor, organisation), _("You do not work for this organisation."))
    if is_blocked(actor, row.owner):
        raise Refused(SHUT_OUT)
    words = _words(text, LONGEST_QUESTION)
    twin = row.questions.filter(asker=actor, text=words, removed_at=None).first()
    if twin:
        return twin
    limits.take("question", key=str(actor.pk), limit=QUESTIONS_A_DAY, per=DAY)
    made = Question.objects.create(
        challenge=row,
        asker=actor,
        organisation=organisation,
        hidden=hidden,
        language=language,
        text=words,
    )
    for reader in writers_of(row):
        tell(reader, "asked", row, key=str(made.pk), text=words)
    record(QuestionAsked(actor_id=actor.pk, subject_id=row.pk, question_id=made.pk))
    return made


def _words(text: str, most: int) -> str:
    words = tidy(text)
    if not words:
        raise Refused(_("Write a sentence or two first."))
    if len(words) > most:
        raise Refused(
            _("The text has %(count)s characters; at most %(most)s fit. Shorten it.")
            % {"count": len(words), "most": most},
            code="too_long",
        )
    return words


@transaction.atomic
def answer_question(
    *, actor: Actor, question: Question, text: str, language: str, revision: int | None = None
) -> Question:
    """Answer for the owner, or put the answer into better words; the asker gets a mail.

    Raises Stale when a colleague has answered after ``revision``.
    """
    row = _locked(question)
    require(may_answer(actor, row), NOT_ANSWERING)
    words = _words(text, LONGEST_ANSWER)
    if row.answer == words:
        return row
    if revision is not None and revision != row.revision:
        raise Stale(STALE, texts={str(ANSWER): (row.answer, words)})
    now = timezone.now()
    row.answer, row.answer_language = words, language
    row.answered_at, row.answered_by_id = now, actor.pk
    row.save()
    Challenge.objects.filter(pk=row.challenge_id).update(news_at=now)
    if row.asker and row.asker.is_active:
        key = f"{row.pk}:{now.timestamp():.0f}"
        tell(row.asker, "answered", row.challenge, key=key, text=words)
    record(QuestionAnswered(actor_id=actor.pk, subject_id=row.challenge_id, question_id=row.pk))
    return row


@transaction.atomic
def remove_question(*, actor: Actor, question: Question) -> None:
    """Take an abusive question out of the page; coordinators still see it there."""
    row = _locked(question)
    require(may_remove(actor), NOT_YOUR_STEP)
    if row.removed_at is None:
        row.removed_at = timezone.now()
        row.save(update_fields=["removed_at"])
        record(QuestionRemoved(actor_id=actor.pk, subject_id=row.challenge_id, question_id=row.pk))


def _locked(question: Question) -> Question:
    rows = Question.objects.select_for_update(of=("self",))
    return rows.select_related("challenge__owner", "asker").get(pk=question.pk)


def remind_owners() -> int:
    """Tell owners again of questions that have waited for days; give how many questions.

    Each in a transaction of its own, so that nobody waits long for the lock of SQLite.
    """
    now = timezone.now()
    rows = waiting_questions(now - WAIT).filter(challenge__state=State.PUBLISHED)
    return sum(_remind(row, now) for row in list(rows[:MOST_REMINDED]))


@transaction.atomic
def _remind(waiting: Question, now: datetime) -> int:
    row = _locked(waiting)
    if (
        row.answered_at is None
        and row.removed_at is None
        and row.reminded_at == waiting.reminded_at
    ):
        for reader in writers_of(row.challenge):
            tell(reader, "reminder", row.challenge, key=f"{row.pk}:{now.date()}", text=row.text)
        row.reminded_at = now
        row.save(update_fields=["reminded_at"])
        record(OwnerReminded(actor_id=None, subject_id=row.challenge_id, question_id=row.pk))
    return 1
