"""The stops of the tour: what a visitor sees of the platform in five minutes, and as whom."""

from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Message
from sme4smartcities.core.features import TourStep

ROLES = {
    "city-officer": _("City officer"),
    "sme-owner": _("SME owner"),
    "mentor": _("Mentor"),
    "researcher": _("Researcher"),
    "coordinator": _("Coordinator"),
    "operator": _("Operator"),
}


def _as(key: str, title: Message, text: Message, path: str) -> TourStep:
    """Make a stop that signs in as a role first."""
    role = ROLES[key]
    return TourStep(title=title, text=text, path=path, role=role, enter=f"demo/enter/{key}/")


STOPS = (
    TourStep(
        title=_("See what this is"),
        text=_(
            "The first page says it in ten seconds. Change the language at the top:"
            " Hebrew and Arabic turn the page around."
        ),
        path="",
    ),
    TourStep(
        title=_("Read a profile from another script"),
        text=_(
            "A start-up that tells itself in Arabic, with a translation where somebody wrote one:"
            " what it offers, what it looks for, how ripe its technology is."
        ),
        path="demo/show/qatra-nawrasan/",
    ),
    _as(
        "sme-owner",
        _("Be an SME owner"),
        _("The desk tells the next useful act: people ask to join, partners and a city wait."),
        "desk/",
    ),
)
