"""Opportunities: read by everybody once published, written by who offers them, settled by coordinators."""

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.core.translated import source_text
from sme4smartcities.opportunities.models import Complaint
from sme4smartcities.opportunities.services.calendars import make_calendar_address
from sme4smartcities.opportunities.services.complaining import complain
from sme4smartcities.opportunities.services.writing import Told, enter_record
from tests.opportunities.cast import day, held, make_opportunity
from tests.organisations.cast import give_role, make_organisation
from tests.security.matrix import Cast, Target

TABLE = """
address                   verb  target    | visitor member colleague manager verified coordinator operator
opportunities:list        GET   -         | 200     200    200       200     200      200         200
opportunities:month       GET   -         | 200     200    200       200     200      200         200
opportunities:agenda      GET   -         | 200     200    200       200     200      200         200
opportunities:opportunity GET   open      | 200     200    200       200     200      200         200
opportunities:opportunity GET   draft     | 404     404    404       200     404      200         404
opportunities:opportunity GET   review    | 404     404    404       200     404      200         404
opportunities:opportunity GET   withdrawn | 404     404    404       200     404      200         404
opportunities:opportunity GET   cancelled | 200     200    200       200     200      200         200
opportunities:opportunity GET   gone      | 200     200    200       200     200      200         200
opportunities:opportunity GET   hidden    | 404     404    404       200     404      200         404
opportunities:opportunity GET   nothing   | 404     404    404       404     404      404         404
opportunities:mine        GET   -         | login   200    200       200     200      200         200
opportunities:create      GET   -         | login   200    200       200     200      200         200
opportunities:create      POST  new       | login   200    200       go      200      200         200
opportunities:create      POST  foreign   | login   200    200       200     200      go          200
opportunities:keep        GET   open      | login   403    403       200     403      200         403
opportunities:keep        GET   draft     | login   404    404       200     404      200         404
opportunities:keep        GET   record    | login   403    403       403     403      403         403
opportunities:edit        GET   open      | login   403    403       200     403      200         403
opportunities:edit        GET   cancelled | login   403    403       403     403      403         403
opportunities:edit        POST  change    | login   403    403       go      403      go          403
opportunities:edit        POST  record    | login   403    403       403     403      403         403
opportunities:move        GET   close     | login   403    403       200     403      200         403
opportunities:move        POST  close     | login   403    403       go      403      go          403
opportunities:move        POST  publish   | login   404    404       403     404      go          404
opportunities:move        POST  return    | login   404    404       403     404      go          404
opportunities:move        POST  vanish    | login   404    404       404     404      404         404
opportunities:delete      GET   draft     | login   404    404       200     404      200         404
opportunities:delete      POST  draft     | login   404    404       go      404      go          404
opportunities:delete      POST  open      | login   403    403       400     403      400         403
opportunities:report      GET   open      | 200     200    200       200     200      200         200
opportunities:report      POST  report    | go      go     go        go      go       go          go
opportunities:report      GET   draft     | 404     404    404       403     404      403         404
opportunities:queue       GET   -         | login   403    403       403     403      200         403
opportunities:settle      GET   settle    | login   403    403       403     403      405         403
opportunities:settle      POST  settle    | login   403    403       403     403      go          403
opportunities:calendars   GET   -         | login   200    200       200     200      200         200
opportunities:calendars   POST  -         | login   200    200       200     200      200         200
opportunities:revoke      GET   address   | login   405    405       405     405      405         405
opportunities:revoke      POST  address   | login   404    404       go      404      404         404
opportunities_out         GET   ics       | 200     200    200       200     200      200         200
opportunities_out         GET   odd       | 404     404    404       404     404      404         404
opportunity_calendar      GET   open      | 200     200    200       200     200      200         200
opportunity_calendar      GET   draft     | 404     404    404       200     404      200         404
personal_calendar         GET   word      | 200     200    200       200     200      200         200
personal_calendar         GET   guess     | 404     404    404       404     404      404         404
api:opportunity_list      GET   -         | 200     200    200       200     200      200         200
api:opportunity           GET   open      | 200     200    200       200     200      200         200
api:opportunity           GET   draft     | 404     404    404       200     404      200         404
api:opportunity_moves     POST  act       | 401     403    403       200     403      200         403
"""


def targets(cast: Cast) -> dict[str, Target]:
    company = make_organisation("Acequia Labs", manager=cast["manager"])
    give_role(cast["colleague"], "member", company)
    quiet = make_organisation("Quiet Works", manager=cast["manager"], state="draft")
    make_organisation("Salina Works", manager=cast["verified"])
    rows = {state: make_opportunity(company, state.title(), state=state) for state in STATES}
    hidden = make_opportunity(company, "Hidden")
    type(hidden).objects.filter(pk=hidden.pk).update(owner=quiet)
    values = {"kind": "event", "title": source_text("en", "Fair")}
    record = enter_record(told=Told(values=values, occurrences=[held(-900)]))
    open_, review = rows["published"], rows["review"]
    said = complain(
        actor=SYSTEM, asker="x", opportunity=open_, reason=Complaint.Reason.WRONG, text="No."
    )
    manager = cast["manager"]
    assert manager is not None
    address, word = make_calendar_address(actor=manager, query="kind=event")
    form = {
        "kind": "event",
        "title": "Meet",
        "summary": "Talk.",
        "zone": "UTC",
        "starts": day(9).isoformat(),
    }
    return {
        **{state: Target(args=(row.pk,)) for state, row in rows.items()},
        "open": Target(args=(open_.pk,)),
        "hidden": Target(args=(hidden.pk,)),
        "record": Target(args=(record.pk,), data=form),
        "nothing": Target(args=(999_999,)),
        "new": Target(data={**form, "owner": company.pk}),
        "foreign": Target(data=form),
        "change": Target(args=(open_.pk,), data=form),
        "close": Target(args=(open_.pk, "close"), data={"note": "Full."}),
        "publish": Target(args=(review.pk, "publish")),
        "return": Target(args=(review.pk, "return"), data={"note": "Where?"}),
        "vanish": Target(args=(open_.pk, "vanish")),
        "report": Target(args=(open_.pk,), data={"reason": "gone"}),
        "settle": Target(args=(said.pk,), data={"outcome": "kept"}),
        "address": Target(args=(address.pk,)),
        "word": Target(args=(word,)),
        "guess": Target(args=("no-such-word",)),
        "ics": Target(args=("ics",)),
        "odd": Target(args=("pdf",)),
        "act": Target(args=(open_.pk,), data={"act": "close"}),
    }


STATES = ("published", "draft", "review", "withdrawn", "cancelled", "gone")
