"""The states of an organisation in the directory and who may take it from one to the next."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sme4smartcities.organisations.models import State


@dataclass(frozen=True, kw_only=True)
class Transition:
    """One act: from which states, to which, by whom (``manager`` includes the coordinator)."""

    label: Promise
    sources: frozenset[State]
    target: State
    by: str


TRANSITIONS = {
    "list": Transition(
        label=_("List in the directory"),
        sources=frozenset({State.DRAFT}),
        target=State.LISTED,
        by="manager",
    ),
    "withdraw": Transition(
        label=_("Take off the list"),
        sources=frozenset({State.LISTED}),
        target=State.DRAFT,
        by="manager",
    ),
    "hide": Transition(
        label=_("Hide from everybody"),
        sources=frozenset({State.DRAFT, State.LISTED}),
        target=State.HIDDEN,
        by="coordinator",
    ),
    "show": Transition(
        label=_("Show again"),
        sources=frozenset({State.HIDDEN}),
        target=State.LISTED,
        by="coordinator",
    ),
    "merge": Transition(
        label=_("Merge into another"),
        sources=frozenset({State.DRAFT, State.LISTED, State.HIDDEN}),
        target=State.MERGED,
        by="coordinator",
    ),
}
