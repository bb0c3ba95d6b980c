"""The nine steps from need to solution, and where an object stands on them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Message


@dataclass(frozen=True, kw_only=True)
class Stage:
    code: str
    label: Message
    meaning: Message


STAGES = (
    Stage(code="study", label=_("Study"), meaning=_("What do cities need most?")),
    Stage(code="challenge", label=_("Challenge"), meaning=_("One city states one problem")),
    Stage(code="call", label=_("Call"), meaning=_("Open to all, same rules")),
    Stage(code="application", label=_("Application"), meaning=_("Teams answer in two steps")),
    Stage(code="review", label=_("Review"), meaning=_("Scored in the open")),
    Stage(code="pilot", label=_("Pilot"), meaning=_("Months in real streets")),
    Stage(code="evidence", label=_("Evidence"), meaning=_("What worked, what did not")),
    Stage(code="procurement", label=_("Procurement"), meaning=_("The city buys it fairly")),
    Stage(code="replication", label=_("Replication"), meaning=_("The next city adopts it")),
)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One stage as a page shows it: state "done", "now" or "" (not yet), a link, a short note."""

    stage: str
    state: str = ""
    url: str = ""
    note: Message = ""


def strip(steps: Iterable[Step]) -> list[tuple[Stage, Step]]:
    """Give all nine stages in order, each with its step or an empty one."""
    known = {step.stage: step for step in steps}
    return [(stage, known.get(stage.code, Step(stage=stage.code))) for stage in STAGES]
