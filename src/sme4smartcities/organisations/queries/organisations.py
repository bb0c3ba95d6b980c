"""One organisation as its page shows it, and the organisations one works for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Value
from django.utils import timezone

from sme4smartcities.accounts.models import Role
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.models import (
    Facet,
    JoinRequest,
    Layer,
    Organisation,
    OrganisationTerm,
    State,
)
from sme4smartcities.organisations.policies import is_manager
from sme4smartcities.vocabularies.models import Term
from sme4smartcities.vocabularies.queries import lineage, term_with_id

STALE_AFTER = timedelta(days=365)


def organisation_for(actor: Actor, number: int) -> Organisation | None:
    """Give an organisation the actor may see. One query: terms of lists come from the process.

    ``managed`` says whether anybody manages it, ``asked`` whether the actor waits for an answer.
    """
    managers = Role.objects.filter(
        role="manager",
        scope_kind="organisation",
        scope_id=OuterRef("pk"),
        member__is_active=True,
    )
    rows = Organisation.objects.visible_to(actor).select_related("place", "logo")
    rows = rows.filter(pk=number).annotate(managed=Exists(managers), asked=_waits(actor))
    return next(iter(rows), None)


def _waits(actor: Actor) -> Exists | Value:
    """Say whether the actor asked to join; a visitor never did."""
    if actor.pk is None:
        return Value(False)
    return Exists(
        JoinRequest.objects.filter(
            organisation=OuterRef("pk"), member_id=actor.pk, state=JoinRequest.State.WAITING
        )
    )


def may_see_files(actor: Actor, number: int) -> bool:
    """Say whether the actor sees the organisation, and so a logo that is not public."""
    return Organisation.objects.visible_to(actor).filter(pk=number).exists()


def organisation_to_edit(actor: Actor, number: int) -> Organisation | None:
    """As ``organisation_for``, with all statements, in two queries."""
    statements = Prefetch("terms", OrganisationTerm.objects.order_by("pk").select_related("term"))
    rows = Organisation.objects.visible_to(actor).select_related(
        "place", "territory", "kind", "logo"
    )
    return rows.filter(pk=number).prefetch_related(statements).first()


def merged_into(actor: Actor, number: int) -> Organisation | None:
    """Give what an entry was merged into, where the actor may see that."""
    target = Organisation.objects.filter(pk=number, state=State.MERGED).values("merged_into")
    return Organisation.objects.visible_to(actor).filter(pk__in=target).first()


@dataclass(frozen=True)
class Statements:
    """What an organisation says of itself by terms, in the order of the lists."""

    by_facet: Mapping[str, Sequence[OrganisationTerm]]
    labels: Mapping[int, str]

    def of(self, facet: Facet) -> list[str]:
        return [self.labels[row.term_id] for row in self.by_facet.get(facet, ())]

    @property
    def domains(self) -> list[str]:
        return self.of(Facet.DOMAIN)

    @property
    def offers(self) -> list[str]:
        return self.of(Facet.OFFERS)

    @property
    def needs(self) -> list[str]:
        return self.of(Facet.NEEDS)

    @property
    def codes(self) -> list[str]:
        return self.of(Facet.CPV)

    @property
    def languages(self) -> list[str]:
        return self.of(Facet.LANGUAGE)

    @property
    def certificates(self) -> list[tuple[str, OrganisationTerm]]:
        """Give label and row of each certificate; the row says until when it holds."""
        rows = self.by_facet.get(Facet.CERTIFICATE, ())
        return [(self.labels[row.term_id], row) for row in rows]


def statements_of(organisation: Organisation) -> Statements:
    """Read all statements in one query."""
    rows = [
        (row, term)
        for row in OrganisationTerm.objects.filter(organisation=organisation)
        if (term := term_with_id(row.term_id))
    ]
    rows.sort(key=lambda pair: (pair[1].position, pair[1].code))
    by_facet: dict[str, list[OrganisationTerm]] = {}
    for row, _term in rows:
        by_facet.setdefault(row.facet, []).append(row)
    return Statements(by_facet, {term.pk: term.label for _row, term in rows})


def where_is(organisation: Organisation) -> list[str]:
    """Name the place from near to far: Lorca, Region of Murcia, Spain; no name twice."""
    town = organisation.place.label if organisation.place else ""
    return near_and_far(town, organisation.territory_id)


def near_and_far(town: str, territory: int | None) -> list[str]:
    """Name a town, if one is known, and what the territory lies in."""
    line: list[Term] = lineage(term_with_id(territory))
    names = [town, *(term.label for term in reversed(line))]
    return list(dict.fromkeys(name for name in names if name))


@dataclass(frozen=True)
class Own:
    """One of the organisations a member works for, with what waits there."""

    organisation: Organisation
    manager: bool
    requests: int

    @property
    def stale(self) -> bool:
        return self.manager and is_stale(self.organisation)


def own_organisations(actor: Actor) -> list[Own]:
    """Give them by name with the number of waiting requests, in one query."""
    waiting = Count("join_requests", filter=Q(join_requests__state=JoinRequest.State.WAITING))
    rows = Organisation.objects.of(actor).annotate(waiting=waiting).order_by("sort_key", "pk")
    return [
        Own(row, manager, row.waiting if manager else 0)
        for row in rows
        for manager in [is_manager(actor, row)]
    ]


def is_stale(organisation: Organisation) -> bool:
    living = organisation.layer != Layer.RECORD and organisation.state == State.LISTED
    return living and organisation.last_confirmed_at < timezone.now() - STALE_AFTER


def stale_organisations() -> QuerySet[Organisation]:
    """Listed ones that nobody confirmed for a year, that have a manager and were not reminded."""
    managed = Role.objects.filter(role="manager", scope_kind="organisation", member__is_active=True)
    return (
        Organisation.objects.listed()
        .exclude(layer=Layer.RECORD)
        .filter(
            last_confirmed_at__lt=timezone.now() - STALE_AFTER,
            reminded_at=None,
            pk__in=managed.values("scope_id"),
        )
    )


def missing_parts(organisation: Organisation, statements: Statements) -> list[str]:
    """Name the sections that are still empty, in the order in which they help most."""
    filled = {
        "work": bool(organisation.summary) and bool(statements.domains),
        "capabilities": bool(statements.offers or statements.needs),
        "credentials": bool(statements.languages),
    }
    return [section for section, done in filled.items() if not done]


def public_count() -> int:
    return Organisation.objects.listed().count()


def public_paths(start: int, stop: int) -> list[str]:
    """Give the addresses of listed organisations below the language, for the site map."""
    rows = Organisation.objects.listed().order_by("pk").values_list("pk", "slug")[start:stop]
    return [f"organisations/{quote(f'{number}-{slug}')}/" for number, slug in rows]
