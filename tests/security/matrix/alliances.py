"""Acting on a match: managers speak for their organisation, its people read, nobody else does."""

from django.utils import timezone

from sme4smartcities.alliances.models import Line, Offer
from sme4smartcities.organisations.models import Layer, Organisation
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
alliances:offer             GET   got       | login   404    200       200     200      404         404
alliances:offer             POST  says      | login   404    403       go      go       404         404
alliances:answer            GET   got       | login   405    405       405     405      405         405
alliances:answer            POST  yes       | login   404    403       go      403      404         404
alliances:answer            POST  no        | login   404    403       200     403      404         404
alliances:answer            POST  unlisted  | login   404    403       403     404      404         404
alliances:offer_move        GET   withdraw  | login   405    405       405     405      405         405
alliances:offer_move        POST  withdraw  | login   404    403       403     go       404         404
alliances:offer_move        POST  end       | login   404    403       go      go       404         404
alliances:offer_move        POST  lapse     | login   404    404       404     404      404         404
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
    talking = _offer(salina, city, state="accepted")
    unlisted = _offer(far, closed)
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
        "lapse": Target(args=(got.pk, "lapse")),
        "api_help": Target(data={**helping, "challenge": open_.pk}),
        "api_own": Target(data={**helping, "challenge": own.pk}),
        "api_past": Target(data={**helping, "receiver": past.pk}),
        "api_other": Target(data={**helping, "receiver": example.pk}),
        "api_need": Target(data={**needing, "kind": "need", "solution": solution.pk}),
        "api_firm": Target(
            data={**needing, "kind": "need", "solution": solution.pk, "sender": company.pk}
        ),
        "api_yes": Target(args=(got.pk,), data={"act": "accept"}),
        "api_says": Target(args=(got.pk,), data={"text": "One more thing."}),
    }


def _offer(sender: Organisation, receiver: Organisation, state: str = "waiting") -> Offer:
    row = Offer.objects.create(
        sender=sender, receiver=receiver, state=state, last_at=timezone.now()
    )
    Line.objects.create(offer=row, from_sender=True, text="We can help.")
    return row
