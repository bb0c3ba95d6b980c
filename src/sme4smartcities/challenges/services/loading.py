"""Enter what a closed programme said of its challenges: sourced facts, read-only from the first day."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from sme4smartcities.challenges.facts import ChallengeCreated
from sme4smartcities.challenges.models import Challenge, Facet, State
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
) -> Challenge:
    """Enter one challenge of the Record, with its sources; nobody writes or moves it later."""
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
    keep_version(row, SYSTEM)
    record(ChallengeCreated(actor_id=None, subject_id=row.pk, owner_id=owner.pk))
    return row
