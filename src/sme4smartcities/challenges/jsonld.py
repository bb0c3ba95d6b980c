"""A challenge as schema.org describes a demand, for search engines; only what its page shows."""

from typing import Any

from django.conf import settings

from sme4smartcities.challenges.models import Challenge
from sme4smartcities.challenges.queries.challenges import ChallengePage
from sme4smartcities.core.translated import shown


def described(row: Challenge, page: ChallengePage) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Demand",
        "@id": page.url,
        "url": page.url,
        "name": shown(row.title).text,
        "description": shown(row.summary).text,
        "category": [term.label for term in page.domains],
        "areaServed": page.places,
        "availabilityStarts": row.wanted_from.isoformat() if row.wanted_from else "",
        "availabilityEnds": row.wanted_until.isoformat() if row.wanted_until else "",
        "validFrom": row.published_at.date().isoformat() if row.published_at else "",
        "offeredBy": {
            "@type": "GovernmentOrganization",
            "@id": f"{settings.BASE_URL}{row.owner.get_absolute_url()}",
            "name": row.owner.title,
        },
    }
    return {key: value for key, value in data.items() if value}
