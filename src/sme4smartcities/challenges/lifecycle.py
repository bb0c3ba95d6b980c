"""The states of a challenge and of a support, and who takes which step.

``by`` of a challenge: "owner" (a manager of the owner, or a coordinator), "coordinator", or
"publisher" (a coordinator, or a manager of an owner that is verified). ``by`` of a support: "owner"
or "organisation".
"""

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
from sme4smartcities.core.lifecycle import Step


@dataclass(frozen=True, kw_only=True)
class ChallengeAct(Step):
    """One act on a challenge. ``asks``: the words under which a note is typed along, "" where none is."""

    fact: type[ChallengeStep]
    by: str = "owner"
    asks: Message = ""
    must: bool = False  # the note is needed


SUPPORT = {
    "admit": Step(
        label=_("Accept"),
        sources=frozenset({Supporter.State.ASKED}),
        target=Supporter.State.JOINED,
        by="owner",
    ),
    "refuse": Step(
        label=_("Decline"),
        sources=frozenset({Supporter.State.ASKED}),
        target=Supporter.State.DECLINED,
        by="owner",
    ),
    "release": Step(
        label=_("End the support"),
        sources=frozenset({Supporter.State.JOINED, Supporter.State.INVITED}),
        target=Supporter.State.LEFT,
        by="owner",
    ),
    "accept": Step(
        label=_("Support it"),
        sources=frozenset({Supporter.State.INVITED}),
        target=Supporter.State.JOINED,
        by="organisation",
    ),
    "decline": Step(
        label=_("Decline"),
        sources=frozenset({Supporter.State.INVITED}),
        target=Supporter.State.DECLINED,
        by="organisation",
    ),
    "leave": Step(
        label=_("Stop supporting it"),
        sources=frozenset({Supporter.State.JOINED, Supporter.State.ASKED}),
        target=Supporter.State.LEFT,
        by="organisation",
    ),
}

STEPS = {
    "publish": ChallengeAct(
        label=_("Publish"),
        sources=frozenset({State.DRAFT, State.REVIEW}),
        target=State.PUBLISHED,
        fact=ChallengePublished,
        by="publisher",
        meaning=_("Everybody can read it from now on, in every language it is written in."),
    ),
    "submit": ChallengeAct(
        label=_("Send to review"),
        sources=frozenset({State.DRAFT}),
        target=State.REVIEW,
        fact=ChallengeSubmitted,
        meaning=_("The coordinator reads it and publishes it, or sends it back with a note."),
    ),
    "take-back": ChallengeAct(
        label=_("Take back from review"),
        sources=frozenset({State.REVIEW}),
        target=State.DRAFT,
        fact=ChallengeReturned,
    ),
    "return": ChallengeAct(
        label=_("Send back with a note"),
        sources=frozenset({State.REVIEW}),
        target=State.DRAFT,
        fact=ChallengeReturned,
        by="coordinator",
        asks=_("What should change before it is published?"),
        must=True,
    ),
    "solve": ChallengeAct(
        label=_("Mark as solved"),
        sources=frozenset({State.PUBLISHED}),
        target=State.SOLVED,
        fact=ChallengeSolved,
        asks=_("How was it solved?"),
        meaning=_("It stays in the list as solved; nobody can ask any more."),
    ),
    "withdraw": ChallengeAct(
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
    "reopen": ChallengeAct(
        label=_("Open again"),
        sources=frozenset({State.SOLVED, State.WITHDRAWN}),
        target=State.PUBLISHED,
        fact=ChallengePublished,
        by="publisher",
    ),
    "archive": ChallengeAct(
        label=_("Close for good"),
        sources=frozenset({State.SOLVED, State.WITHDRAWN}),
        target=State.ARCHIVED,
        fact=ChallengeArchived,
        meaning=_("It stays readable in the list and can never be changed again."),
    ),
}
