"""The parts of the directory's page that stand there by the dozen, each drawn in one place."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sme4smartcities.core import formats
from sme4smartcities.core.coast import HEIGHT, WIDTH
from sme4smartcities.core.templatetags.house import icon, person, translated
from sme4smartcities.core.templatetags.parts import avatar, badge, meta
from sme4smartcities.core.translated import RTL
from sme4smartcities.organisations.directory.asked import Choice
from sme4smartcities.organisations.directory.drawing import Label, labelled
from sme4smartcities.organisations.directory.facets import FacetView, Group, Option
from sme4smartcities.organisations.directory.queries import (
    MOST_KEPT,
    Card,
    MapView,
    Spot,
    Surroundings,
)
from sme4smartcities.organisations.models import Layer, Organisation

register = template.Library()

_OPTION = '<label class="choice"><input type="checkbox" form="directory" name="{}" value="{}"'
_FOLD = (
    '<details class="fold"{}><summary><span>{}</span>{}</summary>'
    '<div role="group" aria-label="{}">{}</div></details>'
)


_CARD = (
    '<li class="card card--link"><div class="card__head">{}<div><h2><a href="{}">{}</a></h2>'
    '<p class="meta">{}{}</p></div>{}</div>{}<p class="row">{}{}{}</p></li>'
)


@register.simple_tag
def card(shown: Card) -> SafeString:
    """Draw one organisation of the list; twenty stand on each page."""
    row = shown.organisation
    title = row.title
    return format_html(
        _CARD,
        _picture(row, title),
        row.get_absolute_url(),
        person(title),
        meta(shown.kind, "company") if shown.kind else "",
        meta(shown.where, "pin") if shown.where else "",
        _standing(row),
        format_html("<p>{}</p>", translated(row.summary)) if row.summary else "",
        badge(_("Example"), "warn", "info") if row.layer == Layer.EXAMPLE else "",
        SafeString("".join(map(badge, shown.fields))),
        badge(_("Looks for partners"), "info") if shown.looks_for else "",
    )


def _picture(row: Organisation, title: str) -> SafeString:
    if row.logo:
        return format_html('<img class="avatar avatar--l" src="{}" alt="">', row.logo.small)
    return avatar(title, row.pk, "avatar--l")


def _standing(row: Organisation) -> SafeString:
    if row.layer == Layer.RECORD:
        return badge(_("Record 2019–2023"), "info", "file")
    if row.verified:
        return badge(_("Verified"), "ok", "shield")
    return badge(_("Not yet verified"))


_drawn: dict[tuple[str, Hashable], SafeString] = {}


def _once(part: str, around: Surroundings, draw: Callable[[], SafeString]) -> SafeString:
    """Draw a part of the whole directory once for each of its states."""
    if around.key is None:
        return draw()
    key = part, around.key
    if key not in _drawn:
        if len(_drawn) >= 2 * MOST_KEPT:
            _drawn.clear()
        _drawn[key] = draw()
    return _drawn[key]


@register.simple_tag
def facets(around: Surroundings) -> SafeString:
    """Draw every facet as a fold of choices, the less frequent ones in a fold of their own."""
    return _once("facets", around, lambda: SafeString("".join(map(_facet, around.facets))))


def _facet(view: FacetView) -> SafeString:
    options = _options(view.options)
    if view.more:
        more = _("More: %(facet)s") % {"facet": view.label}
        options += _fold(_("More"), more, _groups(view.more), view.more_open)
    return _fold(view.label, view.label, options, view.open)


def _groups(groups: Sequence[Group]) -> SafeString:
    """Draw the less frequent values, in folds of their own where there are groups."""
    return SafeString(
        "".join(
            _fold(group.label, group.label, _options(group.options), group.open)
            if group.label
            else _options(group.options)
            for group in groups
        )
    )


def _fold(title: object, label: object, content: SafeString, unfolded: bool) -> SafeString:
    opened = SafeString(" open" if unfolded else "")
    return format_html(_FOLD, opened, title, icon("chevron-down"), label, content)


def _options(options: Iterable[Option]) -> SafeString:
    language = get_language() or "en"
    return SafeString("".join([_option(option, language) for option in options]))


def _option(option: Option, language: str) -> str:
    before, after = _drawn_choice(option.choice)
    checked = " checked" if option.chosen else ""
    number = "" if option.number is None else _counted(option.number, language)
    return f"{before}{checked}>{after}{number}</label>"


@lru_cache(maxsize=8192)  # three hundred stand on each page
def _drawn_choice(choice: Choice) -> tuple[SafeString, SafeString]:
    """Draw an option up to the mark of a chosen one, and its name."""
    before = format_html(_OPTION, choice.facet, choice.code)
    return before, format_html("<span>{}</span>", choice.label)


@lru_cache(maxsize=4096)
def _counted(value: int, language: str) -> SafeString:
    return format_html('<span class="n">{}</span>', formats.number(value))


@register.simple_tag
def drawing(around: Surroundings) -> SafeString:
    """Draw the circles of a result over the coast; each is a link, named for who cannot see it."""
    return _once("map", around, lambda: _map(around.map))


@register.simple_tag
def places(around: Surroundings) -> SafeString:
    """List what the circles hold: the map's other form."""
    return _once("places", around, lambda: _places(around.map))


def _places(view: MapView) -> SafeString:
    return format_html_join(
        "",
        '<li><a class="chip" href="{}">{}</a></li>',
        ((spot.address, said(spot)) for spot in view.spots),
    )


def _map(view: MapView) -> SafeString:
    return format_html(
        '<svg viewBox="0 0 {} {}" role="group" aria-label="{}">'
        '<use class="coast" href="{}#coast" width="{}" height="{}"/>{}</svg>',
        WIDTH,
        HEIGHT,
        _("Results by place"),
        static("core/img/coast.svg"),
        WIDTH,
        HEIGHT,
        format_html_join("", "{}", ((circle,) for circle in _circles(view.spots))),
    )


def _circles(spots: Sequence[Spot]) -> Iterable[SafeString]:
    labels = labelled([(spot.circle, _label(spot)) for spot in spots])
    for spot, label in zip(spots, labels, strict=True):
        circle = spot.circle
        yield format_html(
            '<a href="{}" aria-label="{}"><circle cx="{}" cy="{}" r="{}"/>{}</a>',
            spot.address,
            _called(spot),
            round(circle.x),
            round(circle.y),
            round(circle.radius),
            _text(label) if label else "",
        )


def _text(label: Label) -> SafeString:
    return format_html(
        '<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>',
        "ltr" if label.on_phones else "ltr wide",
        round(label.x),
        round(label.y),
        label.anchor,
        label.text,
    )


def _label(spot: Spot) -> str:
    """Write beside a circle what it is, in few signs; a name would belie a circle of many places."""
    number, places = formats.number(spot.circle.number), spot.circle.places
    if places == 1:
        return _whole(f"{formats.isolated(spot.name)} {number}")
    words = ngettext("%(places)s place, %(n)s", "%(places)s places, %(n)s", places)
    return _whole(words % {"places": formats.number(places), "n": number})


def _whole(text: str) -> str:
    """Keep words and digits in the reader's order: the map itself always runs from left to right."""
    return f"\u2067{text}\u2069" if get_language() in RTL else text


def _called(spot: Spot) -> str:
    """Name a circle for who cannot see it; begins with what is written beside it."""
    if spot.circle.places == 1:
        return _label(spot)
    place = formats.isolated(spot.name)
    return _("%(label)s: around %(place)s") % {"label": _label(spot), "place": place}


def said(spot: Spot) -> str:
    """Say in words what a circle holds."""
    return _said(spot.name, spot.circle.number, spot.circle.places - 1, get_language() or "en")


@lru_cache(maxsize=4096)  # on the map, and in the list below it
def _said(name: str, organisations: int, others: int, language: str) -> str:
    number, place = formats.number(organisations), formats.isolated(name)
    if not others:
        return f"{place} {number}"
    words = ngettext(
        "%(place)s and one place near it, %(n)s",
        "%(place)s and %(others)s places near it, %(n)s",
        others,
    )
    return words % {"place": place, "others": others, "n": number}
