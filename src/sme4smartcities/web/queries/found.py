"""What the search over all features finds, by words and by meaning, with the reader's own rights."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from sme4smartcities.core import formats
from sme4smartcities.core.cards import cards_for
from sme4smartcities.core.errors import Message
from sme4smartcities.core.features import SubjectCard, all_features
from sme4smartcities.core.paging import Page, page_of
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.search.models import SearchText
from sme4smartcities.core.search.queries import (
    Hit,
    Suggestion,
    all_texts_of,
    audiences_for,
    snippet,
    suggest,
)
from sme4smartcities.vocabularies.queries import lineage, term
from sme4smartcities.web.queries.fused import hits_for

SHOWN = 20
MOST_PLACES = 12


@dataclass(frozen=True)
class Asked:
    """What a reader asks: words, and what the hits are narrowed to; "" for all."""

    text: str
    kind: str = ""
    language: str = ""
    place: str = ""

    def lets(self, hit: Hit, but: str = "") -> bool:
        """Say whether a hit lies within all that was chosen, one choice left aside."""
        return (
            (but == "kind" or not self.kind or hit.kind == self.kind)
            and (but == "language" or not self.language or self.language in hit.languages.split())
            and (but == "place" or not self.place or self.place in hit.places.split())
        )


@dataclass(frozen=True)
class Choice:
    """One way to narrow what was found, with how much would be left."""

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
    """``some``: nothing has all the words, these have some; ``alone``: found without models that
    are there, which were busy or asleep."""

    kinds: list[Choice]
    languages: list[Choice]
    places: list[Choice]
    page: Page[Result]
    suggestions: list[Suggestion]
    some: bool = False
    alone: bool = False


def kinds() -> dict[str, Message]:
    """Give the kinds of things that can be found, with their labels."""
    return {source.kind: source.label for feature in all_features() for source in feature.search}


def plain_snippet(marked: SafeString) -> str:
    """Give a snippet as text, without its marks."""
    return unescape(strip_tags(marked))


def found(actor: Actor, asked: Asked, number: int) -> Found:
    """Find words in everything this actor may see, and what lies near in meaning.

    Queries: at most six for the hits, one for the texts shown, one or two a kind for the cards.
    """
    labels = kinds()
    audiences = audiences_for(actor)
    caught = hits_for(asked.text, kinds=list(labels), audiences=audiences)
    cut = page_of([hit.subject for hit in caught.hits if asked.lets(hit)], number, SHOWN)
    cards, texts = cards_for(actor, cut.rows), all_texts_of(cut.rows, audiences=audiences)
    results = [
        Result(cards[subject], labels[subject.kind], _snippet(texts[subject], asked.text))
        for subject in cut.rows
        if subject in cards and subject in texts
    ]
    return Found(
        _kinds(caught.hits, asked, labels),
        _languages(caught.hits, asked),
        _places(caught.hits, asked),
        Page(results, cut.number, cut.size, cut.total, cut.more),
        [] if caught.hits else suggest(asked.text, kinds=list(labels), audiences=audiences),
        caught.some,
        caught.alone,
    )


def _kinds(hits: Sequence[Hit], asked: Asked, labels: Mapping[str, Message]) -> list[Choice]:
    counted = Counter(hit.kind for hit in hits if asked.lets(hit, "kind"))
    return [Choice(code, label, counted[code]) for code, label in labels.items() if counted[code]]


def _languages(hits: Sequence[Hit], asked: Asked) -> list[Choice]:
    counted = _counted(hits, asked, "language", lambda hit: hit.languages)
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return [Choice(code, formats.language_name(code), many) for code, many in ordered]


def _places(hits: Sequence[Hit], asked: Asked) -> list[Choice]:
    """Give the countries and territories, or what lies in the chosen one, with it and those above."""
    counted = _counted(hits, asked, "place", lambda hit: hit.places)
    known = {code: held for code in counted if (held := term("territory", code))}
    chosen = term("territory", asked.place) if asked.place else None
    line = [one.code for one in lineage(chosen)]
    near = [
        code
        for code, held in known.items()
        if code not in line and held.parent_id == (chosen.pk if chosen else None)
    ]
    near.sort(key=lambda code: (-counted[code], str(known[code].label)))
    return [
        Choice(code, known[code].label, counted[code])
        for code in [*line, *near[:MOST_PLACES]]
        if code in known
    ]


def _counted(
    hits: Sequence[Hit], asked: Asked, but: str, codes: Callable[[Hit], str]
) -> Counter[str]:
    return Counter(code for hit in hits if asked.lets(hit, but) for code in codes(hit).split())


def _snippet(texts: Iterable[SearchText], words: str) -> SafeString:
    """Show the text in which the words stand, the reader's own language before others."""
    tried = [snippet(text.body, words, text.language) for text in texts if text.body]
    marked = (one for one in tried if "<mark>" in one)
    return next(marked, tried[0] if tried else SafeString(""))
