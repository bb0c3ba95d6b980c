"""Matching: a city's people see who could solve their challenge once they say that they look."""

from sme4smartcities.accounts.models import Role
from sme4smartcities.challenges.models import Challenge
from sme4smartcities.organisations.models import Layer
from tests.challenges.cast import make_challenge, make_city
from tests.security.matrix import Cast, Target

TABLE = """
address             verb  target | visitor member colleague manager verified coordinator operator
matching:challenge  GET   open   | login   403    200       200     403      200         403
matching:challenge  GET   draft  | login   404    200       200     404      200         404
matching:challenge  GET   record | login   403    403       403     403      403         403
matching:consult    GET   open   | login   405    405       405     405      405         405
matching:consult    POST  open   | login   403    go        go      403      go          403
matching:consult    POST  draft  | login   404    go        go      404      go          404
matching:consult    POST  record | login   403    403       403     403      403         403
matching:mine       GET   -      | login   200    200       200     200      200         200
"""


def targets(cast: Cast) -> dict[str, Target]:
    city = make_city(manager=cast["manager"])
    member = cast["colleague"]
    Role.objects.create(member=member, role="member", scope_kind="organisation", scope_id=city.pk)
    make_city("Saltquay", manager=cast["verified"])
    rows = {
        "open": make_challenge(city),
        "draft": make_challenge(city, state="draft"),
        "record": make_challenge(city, state="archived"),
    }
    Challenge.objects.filter(pk=rows["record"].pk).update(layer=Layer.RECORD)
    return {name: Target(args=(row.pk,)) for name, row in rows.items()}
