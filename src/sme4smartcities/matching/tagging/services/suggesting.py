"""Find the terms that a subject's texts speak of, after the fact; what was refused stays refused."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.embedding import EmbeddingFailed, embedders
from sme4smartcities.matching.models import Due
from sme4smartcities.matching.queries.shelves import looked_up, means
from sme4smartcities.matching.tagging.choosing import chosen
from sme4smartcities.matching.tagging.lexicon import Named
from sme4smartcities.matching.tagging.models import Suggestion
from sme4smartcities.matching.tagging.queries.carriers import CARRIERS, held_by
from sme4smartcities.matching.tagging.queries.listed import lexicon, meant
from sme4smartcities.matching.tagging.queries.texts import living, passages_of
from sme4smartcities.matching.vectors.means import Means, Vector, centred
from sme4smartcities.matching.vectors.reading import Passage, read
from sme4smartcities.vocabularies.queries import term, term_with_id
from sme4smartcities.vocabularies.queries.lists import asked_once

STRETCH = 0.4  # seconds after which the job makes room for texts that wait to be read

T = TypeVar("T")
Asked = Sequence[Mapping[str, Vector]]  # for each language a centred vector per model


@transaction.atomic
def note(subjects: Iterable[Subject]) -> None:
    """Remember that the texts of these changed."""
    now = timezone.now()
    Suggestion.objects.bulk_create(
        [Suggestion(kind=one.kind, subject_id=one.id, due_at=now) for one in subjects],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["kind", "subject_id"],
        update_fields=["due_at"],
    )


def note_all() -> None:
    """Have everything looked at again: the lists are not what they were."""
    Suggestion.objects.filter(due_at=None).update(due_at=timezone.now())


def waits() -> bool:
    """Say whether a subject waits, be it for a model to read it first."""
    return Suggestion.objects.filter(due_at__isnull=False).exists()


def suggest_due(stretch: float = STRETCH) -> Iterator[Subject]:
    """Look at what waits and has been read, the newest first, for about as long as said."""
    unread = Due.objects.filter(kind=OuterRef("kind"), subject_id=OuterRef("subject_id"))
    due = Suggestion.objects.filter(~Exists(unread), due_at__isnull=False).order_by("-due_at", "pk")
    deadline = time.monotonic() + stretch
    while time.monotonic() < deadline and (row := due.first()):
        subject = Subject(row.kind, row.subject_id)
        suggest(subject)
        Suggestion.objects.filter(pk=row.pk, due_at=row.due_at).update(due_at=None)
        yield subject


@asked_once()
def suggest(subject: Subject) -> None:
    """Write down the terms that its texts speak of and that it does not carry; none of what is gone."""
    row = living(subject)
    held = Suggestion.objects.filter(kind=subject.kind, subject_id=subject.id)
    if row is None:
        held.delete()
        return
    passages = passages_of(subject, row)
    asked = _asked(subject, passages)
    known = held.first()
    unwanted = held_by(row) | _numbers(known.refused if known else ())
    found = [
        [vocabulary, code, list(words)]
        for vocabulary in CARRIERS[subject.kind].facets
        for code, words in _of_list(vocabulary, asked, passages, unwanted)
    ]
    Suggestion.objects.update_or_create(
        kind=subject.kind, subject_id=subject.id, defaults={"found": found}
    )


def _numbers(refused: Iterable[Sequence[str]]) -> frozenset[int]:
    known = (term(vocabulary, code) for vocabulary, code in refused)
    return frozenset(one.pk for one in known if one)


def _asked(subject: Subject, passages: Sequence[Passage]) -> Asked:
    """Give what the models made of its texts; a draft that is kept from matching is read here."""
    look = looked_up(subject.kind, [subject.id])
    stored = [asked for _language, asked in look.asked(subject.id, Means.of_texts)]
    try:
        return stored or list(_read_now(subject.kind, passages))
    except EmbeddingFailed:  # words alone, until its texts change again
        return []


def _read_now(kind: str, passages: Sequence[Passage]) -> Iterator[Mapping[str, Vector]]:
    sums = means()
    for passage in passages:
        rows = {
            one.model: centred(
                read(one, [passage])[0], sums[one.model].of_texts(kind, passage.language)
            )
            for one in embedders()
            if one.knows(passage.language)
        }
        if rows:
            yield rows


def _of_list(
    vocabulary: str, asked: Asked, passages: Sequence[Passage], unwanted: frozenset[int]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give code and words of the terms of one list that are worth a look, best first."""
    steps: dict[int, float] = {}
    for one in asked:
        for number, far in meant(vocabulary, one).items():
            steps[number] = max(far, steps.get(number, far))
    named: dict[int, Named] = {}
    for passage in passages:
        for number, words in lexicon(vocabulary, passage.language).named_in(passage.whole).items():
            if number not in named or words.worth > named[number].worth:
                named[number] = words
    for pick in chosen(vocabulary, _without(steps, unwanted), _without(named, unwanted)):
        if (found := term_with_id(pick.term)) and not found.retired:
            yield found.code, pick.words


def _without(found: Mapping[int, T], unwanted: frozenset[int]) -> dict[int, T]:
    return {number: value for number, value in found.items() if number not in unwanted}
