"""What one member has told matching, as all that the member is shown goes through it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import CharField, Value
from django.utils.translation import gettext as _

from sme4smartcities.core.cards import cards_for
from sme4smartcities.core.errors import Message
from sme4smartcities.core.features import SubjectCard
from sme4smartcities.core.paging import Page, page_of
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.models import Feedback, Mute, Verdict
from sme4smartcities.matching.scoring.weights import LABELS

PAGE = 25
Pair = tuple[Subject, Subject]  # the member's own side, and what was shown


@dataclass(frozen=True)
class Lens:
    """The parts that count nothing, and what was said of single matches."""

    muted: frozenset[str] = frozenset()
    said: Mapping[Pair, Feedback] = field(default_factory=dict)

    def hides(self, own: Subject, shown: Subject) -> bool:
        row = self.said.get((own, shown))
        return row is not None and row.verdict == Verdict.DISMISSED

    def likes(self, own: Subject, shown: Subject) -> bool:
        row = self.said.get((own, shown))
        return row is not None and row.verdict == Verdict.USEFUL


SAID = ("pk", "own_kind", "own_id", "shown_kind", "shown_id", "verdict")


def lens_of(actor: Actor) -> Lens:
    """Read what the actor told: of matches, and which parts count nothing. One query."""
    if actor.pk is None:
        return Lens()
    none, nothing = Value(0), Value("", CharField())
    told = Feedback.objects.filter(member=actor.pk).order_by().values_list(*SAID)
    mutes = Mute.objects.filter(member=actor.pk).order_by()
    parts = mutes.values_list("pk", "part", none, nothing, none, nothing)
    rows = [dict(zip(SAID, row, strict=True)) for row in told.union(parts, all=True)]
    said = [Feedback(member_id=actor.pk, **row) for row in rows if row["verdict"]]
    return Lens(
        muted=frozenset(row["own_kind"] for row in rows if not row["verdict"]),
        said={(row.own, row.shown): row for row in said},
    )


@dataclass(frozen=True)
class Said:
    """Something the member told of one match; a card is None where it is no longer seen."""

    row: Feedback
    own: SubjectCard | None
    shown: SubjectCard | None


def told_by(actor: Actor, number: int) -> Page[Said]:
    """Give a page of what the actor said of matches, the newest first."""
    rows = Feedback.objects.filter(member=actor.pk).order_by("-at", "-pk")
    cut = page_of(rows, number, PAGE)
    return replace(cut, rows=_said(actor, cut.rows))


def told_after(actor: Actor, before: int | None, limit: int) -> list[Said]:
    """Give the next of what the actor said of matches, the newest number first."""
    rows = Feedback.objects.filter(member=actor.pk).order_by("-pk")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    return _said(actor, list(rows[:limit]))


def _said(actor: Actor, rows: Sequence[Feedback]) -> list[Said]:
    cards = cards_for(actor, {side for row in rows for side in (row.own, row.shown)})
    return [Said(row, cards.get(row.own), cards.get(row.shown)) for row in rows]


def unmuted_by(actor: Actor) -> list[tuple[str, Message]]:
    """Give the parts that count for the actor, with their names."""
    muted = set(Mute.objects.filter(member=actor.pk).values_list("part", flat=True))
    return [(part, label) for part, label in LABELS.items() if part not in muted]


def muted_by(actor: Actor) -> list[tuple[str, Message]]:
    """Give the parts that count nothing for the actor, with their names."""
    parts = Mute.objects.filter(member=actor.pk).order_by("at", "pk").values_list("part", flat=True)
    return [(part, LABELS.get(part, _("A part that is no longer judged"))) for part in parts]


def feedback_of(actor: Actor, number: int) -> Feedback | None:
    return Feedback.objects.filter(member=actor.pk, pk=number).first()
