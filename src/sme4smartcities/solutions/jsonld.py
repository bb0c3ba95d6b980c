"""A solution as schema.org describes a service, for search engines; only what its page shows."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings

from sme4smartcities.core.translated import shown
from sme4smartcities.organisations.models import Organisation
from sme4smartcities.solutions.models import Solution
from sme4smartcities.solutions.queries.solutions import Statements


def described(
    solution: Solution, statements: Statements, owners: Sequence[Organisation]
) -> dict[str, Any]:
    url = f"{settings.BASE_URL}{solution.get_absolute_url()}"
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Service",
        "@id": url,
        "url": url,
        "name": solution.name,
        "description": shown(solution.summary).text,
        "category": [term.label for term in statements.domain],
        "areaServed": [term.label for term in statements.territory],
        "sameAs": solution.website,
        "provider": [
            {
                "@type": "Organization",
                "@id": f"{settings.BASE_URL}{owner.get_absolute_url()}",
                "name": owner.title,
            }
            for owner in owners
        ],
    }
    return {key: value for key, value in data.items() if value}
