"""Organisations: listed ones for all, the rest for their people and the coordinator, a record for reading."""

from datetime import timedelta

from django.utils import timezone

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.organisations.models import Layer, State
from sme4smartcities.organisations.services.contacts import ContactValues, add_contact
from sme4smartcities.organisations.services.inviting import invite_colleague
from sme4smartcities.organisations.services.joining import ask_to_join
from sme4smartcities.organisations.services.merging import merge
from sme4smartcities.organisations.services.relay import (
    report_conversation,
    write_to_organisation,
)
from tests.conftest import make_member
from tests.organisations.cast import give_role, make_organisation, make_term
from tests.security.matrix import Cast, Target

TABLE = """
address                            verb  target   | visitor member colleague manager verified coordinator operator
organisations:directory            GET   -        | 200     200    200       200     200      200         200
organisations:directory            POST  -        | 405     405    405       405     405      405         405
organisations:organisation         GET   own      | 200     200    200       200     200      200         200
organisations:organisation         GET   hidden   | 404     404    200       200     404      200         404
organisations:organisation         GET   draft    | 404     404    200       200     404      200         404
organisations:organisation         GET   past     | 200     200    200       200     200      200         200
organisations:organisation_by_number GET number   | go      go     go        go      go       go          go
organisations:register             GET   -        | login   200    200       200     200      200         200
organisations:register             POST  new      | login   go     go        go      go       go          go
organisations:mine                 GET   -        | login   200    200       200     200      200         200
organisations:edit                 GET   basics   | login   403    403       200     403      200         403
organisations:edit                 GET   hbasics  | login   404    403       200     404      200         404
organisations:edit                 GET   pbasics  | login   403    403       403     403      403         403
organisations:welcome              GET   work     | login   403    403       200     403      200         403
organisations:draft                GET   work     | login   405    405       405     405      405         405
organisations:discard              POST  work     | login   403    403       go      403      go          403
organisations:logo                 GET   number   | login   403    403       200     403      200         403
organisations:invite               GET   number   | login   405    405       405     405      405         405
organisations:invite               POST  invite   | login   403    403       go      403      go          403
organisations:confirm              POST  number   | login   403    403       go      403      go          403
organisations:confirm              POST  pnumber    | login   403    403       403     403      403         403
organisations:move                 POST  withdraw | login   403    403       go      403      go          403
organisations:move                 POST  hide     | login   403    403       403     403      go          403
organisations:move                 POST  show     | login   404    403       403     404      go          404
organisations:move                 POST  phide    | login   403    403       403     403      403         403
organisations:verify               GET   number   | login   403    403       403     403      200         403
organisations:verify               POST  verify   | login   403    403       403     403      go          403
organisations:verify               POST  pverify  | login   403    403       403     403      403         403
organisations:unverify             POST  theirs   | login   403    403       403     403      go          403
organisations:merge                GET   number   | login   403    403       403     403      200         403
organisations:merged               GET   gone     | login   403    403       403     403      200         403
organisations:merged               GET   number   | login   403    403       403     403      404         403
organisations:delete               GET   number   | login   403    403       200     403      200         403
organisations:delete               POST  number   | login   403    403       go      403      go          403
organisations:delete               POST  pnumber  | login   403    403       403     403      403         403
organisations:people               GET   number   | login   403    403       200     403      200         403
organisations:myself               POST  shown    | login   404    go        go      404      404         404
organisations:appoint              POST  appoint  | login   403    403       go      403      go          403
organisations:remove               POST  remove   | login   403    403       go      403      go          403
# who cannot ask is sent back to the page, which says why
organisations:join                 POST  ask      | login   go     go        go      go       go          go
organisations:join                 POST  pnumber  | login   go     go        go      go       go          go
organisations:claim                POST  number   | login   400    400       go      400      400         400
organisations:leave                POST  number   | login   go     go        400     go       go          go
organisations:write                GET   number   | login   200    200       200     200      200         200
organisations:write                GET   pnumber  | login   200    200       200     200      200         200
organisations:inbox                GET   -        | login   200    200       200     200      200         200
# the conversation was reported: only so may a coordinator read it
organisations:conversation         GET   talk     | login   404    404       200     404      200         404
organisations:close                POST  talk     | login   404    404       go      404      403         404
organisations:block                POST  talk     | login   404    404       go      404      403         404
organisations:unblock              POST  talk     | login   404    404       go      404      403         404
organisations:report               POST  accuse   | login   404    404       go      404      403         404
organisations:reports              GET   -        | login   403    403       403     403      200         403
organisations:settle               POST  settle   | login   403    403       403     403      go          403
organisations:contacts             GET   -        | login   403    403       403     403      200         403
organisations:contacts_export      GET   -        | login   403    403       403     403      200         403
organisations:keep_away            GET   -        | login   403    403       403     403      405         403
organisations:contact_add          GET   number   | login   403    403       403     403      200         403
organisations:contact              GET   contact  | login   404    404       404     404      200         404
organisations:contact_edit         GET   contact  | login   403    403       403     403      200         403
organisations:contact_invite       POST  contact  | login   403    403       403     403      go          403
organisations:contact_letter       GET   contact  | login   403    403       403     403      200         403
organisations:contact_posted       POST  contact  | login   403    403       403     403      go          403
organisations:contact_delete       POST  contact  | login   403    403       403     403      go          403
organisations:objection            GET   token    | 400     400    400       400     400      400         400
organisations:invitation           GET   token    | 404     404    404       404     404      404         404
organisations:invitation_decline   POST  token    | 404     404    404       404     404      404         404
organisations:invitation_withdraw  POST  invited  | login   404    404       go      404      go          404
# an invitation to the confirmed address of the member who is asked
organisations:invitation_take      POST  called   | login   go     404       404     404      404         404
organisations:invitation_refuse    POST  called   | login   go     404       404     404      404         404
organisations:answer               POST  accept   | login   404    404       go      404      go          404
organisations:directory            GET   -        | 200     200    200       200     200      200         200
api:organisation_list              GET   -        | 200     200    200       200     200      200         200
api:organisation_list              POST  new      | 401     201    201       201     201      201         201
api:organisation_work              PUT   say      | 401     403    403       200     403      200         403
api:organisation_confirm           POST  number   | 401     403    403       200     403      200         403
api:organisation                   GET   number   | 200     200    200       200     200      200         200
api:organisation                   GET   hnumber  | 404     404    200       200     404      200         404
"""


def targets(cast: Cast) -> dict[str, Target]:
    own = make_organisation("Acequia Labs", manager=cast["manager"])
    give_role(cast["colleague"], "member", own)
    theirs = make_organisation("Faro Data", manager=cast["verified"])
    theirs.verified_at = timezone.now()
    theirs.save()
    hidden = make_organisation("Hidden Works", manager=cast["manager"], state=State.HIDDEN)
    draft = make_organisation("Quiet Draft", manager=cast["manager"], state=State.DRAFT)
    for held in (hidden, draft):
        give_role(cast["colleague"], "member", held)
    past = make_organisation("Past Partner", layer=Layer.RECORD)
    guest = make_member("guest")
    talk = write_to_organisation(actor=guest, organisation=own, title="Leaks", text="Can you?")
    report = report_conversation(actor=guest, conversation=talk, reason="spam")
    asked = ask_to_join(actor=guest, organisation=own, message="I work there.")
    invited = invite_colleague(
        actor=cast["manager"],
        organisation=own,
        email="new@example.org",
        role="member",
        language="en",
    )
    called = invite_colleague(
        actor=cast["manager"],
        organisation=own,
        email=cast["member"].email,
        role="member",
        language="en",
    )
    gone = make_organisation("Faro Data SL")
    merge(actor=SYSTEM, organisation=gone, into=theirs)
    today = timezone.localdate()
    contact = add_contact(
        actor=SYSTEM,
        values=ContactValues(
            organisation=theirs,
            function="Head of mobility",
            email="mobility@faro.example",
            source="The page of offices",
            legal_basis=make_term("legal_basis", "public-task", "Public task"),
            collected_on=today,
            expires_on=today + timedelta(days=365),
            language="es",
        ),
    )
    return {
        "own": Target(args=(own.pk, own.slug)),
        "hidden": Target(args=(hidden.pk, hidden.slug)),
        "draft": Target(args=(draft.pk, draft.slug)),
        "past": Target(args=(past.pk, past.slug)),
        "number": Target(args=(own.pk,)),
        "new": Target(data={"name": "Nuevo Taller", "kind": "sme"}),
        "say": Target(
            args=(own.pk,), data={"revision": own.revision, "language": "en", "summary": "Sensors"}
        ),
        "hnumber": Target(args=(hidden.pk,)),
        "pnumber": Target(args=(past.pk,)),
        "ask": Target(args=(own.pk,), data={"message": "I work there."}),
        "theirs": Target(args=(theirs.pk,)),
        "basics": Target(args=(own.pk, "basics")),
        "hbasics": Target(args=(hidden.pk, "basics")),
        "pbasics": Target(args=(past.pk, "basics")),
        "work": Target(args=(own.pk, "work")),
        "invite": Target(
            args=(own.pk,), data={"email": "more@example.org", "role": "member", "language": "en"}
        ),
        "withdraw": Target(args=(own.pk, "withdraw")),
        "hide": Target(args=(own.pk, "hide")),
        "show": Target(args=(hidden.pk, "show")),
        "phide": Target(args=(past.pk, "hide")),
        "verify": Target(args=(own.pk,), data={"note": "Seen at the register."}),
        "pverify": Target(args=(past.pk,), data={"note": "Seen at the register."}),
        "shown": Target(args=(own.pk,), data={"function": "Engineer", "shown": "0"}),
        "appoint": Target(args=(own.pk, cast["colleague"].pk, "manager")),
        "remove": Target(args=(own.pk, cast["colleague"].pk)),
        "talk": Target(args=(talk.pk,)),
        "accuse": Target(args=(talk.pk,), data={"reason": "spam", "note": ""}),
        "settle": Target(args=(report.pk,), data={"outcome": "dismissed"}),
        "contact": Target(args=(contact.pk,)),
        "token": Target(args=("no-such-token",)),
        "called": Target(args=(called.pk,)),
        "gone": Target(args=(gone.pk,)),
        "invited": Target(args=(invited.pk,)),
        "accept": Target(args=(asked.pk, "accept")),
    }
