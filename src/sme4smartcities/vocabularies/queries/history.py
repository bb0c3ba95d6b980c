"""What happened to a list and its terms, in sentences, with who did it where that may be seen."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from sme4smartcities.core import formats
from sme4smartcities.core.cards import cards_for
from sme4smartcities.core.errors import Message
from sme4smartcities.core.journal.models import Entry
from sme4smartcities.core.journal.queries import last_about
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.subjects import Subject
from sme4smartcities.vocabularies.models import Term, Vocabulary
from sme4smartcities.vocabularies.queries import lists

SENTENCES: dict[str, Message] = {
    "VocabularyEdited": _("The name or the explanation of the list was changed."),
    "TermsReordered": _("The order was changed."),
    "TermsImported": _("A table was read in: %(added)s added, %(changed)s changed."),
    "TermAdded": _("%(term)s was added."),
    "TermEdited": _("%(term)s was changed."),
    "TermRetired": _("%(term)s is no longer offered."),
    "TermRestored": _("%(term)s is offered again."),
    "TermsMerged": _("%(term)s was merged into %(into)s."),
    "TerritoryTableApplied": _("The table of territories was applied."),
}


@dataclass(frozen=True)
class Happened:
    """One thing that happened; ``who`` is empty where the platform did it or the reader may not see."""

    at: dt.datetime
    sentence: str
    who: str


def history_of_list(actor: Actor, vocabulary: Vocabulary) -> list[Happened]:
    """Give the last thirty things that happened to the list or one of its terms."""
    numbers = [term.pk for term in lists.current().by_id.values() if _belongs(term, vocabulary)]
    entries = [*last_about("vocabulary", [vocabulary.pk]), *last_about("term", numbers)]
    return _told(actor, sorted(entries, key=lambda entry: -entry.pk)[:30])


def history_of_term(actor: Actor, term: Term) -> list[Happened]:
    return _told(actor, last_about("term", [term.pk]))


def history_of_territories(actor: Actor) -> list[Happened]:
    """Give the last times that the table of territories was applied."""
    entries = [entry for entry in last_about("platform", [0], 200) if _name(entry) in SENTENCES]
    return _told(actor, entries[:10])


def _belongs(term: Term, vocabulary: Vocabulary) -> bool:
    return term.vocabulary_id == vocabulary.pk


def _name(entry: Entry) -> str:
    return entry.name.removeprefix("vocabularies.")


def _told(actor: Actor, entries: Sequence[Entry]) -> list[Happened]:
    names = _names(actor, {entry.actor_id for entry in entries if entry.actor_id})
    return [
        Happened(
            at=entry.at,
            sentence=str(SENTENCES.get(_name(entry), entry.name)) % _words(entry),
            who=names.get(entry.actor_id or 0, ""),
        )
        for entry in entries
    ]


def _names(actor: Actor, numbers: Iterable[int]) -> dict[int, str]:
    cards = cards_for(actor, [Subject("member", number) for number in numbers])
    return {subject.id: card.title for subject, card in cards.items()}


def _words(entry: Entry) -> dict[str, object]:
    return {
        "added": 0,
        "changed": 0,
        **entry.data,
        "term": _label(entry.subject_id),
        "into": _label(entry.data.get("into")),
    }


def _label(number: int | None) -> str:
    found = lists.term_with_id(number)
    return formats.isolated(found.label) if found else ""
