"""What a page tells of suggested terms: each with why, and what was refused."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sme4smartcities.core.formats import isolated
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.tagging.models import Suggestion
from sme4smartcities.matching.tagging.queries.carriers import CARRIERS, held_by, row_of
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.vocabularies.models import Term
from sme4smartcities.vocabularies.queries import lineage, term, vocabulary

IN_PANEL = 4


@dataclass(frozen=True)
class Tag:
    """One suggested term and, in a sentence, why."""

    term: Term
    why: str

    @property
    def above(self) -> str:
        """What a code lies in, since its own words often say too little."""
        line = lineage(self.term)[:-1]
        return line[-1].label if line else ""


@dataclass(frozen=True)
class Group:
    """The suggested terms of one list."""

    heading: str
    tags: Sequence[Tag]


@dataclass(frozen=True)
class Suggested:
    """What is suggested for one subject: list by list, and what its people said no to."""

    subject: Subject
    row: Any
    groups: Sequence[Group]
    refused: Sequence[Term]

    @property
    def first(self) -> list[Tag]:
        """Give the best few, in turn from each list."""
        turns = [list(group.tags) for group in self.groups]
        found = [tags[turn] for turn in range(IN_PANEL) for tags in turns if turn < len(tags)]
        return found[:IN_PANEL]

    @property
    def title(self) -> str:
        return str(self.row.title) if isinstance(self.row, Organisation) else str(self.row)

    @property
    def back(self) -> str:
        """Where its writers go on writing."""
        return CARRIERS[self.subject.kind].studio(self.row)

    @property
    def count(self) -> int:
        return sum(len(group.tags) for group in self.groups)


def suggested_for(actor: Actor, subject: Subject) -> Suggested | None:
    """Give what is suggested for a subject; None to whom it does not concern.

    What the subject carries by now, and what left the lists, stays out.
    """
    row = row_of(actor, subject)
    if row is None or not CARRIERS[subject.kind].may(actor, row):
        return None
    held = Suggestion.objects.filter(kind=subject.kind, subject_id=subject.id).first()
    if held is None:
        return Suggested(subject, row, (), ())
    carried = held_by(row)
    refused = [one for named in held.refused if (one := term(*named))]
    hidden = carried | {one.pk for one in refused}
    groups = [
        Group(_heading(code), list(_tags(held, code, hidden)))
        for code in CARRIERS[subject.kind].facets
    ]
    return Suggested(subject, row, [group for group in groups if group.tags], refused)


def _heading(code: str) -> str:
    found = vocabulary(code)
    return found.label if found else code


def _tags(held: Suggestion, code: str, hidden: frozenset[int]) -> Iterator[Tag]:
    for listed, name, words in held.found:
        found = term(listed, name) if listed == code else None
        if found and not found.retired and found.pk not in hidden:
            yield Tag(found, _why(words))


def _why(words: Sequence[str]) -> str:
    if not words:
        return _("Because of what your text says as a whole, as far as a model can tell.")
    named = pgettext("between things that are listed", ", ").join(f"“{isolated(w)}”" for w in words)
    return _("Because your text speaks of %(words)s.") % {"words": named}


def panel(actor: Actor, subject: Subject) -> Mapping[str, Any] | None:
    """Fill a place on the page of a subject's writers: the first few, where there are any."""
    if not actor.is_authenticated:
        return None
    if not Suggestion.objects.filter(kind=subject.kind, subject_id=subject.id).exists():
        return None
    found = suggested_for(actor, subject)
    return {"suggested": found} if found and found.count else None
