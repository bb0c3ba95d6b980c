"""Judge again who fits whom, after one side changed, and keep what came of it for the desks."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import F

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.models import Fit, Shelf
from sme4smartcities.matching.queries.fits import parts_of
from sme4smartcities.matching.queries.matches import answers_to, challenges_for
from sme4smartcities.matching.scoring.verdict import Match
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.solutions.models import SolutionOwner

MOST_CHALLENGES = 50  # kept for one organisation


def fit(subject: Subject) -> None:
    """Judge what this subject takes part in. Nothing is kept of what is gone or hidden."""
    if subject.kind == "challenge":
        _fit_challenge(subject.id)
    elif subject.kind == "organisation":
        _fit_organisations([subject.id])
    else:
        owners = SolutionOwner.objects.filter(solution=subject.id)
        _fit_organisations(owners.values_list("organisation_id", flat=True))


def _fit_challenge(number: int) -> None:
    challenge = Challenge.objects.published().filter(pk=number).select_related("owner").first()
    found = answers_to(challenge) if challenge else []
    with transaction.atomic():
        gone, _rows = Fit.objects.filter(challenge=number).delete()
        _keep([(number, organisation, one) for organisation, one in found], gone)


def _fit_organisations(numbers: Iterable[int]) -> None:
    for number in sorted(numbers):
        living = Organisation.objects.listed().exclude(layer=Layer.RECORD)
        organisation = living.filter(pk=number).first()
        found = challenges_for(organisation, MOST_CHALLENGES) if organisation else []
        with transaction.atomic():
            gone, _rows = Fit.objects.filter(organisation=number).delete()
            _keep([(one.need.id, number, one) for one in found], gone)


def _keep(rows: Sequence[tuple[int, int, Match]], gone: int) -> None:
    """Write rows instead of so many that are gone, and let pages know that theirs may be old."""
    if not rows and not gone:
        return
    Shelf.objects.get_or_create(pk=Shelf.FITS)
    Shelf.objects.filter(pk=Shelf.FITS).update(written=F("written") + 1)
    Fit.objects.bulk_create(
        [
            Fit(
                challenge_id=challenge,
                organisation_id=organisation,
                offer_kind=one.offer.kind,
                offer_id=one.offer.id,
                points=one.points,
                level=one.level.code,
                parts=parts_of(one),
            )
            for challenge, organisation, one in rows
        ]
    )
