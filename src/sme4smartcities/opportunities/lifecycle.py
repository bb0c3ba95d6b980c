"""The states of an opportunity and who takes which step."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sme4smartcities.core import lifecycle
from sme4smartcities.core.errors import Message
from sme4smartcities.opportunities import facts
from sme4smartcities.opportunities.models import LISTED, OPEN, PUBLIC, State


@dataclass(frozen=True, kw_only=True)
class Step(lifecycle.Step):
    """``by``: "writer" (a manager of its organisation, or a coordinator), "publisher" (a coordinator,
    or a manager of an organisation that is verified), "coordinator" or "platform".

    ``asks``: the words under which a note is typed along; ``must``: the note is needed.
    """

    fact: type[facts.OpportunityStep]
    asks: Message = ""
    must: bool = False


WHY = _("Why? Readers see it on the page.")

STEPS = {
    "submit": Step(
        label=_("Send to review"),
        sources=frozenset({State.DRAFT}),
        target=State.REVIEW,
        by="writer",
        fact=facts.OpportunitySubmitted,
        meaning=_("The coordinator reads it and publishes it, or sends it back with a note."),
    ),
    "take-back": Step(
        label=_("Take back from review"),
        sources=frozenset({State.REVIEW}),
        target=State.DRAFT,
        by="writer",
        fact=facts.OpportunityReturned,
    ),
    "return": Step(
        label=_("Send back with a note"),
        sources=frozenset({State.REVIEW}),
        target=State.DRAFT,
        by="coordinator",
        fact=facts.OpportunityReturned,
        asks=_("What should change before it is published?"),
        must=True,
    ),
    "publish": Step(
        label=_("Publish"),
        sources=frozenset({State.DRAFT, State.REVIEW}),
        target=State.PUBLISHED,
        by="publisher",
        fact=facts.OpportunityPublished,
        meaning=_("It stands in the list, in calendars and in feeds from now on."),
    ),
    "postpone": Step(
        label=pgettext_lazy("opportunity", "Postpone"),
        sources=frozenset(OPEN),
        target=State.POSTPONED,
        by="writer",
        fact=facts.OpportunityPostponed,
        asks=WHY,
        meaning=_("It stays in lists as postponed until you say when it takes place."),
    ),
    "resume": Step(
        label=_("It takes place again"),
        sources=frozenset({State.POSTPONED}),
        target=State.CHANGED,
        by="writer",
        fact=facts.OpportunityPublished,
        meaning=_("Give its new dates first. Calendars take them over."),
    ),
    "cancel": Step(
        label=pgettext_lazy("opportunity", "Cancel it"),
        sources=frozenset({*OPEN, State.POSTPONED}),
        target=State.CANCELLED,
        by="writer",
        fact=facts.OpportunityCancelled,
        asks=WHY,
        must=True,
        meaning=_("It stays readable as cancelled, and calendars that hold it strike it out."),
    ),
    "close": Step(
        label=_("Close before its time"),
        sources=frozenset(OPEN),
        target=State.CLOSED,
        by="writer",
        fact=facts.OpportunityClosed,
        asks=WHY,
        meaning=_("Nobody can apply or register any more."),
    ),
    "withdraw": Step(
        label=_("Withdraw"),
        sources=frozenset(PUBLIC),
        target=State.WITHDRAWN,
        by="writer",
        fact=facts.OpportunityWithdrawn,
        asks=_("Why is it withdrawn?"),
        must=True,
        meaning=_("It leaves lists, calendars and search at once; nobody else sees its page."),
    ),
    "reopen": Step(
        label=_("Publish it again"),
        sources=frozenset({State.CLOSED, State.CANCELLED, State.GONE, State.WITHDRAWN}),
        target=State.PUBLISHED,
        by="publisher",
        fact=facts.OpportunityPublished,
    ),
    "vanish": Step(
        label=_("Note that its source tells of it no more"),
        sources=frozenset(LISTED),
        target=State.GONE,
        by="platform",
        fact=facts.OpportunityGone,
    ),
}
