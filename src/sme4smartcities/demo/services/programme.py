"""Load the Example programme and what its organisations ask of it."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.demo.content import DATA, dated, read
from sme4smartcities.demo.services.calendar import backdate
from sme4smartcities.demo.services.cast import Cast
from sme4smartcities.demo.services.ledger import Ledger
from sme4smartcities.programmes.models import Programme
from sme4smartcities.programmes.services import (
    answer_enquiry,
    ask_to_take_part,
    give_programme_role,
    invite,
    load_programme,
    move_participation,
    save_material,
    write_to_programme,
)
from sme4smartcities.vocabularies.queries import term

KEY = "programme:example"


def load_example(ledger: Ledger) -> None:
    told, cast = read("example/programme"), Cast(ledger)
    programme = _programme(told, cast, ledger)
    for one in told["participations"]:
        key = f"participation:{one['organisation']}"
        if key not in ledger:
            _take_part(key, one, programme, cast, ledger)
    for number, enquiry in enumerate(told["enquiries"]):
        if f"enquiry:{number}" not in ledger:
            _talk(f"enquiry:{number}", enquiry, programme, cast, ledger)


@transaction.atomic
def _programme(told: dict[str, Any], cast: Cast, ledger: Ledger) -> Programme:
    if KEY in ledger:
        return Programme.objects.get(pk=ledger[KEY])
    data = dated(told, timezone.localdate())
    files = [one.pop("file") for one in data["materials"]]
    programme = load_programme(data=data, organisations=cast.organisations())
    for material, name in zip(programme.materials.order_by("position"), files, strict=True):
        with (DATA / "example" / "files" / name).open("rb") as file:
            save_material(actor=SYSTEM, material=material, values={}, upload=file)
    editions = list(programme.editions.order_by("position"))
    for one in told["edition_coordinators"]:
        give_programme_role(
            actor=SYSTEM,
            programme=programme,
            member=cast.member(one["member"]),
            role="coordinator",
            edition=editions[one["edition"]],
        )
    ledger.note(KEY, programme)
    return programme


@transaction.atomic
def _talk(key: str, told: dict[str, Any], programme: Programme, cast: Cast, ledger: Ledger) -> None:
    first, *later = told["messages"]
    enquiry = write_to_programme(
        actor=cast.member(told["from"]),
        programme=programme,
        title=told["subject"],
        text=first["text"],
    )
    times = ["started_at", "last_at", "member_read_at"]
    backdate(first["at"], (enquiry, times), (enquiry.messages.get(), ["sent_at"]))
    for answer in later:
        message = answer_enquiry(
            actor=cast.member(answer["by"]), enquiry=enquiry, text=answer["text"]
        )
        backdate(answer["at"], (enquiry, ["last_at", "keepers_read_at"]), (message, ["sent_at"]))
    ledger.note(key, enquiry)


@transaction.atomic
def _take_part(
    key: str, told: dict[str, Any], programme: Programme, cast: Cast, ledger: Ledger
) -> None:
    organisation, message = cast.organisation(told["organisation"]), told.get("message", "")
    if told["how"] == "invite":
        role = term("partner_role", told["role"]) if "role" in told else None
        row = invite(
            actor=SYSTEM,
            programme=programme,
            organisation=organisation,
            message=message,
            role=role,
        )
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
