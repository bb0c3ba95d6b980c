"""Enter the Example's organisations, all of one language at a time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from sme4smartcities.core.policies import SYSTEM
from sme4smartcities.demo.content import LANGUAGES, Told, organisations, texts
from sme4smartcities.demo.services.ledger import Ledger
from sme4smartcities.organisations.models import Facet, Layer, Organisation, Staff
from sme4smartcities.organisations.services.entering import Entry, enter_organisations
from sme4smartcities.vocabularies.models import Place, Term

NOTE = "Invented for the demonstration."
STAFF = {
    "micro": Staff.FEW,
    "small": Staff.TENS,
    "medium": Staff.HUNDRED,
    "large": Staff.HUNDREDS,
}


@dataclass(frozen=True)
class Shelf:
    """Terms by list and code, and the invented towns by key."""

    terms: dict[tuple[str, str], Term]
    towns: dict[str, Place]

    def pick(self, vocabulary: str, codes: tuple[str, ...]) -> list[Term]:
        return [self.terms[vocabulary, code] for code in codes]


def load_organisations(ledger: Ledger) -> None:
    """Enter what is missing; a transaction for each language keeps other writers waiting little."""
    new = [one for one in organisations() if f"organisation:{one.key}" not in ledger]
    if not new:
        return
    towns = ledger.of("town")
    rows = Place.objects.in_bulk(towns.values())
    listed = Term.objects.select_related("vocabulary", "parent")
    shelf = Shelf(
        {(term.vocabulary.code, term.code): term for term in listed},
        {key: rows[number] for key, number in towns.items()},
    )
    for language in LANGUAGES:
        _enter([one for one in new if one.language == language], shelf, ledger)


@transaction.atomic
def _enter(told: list[Told], shelf: Shelf, ledger: Ledger) -> None:
    now = timezone.now()
    entries = [_entry(one, shelf, now) for one in told]
    rows = enter_organisations(actor=SYSTEM, entries=entries)
    for one, row in zip(told, rows, strict=True):
        row.created_at = now + timedelta(days=one.updated - 60)
    Organisation.objects.bulk_update(rows, ["created_at"])
    keys = (f"organisation:{one.key}" for one in told)
    ledger.note_all(zip(keys, rows, strict=True))


def _entry(told: Told, shelf: Shelf, now: datetime) -> Entry:
    row = Organisation(
        name=told.name,
        names=told.written,
        layer=Layer.EXAMPLE,
        kind=shelf.terms["organisation_kind", told.kind],
        size=shelf.terms["organisation_size", told.size],
        staff=STAFF[told.size],
        founded=told.founded,
        website=f"https://{told.domain}",
        source_language=told.language,
        summary=texts(told.summary),
        description=texts(told.about),
        trl_from=told.trl,
        trl_to=told.trl,
        last_confirmed_at=now + timedelta(days=told.updated),
    )
    if told.state == "verified":
        row.verified_at = now + timedelta(days=told.updated - 30)
        row.verification_note = NOTE
    _put(row, told, shelf)
    return Entry(row=row, terms=_statements(told, shelf), domains=[told.domain])


def _put(row: Organisation, told: Told, shelf: Shelf) -> None:
    """Put it into its town; a body of a whole island has no dot on the map."""
    town = shelf.towns.get(told.place)
    if town is None:
        row.territory = shelf.terms["territory", f"example-{told.place}"]
        return
    row.place, row.territory = town, town.territory
    row.latitude, row.longitude = town.lat, town.lon


def _statements(told: Told, shelf: Shelf) -> dict[Facet, list[Term]]:
    return {
        Facet.DOMAIN: shelf.pick("domain", told.domains),
        Facet.OFFERS: shelf.pick("capability", told.offers),
        Facet.NEEDS: shelf.pick("capability", told.needs),
        Facet.LANGUAGE: shelf.pick("language", told.languages),
        Facet.CERTIFICATE: shelf.pick("certificate", told.certificates),
    }
