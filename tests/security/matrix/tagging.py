"""Suggested terms: those who write the subject read and answer them, nobody else."""

from typing import Any

from sme4smartcities.accounts.models import Role
from sme4smartcities.challenges.models import Challenge
from sme4smartcities.matching.tagging.models import Suggestion
from sme4smartcities.organisations.models import Layer
from tests.challenges.cast import make_challenge, make_city
from tests.organisations.cast import make_organisation, make_term
from tests.security.matrix import Cast, Target
from tests.solutions.cast import make_solution

TABLE = """
address         verb  target              | visitor member colleague manager verified coordinator operator
tagging:tags    GET   challenge           | login   403    200       200     403      200         403
tagging:tags    GET   draft               | login   404    200       200     404      200         404
tagging:tags    GET   record              | login   403    403       403     403      403         403
tagging:tags    GET   solution            | login   403    403       200     403      200         403
tagging:tags    GET   unpublished         | login   404    404       200     404      200         404
tagging:tags    GET   organisation        | login   403    403       200     403      200         403
tagging:tags    GET   nothing             | login   404    404       404     404      404         404
tagging:decide  GET   confirm_challenge   | login   405    405       405     405      405         405
tagging:decide  POST  confirm_challenge   | login   403    go        go      403      go          403
tagging:decide  POST  refuse_challenge    | login   403    go        go      403      go          403
tagging:decide  POST  allow_challenge     | login   403    go        go      403      go          403
tagging:decide  POST  confirm_draft       | login   404    go        go      404      go          404
tagging:decide  POST  confirm_record      | login   403    403       403     403      403         403
tagging:decide  POST  confirm_solution    | login   403    403       go      403      go          403
tagging:decide  POST  confirm_organisation | login   403    403       go      403      go          403
tagging:decide  POST  other_act           | login   404    404       404     404      404         404
api:tag_suggestions  GET  challenge       | 401  403  200  200  403  200  403
api:tag_suggestions  GET  draft           | 401  404  200  200  404  200  404
api:tag_suggestions  GET  record          | 401  403  403  403  403  403  403
api:tag_suggestions  GET  solution        | 401  403  403  200  403  200  403
api:tag_suggestions  GET  unpublished     | 401  404  404  200  404  200  404
api:tag_suggestions  GET  organisation    | 401  403  403  200  403  200  403
api:tag_suggestion   PUT  api_add_challenge   | 401  403  200  200  403  200  403
api:tag_suggestion   PUT  api_refuse_draft    | 401  404  200  200  404  200  404
api:tag_suggestion   PUT  api_add_record      | 401  403  403  403  403  403  403
api:tag_suggestion   PUT  api_refuse_solution | 401  403  403  200  403  200  403
api:tag_suggestion   PUT  api_add_unpublished | 401  404  404  200  404  200  404
api:tag_suggestion   PUT  api_add_organisation  | 401  403  403  200  403  200  403
api:tag_suggestion   PUT  api_allow_organisation | 401  403  403  200  403  200  403
api:tag_suggestion   PUT  other_list      | 401  403  400  400  403  400  403
"""


def targets(cast: Cast) -> dict[str, Target]:
    city = make_city(manager=cast["manager"])
    company = make_organisation("Acequia Labs", manager=cast["manager"])
    for one in (city, company):
        Role.objects.create(
            member=cast["colleague"], role="member", scope_kind="organisation", scope_id=one.pk
        )
    make_city("Saltquay", manager=cast["verified"])
    rows: dict[str, Any] = {
        "challenge": make_challenge(city),
        "draft": make_challenge(city, state="draft"),
        "record": make_challenge(city, state="archived"),
        "solution": make_solution(company),
        "unpublished": make_solution(company, state="draft"),
        "organisation": company,
    }
    Challenge.objects.filter(pk=rows["record"].pk).update(layer=Layer.RECORD)
    tag = make_term("domain", "water")
    for row in rows.values():
        Suggestion.objects.create(
            kind=row.subject.kind, subject_id=row.pk, found=[["domain", tag.code, []]]
        )
    found = {name: Target(args=(row.subject.kind, row.pk)) for name, row in rows.items()}
    acts = {
        f"{act}_{name}": Target(args=(row.subject.kind, row.pk, "domain", tag.code, act))
        for name, row in rows.items()
        for act in ("confirm", "refuse", "allow")
    }
    answers = {
        f"{answer}_{name}": Target(
            args=(row.subject.kind, row.pk, "domain", tag.code), data={"answer": answer}
        )
        for name, row in rows.items()
        for answer in ("add", "refuse", "allow")
    }
    page = ("challenge", rows["challenge"].pk)
    return {
        **found,
        **{f"api_{name}": target for name, target in answers.items()},
        **acts,
        "other_act": Target(args=(*page, "domain", tag.code, "delete")),
        "other_list": Target(args=(*page, "colour", "blue"), data={"answer": "add"}),
        "nothing": Target(args=("member", 1)),
    }
