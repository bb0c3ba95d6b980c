"""The states of a programme and of an organisation's part in it, and who takes which step.

``by``: "keeper" (who coordinates it) or "organisation".
"""

from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.lifecycle import Step
from sme4smartcities.programmes.models import Edition, Participation, State

Taking = Participation.State


PROGRAMME = {
    "open": Step(
        label=_("Publish"), sources=frozenset({State.DRAFT}), target=State.OPEN, by="keeper"
    ),
    "close": Step(
        label=_("Close"), sources=frozenset({State.OPEN}), target=State.CLOSED, by="keeper"
    ),
    "reopen": Step(
        label=_("Open again"), sources=frozenset({State.CLOSED}), target=State.OPEN, by="keeper"
    ),
    "archive": Step(
        label=_("Archive"), sources=frozenset({State.CLOSED}), target=State.ARCHIVED, by="keeper"
    ),
    "withdraw": Step(
        label=_("Back to draft"), sources=frozenset({State.OPEN}), target=State.DRAFT, by="keeper"
    ),
}

EDITION = {
    "start": Step(
        label=_("Start"),
        sources=frozenset({Edition.State.PLANNED}),
        target=Edition.State.RUNNING,
        by="keeper",
    ),
    "finish": Step(
        label=_("Close"),
        sources=frozenset({Edition.State.RUNNING}),
        target=Edition.State.CLOSED,
        by="keeper",
    ),
}

PARTICIPATION = {
    "admit": Step(
        label=_("Accept"), sources=frozenset({Taking.APPLIED}), target=Taking.ACCEPTED, by="keeper"
    ),
    "refuse": Step(
        label=_("Decline"), sources=frozenset({Taking.APPLIED}), target=Taking.DECLINED, by="keeper"
    ),
    "take_back": Step(
        label=_("Take the invitation back"),
        sources=frozenset({Taking.INVITED}),
        target=Taking.WITHDRAWN,
        by="keeper",
    ),
    "release": Step(
        label=_("End the participation"),
        sources=frozenset({Taking.ACCEPTED}),
        target=Taking.ENDED,
        by="keeper",
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
