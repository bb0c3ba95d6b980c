"""Challenges as a table, for spreadsheets and programs: what goes out comes in again unchanged."""

from collections.abc import Collection, Iterator, Sequence

from sme4smartcities.challenges.columns import COLUMNS, TAKEN, Told
from sme4smartcities.challenges.models import Challenge, ChallengeTerm, Facet, State
from sme4smartcities.challenges.queries.challenges import narrowest, own_challenges
from sme4smartcities.challenges.queries.listing import Asked, rows_for
from sme4smartcities.core.errors import Message
from sme4smartcities.core.policies import Actor
from sme4smartcities.vocabularies.models import Term
from sme4smartcities.vocabularies.queries import term_with_id

MOST = 1_000
ALWAYS = ("id", "owner", "language", "title_en", "state", "address")
Table = tuple[list[str], list[list[str]]]


def table(asked: Asked) -> Table:
    """Give header and rows of what the list shows for the same question. Four queries."""
    return _written(rows_for(asked, MOST))


def own_table(actor: Actor) -> Table:
    """Give those that the actor writes, in every state. Four queries."""
    return _written(list(own_challenges(actor).prefetch_related("measures")[:MOST]))


def empty_table() -> Table:
    """Give the columns that an import reads, to be filled in."""
    return [column.code for column in TAKEN], []


def columns_read() -> list[tuple[str, Message, bool]]:
    """Give code and label of what an import reads, a text in six languages once, and whether it is needed."""
    found = {
        f"{column.code[:-2]}…" if column.language else column.code: column.label for column in TAKEN
    }
    return [(code, label, code == "title_…") for code, label in found.items()]


def _written(rows: Sequence[Challenge]) -> Table:
    """Write all columns but those in which no row says anything."""
    cells = [[column.show(told) for column in COLUMNS] for told in _told(rows)]
    kept = [
        number
        for number, column in enumerate(COLUMNS)
        if column.code in ALWAYS or any(row[number] for row in cells)
    ]
    return [COLUMNS[number].code for number in kept], [
        [row[number] for number in kept] for row in cells
    ]


def _told(rows: Sequence[Challenge]) -> Iterator[Told]:
    held: dict[int, dict[str, list[Term]]] = {}
    tags = ChallengeTerm.objects.filter(challenge__in=rows).order_by("pk")
    for number, facet, term_id in tags.values_list("challenge_id", "facet", "term_id"):
        if known := term_with_id(term_id):
            held.setdefault(number, {}).setdefault(facet, []).append(known)
    for row in rows:
        terms = held.get(row.pk, {})
        if places := terms.get(Facet.TERRITORY):
            terms[Facet.TERRITORY] = narrowest(places)
        yield Told(row, terms, list(row.measures.all()))


def titles_of(owners: Collection[int]) -> Iterator[tuple[int, int, list[str]]]:
    """Give number, owner and titles of the challenges that some organisations have and keep."""
    rows = Challenge.objects.filter(owner__in=owners).exclude(state=State.WITHDRAWN)
    for number, owner, title in rows.order_by("-pk").values_list("pk", "owner_id", "title"):
        yield number, owner, [entry["text"] for entry in title.values()]
