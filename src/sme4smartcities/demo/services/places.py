"""Add the six invented islands to the territories and their towns to the places."""

from typing import Any

from django.db import transaction

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.demo.content import read
from sme4smartcities.demo.services.ledger import Ledger
from sme4smartcities.vocabularies.models import Term, Vocabulary
from sme4smartcities.vocabularies.services import add_place, add_term

SCHEME = "own"


@transaction.atomic
def load_places(ledger: Ledger) -> None:
    told = read("example/places")
    islands = {island["key"]: _territory(island, ledger) for island in told["islands"]}
    for town in told["towns"]:
        if f"town:{town['key']}" not in ledger:
            _town(town, islands[town["island"]], ledger)


def _territory(told: dict[str, Any], ledger: Ledger) -> Term:
    key = f"territory:{told['code']}"
    if key in ledger:
        return Term.objects.get(pk=ledger[key])
    term = add_term(
        actor=SYSTEM,
        vocabulary=Vocabulary.objects.get(code="territory"),
        code=told["code"],
        labels=told["labels"],
        scheme=SCHEME,
    )
    ledger.note(key, term)
    return term


def _town(told: dict[str, Any], island: Term, ledger: Ledger) -> None:
    place = add_place(
        actor=SYSTEM,
        name=told["name"],
        lat=told["lat"],
        lon=told["lon"],
        time_zone="UTC",
        territory=island,
        labels={"he": told["he"], "ar": told["ar"]},
        population=told["population"],
    )
    ledger.note(f"town:{told['key']}", place)
