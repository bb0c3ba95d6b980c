"""Many organisations enter at once, complete: by an import, the demo programme or a measurement."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import Actor, require
from sme4smartcities.organisations.facts import OrganisationRegistered
from sme4smartcities.organisations.models import (
    EmailDomain,
    Facet,
    Organisation,
    OrganisationTerm,
)
from sme4smartcities.organisations.policies import is_coordinator
from sme4smartcities.organisations.services.terms import (
    clean_domains,
    name_row,
    write_names,
    write_own_columns,
)
from sme4smartcities.vocabularies.models import Term

BATCH = 500


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An organisation that is not saved yet, with all its statements but kind, size and place."""

    row: Organisation
    terms: Mapping[Facet, Iterable[Term]] = field(default_factory=dict)
    domains: Sequence[str] = ()


@transaction.atomic
def enter_organisations(*, actor: Actor, entries: Sequence[Entry]) -> list[Organisation]:
    """Enter them all or none, without managers. Raises ValidationError or Refused for a bad one."""
    require(is_coordinator(actor), _("Only a coordinator can enter many organisations at once."))
    for entry in entries:
        name_row(entry.row)
        entry.row.clean_fields(exclude=("kind", "size", "territory", "place", "verified_by"))
    rows = write_entries(entries)
    for row in rows:
        record(OrganisationRegistered(actor_id=actor.pk, subject_id=row.pk))
    return rows


def write_entries(entries: Sequence[Entry]) -> list[Organisation]:
    """Write rows that are named and clean, and what they are found by, in the caller's transaction."""
    rows = Organisation.objects.bulk_create([entry.row for entry in entries], batch_size=BATCH)
    for start in range(0, len(rows), BATCH):
        write_names(rows[start : start + BATCH])
        write_own_columns(rows[start : start + BATCH])
    OrganisationTerm.objects.bulk_create(
        (
            OrganisationTerm(organisation_id=entry.row.pk, facet=facet, term_id=pk)
            for entry in entries
            for facet, terms in entry.terms.items()
            for pk in dict.fromkeys(term.pk for term in terms)
        ),
        batch_size=1000,
    )
    EmailDomain.objects.bulk_create(
        EmailDomain(organisation_id=entry.row.pk, domain=domain)
        for entry in entries
        for domain in clean_domains(entry.domains)
    )
    return rows
