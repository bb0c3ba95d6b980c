"""What every page needs: the menus, the languages, the marks of the site."""

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from sme4smartcities.core.menus import (
    MenuLink,
    address_of,
    alternates,
    language_links,
    marked,
    menu,
    open_menu,
    same_page,
)
from sme4smartcities.core.translated import RTL

THEMES = ("light", "dark")
FONTS = {"ar": "arabic", "he": "hebrew"}
NAMES = dict(settings.LANGUAGES)


def house(request: HttpRequest) -> dict[str, Any]:
    """Give what base.html draws. Asks the database nothing; a member's menus do, when they are shown."""
    language = get_language() or "en"
    path = request.path_info
    address = request.get_full_path()
    languages = same_page(address, language)
    return {
        "site_name": settings.SITE_NAME,
        "logo": settings.LOGO,
        "funding_statement": settings.FUNDING_STATEMENT,
        "demo": settings.DEMO,
        "mail_stays": settings.MAIL_STAYS,
        "theme": theme if (theme := request.COOKIES.get("theme")) in THEMES else "",
        "language": language,
        "language_name": NAMES[language],
        "direction": "rtl" if language in RTL else "ltr",
        "font": FONTS.get(language, "latin"),
        "languages": languages,
        "language_links": language_links(languages, language),
        "address": address,
        "main_menu": marked(menu("main", language), path),
        "footer_menu": menu("footer", language),
        "account_menu": partial(_menu_of, request, "account", language),
        "coordinator_menu": partial(_menu_of, request, "coordinator", language),
        "alternates": partial(alternates, path, language),
        "search_url": address_of("web:search", language),
        "signup_url": address_of("account_signup", language),
        "login_url": address_of("account_login", language),
        "logout_url": address_of("account_logout", language),
    }


def _menu_of(request: HttpRequest, place: str, language: str) -> list[MenuLink]:
    return open_menu(place, request.user, language)
