"""Programmes: read by whom they concern, changed by their coordinators, a record by nobody."""

from django.utils import timezone

from sme4smartcities.accounts.models import Role
from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.organisations.models import Layer
from sme4smartcities.programmes.models import Edition, Enquiry, Participation, WorkPackage
from sme4smartcities.programmes.services import add_part, in_languages
from tests.conftest import make_member
from tests.organisations.cast import make_organisation, make_term
from tests.programmes.conftest import make_programme
from tests.security.matrix import Cast, Target

TABLE = """
address                  verb  target    | visitor member colleague manager verified coordinator operator
programmes:list          GET   -         | 200     200    200       200     200      200         200
programmes:programme     GET   open      | 200     200    200       200     200      200         200
programmes:programme     GET   draft     | 404     404    404       404     404      200         200
programmes:programme     GET   begun     | 404     404    200       404     404      200         200
programmes:programme     GET   invited   | 404     404    200       200     404      200         200
programmes:work          GET   open      | 200     200    200       200     200      200         200
programmes:work          GET   draft     | 404     404    404       404     404      404         404
programmes:taking_part   GET   open      | 200     200    200       200     200      200         200
programmes:taking_part   GET   invited   | 404     404    200       200     404      200         200
programmes:create        GET   -         | login   403    403       403     403      200         403
programmes:create        POST  new       | login   403    403       403     403      go          403
programmes:keep          GET   open      | login   403    403       403     403      200         403
programmes:keep          GET   draft     | login   404    404       404     404      200         403
programmes:keep          GET   begun     | login   404    403       404     404      200         403
programmes:keep          GET   record    | login   403    403       403     403      403         403
programmes:edit          GET   open      | login   403    403       403     403      200         403
programmes:edit          POST  edit      | login   403    403       403     403      go          403
programmes:edit          POST  past      | login   403    403       403     403      403         403
programmes:move          GET   close     | login   405    405       405     405      405         405
programmes:move          POST  close     | login   403    403       403     403      go          403
programmes:add           GET   add       | login   403    403       403     403      200         403
programmes:add           POST  add       | login   403    403       403     403      go          403
programmes:add_under     GET   under     | login   403    403       403     403      404         403
programmes:change        GET   part      | login   403    403       403     403      200         403
programmes:change        POST  part      | login   403    403       403     403      go          403
programmes:remove        GET   part      | login   405    405       405     405      405         405
programmes:remove        POST  part      | login   403    403       403     403      go          403
programmes:step_edition  POST  start     | login   403    403       403     403      go          403
programmes:join          GET   open      | login   200    200       200     200      200         200
programmes:join          GET   draft     | login   404    404       404     404      200         200
programmes:join          POST  ask       | login   200    200       go      200      200         200
programmes:join          POST  late      | login   200    200       403     200      200         200
programmes:people        GET   open      | login   403    403       403     403      200         403
programmes:invite        GET   open      | login   405    405       405     405      405         405
programmes:invite        POST  invite    | login   403    403       403     403      go          403
programmes:invite        POST  backward  | login   403    403       403     403      403         403
programmes:appoint       POST  appoint   | login   403    403       403     403      go          403
programmes:dismiss       POST  dismiss   | login   403    403       403     403      go          403
programmes:step          GET   admit     | login   405    405       405     405      405         405
programmes:step          POST  admit     | login   403    403       403     403      go          403
programmes:step          POST  accept    | login   404    403       go      404      403         403
programmes:change        GET   round     | login   403    200       403     403      200         403
programmes:change        GET   early     | login   404    200       404     404      200         403
programmes:step_edition  POST  begin     | login   403    go        403     403      go          403
programmes:file          GET   export    | 200     200    200       200     200      200         200
programmes:file          GET   secret    | 404     404    200       200     404      200         200
programmes:file          GET   begunfile | 404     404    200       404     404      200         200
programmes:file          GET   nofile    | 404     404    404       404     404      404         404
programmes:parts_in      GET   parts     | login   403    403       403     403      200         403
programmes:parts_in      GET   draftparts| login   404    404       404     404      200         403
programmes:parts_confirm POST  table     | login   403    403       403     403      200         403
programmes:parts_confirm POST  pasttable | login   403    403       403     403      403         403
programmes:import        GET   -         | login   403    403       403     403      200         403
programmes:import_confirm POST junk      | login   403    403       403     403      400         403
programmes:write         GET   open      | login   200    200       200     200      403         200
programmes:write         GET   record    | login   403    403       403     403      403         403
programmes:write         GET   draft     | login   404    404       404     404      403         403
programmes:write         POST  message   | login   go     go        go      go       403         go
programmes:enquiries     GET   -         | login   200    200       200     200      200         200
programmes:enquiry       GET   enquiry   | login   404    404       200     404      200         404
programmes:enquiry       POST  answer    | login   404    404       go      404      go          404
programmes:enquiry_close GET   enquiry   | login   405    405       405     405      405         405
programmes:enquiry_close POST  enquiry   | login   404    404       go      404      go          404
programmes:enquiry_report GET  enquiry   | login   404    404       200     404      200         404
programmes:enquiry_settle POST settle    | login   404    404       403     404      go          404
"""


def targets(cast: Cast) -> dict[str, Target]:
    company = make_organisation("Acequia Labs", manager=cast["manager"])
    Role.objects.create(
        member=cast["colleague"],
        role="member",
        scope_kind="organisation",
        scope_id=company.pk,
    )
    other = make_organisation("Salina Works")
    past_city = make_organisation("Past City", layer=Layer.RECORD)
    programme = make_programme("open-one")
    edition = Edition(programme=programme, name=in_languages({"en": "First"}))
    package = WorkPackage(programme=programme, code="WP1", name=in_languages({"en": "Work"}))
    for part in (edition, package):
        add_part(actor=SYSTEM, part=part)
    make_programme("closed-one", state="closed")
    make_programme("draft-one", state="draft")
    make_programme("record-one", layer=Layer.RECORD)
    invited = make_programme("invited-one", entry="invitation")
    invitation = Participation.objects.create(
        programme=invited, organisation=company, state="invited"
    )
    request = Participation.objects.create(programme=programme, organisation=other, state="applied")
    keeper = make_member("giulia")
    Role.objects.create(
        member=keeper, role="coordinator", scope_kind="programme", scope_id=programme.pk
    )
    make_term("partner_role", "partner")
    round_ = Edition(programme=programme, name=in_languages({"en": "Round"}))
    add_part(actor=SYSTEM, part=round_)
    Role.objects.create(
        member=cast["colleague"], role="coordinator", scope_kind="edition", scope_id=round_.pk
    )
    begun = make_programme("begun-one", state="draft")
    early = Edition(programme=begun, name=in_languages({"en": "Early"}))
    add_part(actor=SYSTEM, part=early)
    Role.objects.create(
        member=cast["colleague"], role="coordinator", scope_kind="edition", scope_id=early.pk
    )
    now = timezone.now()
    enquiry = Enquiry.objects.create(
        programme=programme, member=cast["manager"], title="Dates?", last_at=now, reason="spam"
    )
    ask = {"organisation": company.pk}
    return {
        "open": Target(args=("open-one",)),
        "draft": Target(args=("draft-one",)),
        "begun": Target(args=("begun-one",)),
        "early": Target(args=("begun-one", "edition", early.pk)),
        "begunfile": Target(args=("begun-one", "json")),
        "invited": Target(args=("invited-one",)),
        "record": Target(args=("record-one",)),
        "new": Target(data={"name": "Another"}),
        "edit": Target(args=("open-one",), data={"name": "Open", "entry": "open"}),
        "past": Target(args=("record-one",), data={"name": "Open", "entry": "open"}),
        "close": Target(args=("open-one", "close")),
        "add": Target(args=("open-one", "edition"), data={"name": "Second", "position": 2}),
        "under": Target(args=("open-one", "value", 999)),
        "part": Target(
            args=("open-one", "edition", edition.pk), data={"name": "First", "position": 1}
        ),
        "start": Target(args=("open-one", edition.pk, "start")),
        "ask": Target(args=("open-one",), data=ask),
        "late": Target(args=("closed-one",), data=ask),
        "invite": Target(args=("open-one",), data={"organisation": other.name}),
        "backward": Target(args=("open-one",), data={"organisation": past_city.name}),
        "appoint": Target(args=("open-one",), data={"email": "verified@example.org"}),
        "dismiss": Target(args=("open-one", keeper.pk)),
        "round": Target(args=("open-one", "edition", round_.pk)),
        "begin": Target(args=("open-one", round_.pk, "start")),
        "export": Target(args=("open-one", "json")),
        "secret": Target(args=("invited-one", "json")),
        "nofile": Target(args=("open-one", "secrets")),
        "parts": Target(args=("open-one", "edition")),
        "draftparts": Target(args=("draft-one", "edition")),
        "table": Target(args=("open-one", "edition"), data={"table": '[{"name_en": "Third"}]'}),
        "pasttable": Target(args=("record-one", "edition"), data={"table": "[]"}),
        "junk": Target(data={"text": "junk"}),
        "message": Target(args=("open-one",), data={"title": "Dates?", "text": "When?"}),
        "enquiry": Target(args=(enquiry.pk,)),
        "answer": Target(args=(enquiry.pk,), data={"text": "In spring."}),
        "settle": Target(args=(enquiry.pk,), data={"outcome": "dismissed"}),
        "admit": Target(args=("open-one", request.pk, "admit")),
        "accept": Target(args=("invited-one", invitation.pk, "accept")),
    }
