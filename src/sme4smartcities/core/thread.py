"""The nine steps from need to solution, and where an object stands on them."""

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Message
from sme4smartcities.core.features import all_features
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import Subject

log = logging.getLogger(__name__)


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


@dataclass(frozen=True, kw_only=True)
class Moment:
    """Something that happened to an object, in a few words: when, and where it can be read.

    ``stage``: the strip leads on from there, with ``note`` in a word or two; ``state``: as a Step's.
    Without ``words`` it stands on the strip alone.
    """

    words: Message = ""
    at: datetime | None = None
    url: str = ""
    stage: str = ""
    state: str = ""
    note: Message = ""


def told_of(actor: Actor, subject: Subject) -> list[Moment]:
    """Ask all features what happened to an object; one that fails is left out and logged."""
    found: list[Moment] = []
    for feature in all_features():
        for tell in feature.thread:
            try:
                found += tell(actor, subject)
            except Exception:
                log.exception("%s could not tell of %s", feature.slug, subject)
    return found


def in_order(moments: Iterable[Moment]) -> list[Moment]:
    """Give what can be told, in the order of time; what has none comes first."""
    told = (one for one in moments if one.words)
    return sorted(told, key=lambda one: one.at.timestamp() if one.at else 0.0)


def leading_on(steps: Sequence[Step], moments: Iterable[Moment]) -> list[Step]:
    """Let the strip lead to the neighbours that exist; the first of a stage is the one it leads to."""
    known = {step.stage: step for step in steps}
    for one in moments:
        if one.stage:
            here = known.get(one.stage, Step(stage=one.stage, state=one.state))
            url, note = here.url or one.url, here.note or one.note
            known[one.stage] = replace(here, url=url, note=note)
    return list(known.values())
