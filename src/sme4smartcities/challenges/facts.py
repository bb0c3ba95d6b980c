"""What can happen to a challenge."""

from dataclasses import dataclass
from typing import ClassVar

from sme4smartcities.core.journal.facts import Fact


class ChallengeFact(Fact):
    subject_kind: ClassVar[str] = "challenge"


@dataclass(frozen=True, kw_only=True)
class ChallengeCreated(ChallengeFact):
    owner_id: int


@dataclass(frozen=True, kw_only=True)
class ChallengeEdited(ChallengeFact):
    """Saved again; ``version`` is the number of what it says now."""

    version: int


@dataclass(frozen=True, kw_only=True)
class ChallengeStep(ChallengeFact):
    """A step of its life: the act and the states on both sides."""

    act: str
    was: str
    now: str


class ChallengeSubmitted(ChallengeStep):
    pass


class ChallengeReturned(ChallengeStep):
    """It is a draft again: sent back by a coordinator, or taken back by its owner."""


class ChallengePublished(ChallengeStep):
    """It is open, for the first time or again."""


class ChallengeWithdrawn(ChallengeStep):
    pass


class ChallengeSolved(ChallengeStep):
    pass


class ChallengeArchived(ChallengeStep):
    pass


class ChallengeDeleted(ChallengeFact):
    pass


class TranslationChecked(ChallengeFact):
    """Somebody read the texts of one language and found them right."""


@dataclass(frozen=True, kw_only=True)
class QuestionAsked(ChallengeFact):
    question_id: int


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(ChallengeFact):
    """Answered, or answered in other words than before."""

    question_id: int


@dataclass(frozen=True, kw_only=True)
class QuestionRemoved(ChallengeFact):
    question_id: int


@dataclass(frozen=True, kw_only=True)
class OwnerReminded(ChallengeFact):
    """The owner was told again that a question waits."""

    question_id: int


@dataclass(frozen=True, kw_only=True)
class AttachmentAdded(ChallengeFact):
    attachment_id: int


@dataclass(frozen=True, kw_only=True)
class AttachmentRemoved(ChallengeFact):
    attachment_id: int


class ChallengeFollowed(ChallengeFact):
    pass


@dataclass(frozen=True, kw_only=True)
class MailsStopped(ChallengeFact):
    """A follower wants no mails about it any more, or wants them again."""

    on: bool


class ChallengeUnfollowed(ChallengeFact):
    pass


@dataclass(frozen=True, kw_only=True)
class SupporterAsked(ChallengeFact):
    """An authority asked to support it, or was invited: the state tells which."""

    supporter_id: int
    organisation_id: int
    state: str


@dataclass(frozen=True, kw_only=True)
class SupporterMoved(ChallengeFact):
    supporter_id: int
    organisation_id: int
    act: str
    was: str
    now: str
