"""Offers of help, alliances and meetings as each side sees them."""

from sme4smartcities.alliances.models import Offer, OfferReport
from sme4smartcities.alliances.services.forming import start_alliance
from sme4smartcities.challenges.models import Challenge
from sme4smartcities.challenges.services import move_challenge
from sme4smartcities.core.policies import SYSTEM
from tests.challenges.cast import make_challenge
from tests.journeys.visits import Visit
from tests.journeys.visits.stage import Stage

OFFICER, SME, COORDINATOR = ({"who": who} for who in ("city-officer", "sme-owner", "coordinator"))


def _challenge(stage: Stage) -> tuple[int]:
    """One to which the SME owner has not offered help."""
    return (stage.number("challenge:fr-heat"),)


def _closed(stage: Stage) -> Challenge:
    city = stage.organisation("commune-port-maravel")
    row = make_challenge(city, title="Shade for the market")
    Challenge.objects.filter(pk=row.pk).update(layer=city.layer)
    row.refresh_from_db()
    return move_challenge(actor=SYSTEM, challenge=row, act="withdraw", note="No money this year.")


def _offer(state: str, **sides: str):
    """Find an offer of the demonstration by its state and its sides."""

    def found(stage: Stage) -> tuple[int]:
        rows = Offer.objects.filter(
            state=state, **{side: stage.organisation(key) for side, key in sides.items()}
        )
        return (rows.earliest("pk").pk,)

    return found


def _draft(stage: Stage) -> tuple[int]:
    row = start_alliance(
        actor=stage.member("sme-owner"),
        challenge=Challenge.objects.get(pk=stage.number("challenge:es-water")),
        starter=stage.organisation("dry-main"),
        name="Ears and eyes",
        members=[stage.organisation("qatra-nawrasan")],
    )
    return (row.pk,)


def _report(stage: Stage) -> tuple[int]:
    return (OfferReport.objects.earliest("pk").pk,)


VISITS = (
    Visit(address="alliances:help_challenge", **SME, on=_challenge),
    Visit(address="alliances:help_challenge", who="stranger", on=_challenge),
    Visit(
        address="alliances:help_challenge",
        **SME,
        state="no words",
        on=_challenge,
        sends={"text": ""},
    ),
    Visit(
        address="alliances:help_challenge",
        **SME,
        state="closed",
        on=lambda stage: (stage.once(_closed).pk,),
        sends={"text": "We have shade."},
        status=400,
    ),
    Visit(
        address="alliances:help_challenge", **SME, state="to meet", query="?meet=1", on=_challenge
    ),
    Visit(
        address="alliances:help_challenge",
        **SME,
        state="wrong times",
        query="?meet=1",
        on=_challenge,
        sends={"first": "2020-01-01T10:00"},
    ),
    Visit(
        address="alliances:report",
        **OFFICER,
        on=_offer("waiting", receiver="marlhaven-city-council"),
    ),
    Visit(
        address="alliances:report",
        **OFFICER,
        state="no reason",
        on=_offer("waiting", receiver="marlhaven-city-council"),
        sends={},
    ),
    Visit(address="alliances:reports", **COORDINATOR),
    Visit(address="alliances:settle", **COORDINATOR, on=_report),
    Visit(address="alliances:settle", **COORDINATOR, state="no outcome", on=_report, sends={}),
    Visit(
        address="alliances:help_organisation",
        **SME,
        on=lambda stage: (stage.number("organisation:qatra-nawrasan"),),
    ),
    Visit(
        address="alliances:help_organisation",
        **SME,
        state="no words",
        on=lambda stage: (stage.number("organisation:qatra-nawrasan"),),
        sends={"text": ""},
    ),
    Visit(
        address="alliances:need_solution",
        **OFFICER,
        on=lambda stage: (stage.number("solution:moving-shade"),),
    ),
    Visit(
        address="alliances:need_solution",
        **OFFICER,
        state="no words",
        on=lambda stage: (stage.number("solution:moving-shade"),),
        sends={"text": ""},
    ),
    Visit(
        address="alliances:need_solution",
        **SME,
        on=lambda stage: (stage.number("solution:moving-shade"),),
    ),
    Visit(
        address="alliances:need_organisation",
        **OFFICER,
        on=lambda stage: (stage.number("organisation:dry-main"),),
    ),
    Visit(
        address="alliances:need_organisation",
        **OFFICER,
        state="no words",
        on=lambda stage: (stage.number("organisation:dry-main"),),
        sends={"text": ""},
    ),
    Visit(address="alliances:offers", **OFFICER),
    Visit(address="alliances:offers", **SME, state="sent", query="?side=sent"),
    Visit(address="alliances:offers", who="stranger"),
    Visit(address="alliances:offers", who="stranger", state="sent", query="?side=sent"),
    Visit(
        address="alliances:offer",
        **OFFICER,
        state="waiting",
        on=_offer("waiting", receiver="marlhaven-city-council"),
    ),
    Visit(
        address="alliances:answer",
        via="alliances:offer",
        **OFFICER,
        state="no reason",
        on=_offer("waiting", receiver="marlhaven-city-council"),
        sends={"act": "decline"},
    ),
    Visit(
        address="alliances:offer", **SME, state="accepted", on=_offer("accepted", sender="dry-main")
    ),
    Visit(
        address="alliances:offer", **SME, state="asked", on=_offer("waiting", receiver="dry-main")
    ),
    Visit(
        address="alliances:offer",
        **OFFICER,
        state="declined",
        on=_offer("declined", receiver="marlhaven-city-council"),
    ),
    Visit(address="alliances:start", **SME, on=lambda stage: (stage.number("challenge:ar-water"),)),
    Visit(address="alliances:start", who="stranger", on=_challenge),
    Visit(
        address="alliances:start",
        **SME,
        state="no name",
        on=lambda stage: (stage.number("challenge:ar-water"),),
        sends={"name": ""},
    ),
    Visit(address="alliances:alliances", **SME),
    Visit(address="alliances:alliances", who="stranger"),
    Visit(
        address="alliances:alliance",
        **SME,
        state="formed",
        on=lambda stage: (stage.number("alliance:quiet-pipes"),),
    ),
    Visit(
        address="alliances:alliance",
        **SME,
        state="invited",
        on=lambda stage: (stage.number("alliance:shade-and-sun"),),
    ),
    Visit(address="alliances:alliance", **SME, state="draft", on=lambda stage: stage.once(_draft)),
    Visit(
        address="alliances:add",
        via="alliances:alliance",
        **SME,
        state="unknown",
        on=lambda stage: (stage.number("alliance:quiet-pipes"),),
        sends={"organisation": "Nobody Knows This"},
    ),
    Visit(
        address="alliances:end",
        **SME,
        on=lambda stage: (stage.number("alliance:quiet-pipes"),),
    ),
    Visit(
        address="alliances:propose_to_offer",
        **SME,
        on=lambda stage: (stage.number("offer:leaks-puerto-nerel"),),
    ),
    Visit(
        address="alliances:propose_to_offer",
        **SME,
        state="wrong times",
        on=lambda stage: (stage.number("offer:leaks-puerto-nerel"),),
        sends={"title": "", "first": "2020-01-01T10:00"},
    ),
    Visit(
        address="alliances:propose_to_alliance",
        **SME,
        on=lambda stage: (stage.number("alliance:quiet-pipes"),),
    ),
    Visit(
        address="alliances:propose_to_alliance",
        **SME,
        state="no title",
        on=lambda stage: (stage.number("alliance:quiet-pipes"),),
        sends={"title": ""},
    ),
    Visit(address="alliances:meetings", **SME),
    Visit(address="alliances:meetings", who="stranger"),
    Visit(
        address="alliances:meeting",
        **SME,
        state="agreed",
        on=lambda stage: (stage.number("meeting:first-street"),),
    ),
    Visit(
        address="alliances:meeting",
        **SME,
        state="asked",
        on=lambda stage: (stage.number("meeting:two-ears"),),
    ),
    Visit(
        address="alliances:take",
        via="alliances:meeting",
        **SME,
        state="none chosen",
        on=lambda stage: (stage.number("meeting:two-ears"),),
        sends={},
    ),
    Visit(
        address="alliances:others",
        **SME,
        on=lambda stage: (stage.number("meeting:two-ears"),),
    ),
    Visit(
        address="alliances:others",
        **SME,
        state="wrong",
        on=lambda stage: (stage.number("meeting:two-ears"),),
        sends={"second": "2020-01-01T10:00"},
    ),
)
