"""The stops of the tour: what a visitor sees of the platform in five minutes, and as whom."""

from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.features import TourStep
from sme4smartcities.demo.content import read


def _as(key: str) -> dict[str, str]:
    """Give the role's name and the door that opens it."""
    told = next(person for person in read("example/people")["sign_ins"] if person["key"] == key)
    return {"role": told["name"], "enter": f"demo/enter/{key}/"}


STOPS = (
    TourStep(
        title=_("See what this is"),
        text=_("The first page says it in ten seconds. Switch the language at the top: Hebrew and Arabic turn the page around."),
        path="",
    ),
    TourStep(
        title=_("Find who could stop a leak"),
        text=_("The directory, narrowed to those who offer leak detection. They write in English, Italian and Arabic, and each keeps its own language where nobody has translated it."),
        path="organisations/?offers=leak-detection",
    ),
    TourStep(
        title=_("Look at the map"),
        text=_("Six islands in the open sea, so that no real coast is meant. The map draws coastlines and no borders."),
        path="organisations/map/",
    ),
    TourStep(
        title=_("Read a profile from another script"),
        text=_("A start-up that tells itself in Arabic: what it offers, what it looks for, how ripe its technology is."),
        path="demo/show/qatra-nawrasan/",
    ),
    TourStep(
        title=_("Be an SME owner"),
        text=_("The desk tells the next useful act: two people ask to join, partners and a city wait for an answer."),
        path="desk/",
        **_as("sme-owner"),
    ),
)
