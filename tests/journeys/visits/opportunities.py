"""Opportunities as everybody reads them and as their writers and the coordinator see them."""

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.opportunities.codes import Attendance, DeadlineKind, Kind
from sme4smartcities.opportunities.models import Facet, Opportunity
from sme4smartcities.opportunities.services.complaining import complain
from sme4smartcities.vocabularies.queries import term
from tests.journeys.visits import Visit
from tests.journeys.visits.stage import Stage
from tests.opportunities.cast import due, held, make_opportunity

OWNER = {"who": "sme-owner"}


def _own(stage: Stage) -> Opportunity:
    """An event of the SME owner's company, with a deadline in another zone than the reader's."""
    found = term("domain", "water")
    assert found is not None
    return make_opportunity(
        stage.organisation("dry-main"),
        "A morning on leaks",
        terms={Facet.DOMAIN: [found]},
        deadlines=[due(5, 17, DeadlineKind.REGISTRATION)],
        attendance=Attendance.MIXED,
        venue="Hall of the waterworks",
        free=True,
    )


def _tender(stage: Stage) -> Opportunity:
    """A tender that states no value, open until the end of a day."""
    town = stage.organisation("marlhaven-city-council")
    return make_opportunity(town, "Shade for two squares", kind=Kind.TENDER, deadlines=[due(20)])


def _number(stage: Stage) -> tuple[int]:
    return (stage.once(_own).pk,)


def _cancelled(stage: Stage) -> tuple[int]:
    row = make_opportunity(
        stage.organisation("dry-main"), "A walk", state="cancelled", occurrences=[held(9, until=11)]
    )
    return (row.pk,)


def _draft(stage: Stage) -> tuple[int]:
    return (make_opportunity(stage.organisation("dry-main"), "Half said", state="draft").pk,)


def _waiting(stage: Stage) -> tuple[()]:
    make_opportunity(stage.organisation("dry-main"), "To be read", state="review")
    row = stage.once(_own)
    complain(actor=SYSTEM, asker="x", opportunity=row, reason="wrong", text="It is at noon.")
    return ()


def _both(stage: Stage) -> tuple[()]:
    stage.once(_own)
    stage.once(_tender)
    return ()


VISITS = (
    Visit(address="opportunities:list", on=_both),
    Visit(address="opportunities:list", state="narrowed", query="?kind=event&free=1&within=28"),
    Visit(address="opportunities:list", state="nothing", query="?q=nobody+announces+this"),
    Visit(address="opportunities:month", on=_both),
    Visit(address="opportunities:agenda", on=_both),
    Visit(address="opportunities:agenda", state="nothing", query="?from=2190-01-01"),
    Visit(address="opportunities:opportunity", on=_number),
    Visit(address="opportunities:opportunity", **OWNER, on=_number),
    Visit(
        address="opportunities:opportunity",
        state="tender",
        on=lambda stage: (stage.once(_tender).pk,),
    ),
    Visit(address="opportunities:opportunity", state="cancelled", on=_cancelled),
    Visit(address="opportunities:mine", **OWNER, on=lambda stage: (stage.once(_own), ())[1]),
    Visit(address="opportunities:mine", who="stranger"),
    Visit(address="opportunities:create", who="stranger"),
    Visit(address="opportunities:create", **OWNER),
    Visit(
        address="opportunities:create",
        **OWNER,
        state="wrong",
        sends={"title": "", "ends": "2027-01-01"},
    ),
    Visit(address="opportunities:keep", **OWNER, on=_number),
    Visit(address="opportunities:keep", **OWNER, state="draft", on=lambda s: s.once(_draft)),
    Visit(address="opportunities:edit", **OWNER, on=_number),
    Visit(address="opportunities:edit", **OWNER, state="wrong", on=_number, sends={"title": ""}),
    Visit(address="opportunities:move", **OWNER, on=lambda stage: (stage.once(_own).pk, "cancel")),
    Visit(
        address="opportunities:move",
        **OWNER,
        state="wrong",
        on=lambda stage: (stage.once(_own).pk, "cancel"),
        sends={"note": ""},
    ),
    Visit(address="opportunities:delete", **OWNER, on=lambda stage: stage.once(_draft)),
    Visit(address="opportunities:calendars", who="stranger", query="?kind=event"),
    Visit(address="opportunities:calendars", who="stranger", state="made", sends={}),
    Visit(address="opportunities:report", on=_number),
    Visit(address="opportunities:report", state="wrong", on=_number, sends={"text": "Hm"}),
    Visit(address="opportunities:queue", who="coordinator", on=lambda s: s.once(_waiting)),
)
