"""What every page needs: the menu, the languages, the marks of the site."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from sme4smartcities.core.features import MenuItem, all_features
from sme4smartcities.core.translated import RTL


def menu(place: str) -> list[MenuItem]:
    items = [item for feature in all_features() for item in feature.menu if item.place == place]
    return sorted(items, key=lambda item: item.position)


def house(request: HttpRequest) -> dict[str, Any]:
    language = get_language() or "en"
    path = request.path_info
    rest = path[len(language) + 1 :] if path.startswith(f"/{language}/") else "/"
    return {
        "site_name": settings.SITE_NAME,
        "funding_statement": settings.FUNDING_STATEMENT,
        "demo": settings.DEMO,
        "language": language,
        "direction": "rtl" if language in RTL else "ltr",
        "languages": [(code, name, f"/{code}{rest}") for code, name in settings.LANGUAGES],
        "main_menu": [(item.label, reverse(item.url_name)) for item in menu("main")],
        "footer_menu": [(item.label, reverse(item.url_name)) for item in menu("footer")],
    }
