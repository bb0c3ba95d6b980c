"""What a subject says, and what the models made of it, also while only its writers may read it."""

from collections.abc import Mapping
from typing import Any

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.queries.passages import TEXTS, passages_in
from sme4smartcities.matching.vectors.reading import Passage
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.solutions.models import Solution

_models: Mapping[str, Any] = {
    "challenge": Challenge,
    "solution": Solution,
    "organisation": Organisation,
}


def living(subject: Subject) -> Any:
    """Give the row of what is no record of the past; None of what is gone."""
    rows = _models[subject.kind].objects.exclude(layer=Layer.RECORD)
    return rows.filter(pk=subject.id).first()


def passages_of(subject: Subject, row: Any) -> list[Passage]:
    """Give its texts, one for each language."""
    return list(passages_in(row, *TEXTS[subject.kind]))
