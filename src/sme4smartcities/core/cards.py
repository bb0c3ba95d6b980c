"""Show links to objects of any feature, each with the reader's own rights."""

import logging
from collections.abc import Iterable

from sme4smartcities.core.features import SubjectCard, all_features
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import Subject

log = logging.getLogger(__name__)


def cards_for(actor: Actor, subjects: Iterable[Subject]) -> dict[Subject, SubjectCard]:
    """Give a card for each subject that this actor may see, asking each feature once."""
    wanted: dict[str, list[int]] = {}
    for subject in subjects:
        wanted.setdefault(subject.kind, []).append(subject.id)
    cards: dict[Subject, SubjectCard] = {}
    for feature in all_features():
        for kind in feature.subjects.keys() & wanted.keys():
            try:
                found = feature.subjects[kind](actor, wanted[kind])
            except Exception:
                log.exception("%s could not show its %s", feature.slug, kind)
                continue
            cards |= {Subject(kind, number): card for number, card in found.items()}
    return cards
