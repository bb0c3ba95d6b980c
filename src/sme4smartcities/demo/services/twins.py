"""Merge an entry that the Example has twice, so that the old one stays readable as a record."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.demo.content import texts
from sme4smartcities.demo.services.cast import Cast
from sme4smartcities.demo.services.ledger import Ledger
from sme4smartcities.organisations.models import Layer, Organisation
from sme4smartcities.organisations.services.entering import Entry, enter_organisations
from sme4smartcities.organisations.services.merging import merge

KEPT, NAME = "quiet-roofs", "Quiet Roofs of Kelmara Ltd"
SAID = {"en": "Green roofs that keep rain and noise. An older entry, made by somebody else."}
KEY = f"twin:{KEPT}"


def load_twins(ledger: Ledger) -> None:
    if KEY not in ledger:
        _merge(ledger)


@transaction.atomic
def _merge(ledger: Ledger) -> None:
    kept = Cast(ledger).organisation(KEPT)
    twin = Organisation(
        name=NAME,
        layer=Layer.EXAMPLE,
        kind=kept.kind,
        size=kept.size,
        source_language="en",
        summary=texts(SAID),
        territory=kept.territory,
        last_confirmed_at=timezone.now() - timedelta(days=200),
    )
    (row,) = enter_organisations(actor=SYSTEM, entries=[Entry(row=twin)])
    merge(actor=SYSTEM, organisation=row, into=kept)
    ledger.note(KEY, row)
