"""Load the Example programme and what its organisations ask of it."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.demo.content import dated, read
from sme4smartcities.demo.services.calendar import backdate
from sme4smartcities.demo.services.cast import Cast
from sme4smartcities.demo.services.ledger import Ledger
from sme4smartcities.programmes.models import Programme
from sme4smartcities.programmes.services import (
    ask_to_take_part,
    invite,
    load_programme,
    move_participation,
)

KEY = "programme:example"


def load_example(ledger: Ledger) -> None:
    told, cast = read("example/programme"), Cast(ledger)
    programme = _programme(told, cast, ledger)
    for one in told["participations"]:
        key = f"participation:{one['organisation']}"
        if key not in ledger:
            _take_part(key, one, programme, cast, ledger)


@transaction.atomic
def _programme(told: dict[str, Any], cast: Cast, ledger: Ledger) -> Programme:
    if KEY in ledger:
        return Programme.objects.get(pk=ledger[KEY])
    data = dated(told, timezone.localdate())
    programme = load_programme(data=data, organisations=cast.organisations())
    ledger.note(KEY, programme)
    return programme


@transaction.atomic
def _take_part(
    key: str, told: dict[str, Any], programme: Programme, cast: Cast, ledger: Ledger
) -> None:
    organisation, message = cast.organisation(told["organisation"]), told.get("message", "")
    if told["how"] == "invite":
        row = invite(actor=SYSTEM, programme=programme, organisation=organisation, message=message)
    else:
        row = ask_to_take_part(
            actor=cast.member(told["by"]),
            programme=programme,
            organisation=organisation,
            message=message,
        )
    if act := told.get("answered"):
        row = move_participation(actor=SYSTEM, participation=row, act=act)
        backdate(told["at"] + 1, (row, ["decided_at"]))
    backdate(told["at"], (row, ["asked_at"]))
    ledger.note(key, row)
