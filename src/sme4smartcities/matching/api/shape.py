"""How a match looks to a program: its level, its parts by code, and the same words as on the pages."""

from datetime import datetime
from typing import Any

from django.conf import settings
from ninja import Schema

from sme4smartcities.core.features import SubjectCard
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.models import Feedback
from sme4smartcities.matching.queries.alliances import Alliance
from sme4smartcities.matching.queries.lens import Said
from sme4smartcities.matching.queries.shown import Told


class SideOut(Schema):
    """``kind``: challenge, solution or organisation; ``title`` is in the caller's language."""

    kind: str
    id: int
    title: str
    url: str


class OwnSideOut(Schema):
    kind: str
    id: int


class MatchPartOut(Schema):
    """``points`` of ``most``; ``most`` is 0 for a part that nobody asked for. ``raises`` says what
    would raise it."""

    part: str
    label: str
    text: str
    points: int
    most: int
    raises: str
    muted: bool


class MatchOut(Schema):
    """``level``: strong, good or possible; the sum of the parts is never shown as a number.

    ``own``: for which challenge or organisation of yours; ``by``: the organisation or solution of
    yours that would answer. ``verdict``: useful or dismissed, as you said; empty otherwise.
    """

    level: str
    own: OwnSideOut
    by: SideOut | None
    shown: SideOut
    parts: list[MatchPartOut]
    verdict: str


class TeamMemberOut(Schema):
    organisation: SideOut
    brings: str


class TeamOut(Schema):
    """A possible team: what only each member brings, and what nobody brings, in words."""

    members: list[TeamMemberOut]
    covered: str
    missing: str


class FeedbackOut(Schema):
    """What you said of a match; ``title`` is empty where you no longer see what it was about."""

    id: int
    own: OwnSideOut
    shown: OwnSideOut
    title: str
    verdict: str
    reason: str
    at: datetime


def match_shape(one: Told) -> dict[str, Any]:
    names = ("part", "text", "points", "most", "raises", "muted")
    return {
        "level": one.match.level.code,
        "own": side(one.own),
        "by": card(one.by) if one.by else None,
        "shown": card(one.card),
        "parts": [
            {"label": str(part.label), **{name: getattr(part, name) for name in names}}
            for part in one.every_part
        ],
        "verdict": one.said.verdict if one.said else "",
    }


def alliance_shape(one: Alliance) -> dict[str, Any]:
    return {
        "members": [{"organisation": card(seat.card), "brings": seat.brings} for seat in one.seats],
        "covered": one.covered,
        "missing": one.missing,
    }


def feedback_shape(row: Feedback, said: Said | None = None) -> dict[str, Any]:
    return {
        "id": row.pk,
        "own": side(row.own),
        "shown": side(row.shown),
        "title": said.shown.title if said and said.shown else "",
        "verdict": row.verdict,
        "reason": row.reason,
        "at": row.at,
    }


def side(subject: Subject) -> dict[str, Any]:
    return {"kind": subject.kind, "id": subject.id}


def card(found: SubjectCard) -> dict[str, Any]:
    return {
        **side(found.subject),
        "title": found.title,
        "url": f"{settings.BASE_URL}{found.url}",
    }
