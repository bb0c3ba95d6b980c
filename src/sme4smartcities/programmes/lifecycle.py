"""The states of a programme and of an organisation's part in it, and who takes which step."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Message
from sme4smartcities.programmes.models import Edition, Participation, State

Taking = Participation.State


@dataclass(frozen=True, kw_only=True)
class Step:
    """One act: from which states, to which, and whose it is ("keeper" or "organisation")."""

    label: Message
    sources: frozenset[str]
    target: str
    by: str = "keeper"


PROGRAMME = {
    "open": Step(label=_("Publish"), sources=frozenset({State.DRAFT}), target=State.OPEN),
    "close": Step(label=_("Close"), sources=frozenset({State.OPEN}), target=State.CLOSED),
    "reopen": Step(label=_("Open again"), sources=frozenset({State.CLOSED}), target=State.OPEN),
    "archive": Step(label=_("Archive"), sources=frozenset({State.CLOSED}), target=State.ARCHIVED),
    "withdraw": Step(label=_("Back to draft"), sources=frozenset({State.OPEN}), target=State.DRAFT),
}

EDITION = {
    "start": Step(
        label=_("Start"),
        sources=frozenset({Edition.State.PLANNED}),
        target=Edition.State.RUNNING,
    ),
    "finish": Step(
        label=_("Close"), sources=frozenset({Edition.State.RUNNING}), target=Edition.State.CLOSED
    ),
}

PARTICIPATION = {
    "admit": Step(label=_("Accept"), sources=frozenset({Taking.APPLIED}), target=Taking.ACCEPTED),
    "refuse": Step(label=_("Decline"), sources=frozenset({Taking.APPLIED}), target=Taking.DECLINED),
    "take_back": Step(
        label=_("Take the invitation back"),
        sources=frozenset({Taking.INVITED}),
        target=Taking.WITHDRAWN,
    ),
    "release": Step(
        label=_("End the participation"),
        sources=frozenset({Taking.ACCEPTED}),
        target=Taking.ENDED,
    ),
    "accept": Step(
        label=_("Accept the invitation"),
        sources=frozenset({Taking.INVITED}),
        target=Taking.ACCEPTED,
        by="organisation",
    ),
    "decline": Step(
        label=_("Decline the invitation"),
        sources=frozenset({Taking.INVITED}),
        target=Taking.DECLINED,
        by="organisation",
    ),
    "withdraw": Step(
        label=_("Withdraw"),
        sources=frozenset({Taking.APPLIED}),
        target=Taking.WITHDRAWN,
        by="organisation",
    ),
    "leave": Step(
        label=_("Leave the programme"),
        sources=frozenset({Taking.ACCEPTED}),
        target=Taking.ENDED,
        by="organisation",
    ),
}
