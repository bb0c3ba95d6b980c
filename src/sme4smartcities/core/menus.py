"""The menus of every page: links that the manifests hang up, each where its reader may go."""

from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from sme4smartcities.core.access import Access
from sme4smartcities.core.features import access_table, all_features
from sme4smartcities.core.policies import Actor, has_role, holds_back


class MenuLink(NamedTuple):
    """``current``: "page" on the page itself, "true" below it, "" elsewhere."""

    label: str
    url: str
    name: str
    current: str = ""


@lru_cache(maxsize=64)
def menu(place: str, language: str) -> tuple[MenuLink, ...]:
    """Give the links that hang in one place, in the language that is active."""
    items = [item for feature in all_features() for item in feature.menu if item.place == place]
    items.sort(key=lambda item: item.position)
    return tuple(MenuLink(str(item.label), reverse(item.url_name), item.url_name) for item in items)


def marked(links: tuple[MenuLink, ...], path: str) -> list[MenuLink]:
    """Mark the link that leads to this page, or to the one above it."""
    return [
        link._replace(current="page" if link.url == path else "true")
        if path.startswith(link.url)
        else link
        for link in links
    ]


def open_menu(place: str, actor: Actor, language: str) -> list[MenuLink]:
    """Give the links of a place that this actor may follow, at once or after a second factor."""
    levels = access_table()
    return [link for link in menu(place, language) if _is_open(levels.get(link.name), actor)]


def _is_open(level: Access | None, actor: Actor) -> bool:
    if level in (Access.PUBLIC, Access.MEMBER):
        return True
    roles = level.roles if level else ()
    return any(has_role(actor, role) or holds_back(actor, role) for role in roles)


@lru_cache(maxsize=64)
def address_of(name: str, language: str) -> str:
    """Find an address by its name, in the language that is active; "" where no feature has it."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def same_page(path: str, language: str) -> list[tuple[str, str, str]]:
    """Give code, name and address of this page in each language."""
    under = f"/{language}/"
    rest = path[len(under) :] if path.startswith(under) else ""
    return [(code, name, f"/{code}/{rest}") for code, name in settings.LANGUAGES]


def language_links(languages: list[tuple[str, str, str]], language: str) -> SafeString:
    """Draw the links of ``same_page`` as list items, the language that is read marked."""
    here = SafeString(' aria-current="true"')
    return format_html_join(
        "",
        '<li><a href="{}" lang="{}" hreflang="{}"{}>{}</a></li>',
        (
            (url, code, code, here if code == language else "", name)
            for code, name, url in languages
        ),
    )


def alternates(path: str, language: str) -> SafeString:
    """Tell search engines where this page stands in each language."""
    return format_html_join(
        "",
        '<link rel="alternate" hreflang="{}" href="{}{}">',
        ((code, settings.BASE_URL, url) for code, _, url in same_page(path, language)),
    )
