"""An organisation as schema.org describes one, for search engines; nothing that its page hides."""

import json
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString

from sme4smartcities.core.translated import shown
from sme4smartcities.organisations.models import Organisation

KINDS = {
    "municipality": "GovernmentOrganization",
    "regional-authority": "GovernmentOrganization",
    "national-authority": "GovernmentOrganization",
    "university": "CollegeOrUniversity",
    "research-centre": "ResearchOrganization",
    "civil-society": "NGO",
    "media": "NewsMediaOrganization",
}
# What could end the script element or open another stands as an escape inside JSON strings.
ESCAPES = str.maketrans(
    {"<": "\\u003C", ">": "\\u003E", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def described(organisation: Organisation, kind: str, places: list[str]) -> dict[str, Any]:
    """Give the description. ``kind``: code of the kind; ``places``: names from near to far."""
    page = f"{settings.BASE_URL}{organisation.get_absolute_url()}"
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": KINDS.get(kind, "Organization"),
        "@id": page,
        "url": organisation.website or page,
        "name": organisation.title,
        "alternateName": [n for n in organisation.all_names() if n != organisation.title],
        "description": shown(organisation.summary).text,
        "foundingDate": str(organisation.founded or ""),
        "address": _address(organisation, places),
        "geo": _dot(organisation),
    }
    return {key: value for key, value in data.items() if value}


def _address(organisation: Organisation, places: list[str]) -> dict[str, str]:
    if not (places or organisation.address):
        return {}
    parts = {
        "@type": "PostalAddress",
        "streetAddress": organisation.address,
        "addressLocality": organisation.place.label if organisation.place else "",
        "addressCountry": places[-1] if places else "",
    }
    return {key: value for key, value in parts.items() if value}


def _dot(organisation: Organisation) -> dict[str, Any]:
    if organisation.latitude is None or organisation.longitude is None:
        return {}
    return {
        "@type": "GeoCoordinates",
        "latitude": organisation.latitude,
        "longitude": organisation.longitude,
    }


def script(data: dict[str, Any]) -> SafeString:
    """Write the description so that no text in it can leave its script element."""
    return SafeString(json.dumps(data, ensure_ascii=False).translate(ESCAPES))
