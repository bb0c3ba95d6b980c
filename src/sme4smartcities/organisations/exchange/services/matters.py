"""What the rows of a table can be about, and how each kind is read, compared and entered."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.exchange import columns, matching
from sme4smartcities.organisations.exchange.cells import Problem
from sme4smartcities.organisations.exchange.columns import Column
from sme4smartcities.organisations.exchange.contacts import columns as contact_columns
from sme4smartcities.organisations.exchange.contacts import drafting as contact_drafting
from sme4smartcities.organisations.exchange.contacts import matching as contact_matching
from sme4smartcities.organisations.exchange.drafting import Lists, drafted
from sme4smartcities.organisations.exchange.matching import Twin
from sme4smartcities.organisations.exchange.models import About, Import
from sme4smartcities.organisations.models import Facet, OrganisationTerm
from sme4smartcities.organisations.services.contacts import add_contact
from sme4smartcities.organisations.services.entering import enter_organisations

Values = Mapping[str, str]  # code of column → cell


class Sketch(Protocol):
    """A row as it would be entered."""

    @property
    def problems(self) -> list[Problem]: ...


class Rows(Protocol):
    """How rows are worked on; one for the whole of a run."""

    def drafts(self, values: Mapping[int, Values]) -> Mapping[int, Any]:
        """Read a batch, by the numbers of its rows."""

    def ours(self, drafts: Mapping[int, Any]) -> Mapping[int, list[Twin]]:
        """Say whom of those we have each row looks like."""

    def marks(self, draft: Any) -> Iterable[tuple[str, str]]:
        """Give what two rows of one table must not share."""

    def enter(self, actor: Actor, drafts: Sequence[Any]) -> None:
        """Enter them, all or none, in the caller's transaction."""

    def is_unwanted(self, draft: Any) -> bool:
        """Say whether nothing of the row may be kept."""


class OrganisationRows:
    def __init__(self, texts_in: str) -> None:
        self.lists, self.texts_in = Lists(), texts_in

    def drafts(self, values: Mapping[int, Values]) -> Mapping[int, Any]:
        return {number: drafted(row, self.lists, self.texts_in) for number, row in values.items()}

    def ours(self, drafts: Mapping[int, Any]) -> Mapping[int, list[Twin]]:
        return matching.twins_of(drafts)

    def marks(self, draft: Any) -> Iterable[tuple[str, str]]:
        return matching.marks(draft)

    def enter(self, actor: Actor, drafts: Sequence[Any]) -> None:
        made = enter_organisations(actor=actor, entries=[draft.entry for draft in drafts])
        for draft, organisation in zip(drafts, made, strict=True):
            for term, end in draft.ends.items():
                OrganisationTerm.objects.filter(
                    organisation=organisation, facet=Facet.CERTIFICATE, term_id=term
                ).update(valid_until=end)

    def is_unwanted(self, draft: Any) -> bool:
        return False


class ContactRows:
    def __init__(self, texts_in: str) -> None:
        self.desk, self.texts_in = contact_drafting.Desk(), texts_in

    def drafts(self, values: Mapping[int, Values]) -> Mapping[int, Any]:
        self.desk.look_up(values.values())
        return {
            number: contact_drafting.drafted(row, self.desk, self.texts_in)
            for number, row in values.items()
        }

    def ours(self, drafts: Mapping[int, Any]) -> Mapping[int, list[Twin]]:
        return contact_matching.twins_of(drafts)

    def marks(self, draft: Any) -> Iterable[tuple[str, str]]:
        return contact_matching.marks(draft)

    def enter(self, actor: Actor, drafts: Sequence[Any]) -> None:
        for draft in drafts:
            add_contact(actor=actor, values=draft.values, audiences=draft.audiences)

    def is_unwanted(self, draft: Any) -> bool:
        return bool(draft.unwanted)


@dataclass(frozen=True, kw_only=True)
class Matter:
    """``headline``: the columns that a preview shows of each row; ``kept``: how long rows wait."""

    columns: Sequence[Column]
    needed: Sequence[str]
    headline: Sequence[str]
    kept: timedelta
    rows: Callable[[str], Rows]

    def named(self, codes: Iterable[str]) -> list[Column]:
        by_code = {column.code: column for column in self.columns}
        return [by_code[code] for code in codes]


MATTERS = {
    About.ORGANISATIONS: Matter(
        columns=columns.TAKEN,
        needed=("name", "kind"),
        headline=("name", "kind", "territory"),
        kept=timedelta(days=30),
        rows=OrganisationRows,
    ),
    About.CONTACTS: Matter(
        columns=contact_columns.COLUMNS,
        needed=contact_columns.NEEDED,
        headline=contact_columns.HEADLINE,
        kept=timedelta(days=7),
        rows=ContactRows,
    ),
}


def matter_of(table: Import) -> Matter:
    return MATTERS[About(table.about)]
