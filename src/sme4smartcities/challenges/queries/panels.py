"""What challenges show on the pages of organisations and programmes."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Case, When

from sme4smartcities.challenges.models import Challenge, State
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import Subject

SHOWN = 6


def of_subject(_actor: Actor, subject: Subject) -> Mapping[str, Any] | None:
    """Give the public challenges of an organisation or a programme, open ones first. One query."""
    named = {"organisation": "owner", "programme": "programme"}[subject.kind]
    rows = Challenge.objects.listed().filter(**{named: subject.id}).select_related("owner")
    closed = Case(When(state=State.PUBLISHED, then=0), default=1)
    found = list(rows.order_by(closed, "-published_at", "-pk")[:SHOWN])
    return {"challenges": found, "of": subject.kind} if found else None
