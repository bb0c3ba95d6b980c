"""How an organisation looks to a program."""

from datetime import date, datetime
from typing import Any

from ninja import Schema

from sme4smartcities.core.endpoints import TextOut
from sme4smartcities.core.policies import Actor
from sme4smartcities.organisations.models import Facet, Organisation
from sme4smartcities.organisations.policies import may_manage
from sme4smartcities.organisations.queries.catalogue import codes


class Certificate(Schema):
    code: str
    until: date | None


class PlaceRef(Schema):
    """A town of the gazetteer. ``country`` is empty until the operator says what is shown."""

    id: int
    name: str


class OrganisationOut(Schema):
    """An organisation with its terms as codes of the vocabularies.

    ``email_domains`` is null for everybody but its managers; ``layer`` is real, record (the
    programme of 2019–2023) or example (invented).
    """

    id: int
    name: str
    names: dict[str, str]
    alternate_names: list[str]
    url: str
    kind: str
    size: str | None
    staff: str
    founded: int | None
    territory: str | None
    place: PlaceRef | None
    latitude: float | None
    longitude: float | None
    address: str
    website: str
    email_domains: list[str] | None
    logo: str | None
    summary: dict[str, TextOut]
    description: dict[str, TextOut]
    domains: list[str]
    cpv: list[str]
    offers: list[str]
    needs: list[str]
    languages: list[str]
    certificates: list[Certificate]
    trl_from: int | None
    trl_to: int | None
    verified: bool
    layer: str
    source: str
    state: str
    revision: int
    updated_at: datetime


def shown(row: Organisation, actor: Actor | None = None) -> dict[str, Any]:
    """Show a row that was fetched with its terms; the actor, where given, may be a manager."""
    manages = actor is not None and may_manage(actor, row)
    return {
        "id": row.pk,
        "name": row.name,
        "names": row.names,
        "alternate_names": row.alternate_names,
        "url": row.get_absolute_url(),
        "kind": row.kind.code,
        "size": row.size.code if row.size else None,
        "staff": row.staff,
        "founded": row.founded,
        "territory": row.territory.code if row.territory else None,
        "place": {"id": row.place.pk, "name": row.place.label} if row.place else None,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "address": row.address,
        "website": row.website,
        "email_domains": [held.domain for held in row.email_domains.all()] if manages else None,
        "logo": row.logo.url if row.logo else None,
        "summary": row.summary,
        "description": row.description,
        "domains": codes(row, Facet.DOMAIN),
        "cpv": codes(row, Facet.CPV),
        "offers": codes(row, Facet.OFFERS),
        "needs": codes(row, Facet.NEEDS),
        "languages": codes(row, Facet.LANGUAGE),
        "certificates": [
            {"code": held.term.code, "until": held.valid_until}
            for held in row.terms.all()
            if held.facet == Facet.CERTIFICATE
        ],
        "trl_from": row.trl_from,
        "trl_to": row.trl_to,
        "verified": row.verified,
        "layer": row.layer,
        "source": row.source,
        "state": row.state,
        "revision": row.revision,
        "updated_at": row.updated_at,
    }
