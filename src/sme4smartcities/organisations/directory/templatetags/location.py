"""Where one organisation is, as a dot on the piece of coast around it."""

from urllib.parse import urlencode

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sme4smartcities.core.coast import HEIGHT, WIDTH, drawn
from sme4smartcities.core.formats import isolated
from sme4smartcities.organisations.directory.clusters import RADII, Dot
from sme4smartcities.organisations.models import Organisation

register = template.Library()

PIECE = 360, 220  # units of the drawing that are shown around the dot
_SVG = (
    '<svg viewBox="{} {} {} {}" role="img" aria-label="{}">'
    '<use class="coast" href="{}#coast" width="{}" height="{}"/>'
    '<circle cx="{}" cy="{}" r="9"/></svg>'
)


@register.simple_tag
def dot_on_map(organisation: Organisation) -> SafeString:
    """Draw the dot; nothing for an organisation without a place, or beyond the drawing."""
    if organisation.latitude is None or organisation.longitude is None:
        return SafeString("")
    point = drawn(organisation.latitude, organisation.longitude)
    if point is None:
        return SafeString("")
    x, y = point
    wide, high = PIECE
    return format_html(
        _SVG,
        round(min(max(0, x - wide / 2), WIDTH - wide)),
        round(min(max(0, y - high / 2), HEIGHT - high)),
        wide,
        high,
        _("%(name)s on the map") % {"name": isolated(organisation.title)},
        static("core/img/coast.svg"),
        WIDTH,
        HEIGHT,
        round(x),
        round(y),
    )


@register.simple_tag
def neighbours(organisation: Organisation) -> str:
    """Give the address of the directory that shows what shares the smallest circle with it."""
    place = organisation.place
    if place:
        dot = Dot(place.lat, place.lon, place.pk)
    elif organisation.latitude is not None and organisation.longitude is not None:
        dot = Dot(round(organisation.latitude, 1), round(organisation.longitude, 1), None)
    else:
        return ""
    query = urlencode({"near": dot.spot, "km": RADII[0]})
    return f"{reverse('organisations:directory')}?{query}"
