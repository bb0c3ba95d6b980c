"""What every page needs: the menus, the languages, the marks of the site."""

from functools import lru_cache, partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language

from sme4smartcities.core.access import Access
from sme4smartcities.core.features import access_table, all_features
from sme4smartcities.core.policies import has_role
from sme4smartcities.core.translated import RTL

THEMES = ("light", "dark")
FONTS = {"ar": "arabic", "he": "hebrew"}

Link = tuple[str, str, str]  # label, address, address name


@lru_cache(maxsize=64)
def menu(place: str, language: str) -> tuple[Link, ...]:
    """Give the links that the manifests hang in one place, in the language that is active."""
    items = [item for feature in all_features() for item in feature.menu if item.place == place]
    items.sort(key=lambda item: item.position)
    return tuple((str(item.label), reverse(item.url_name), item.url_name) for item in items)


def marked(links: tuple[Link, ...], path: str) -> list[tuple[str, str, str]]:
    """Say of each link whether it leads to this page, above this page, or elsewhere."""
    return [
        (label, url, "page" if url == path else "true" if path.startswith(url) else "")
        for label, url, _ in links
    ]


def account_menu(request: HttpRequest, language: str) -> list[Link]:
    """Give a member's own links; those of coordinators and operators only to them."""
    levels = access_table()
    links = menu("account", language) + menu("coordinator", language)
    return [
        link
        for link in links
        if (level := levels.get(link[2])) in (Access.PUBLIC, Access.MEMBER)
        or (level and has_role(request.user, level.value))
    ]


@lru_cache(maxsize=64)
def _address(name: str, language: str) -> str:
    """Find an address by its name, in the language that is active; "" where no feature has it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def house(request: HttpRequest) -> dict[str, Any]:
    """Give what base.html draws. Asks the database nothing; the account menu does when it is shown."""
    language = get_language() or "en"
    path = request.path_info
    under = f"/{language}/"
    rest = request.get_full_path()[len(under) :] if path.startswith(under) else ""
    return {
        "site_name": settings.SITE_NAME,
        "funding_statement": settings.FUNDING_STATEMENT,
        "demo": settings.DEMO,
        "theme": theme if (theme := request.COOKIES.get("theme")) in THEMES else "",
        "language": language,
        "language_name": dict(settings.LANGUAGES)[language],
        "direction": "rtl" if language in RTL else "ltr",
        "font": FONTS.get(language, "latin"),
        "languages": [(code, name, f"/{code}/{rest}") for code, name in settings.LANGUAGES],
        "address": request.get_full_path(),
        "main_menu": marked(menu("main", language), path),
        "footer_menu": menu("footer", language),
        "account_menu": partial(account_menu, request, language),
        "search_url": _address("web:search", language),
        "signup_url": _address("account_signup", language),
        "login_url": _address("account_login", language),
        "logout_url": _address("account_logout", language),
    }
