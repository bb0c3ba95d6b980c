"""What the rows of a table can be about, and how each kind is read, compared and entered."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol

from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Message
from sme4smartcities.core.features import all_features
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
from sme4smartcities.organisations.policies import is_coordinator, may_keep_contacts
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
    def __init__(self, texts_in: str, actor: Actor) -> None:
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
    def __init__(self, texts_in: str, actor: Actor) -> None:
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
    """``page``: the address on which a table is brought, under its ``title``; ``may_bring``: by whom.

    ``headline``: the columns that a preview shows of each row, ``needed`` those that a table must
    have; of a text in several languages one suffices. ``reasons``: why a row looks like another;
    ``kept``: how long rows wait; ``most``: how many one table brings; ``at_once``: how many are
    entered in one transaction, of about 100 ms, so that no request waits long for the lock.
    """

    title: Message
    page: str
    may_bring: Callable[[Actor], bool]
    refusal: Message
    columns: Sequence[Column]
    needed: Sequence[str]
    headline: Sequence[str]
    reasons: Mapping[str, Message] = field(default_factory=dict)
    kept: timedelta
    most: int = 20_000
    at_once: int = 40
    rows: Callable[[str, Actor], Rows]

    def named(self, codes: Iterable[str]) -> list[Column]:
        return [next(one for one in self.columns if one.code in self._all(code)) for code in codes]

    def lacking(self, mapping: Iterable[str]) -> list[Column]:
        """Give the needed columns that none of the chosen ones is."""
        chosen = set(mapping)
        return self.named(code for code in self.needed if chosen.isdisjoint(self._all(code)))

    def headlines(self, values: Values) -> list[str]:
        """Give what a preview shows of a row: of a text in several languages the first."""
        return [
            next((cell for code in self._all(wanted) if (cell := values.get(code))), "")
            for wanted in self.headline
        ]

    def _all(self, wanted: str) -> Sequence[str]:
        """Give the column of that code, or else those of a text in its languages."""
        codes = [column.code for column in self.columns]
        languages = [code for code in codes if code.rpartition("_")[0] == wanted]
        return [wanted] if wanted in codes else languages


MATTERS: Mapping[str, Matter] = {
    About.ORGANISATIONS: Matter(
        title=_("Import organisations"),
        page="exchange:imports",
        may_bring=is_coordinator,
        refusal=_("Only a coordinator can bring many organisations at once."),
        columns=columns.TAKEN,
        needed=("name", "kind"),
        headline=("name", "kind", "territory"),
        reasons={
            "name": _("same name and place"),
            "website": _("same website"),
            "domain": _("same e-mail domain"),
        },
        kept=timedelta(days=30),
        rows=OrganisationRows,
    ),
    About.CONTACTS: Matter(
        title=_("Import contacts"),
        page="exchange:contacts",
        may_bring=may_keep_contacts,
        refusal=_("Only the coordinator keeps contacts."),
        columns=contact_columns.COLUMNS,
        needed=contact_columns.NEEDED,
        headline=contact_columns.HEADLINE,
        reasons={
            "email": _("same e-mail address"),
            "function": _("same function in the organisation"),
        },
        kept=timedelta(days=7),
        rows=ContactRows,
    ),
}


def all_matters() -> dict[str, Matter]:
    """Give what a table may be about, from all manifests."""
    return {about: matter for one in all_features() for about, matter in one.tables.items()}


def matter_of(table: Import) -> Matter:
    return all_matters()[table.about]


def may_work(actor: Actor, table: Import) -> bool:
    """Say whether the actor may go on with a table: a coordinator, or who brought it and still may."""
    return is_coordinator(actor) or (is_own(actor, table) and matter_of(table).may_bring(actor))


def is_own(actor: Actor, table: Import) -> bool:
    """Say whether the actor brought the table, and so may always have it forgotten."""
    return table.member_id is not None and table.member_id == actor.pk
