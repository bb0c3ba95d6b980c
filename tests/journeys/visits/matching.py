"""Matches as a city sees them, and as a company does; what both tell of them."""

from typing import Any

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.core.subjects import Subject
from sme4smartcities.matching.models import Verdict
from sme4smartcities.matching.queries.alike import partners_for
from sme4smartcities.matching.queries.alliances import alliances_for
from sme4smartcities.matching.queries.lens import Lens
from sme4smartcities.matching.queries.matches import market_of
from sme4smartcities.matching.services.consulting import consult
from sme4smartcities.matching.services.feedback import judge_match, mute_part
from sme4smartcities.matching.services.fitting import fit
from tests.journeys.visits import Visit
from tests.journeys.visits.stage import Stage

OFFICER = {"who": "city-officer"}
COMPANY = {"who": "sme-owner"}
FIRM = "dry-main"


def _challenge(stage: Stage) -> Challenge:
    """The one of the city officer's own council that most could answer."""
    city = stage.organisation("marlhaven-city-council")
    rows = Challenge.objects.published().filter(owner=city).order_by("pk")
    return max(rows, key=lambda row: len(market_of(row).organisations))


def _consulted(stage: Stage) -> Challenge:
    row = stage.once(_challenge)
    consult(actor=stage.member("city-officer"), challenge=row)
    return row


def _number(stage: Stage) -> tuple[int]:
    return (stage.once(_challenge).pk,)


def _looked(stage: Stage) -> tuple[int]:
    return (stage.once(_consulted).pk,)


def _team(stage: Stage) -> str:
    """The first alliance, with the seat of its first member open."""
    row = stage.once(_consulted)
    first = alliances_for(stage.member("city-officer"), market_of(row))[0]
    chosen = "".join(f"o={number}&" for number in first.members)
    return f"?{chosen}instead={first.members[0]}"


def _own(stage: Stage) -> tuple[Any, ...]:
    return ("organisation", _firm(stage).pk)


def _firm(stage: Stage) -> Any:
    member = stage.member("sme-owner")
    (number,) = sorted(member.scopes("manager", "organisation"))[:1]
    return type(stage.organisation(FIRM)).objects.get(pk=number)


def _partner(stage: Stage) -> tuple[Any, ...]:
    best = partners_for(_firm(stage), Lens())[0]
    return (*_own(stage), "organisation", best.offer.id)


def _fitting(stage: Stage) -> tuple[()]:
    """Let the open challenges be judged, as the worker does."""
    stage.once(_judge_all)
    return ()


def _judge_all(stage: Stage) -> None:
    for number in Challenge.objects.published().order_by("pk").values_list("pk", flat=True):
        fit(Subject("challenge", number))


def _no_match(stage: Stage) -> tuple[Any, ...]:
    return (*_own(stage), "organisation", stage.organisation("marlhaven-city-council").pk)


def _told(stage: Stage) -> tuple[()]:
    stage.once(_tell)
    return ()


def _tell(stage: Stage) -> None:
    member, firm = stage.member("sme-owner"), _firm(stage)
    best, second = partners_for(firm, Lens())[:2]
    judge_match(actor=member, own=firm.subject, shown=best.offer, verdict=Verdict.USEFUL)
    judge_match(
        actor=member,
        own=firm.subject,
        shown=second.offer,
        verdict=Verdict.DISMISSED,
        reason="known",
    )
    mute_part(actor=member, part="place")


VISITS = (
    Visit(address="matching:challenge", **OFFICER, state="before looking", on=_number),
    Visit(address="matching:challenge", **OFFICER, state="looked", on=_looked),
    Visit(address="matching:team", **OFFICER, on=_looked, query=_team),
    Visit(address="matching:mine", **COMPANY, on=_fitting),
    Visit(address="matching:mine", who="stranger"),
    Visit(address="matching:partners", **COMPANY),
    Visit(address="matching:partners", who="stranger"),
    Visit(address="matching:like", **OFFICER),
    Visit(address="matching:like", who="stranger"),
    Visit(address="matching:match", **COMPANY, on=_partner),
    Visit(address="matching:match", **COMPANY, state="none", on=_no_match),
    Visit(address="matching:dismiss", **COMPANY, on=_partner),
    Visit(address="matching:dismiss", **COMPANY, state="without a reason", on=_partner, sends={}),
    Visit(address="matching:feedback", **COMPANY, on=_told),
    Visit(address="matching:feedback", who="stranger"),
    Visit(address="matching:reach", **COMPANY, on=lambda stage: (_firm(stage).pk,)),
    Visit(
        address="matching:reach",
        **COMPANY,
        state="unknown name",
        on=lambda stage: (_firm(stage).pk,),
        sends={"sees_never": "Nobody By This Name"},
    ),
)
