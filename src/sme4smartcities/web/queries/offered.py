"""What is offered while somebody types: names, terms and places, of what this reader may know."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from sme4smartcities.core.cards import cards_for
from sme4smartcities.core.errors import Message
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.search.queries import audiences_for, suggest
from sme4smartcities.vocabularies.models import Term
from sme4smartcities.vocabularies.queries import term, terms_found
from sme4smartcities.web.queries.found import kinds

SHORTEST, LONGEST = 2, 100  # letters from which something is offered, and that are read
NAMES, TERMS, PLACES = 6, 3, 2
LISTS = ("capability", "domain", "sdg")
CODES = "cpv"


@dataclass(frozen=True)
class Offer:
    """A line below the box, and where it leads."""

    name: str
    kind: Message
    url: str


def offers_for(actor: Actor, typed: str) -> list[Offer]:
    """Give what begins so or was probably meant: at most three queries and one or two a kind."""
    typed = " ".join(typed.replace("\0", "").split())[:LONGEST]
    if len(typed) < SHORTEST:
        return []
    return [*_names(actor, typed), *_terms(typed), *_places(typed)]


def _names(actor: Actor, typed: str) -> Iterator[Offer]:
    labels = kinds()
    audiences = audiences_for(actor)
    found = suggest(typed, kinds=list(labels), audiences=audiences, limit=NAMES)
    cards = cards_for(actor, [one.subject for one in found])
    for one in found:
        if one.subject in cards:
            yield Offer(one.name, labels[one.kind], cards[one.subject].url)


def _terms(typed: str) -> Iterator[Offer]:
    found = [one for name in LISTS for one in terms_found(name, typed, TERMS)][:TERMS]
    if typed[0].isdigit() and (code := term(CODES, typed.partition("-")[0])):
        found.insert(0, code)
    for one in found:
        yield _searching(one)


def _places(typed: str) -> Iterator[Offer]:
    for one in terms_found("territory", typed, PLACES):
        yield _searching(one)


def _searching(found: Term) -> Offer:
    address = f"{reverse('web:search')}?{urlencode({'q': found.label})}"
    return Offer(found.label, found.vocabulary.label, address)
