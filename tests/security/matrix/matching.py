"""Matching: a city's people see who could solve their challenge once they say that they look; what
members tell matching, and what managers set for their organisation, is seen by nobody else."""

from django.utils import timezone

from sme4smartcities.accounts.models import Role
from sme4smartcities.challenges.models import Challenge
from sme4smartcities.matching.models import Feedback
from sme4smartcities.matching.services.consulting import consult
from sme4smartcities.organisations.models import Facet, Layer, Organisation, OrganisationTerm
from tests.challenges.cast import make_challenge, make_city
from tests.organisations.cast import make_organisation, make_term
from tests.security.matrix import Cast, Target

TABLE = """
address             verb  target  | visitor member colleague manager verified coordinator operator
matching:challenge  GET   open    | login   403    200       200     403      200         403
matching:challenge  GET   draft   | login   404    200       200     404      200         404
matching:challenge  GET   record  | login   403    403       403     403      403         403
matching:consult    GET   open    | login   405    405       405     405      405         405
matching:consult    POST  open    | login   403    go        go      403      go          403
matching:consult    POST  draft   | login   404    go        go      404      go          404
matching:consult    POST  record  | login   403    403       403     403      403         403
matching:team       GET   open    | login   403    go        go      403      go          403
matching:team       GET   draft   | login   404    go        go      404      go          404
matching:team       GET   record  | login   403    403       403     403      403         403
matching:mine       GET   -       | login   200    200       200     200      200         200
matching:partners   GET   -       | login   200    200       200     200      200         200
matching:partners   GET   own     | login   404    404       200     404      404         404
matching:like       GET   -       | login   200    200       200     200      200         200
matching:like       GET   of-open | login   404    200       200     404      404         404
matching:match      GET   pair    | login   404    404       200     404      404         404
matching:match      GET   alike   | login   404    200       200     404      200         404
matching:match      GET   market  | login   404    go        go      404      go          404
matching:match      GET   unseen  | login   404    404       404     404      404         404
matching:match      GET   nothing | login   404    404       404     404      404         404
matching:useful     GET   pair    | login   405    405       405     405      405         405
matching:useful     POST  pair    | login   404    404       go      404      404         404
matching:useful     POST  market  | login   404    404       404     404      404         404
matching:dismiss    GET   pair    | login   404    404       200     404      404         404
matching:dismiss    POST  pair    | login   404    404       200     404      404         404
matching:dismiss    POST  why     | login   404    404       go      404      404         404
matching:feedback   GET   -       | login   200    200       200     200      200         200
matching:take_back  GET   said    | login   405    405       405     405      405         405
matching:take_back  POST  said    | login   404    404       go      404      404         404
matching:mute       GET   part    | login   405    405       405     405      405         405
matching:mute       POST  part    | login   go     go        go      go       go          go
matching:mute       POST  other   | login   400    400       400     400      400         400
matching:unmute     GET   part    | login   405    405       405     405      405         405
matching:unmute     POST  part    | login   go     go        go      go       go          go
matching:reach      GET   firm    | login   403    403       200     403      403         403
matching:reach      POST  firm    | login   403    403       go      403      403         403
matching:reach      GET   hidden  | login   404    403       200     404      403         404
matching:reach      GET   past    | login   403    403       403     403      403         403
api:match_challenges     GET    -       | 401  200  200  200  200  200  200
api:match_partners       GET    api-own | 401  404  404  200  404  404  404
api:match_like           GET    api-c   | 401  403  200  200  403  200  403
api:match_like           GET    api-d   | 401  404  200  200  404  200  404
api:match_consultations  POST   api-c   | 401  403  204  204  403  204  403
api:match_consultations  POST   api-r   | 401  403  403  403  403  403  403
api:match_offers         GET    api-c   | 401  403  403  403  403  403  403
api:match_offers         GET    looked  | 401  403  403  200  403  403  403
api:match_alliances      GET    api-c   | 401  403  403  403  403  403  403
api:match_alliances      GET    looked  | 401  403  403  200  403  403  403
api:match_single         GET    pair    | 401  404  404  200  404  404  404
api:match_single         GET    alike   | 401  404  200  200  404  200  404
api:match_single         GET    market  | 401  404  403  403  404  403  404
api:match_single         GET    unseen  | 401  404  404  404  404  404  404
api:match_feedback       GET    -       | 401  200  200  200  200  200  200
api:match_feedback       POST   say     | 401  404  404  201  404  404  404
api:match_feedback       POST   say-why | 401  404  404  400  404  404  404
api:match_feedback_one   DELETE api-s   | 401  404  404  204  404  404  404
api:match_muted          GET    -       | 401  200  200  200  200  200  200
api:match_muted_one      PUT    part    | 401  204  204  204  204  204  204
api:match_muted_one      PUT    other   | 401  400  400  400  400  400  400
api:match_muted_one      DELETE part    | 401  204  204  204  204  204  204
api:match_suggestions    GET    firm    | 401  403  403  200  403  403  403
api:match_suggestions    GET    hidden  | 401  404  403  200  404  403  404
api:match_suggestions    PUT    keep    | 401  403  403  200  403  403  403
"""


def _firm(name: str, offers: str, needs: str, **fields: object) -> Organisation:
    row = make_organisation(name, **fields)
    for facet, code in ((Facet.OFFERS, offers), (Facet.NEEDS, needs)):
        term = make_term("capability", code)
        OrganisationTerm.objects.create(organisation=row, facet=facet, term=term)
    return row


def _member_of(cast: Cast, row: Organisation) -> None:
    for role in ("manager", "colleague"):
        Role.objects.create(
            member=cast[role],
            role="manager" if role == "manager" else "member",
            scope_kind="organisation",
            scope_id=row.pk,
        )


def targets(cast: Cast) -> dict[str, Target]:
    city = make_city()
    _member_of(cast, city)
    make_city("Saltquay", manager=cast["verified"])
    needs = ("mapping",)
    open_now = make_challenge(city, needs=needs)
    draft = make_challenge(city, state="draft")
    record = make_challenge(city, state="archived")
    Challenge.objects.filter(pk=record.pk).update(layer=Layer.RECORD)
    like = make_challenge(make_city("Tamarside"), needs=needs)
    firm = _firm("Dry Main", "leak-detection", "mapping")
    _member_of(cast, firm)
    other = _firm("Map Room", "mapping", "leak-detection")
    hidden = _firm("Half Done", "mapping", "parking", state="draft")
    _member_of(cast, hidden)
    past = make_organisation("Long Gone", layer=Layer.RECORD)
    _member_of(cast, past)
    said = Feedback.objects.create(
        member=cast["manager"],
        own_kind="organisation",
        own_id=firm.pk,
        shown_kind="challenge",
        shown_id=like.pk,
        verdict="useful",
        at=timezone.now(),
    )
    pair = ("organisation", firm.pk, "organisation", other.pk)
    looked = make_challenge(city, needs=needs)
    consult(actor=cast["manager"], challenge=looked)
    sides = {
        "own": {"kind": "organisation", "id": firm.pk},
        "shown": {"kind": "organisation", "id": other.pk},
    }
    return {
        "open": Target(args=(open_now.pk,)),
        "draft": Target(args=(draft.pk,)),
        "record": Target(args=(record.pk,)),
        "-": Target(),
        "looked": Target(args=(looked.pk,)),
        "api-own": Target(args=(firm.pk,)),
        "api-c": Target(args=(open_now.pk,)),
        "api-d": Target(args=(draft.pk,)),
        "api-r": Target(args=(record.pk,)),
        "api-s": Target(args=(said.pk,)),
        "say": Target(data={**sides, "verdict": "useful"}),
        "say-why": Target(data={**sides, "verdict": "dismissed"}),
        "keep": Target(args=(firm.pk,), data={"seen": {"never": [other.pk]}}),
        "own": Target(query=f"?organisation={firm.pk}"),
        "of-open": Target(query=f"?challenge={open_now.pk}"),
        "pair": Target(args=pair),
        "why": Target(args=pair, data={"reason": "place"}),
        "alike": Target(args=("challenge", open_now.pk, "challenge", like.pk)),
        "market": Target(args=("challenge", open_now.pk, "organisation", other.pk)),
        "unseen": Target(args=("organisation", firm.pk, "challenge", 999_999)),
        "nothing": Target(args=("solution", 1, "challenge", open_now.pk)),
        "said": Target(args=(said.pk,)),
        "part": Target(args=("place",)),
        "other": Target(args=("beauty",)),
        "firm": Target(args=(firm.pk,)),
        "hidden": Target(args=(hidden.pk,)),
        "past": Target(args=(past.pk,)),
    }
