"""A programme as schema.org describes a project, for search engines; only what its page shows."""

from typing import Any

from django.conf import settings

from sme4smartcities.core.translated import shown
from sme4smartcities.programmes.models import Programme
from sme4smartcities.programmes.queries import ProgrammePage


def described(programme: Programme, page: ProgrammePage) -> dict[str, Any]:
    url = f"{settings.BASE_URL}{programme.get_absolute_url()}"
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Project",
        "@id": url,
        "url": programme.website or url,
        "name": shown(programme.name).text,
        "alternateName": shown(programme.acronym).text,
        "description": shown(programme.summary).text,
        "foundingDate": programme.starts,
        "dissolutionDate": programme.ends,
        "member": [
            {
                "@type": "Organization",
                "@id": f"{settings.BASE_URL}{partner.organisation.get_absolute_url()}",
                "name": partner.organisation.title,
            }
            for partner in page.partners
        ],
    }
    return {key: value for key, value in data.items() if value}
