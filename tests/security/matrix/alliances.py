"""Acting on a match: managers speak for their organisation, its people read, nobody else does."""

from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from sme4smartcities.alliances.models import (
    Alliance,
    Line,
    Meeting,
    Offer,
    OfferReport,
    Party,
    Seat,
    Slot,
)
from sme4smartcities.challenges.models import Challenge
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.organisations.queries.people import managers_of
from tests.challenges.cast import make_challenge, make_city
from tests.conftest import make_member
from tests.organisations.cast import give_role, make_organisation
from tests.security.matrix import Cast, Target
from tests.solutions.cast import make_solution

TABLE = """
address                     verb  target    | visitor member colleague manager verified coordinator operator
alliances:help_challenge    GET   open      | login   200    200       200     200      403         200
alliances:help_challenge    GET   own       | login   200    403       403     200      403         200
alliances:help_challenge    GET   draft     | login   404    403       403     404      403         404
alliances:help_challenge    GET   record    | login   403    403       403     403      403         403
alliances:help_challenge    POST  helps     | login   200    200       go      200      403         200
alliances:help_organisation GET   salina    | login   200    200       200     200      200         200
alliances:help_organisation GET   past      | login   403    403       403     403      403         403
alliances:help_organisation POST  offers    | login   200    200       go      200      200         200
alliances:need_solution     GET   solution  | login   200    200       200     200      200         200
alliances:need_solution     GET   unready   | login   404    404       404     403      403         404
alliances:need_solution     POST  needs     | login   200    200       go      200      200         200
alliances:need_organisation GET   salina    | login   200    200       200     200      200         200
alliances:need_organisation GET   past      | login   403    403       403     403      403         403
alliances:need_organisation POST  tells     | login   200    200       go      200      200         200
alliances:offers            GET   -         | login   200    200       200     200      200         200
alliances:offers_file       GET   csv       | login   200    200       200     200      200         200
alliances:offers_file       GET   odd       | login   404    404       404     404      404         404
alliances:alliances_file    GET   csv       | login   200    200       200     200      200         200
alliances:alliances_file    GET   odd       | login   404    404       404     404      404         404
alliances:meetings_file     GET   csv       | login   200    200       200     200      200         200
alliances:meetings_file     GET   odd       | login   404    404       404     404      404         404
alliances:help_challenge    POST  at_once   | login   200    200       go      200      403         200
alliances:offer             GET   got       | login   404    200       200     200      404         404
alliances:offer             POST  says      | login   404    403       go      go       404         404
alliances:answer            GET   got       | login   405    405       405     405      405         405
alliances:answer            POST  yes       | login   404    403       go      403      404         404
alliances:answer            POST  no        | login   404    403       200     403      404         404
alliances:answer            POST  unlisted  | login   404    403       403     404      404         404
alliances:offer_move        GET   withdraw  | login   405    405       405     405      405         405
alliances:offer_move        POST  withdraw  | login   404    403       403     go       404         404
alliances:offer_move        POST  end       | login   404    403       go      go       404         404
alliances:offer_move        POST  unblocks  | login   404    403       go      400      404         404
alliances:report            GET   got       | login   404    403       200     200      404         404
alliances:report            POST  reports   | login   404    403       go      200      404         404
alliances:report            POST  shuts     | login   404    403       go      200      404         404
alliances:reports           GET   -         | login   403    403       403     403      200         403
alliances:settle            GET   reported  | login   403    403       403     403      200         403
alliances:settle            POST  settles   | login   403    403       403     403      go          403
alliances:offer_move        POST  lapse     | login   404    404       404     404      404         404
alliances:start             GET   open      | login   200    200       200     200      200         200
alliances:start             GET   own       | login   200    200       200     200      200         200
alliances:start             GET   record    | login   403    403       403     403      403         403
alliances:start             POST  starts    | login   200    200       go      200      200         200
alliances:start             POST  suggests  | login   200    200       go      200      200         200
alliances:alliances         GET   -         | login   200    200       200     200      200         200
alliances:alliance          GET   drafted   | login   404    200       200     404      404         404
alliances:alliance          GET   inviting  | login   404    200       200     200      404         404
alliances:alliance          GET   closed    | login   404    404       404     200      404         404
alliances:alliance          GET   shown     | login   404    200       200     200      404         404
alliances:send              GET   drafted   | login   405    405       405     405      405         405
alliances:send              POST  drafted   | login   404    403       go      404      404         404
alliances:add               POST  adds      | login   404    403       go      403      404         404
alliances:reply             POST  joins     | login   404    403       403     go       404         404
alliances:seat_move         POST  takes     | login   404    403       go      403      404         404
alliances:seat_move         POST  leaves    | login   404    404       404     go       404         404
alliances:seat_move         POST  oddly     | login   404    404       404     404      404         404
alliances:give_lead         POST  leads     | login   404    404       404     go       404         404
alliances:give_lead         POST  seen      | login   404    403       403     go       404         404
alliances:covers            POST  covers    | login   404    404       404     go       404         404
alliances:covers            POST  seen      | login   404    403       403     go       404         404
alliances:end               GET   inviting  | login   404    403       200     403      404         404
alliances:end               POST  inviting  | login   404    403       go      403      404         404
alliances:end               POST  shown     | login   404    403       403     go       404         404
alliances:propose_to_offer  GET   got       | login   404    403       403     200      404         404
alliances:propose_to_offer  GET   talks     | login   404    403       200     200      404         404
alliances:propose_to_offer  POST  meets     | login   404    403       go      go       404         404
alliances:propose_to_alliance GET shown     | login   404    403       403     200      404         404
alliances:propose_to_alliance GET closed    | login   404    404       404     200      404         404
alliances:meetings          GET   -         | login   200    200       200     200      200         200
alliances:meeting           GET   asks      | login   404    200       200     200      404         404
alliances:take              GET   asks      | login   405    405       405     405      405         405
alliances:take              POST  takes_one | login   404    403       go      200      404         404
alliances:others            GET   asks      | login   404    403       200     200      404         404
alliances:others            POST  others    | login   404    403       go      go       404         404
alliances:meeting_move      POST  declines  | login   404    403       go      go       404         404
alliances:meeting_move      POST  cancels   | login   404    403       go      go       404         404
alliances:meeting_move      POST  strangely | login   404    404       404     404      404         404
alliances:meeting_file      GET   asks      | login   404    404       404     404      404         404
alliances:meeting_file      GET   met       | login   404    200       200     200      404         404
api:meeting_list            GET   -         | 401     200    200       200     200      200         200
api:meeting_list            POST  api_meets | 401     404    403       201     201      404         404
api:meeting                 GET   asks      | 401     404    200       200     200      404         404
api:meeting_moves           POST  api_calls | 401     404    403       200     200      404         404
api:alliance_list           GET   -         | 401     200    200       200     200      200         200
api:alliance_list           POST  api_start | 401     403    403       201     403      403         403
api:alliance                GET   inviting  | 401     404    200       200     200      404         404
api:alliance_moves          POST  api_ends  | 401     404    403       200     403      404         404
api:alliance_seats          POST  api_adds  | 401     404    403       201     403      404         404
api:seat_moves              POST  api_joins | 401     404    403       403     200      404         404
api:seat                    PUT   api_cover | 401     404    404       404     200      404         404
api:offer_list              GET   -         | 401     200    200       200     200      200         200
api:offer_list              POST  api_help  | 401     403    403       201     403      403         403
api:offer_list              POST  api_own   | 401     403    403       403     403      403         403
api:offer_list              POST  api_past  | 401     403    403       400     403      403         403
api:offer_list              POST  api_other | 401     403    403       400     403      403         403
api:offer_list              POST  api_need  | 401     403    403       201     403      403         403
api:offer_list              POST  api_firm  | 401     403    403       403     403      403         403
api:offer                   GET   got       | 401     404    200       200     200      404         404
api:offer_moves             POST  api_yes   | 401     404    403       200     403      404         404
api:offer_lines             POST  api_says  | 401     404    403       201     201      404         404
api:offer_reports           POST  api_tells | 401     404    403       204     400      404         404
"""


def targets(cast: Cast) -> dict[str, Target]:
    city = make_city(manager=cast["manager"])
    company = make_organisation("Acequia Labs", manager=cast["manager"])
    for one in (city, company):
        give_role(cast["colleague"], "member", one)
    salina = make_organisation("Salina Works", manager=cast["verified"])
    far = make_city("Saltquay", manager=make_member("far"))
    past = make_organisation("Past Works", layer=Layer.RECORD)
    example = make_organisation("Example Works", layer=Layer.EXAMPLE, manager=make_member("ex"))
    closed = make_organisation("Hidden Works", manager=cast["manager"], state="hidden")
    give_role(cast["colleague"], "member", closed)
    open_, own = make_challenge(far), make_challenge(city, title="A bay of ours")
    draft = make_challenge(city, state="draft")
    record = make_challenge(far, state="archived")
    type(record).objects.filter(pk=record.pk).update(layer=Layer.RECORD)
    solution = make_solution(salina)
    unready = make_solution(salina, "Half Said", state="draft")
    got = _offer(salina, city)
    report = OfferReport.objects.create(
        offer=got, of_sender=True, reporter=cast["manager"], reason="spam"
    )
    talking = _offer(salina, city, state="accepted")
    unlisted = _offer(far, closed)
    third = make_organisation("Third Works", manager=make_member("third"))
    drafted = _alliance(company, {salina: "chosen"}, state="draft", challenge=open_)
    inviting = _alliance(company, {salina: "invited"}, state="inviting", challenge=open_)
    closed_one = _alliance(salina, {third: "joined"}, state="formed", challenge=own)
    shown = _alliance(salina, {third: "joined"}, state="formed", challenge=own, opens=True)
    place, hidden = _seat(inviting, salina), _seat(closed_one, salina)
    beside, seen = _seat(closed_one, third), _seat(shown, salina)
    asks, met = _meeting(talking), _meeting(talking, state="agreed")
    days = [f"{timezone.now() + timedelta(days=day):%Y-%m-%dT10:00}" for day in (12, 13, 14)]
    three = dict(zip(("first", "second", "third"), days, strict=True))
    talk = {"title": "A talk", "minutes": 30, "zone": "Europe/Madrid"}
    starting = {"starter": company.pk, "name": "Two eyes", "members": []}
    helping = {"sender": company.pk, "text": "We can help."}
    needing = {"sender": city.pk, "receiver": salina.pk, "text": "We have it."}
    return {
        "open": Target(args=(open_.pk,)),
        "own": Target(args=(own.pk,)),
        "draft": Target(args=(draft.pk,)),
        "record": Target(args=(record.pk,)),
        "helps": Target(args=(open_.pk,), data=helping),
        "salina": Target(args=(salina.pk,)),
        "past": Target(args=(past.pk,)),
        "offers": Target(args=(salina.pk,), data=helping),
        "solution": Target(args=(solution.pk,)),
        "unready": Target(args=(unready.pk,)),
        "needs": Target(args=(solution.pk,), data=needing),
        "tells": Target(args=(salina.pk,), data=needing),
        "csv": Target(args=("csv",)),
        "odd": Target(args=("odd",)),
        "got": Target(args=(got.pk,)),
        "says": Target(args=(got.pk,), data={"text": "One more thing."}),
        "yes": Target(args=(got.pk,), data={"act": "accept"}),
        "no": Target(args=(got.pk,), data={"act": "decline"}),
        "unlisted": Target(args=(unlisted.pk,), data={"act": "later"}),
        "withdraw": Target(args=(got.pk, "withdraw")),
        "end": Target(args=(talking.pk, "end")),
        "unblocks": Target(args=(got.pk, "unblock")),
        "reports": Target(args=(got.pk,), data={"reason": "spam"}),
        "shuts": Target(args=(got.pk,), data={"reason": "spam", "block": "on"}),
        "reported": Target(args=(report.pk,)),
        "settles": Target(args=(report.pk,), data={"outcome": "warned"}),
        "at_once": Target(
            args=(open_.pk,),
            query="?meet=1",
            data={**helping, **three, **talk},
        ),
        "lapse": Target(args=(got.pk, "lapse")),
        "starts": Target(args=(open_.pk,), data=starting),
        "suggests": Target(args=(own.pk,), data={**starting, "starter": city.pk}),
        "drafted": Target(args=(drafted.pk,)),
        "inviting": Target(args=(inviting.pk,)),
        "closed": Target(args=(closed_one.pk,)),
        "shown": Target(args=(shown.pk,)),
        "adds": Target(args=(inviting.pk,), data={"organisation": "Third Works"}),
        "joins": Target(args=(place.pk,), data={"act": "accept"}),
        "takes": Target(args=(place.pk, "take-back")),
        "leaves": Target(args=(hidden.pk, "leave")),
        "oddly": Target(args=(place.pk, "expire")),
        "leads": Target(args=(beside.pk,)),
        "seen": Target(args=(seen.pk,)),
        "covers": Target(args=(hidden.pk,), data={"covers": "Salt"}),
        "talks": Target(args=(talking.pk,)),
        "meets": Target(args=(talking.pk,), data={**three, **talk}),
        "asks": Target(args=(asks.pk,)),
        "met": Target(args=(met.pk,)),
        "takes_one": Target(
            args=(asks.pk,), data={"times": [asks.slots.all()[0].pk], "zone": "Europe/Madrid"}
        ),
        "others": Target(args=(asks.pk,), data={**three, "zone": "Europe/Madrid"}),
        "declines": Target(args=(asks.pk, "decline")),
        "cancels": Target(args=(asks.pk, "cancel")),
        "strangely": Target(args=(asks.pk, "agree")),
        "api_meets": Target(
            data={"offer": talking.pk, "title": "A talk", "times": [f"{one}:00Z" for one in days]}
        ),
        "api_calls": Target(args=(met.pk,), data={"act": "cancel"}),
        "api_start": Target(data={**starting, "challenge": open_.pk}),
        "api_ends": Target(args=(inviting.pk,), data={"act": "end"}),
        "api_adds": Target(args=(inviting.pk,), data={"organisation": third.pk}),
        "api_joins": Target(args=(inviting.pk, place.pk), data={"act": "accept"}),
        "api_cover": Target(args=(closed_one.pk, hidden.pk), data={"covers": "Salt"}),
        "api_help": Target(data={**helping, "challenge": open_.pk}),
        "api_own": Target(data={**helping, "challenge": own.pk}),
        "api_past": Target(data={**helping, "receiver": past.pk}),
        "api_other": Target(data={**helping, "receiver": example.pk}),
        "api_need": Target(data={**needing, "kind": "need", "solution": solution.pk}),
        "api_firm": Target(
            data={**needing, "kind": "need", "solution": solution.pk, "sender": company.pk}
        ),
        "api_yes": Target(args=(got.pk,), data={"act": "accept"}),
        "api_tells": Target(args=(got.pk,), data={"reason": "spam", "block": True}),
        "api_says": Target(args=(got.pk,), data={"text": "One more thing."}),
    }


def _offer(sender: Organisation, receiver: Organisation, state: str = "waiting") -> Offer:
    row = Offer.objects.create(
        sender=sender, receiver=receiver, state=state, last_at=timezone.now()
    )
    Line.objects.create(
        offer=row, from_sender=True, text="We can help.", author=managers_of(sender).first()
    )
    return row


def _alliance(
    lead: Organisation,
    others: Mapping[Organisation, str],
    *,
    state: str,
    challenge: Challenge,
    opens: bool = False,
) -> Alliance:
    row = Alliance.objects.create(name="Eyes", starter=lead, state=state, challenge=challenge)
    Seat.objects.create(alliance=row, organisation=lead, state="joined", is_lead=True, opens=opens)
    until = timezone.now() + timedelta(days=9)
    for one, standing in others.items():
        Seat.objects.create(
            alliance=row, organisation=one, state=standing, opens=opens, expires_at=until
        )
    return row


def _seat(alliance: Alliance, organisation: Organisation) -> Seat:
    return Seat.objects.get(alliance=alliance, organisation=organisation)


def _meeting(offer: Offer, state: str = "proposed") -> Meeting:
    at = timezone.now() + timedelta(days=5)
    row = Meeting.objects.create(
        offer=offer,
        title="See a bay",
        zone="UTC",
        state=state,
        starts_at=at if state == "agreed" else None,
        moved_at=timezone.now(),
    )
    for one, standing in ((offer.sender, "proposes"), (offer.receiver, "waiting")):
        Party.objects.create(meeting=row, organisation=one, state=standing)
    Slot.objects.create(meeting=row, starts_at=at + timedelta(days=1))
    return row
