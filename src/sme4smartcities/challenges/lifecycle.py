"""The states of a challenge and who takes which step."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from sme4smartcities.challenges.facts import (
    ChallengeArchived,
    ChallengePublished,
    ChallengeReturned,
    ChallengeSolved,
    ChallengeStep,
    ChallengeSubmitted,
    ChallengeWithdrawn,
)
from sme4smartcities.challenges.models import State, Supporter
from sme4smartcities.core.errors import Message


@dataclass(frozen=True, kw_only=True)
class Step:
    """One act: from which states, to which, whose it is, and what the act asks for.

    ``by``: "owner" (a manager of the owner, or a coordinator), "coordinator", or "publisher" (a
    coordinator, or a manager of an owner that is verified). ``asks``: the words under which a note
    is typed along, "" where none is.
    """

    label: Message
    sources: frozenset[str]
    target: str
    fact: type[ChallengeStep]
    by: str = "owner"
    asks: Message = ""
    must: bool = False  # the note is needed
    meaning: Message = ""


@dataclass(frozen=True, kw_only=True)
class SupportStep:
    """One act on a supporter: whose it is ("owner" or "organisation")."""

    label: Message
    sources: frozenset[str]
    target: str
    by: str


SUPPORT = {
    "admit": SupportStep(
        label=_("Accept"),
        sources=frozenset({Supporter.State.ASKED}),
        target=Supporter.State.JOINED,
        by="owner",
    ),
    "refuse": SupportStep(
        label=_("Decline"),
        sources=frozenset({Supporter.State.ASKED}),
        target=Supporter.State.DECLINED,
        by="owner",
    ),
    "release": SupportStep(
        label=_("End the support"),
        sources=frozenset({Supporter.State.JOINED, Supporter.State.INVITED}),
        target=Supporter.State.LEFT,
        by="owner",
    ),
    "accept": SupportStep(
        label=_("Support it"),
        sources=frozenset({Supporter.State.INVITED}),
        target=Supporter.State.JOINED,
        by="organisation",
    ),
    "decline": SupportStep(
        label=_("Decline"),
        sources=frozenset({Supporter.State.INVITED}),
        target=Supporter.State.DECLINED,
        by="organisation",
    ),
    "leave": SupportStep(
        label=_("Stop supporting it"),
        sources=frozenset({Supporter.State.JOINED, Supporter.State.ASKED}),
        target=Supporter.State.LEFT,
        by="organisation",
    ),
}

STEPS = {
    "publish": Step(
        label=_("Publish"),
        sources=frozenset({State.DRAFT, State.REVIEW}),
        target=State.PUBLISHED,
        fact=ChallengePublished,
        by="publisher",
        meaning=_("Everybody can read it from now on, in every language it is written in."),
    ),
    "submit": Step(
        label=_("Send to review"),
        sources=frozenset({State.DRAFT}),
        target=State.REVIEW,
        fact=ChallengeSubmitted,
        meaning=_("The coordinator reads it and publishes it, or sends it back with a note."),
    ),
    "take-back": Step(
        label=_("Take back from review"),
        sources=frozenset({State.REVIEW}),
        target=State.DRAFT,
        fact=ChallengeReturned,
    ),
    "return": Step(
        label=_("Send back with a note"),
        sources=frozenset({State.REVIEW}),
        target=State.DRAFT,
        fact=ChallengeReturned,
        by="coordinator",
        asks=_("What should change before it is published?"),
        must=True,
    ),
    "solve": Step(
        label=_("Mark as solved"),
        sources=frozenset({State.PUBLISHED}),
        target=State.SOLVED,
        fact=ChallengeSolved,
        asks=_("How was it solved?"),
        meaning=_("It stays in the list as solved; nobody can ask any more."),
    ),
    "withdraw": Step(
        label=_("Withdraw"),
        sources=frozenset({State.PUBLISHED}),
        target=State.WITHDRAWN,
        fact=ChallengeWithdrawn,
        asks=_("Why is it withdrawn?"),
        must=True,
        meaning=_(
            "It leaves lists and search at once. Its page stays with your reason, so that nobody"
            " who asked stands before a dead link."
        ),
    ),
    "reopen": Step(
        label=_("Open again"),
        sources=frozenset({State.SOLVED, State.WITHDRAWN}),
        target=State.PUBLISHED,
        fact=ChallengePublished,
        by="publisher",
    ),
    "archive": Step(
        label=_("Close for good"),
        sources=frozenset({State.SOLVED, State.WITHDRAWN}),
        target=State.ARCHIVED,
        fact=ChallengeArchived,
        meaning=_("It stays readable in the list and can never be changed again."),
    ),
}
