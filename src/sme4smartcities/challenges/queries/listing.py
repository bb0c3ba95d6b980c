"""The list of challenges: what was asked of it, one page, and how many each further filter leaves."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.db.models import Case, Count, IntegerField, QuerySet, When
from django.utils.datastructures import MultiValueDict

from sme4smartcities.challenges.models import (
    LISTED,
    VOCABULARY_OF,
    Challenge,
    ChallengeQuerySet,
    ChallengeTerm,
    Facet,
    State,
)
from sme4smartcities.core.errors import Message
from sme4smartcities.core.paging import Page, page_of
from sme4smartcities.core.search.queries import find
from sme4smartcities.vocabularies.models import Term
from sme4smartcities.vocabularies.queries import term, term_with_id

FACETS = (Facet.DOMAIN, Facet.TERRITORY, Facet.NEEDS, Facet.DELIVERABLE, Facet.SDG, Facet.LANGUAGE)
OPEN = (Facet.DOMAIN, Facet.TERRITORY)
PAGE = 12
MOST_CHOICES = 20
MOST_OPTIONS = 30
LONGEST_TEXT = 200
HITS = 1_000
FED = 30
ORDER = (State.PUBLISHED, State.SOLVED, State.ARCHIVED)


@dataclass(frozen=True)
class Choice:
    """One value of one facet, or of the state: then ``term`` is None."""

    facet: str
    code: str
    label: Message
    term: Term | None = None


@dataclass(frozen=True, kw_only=True)
class Asked:
    text: str = ""
    choices: tuple[Choice, ...] = ()

    def without(self, choice: Choice) -> str:
        return replace(self, choices=tuple(one for one in self.choices if one != choice)).address()

    def chosen(self, facet: str) -> list[Choice]:
        return [one for one in self.choices if one.facet == facet]

    def address(self) -> str:
        pairs = [("q", self.text)] if self.text else []
        pairs += [(one.facet, one.code) for one in self.choices]
        return f"?{urlencode(pairs)}"


def asked_of(parameters: MultiValueDict[str, str]) -> Asked:
    """Read an address; what is unknown in it is left out."""
    found = dict.fromkeys(_choices(parameters))
    text = " ".join(parameters.get("q", "").replace("\0", "").split())[:LONGEST_TEXT]
    return Asked(text=text, choices=tuple(found)[:MOST_CHOICES])


def _choices(parameters: MultiValueDict[str, str]) -> Iterator[Choice]:
    for code in parameters.getlist("state")[:MOST_CHOICES]:
        if code in LISTED:
            yield Choice("state", code, State(code).label)
    for facet in FACETS:
        for code in parameters.getlist(facet.value)[:MOST_CHOICES]:
            if known := term(VOCABULARY_OF[facet], code):
                yield Choice(facet.value, known.code, known.label, known)


@dataclass(frozen=True)
class Option:
    choice: Choice
    number: int
    chosen: bool


@dataclass(frozen=True)
class FacetView:
    facet: str
    label: Message
    options: Sequence[Option]
    open: bool

    @property
    def territories(self) -> list[Term]:
        """Give the territories that it names."""
        terms = [one.choice.term for one in self.options if self.facet == Facet.TERRITORY]
        return [term for term in terms if term]


@dataclass(frozen=True)
class Card:
    """A challenge as lists show it."""

    row: Challenge
    domains: Sequence[str]
    place: str


@dataclass(frozen=True)
class Listing:
    asked: Asked
    page: Page[Card]
    facets: Sequence[FacetView] = field(default_factory=list)

    @property
    def chips(self) -> list[tuple[Message, str]]:
        return [(one.label, self.asked.without(one)) for one in self.asked.choices]


def listing(asked: Asked, number: int) -> Listing:
    """Answer what was asked of the list.

    Queries: three for the page, one for the counts, one more for each facet in which something is
    chosen, those of the search for words.
    """
    worded = _worded(asked)
    rows = _narrowed(Challenge.objects.listed(), asked, worded)
    cut = page_of(_ordered(rows, worded).select_related("owner", "owner__logo"), number, PAGE)
    shown = replace(cut, rows=cards_of(list(cut.rows)))
    return Listing(asked, shown, facets(asked, worded))


def _worded(asked: Asked) -> list[int] | None:
    """Give the ids of the hits of the words, best first; None where no words were asked."""
    if not asked.text:
        return None
    return [hit.subject_id for hit in find(asked.text, kinds=("challenge",), limit=HITS)]


def _narrowed(
    rows: ChallengeQuerySet, asked: Asked, worded: list[int] | None, apart_from: str = ""
) -> ChallengeQuerySet:
    if worded is not None:
        rows = rows.filter(pk__in=worded)
    for facet in dict.fromkeys(one.facet for one in asked.choices):
        if facet == apart_from:
            continue
        chosen = asked.chosen(facet)
        if facet == "state":
            rows = rows.filter(state__in=[one.code for one in chosen])
        else:
            terms = [one.term for one in chosen if one.term]
            held = ChallengeTerm.objects.filter(facet=facet, term__in=terms)
            rows = rows.filter(pk__in=held.values("challenge"))
    return rows


def _ordered(rows: ChallengeQuerySet, worded: list[int] | None) -> QuerySet[Challenge]:
    if worded:
        best = Case(
            *(When(pk=number, then=place) for place, number in enumerate(worded)),
            output_field=IntegerField(),
        )
        return rows.order_by(best)
    places = (When(state=state, then=place) for place, state in enumerate(ORDER))
    return rows.order_by(Case(*places, output_field=IntegerField()), "-published_at", "-id")


def cards_of(rows: Sequence[Challenge]) -> list[Card]:
    """Give what lists show of each challenge, in one query for all."""
    held: dict[int, dict[str, list[Term]]] = {}
    statements = ChallengeTerm.objects.filter(
        challenge__in=rows, facet__in=(Facet.DOMAIN, Facet.TERRITORY)
    )
    for number, facet, term_id in statements.order_by("pk").values_list(
        "challenge_id", "facet", "term_id"
    ):
        if known := term_with_id(term_id):
            held.setdefault(number, {}).setdefault(facet, []).append(known)
    return [_card(row, held.get(row.pk, {})) for row in rows]


def _card(row: Challenge, held: Mapping[str, Sequence[Term]]) -> Card:
    domains = [one.label for one in held.get(Facet.DOMAIN, ())][:2]
    countries = [one.label for one in held.get(Facet.TERRITORY, ()) if one.parent_id is None]
    return Card(row, domains, ", ".join(countries[:2]))


def facets(asked: Asked, worded: list[int] | None) -> list[FacetView]:
    """Give every facet that offers a choice, with how many challenges each value leaves."""
    counts = _counts(asked, worded)
    views = [_states(asked, worded)]
    views += [_view(asked, facet, counts.get(facet.value, {})) for facet in FACETS]
    return [view for view in views if view.options]


def _counts(asked: Asked, worded: list[int] | None) -> dict[str, dict[int, int]]:
    chosen = {one.facet for one in asked.choices} - {"state"}
    plain = [facet.value for facet in FACETS if facet.value not in chosen]
    everything = _narrowed(Challenge.objects.listed(), asked, worded)
    found = _counted(plain, everything)
    for facet in chosen:
        others = _narrowed(Challenge.objects.listed(), asked, worded, apart_from=facet)
        found |= _counted([facet], others)
    return found


def _counted(names: Sequence[str], rows: ChallengeQuerySet) -> dict[str, dict[int, int]]:
    found: dict[str, dict[int, int]] = {}
    counted = (
        ChallengeTerm.objects.filter(facet__in=names, challenge__in=rows.order_by())
        .values_list("facet", "term_id")
        .annotate(number=Count("challenge_id"))
        .order_by()
    )
    for facet, number, count in counted:
        found.setdefault(facet, {})[number] = count
    return found


def _states(asked: Asked, worded: list[int] | None) -> FacetView:
    rows = _narrowed(Challenge.objects.listed(), asked, worded, apart_from="state")
    counts = dict(rows.order_by().values_list("state").annotate(number=Count("pk")))
    chosen = {one.code for one in asked.chosen("state")}
    options = [
        Option(Choice("state", state, State(state).label), counts.get(state, 0), state in chosen)
        for state in ORDER
        if counts.get(state) or state in chosen
    ]
    return FacetView("state", Challenge._meta.get_field("state").verbose_name, options, True)


def _view(asked: Asked, facet: Facet, counts: Mapping[int, int]) -> FacetView:
    chosen = {one.code for one in asked.chosen(facet.value)}
    known = [(term_with_id(number), count) for number, count in counts.items()]
    held = [
        Option(Choice(facet.value, found.code, found.label, found), count, found.code in chosen)
        for found, count in known
        if found is not None
    ]
    held.sort(key=lambda one: (not one.chosen, -one.number, str(one.choice.label)))
    return FacetView(facet.value, facet.label, held[:MOST_OPTIONS], facet in OPEN or bool(chosen))


def newest() -> list[Challenge]:
    """Give the newest open challenges with their owners, for feeds. One query."""
    rows = Challenge.objects.published().select_related("owner")
    return list(rows.order_by("-published_at", "-id")[:FED])


def listed_after(after: int | None, limit: int) -> list[Challenge]:
    """Give the next public ones by age of their rows; ``after``: the number of the last. One query."""
    rows = Challenge.objects.listed().select_related("owner").order_by("-pk")
    return list(rows.filter(pk__lt=after)[:limit] if after is not None else rows[:limit])


def rows_for(asked: Asked, most: int) -> list[Challenge]:
    """Give what the list shows for a question, in its order, with owners and figures. Two queries."""
    worded = _worded(asked)
    rows = _ordered(_narrowed(Challenge.objects.listed(), asked, worded), worded)
    return list(rows.select_related("owner").prefetch_related("measures")[:most])
