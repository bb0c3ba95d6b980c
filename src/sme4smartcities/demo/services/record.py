"""Load the Record 2019–2023: sourced facts of the real programme, closed and read-only."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from django.db import transaction

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.demo.content import read
from sme4smartcities.demo.services.ledger import Ledger
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.organisations.services.entering import Entry, enter_organisations
from sme4smartcities.programmes.services import load_programme
from sme4smartcities.vocabularies.models import Place
from sme4smartcities.vocabularies.queries import term, the_place

KEY = "programme:record"


@transaction.atomic
def load_record(ledger: Ledger) -> None:
    """Enter the bodies that the sources name, then the programme with them."""
    if KEY in ledger:
        return
    told = read("record")
    rows = enter_organisations(actor=SYSTEM, entries=[_entry(one) for one in told["organisations"]])
    bodies = {one["key"]: row for one, row in zip(told["organisations"], rows, strict=True)}
    ledger.note_all((f"record:{key}", row) for key, row in bodies.items())
    ledger.note(KEY, load_programme(data=told, organisations=bodies))


def _entry(told: Mapping[str, Any]) -> Entry:
    """Give what the source says and nothing else; empty stays empty."""
    checked = date.fromisoformat(told["checked_on"])
    place = _place(told)
    return Entry(
        row=Organisation(
            name=told["name"],
            names=told["names"],
            alternate_names=told["alternate_names"],
            layer=Layer.RECORD,
            kind=term("organisation_kind", told["kind"]),
            territory=place.territory if place else None,
            place=place,
            latitude=place.lat if place else None,
            longitude=place.lon if place else None,
            source=f"{told['source']} {told['source_url']}",
            checked_on=checked,
            last_confirmed_at=datetime.combine(checked, time(), UTC),
        )
    )


def _place(told: Mapping[str, Any]) -> Place | None:
    """Find the town; the gazetteer's country only tells namesakes apart and is not shown."""
    return the_place(told["place"], country=told["country"]) if told["place"] else None
