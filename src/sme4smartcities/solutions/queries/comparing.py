"""Up to four solutions side by side: what each says of the same things."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Message
from sme4smartcities.core.policies import Actor
from sme4smartcities.core.search.queries import find
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.organisations.models import State as Standing
from sme4smartcities.solutions.models import Endorsement, Facet, Solution, SolutionTerm
from sme4smartcities.solutions.queries.solutions import Statements, listed_owners, whole
from sme4smartcities.vocabularies.queries import term, term_with_id

MOST = 4
OFFERED = 6  # further ones found by words


@dataclass(frozen=True)
class Compared:
    """One solution with all that stands in its column. ``without``: the address that leaves it out."""

    solution: Solution
    owners: Sequence[Organisation]
    statements: Statements
    used_by: Sequence[str]
    endorsed_by: Sequence[Organisation]
    without: str

    @property
    def readiness(self) -> str:
        found = term("trl", str(self.solution.trl)) if self.solution.trl else None
        return found.label if found else ""


@dataclass(frozen=True)
class Cell:
    """What one solution says of one thing: a text of several languages, or short values."""

    solution: Solution
    text: object = None
    values: Sequence[str] = ()


@dataclass(frozen=True)
class Row:
    """One thing that is compared; one cell a column."""

    label: Message
    cells: Sequence[Cell]

    @property
    def stated(self) -> bool:
        return any(cell.text or cell.values for cell in self.cells)


TEXTS: tuple[tuple[str, Message], ...] = (
    ("summary", _("In one or two sentences")),
    ("problem", _("The problem it answers")),
    ("audience", _("For whom")),
)
CONDITIONS: tuple[tuple[str, Message], ...] = (
    ("evidence", _("What shows the readiness")),
    ("price", _("About the price")),
    ("provides", _("What the city provides")),
    ("standards", _("Data and standards")),
    ("accessibility", _("Accessibility")),
)
FACETS: tuple[tuple[Facet, Message], ...] = (
    (Facet.DOMAIN, _("Fields")),
    (Facet.OFFERS, _("What it offers")),
    (Facet.TERRITORY, _("Where it is delivered")),
    (Facet.LANGUAGE, _("Languages of work")),
    (Facet.CERTIFICATE, _("Certificates")),
)


def chosen(codes: Iterable[str]) -> list[int]:
    """Read the choice of an address: up to four numbers, each once, in their order."""
    numbers = [int(c) for c in codes if c.isascii() and c.isdigit() and len(c) < 18]
    return list(dict.fromkeys(numbers))[:MOST]


def query_of(numbers: Iterable[int]) -> str:
    return f"?{urlencode([('s', number) for number in numbers])}"


def compared(actor: Actor, numbers: Sequence[int]) -> list[Compared]:
    """Read the chosen solutions that the actor may see: five queries for up to four."""
    visible = Solution.objects.visible_to(actor).filter(pk__in=numbers)
    rows = whole().filter(pk__in=visible).prefetch_related("references__organisation")
    found = {row.pk: row for row in rows.prefetch_related("references__place")}
    there = [number for number in numbers if number in found]
    held: dict[int, list[tuple[str, int]]] = {}
    stated = SolutionTerm.objects.filter(solution__in=there).order_by("pk")
    for number, facet, value in stated.values_list("solution_id", "facet", "term_id"):
        held.setdefault(number, []).append((facet, value))
    words: dict[int, list[Organisation]] = {}
    given = Endorsement.objects.filter(
        solution__in=there, state=Endorsement.State.GIVEN, organisation__state=Standing.LISTED
    )
    for row in given.select_related("organisation"):
        words.setdefault(row.solution_id, []).append(row.organisation)
    return [
        Compared(
            solution=found[number],
            owners=listed_owners(found[number]),
            statements=Statements(
                [(f, t) for f, pk in held.get(number, ()) if (t := term_with_id(pk))]
            ),
            used_by=_used_by(found[number]),
            endorsed_by=words.get(number, []),
            without=query_of(other for other in there if other != number),
        )
        for number in there
    ]


def _used_by(solution: Solution) -> list[str]:
    named = []
    for row in solution.references.all():
        if row.organisation and row.organisation.state != Standing.LISTED:
            row.organisation = None
        if row.title:
            named.append(f"{row.title} ({row.years})" if row.years else row.title)
    return named


def rows_of(columns: Sequence[Compared]) -> list[Row]:
    """Give what is compared; what no solution states is left out."""

    def values(label: Message, of: Callable[[Compared], Sequence[str]]) -> Row:
        return Row(label, [Cell(one.solution, values=of(one)) for one in columns])

    def text(name: str, label: Message) -> Row:
        return Row(label, [Cell(one.solution, getattr(one.solution, name)) for one in columns])

    rows = [
        values(_("Offered by"), lambda one: [owner.title for owner in one.owners]),
        *(text(name, label) for name, label in TEXTS),
        values(_("Readiness"), lambda one: [one.readiness] if one.readiness else []),
        values(
            _("How it is paid"),
            lambda one: (
                [str(one.solution.get_price_model_display())] if one.solution.price_model else []
            ),
        ),
        *(text(name, label) for name, label in CONDITIONS),
        values(_("Used by"), lambda one: one.used_by),
        values(_("Endorsed by"), lambda one: [body.title for body in one.endorsed_by]),
        *(
            values(label, lambda one, facet=facet: [t.label for t in one.statements.of(facet)])  # type: ignore[misc]
            for facet, label in FACETS
        ),
    ]
    return [row for row in rows if row.stated]


def to_add(words: str, numbers: Sequence[int]) -> list[tuple[Solution, str]]:
    """Find published solutions by words, each with the address that compares it too."""
    if not words or len(numbers) >= MOST:
        return []
    hits = [hit.subject_id for hit in find(words, kinds=("solution",), limit=OFFERED + MOST)]
    further = [number for number in hits if number not in numbers][:OFFERED]
    found = Solution.objects.published().in_bulk(further)
    return [(found[n], query_of([*numbers, n])) for n in further if n in found]
