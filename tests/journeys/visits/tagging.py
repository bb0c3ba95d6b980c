"""The page of suggested terms: with some and with none, of a challenge, a solution and a profile."""

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.tagging.models import Suggestion
from sme4smartcities.matching.tagging.services.deciding import refuse_tag
from sme4smartcities.matching.tagging.services.suggesting import suggest
from sme4smartcities.vocabularies.queries import term
from tests.journeys.visits import Visit
from tests.journeys.visits.stage import Stage


def _of_city(stage: Stage) -> list[Challenge]:
    city = stage.organisation("marlhaven-city-council")
    return list(Challenge.objects.filter(owner=city).order_by("pk"))


def _some(stage: Stage) -> tuple[str, int]:
    """A challenge with suggestions, one of which its officer has refused."""
    row = _of_city(stage)[0]
    suggest(row.subject)
    held = Suggestion.objects.get(kind="challenge", subject_id=row.pk)
    extra = [["capability", "iot-devices", ["sensors"]], ["capability", "iot-networks", []]]
    held.found = [*held.found, *extra]
    held.save()
    refused = term("capability", "iot-networks")
    assert refused is not None
    refuse_tag(actor=stage.member("city-officer"), subject=row.subject, term=refused)
    return "challenge", row.pk


def _none(stage: Stage) -> tuple[str, int]:
    row = _of_city(stage)[-1]
    Suggestion.objects.filter(kind="challenge", subject_id=row.pk).delete()
    return "challenge", row.pk


def _company(stage: Stage) -> tuple[str, int]:
    row = stage.organisation("dry-main")
    suggest(Subject("organisation", row.pk))
    return "organisation", row.pk


VISITS = (
    Visit(address="tagging:tags", who="city-officer", state="some", on=lambda s: s.once(_some)),
    Visit(address="tagging:tags", who="city-officer", state="none", on=lambda s: s.once(_none)),
    Visit(address="tagging:tags", who="sme-owner", state="profile", on=lambda s: s.once(_company)),
)
