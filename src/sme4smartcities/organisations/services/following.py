"""What the directory does when it hears that terms, places or entries changed elsewhere."""

from collections.abc import Collection, Iterator, Sequence

from django.db import transaction
from django.db.models import F, QuerySet

from sme4smartcities.core.journal.reactors import Recorded
from sme4smartcities.core.search.services import refresh, refresh_many
from sme4smartcities.core.subjects import Subject
from sme4smartcities.organisations.models import Organisation, OrganisationTerm
from sme4smartcities.organisations.services.terms import write_own_columns

BATCH = 40  # organisations in one transaction, so that no request waits long for the lock


@transaction.atomic
def find_the_kept_one(recorded: Recorded) -> None:
    """Bring up to date what is found of the entry into which another was merged."""
    refresh(Subject("organisation", recorded.fact.into_id))


def follow_terms(terms: Collection[int]) -> None:
    """Write anew what is kept of the terms' words and place, for all organisations that carry one."""
    carrying = OrganisationTerm.objects.filter(term__in=terms).values("organisation")
    _follow(Organisation.objects.filter(pk__in=carrying))


def follow_place(place: int) -> None:
    """Let the organisations of a place be found by its new name."""
    _follow(Organisation.objects.filter(place=place))


def follow_everything() -> None:
    """Give organisations the territory that their town has now, if they have none; then find all."""
    stateless = Organisation.objects.filter(territory=None, place__territory__isnull=False)
    for numbers in _batches(stateless):
        _settle(numbers)
    _follow(Organisation.objects.all())


@transaction.atomic
def _settle(numbers: Collection[int]) -> None:
    rows = Organisation.objects.select_for_update(of=("self",)).filter(pk__in=numbers)
    settled = rows.filter(territory=None).annotate(seat=F("place__territory"))
    for row in settled.order_by("pk"):
        row.territory_id = row.seat
        row.save(update_fields=["territory"])


def _follow(rows: QuerySet[Organisation]) -> None:
    for numbers in _batches(rows):
        _write_anew(numbers)


def _batches(rows: QuerySet[Organisation]) -> Iterator[Sequence[int]]:
    numbers = list(rows.order_by("pk").values_list("pk", flat=True))
    return (numbers[start : start + BATCH] for start in range(0, len(numbers), BATCH))


@transaction.atomic
def _write_anew(numbers: Collection[int]) -> None:
    rows = list(
        Organisation.objects.select_for_update(of=("self",)).filter(pk__in=numbers).order_by("pk")
    )
    write_own_columns(rows)
    refresh_many("organisation", [row.pk for row in rows])
