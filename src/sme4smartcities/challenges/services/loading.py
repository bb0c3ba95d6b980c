"""Enter what a closed programme said of its challenges: sourced facts, read-only from the first day."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from sme4smartcities.challenges.facts import ChallengeCreated
from sme4smartcities.challenges.models import Challenge, Facet, State, Supporter
from sme4smartcities.challenges.services.terms import write_terms
from sme4smartcities.challenges.services.versions import keep_version
from sme4smartcities.core.journal.services import record
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.programmes.models import Programme
from sme4smartcities.vocabularies.models import Term


@transaction.atomic
def load_record(
    *,
    owner: Organisation,
    title: Mapping[str, Any],
    domains: Sequence[Term],
    source: str,
    source_url: str,
    checked_on: date,
    programme: Programme | None = None,
    owners_too: Sequence[Organisation] = (),
    sites: Sequence[Organisation] = (),
) -> Challenge:
    """Enter one challenge of the Record, with its sources; nobody writes or moves it later.

    ``owners_too``: further cities that the source names beside the owner; ``sites``: where a
    solution was tried.
    """
    row = Challenge(
        owner=owner,
        programme=programme,
        title=dict(title),
        state=State.ARCHIVED,
        layer=Layer.RECORD,
        source=source,
        source_url=source_url,
        checked_on=checked_on,
    )
    row.full_clean()
    row.save()
    write_terms(row, Facet.DOMAIN, domains)
    Supporter.objects.bulk_create(
        Supporter(
            challenge=row,
            organisation=one,
            role=Supporter.Role.OWNER if one in owners_too else Supporter.Role.SUPPORTER,
            pilot_site=one in sites,
            state=Supporter.State.JOINED,
        )
        for one in (*owners_too, *sites)
    )
    keep_version(row, SYSTEM)
    record(ChallengeCreated(actor_id=None, subject_id=row.pk, owner_id=owner.pk))
    return row
