"""The states of a solution and the steps by which its owners take it from one to the next."""

from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.lifecycle import Step
from sme4smartcities.solutions.models import State

STEPS = {
    "publish": Step(
        label=_("Publish the solution"),
        sources=frozenset({State.DRAFT, State.WITHDRAWN}),
        target=State.PUBLISHED,
        meaning=_("Everybody can read and find it."),
    ),
    "withdraw": Step(
        label=_("Withdraw it"),
        sources=frozenset({State.PUBLISHED}),
        target=State.WITHDRAWN,
        meaning=_("Only its owners see it, until they publish it again."),
    ),
    "archive": Step(
        label=_("Offer it no longer"),
        sources=frozenset({State.PUBLISHED}),
        target=State.ARCHIVED,
        meaning=_("It leaves lists and search. Its page stays, so that links still work."),
    ),
    "reopen": Step(
        label=_("Offer it again"),
        sources=frozenset({State.ARCHIVED}),
        target=State.PUBLISHED,
        meaning=_("It comes back into lists and search."),
    ),
}
DELETABLE = frozenset({State.DRAFT, State.WITHDRAWN})
