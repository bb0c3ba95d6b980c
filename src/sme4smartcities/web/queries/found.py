"""What the search over all features finds, shown with the reader's own rights."""

from collections import Counter
from dataclasses import dataclass
from html import unescape

from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from sme4smartcities.core.cards import cards_for
from sme4smartcities.core.errors import Message
from sme4smartcities.core.features import SubjectCard, all_features
from sme4smartcities.core.paging import Page, page_of
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.search.queries import (
    Suggestion,
    audiences_for,
    find,
    snippet,
    suggest,
    texts_of,
)

SHOWN = 20


@dataclass(frozen=True)
class Kind:
    """One kind of thing that was found, with how often."""

    code: str
    label: Message
    count: int


@dataclass(frozen=True)
class Result:
    card: SubjectCard
    kind: Message
    snippet: SafeString


@dataclass(frozen=True)
class Found:
    kinds: list[Kind]
    page: Page[Result]
    suggestions: list[Suggestion]


def kinds() -> dict[str, Message]:
    """Give the kinds of things that can be found, with their labels."""
    return {source.kind: source.label for feature in all_features() for source in feature.search}


def plain_snippet(marked: SafeString) -> str:
    """Give a snippet as text, without its marks."""
    return unescape(strip_tags(marked))


def found(actor: Actor, text: str, kind: str, number: int) -> Found:
    """Find words in everything this actor may see; one kind alone when it is named.

    Queries: at most four for the hits, one for the texts shown, one or two a kind for the cards.
    """
    labels = kinds()
    audiences = audiences_for(actor)
    hits = find(text, kinds=list(labels), audiences=audiences)
    counted = Counter(hit.kind for hit in hits)
    chosen = [hit.subject for hit in hits if not kind or hit.kind == kind]
    cut = page_of(chosen, number, SHOWN)
    cards, texts = cards_for(actor, cut.rows), texts_of(cut.rows, audiences=audiences)
    results = [
        Result(
            cards[subject],
            labels[subject.kind],
            snippet(texts[subject].body, text, texts[subject].language),
        )
        for subject in cut.rows
        if subject in cards and subject in texts
    ]
    return Found(
        [Kind(code, label, counted[code]) for code, label in labels.items() if counted[code]],
        Page(results, cut.number, cut.size, cut.total, cut.more),
        [] if hits else suggest(text, kinds=list(labels), audiences=audiences),
    )
