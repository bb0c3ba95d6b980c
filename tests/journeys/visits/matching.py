"""Matches as a city sees them, and as a company does."""

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.matching.services.consulting import consult
from tests.journeys.visits import Visit
from tests.journeys.visits.stage import Stage

OFFICER = {"who": "city-officer"}


def _challenge(stage: Stage) -> tuple[int]:
    """One of the city officer's own council."""
    city = stage.organisation("marlhaven-city-council")
    return (Challenge.objects.filter(owner=city).order_by("pk")[0].pk,)


def _consulted(stage: Stage) -> tuple[int]:
    (number,) = _challenge(stage)
    consult(actor=stage.member("city-officer"), challenge=Challenge.objects.get(pk=number))
    return (number,)


VISITS = (
    Visit(address="matching:challenge", **OFFICER, state="before looking", on=_challenge),
    Visit(
        address="matching:challenge",
        **OFFICER,
        state="looked",
        on=lambda stage: stage.once(_consulted),
    ),
    Visit(address="matching:mine", who="sme-owner"),
    Visit(address="matching:mine", who="stranger"),
)
