"""The stops of the tour: what a visitor sees of the platform in five minutes, and as whom."""

from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Message
from sme4smartcities.core.features import TourStep

ROLES = {
    "city-officer": _("City officer"),
    "sme-owner": _("SME owner"),
    "spanish-officer": _("City officer (español)"),
    "arabic-owner": _("SME owner (العربية)"),
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
        title=_("Find who could stop a leak"),
        text=_(
            "The directory, narrowed to organisations that offer leak detection. They write in"
            " English, Italian and Arabic; what nobody has translated stays in its own language."
        ),
        path="organisations/?offers=leak-detection",
    ),
    TourStep(
        title=_("Look at the map"),
        text=_(
            "Everybody in the field of water. The Example lies on six islands in the open sea, so"
            " that no real coast is meant; the map draws coastlines and no borders."
        ),
        path="organisations/?domain=water#map",
    ),
    TourStep(
        title=_("Read a profile from another script"),
        text=_(
            "A start-up that tells itself in Arabic, with a translation where somebody wrote one:"
            " what it offers, what it looks for, how ripe its technology is."
        ),
        path="demo/show/qatra-nawrasan/",
    ),
    TourStep(
        title=_("Follow a programme"),
        text=_(
            "Editions, partners with the dates they came and went, targets beside what was reached,"
            " and the way from need to solution. All of it is invented."
        ),
        path="programmes/six-islands/",
    ),
    TourStep(
        title=_("Read the record of the real one"),
        text=_(
            "Facts of the project that this platform goes back to, each with its source and the"
            " day it was checked. Where sources differ, both values stand side by side."
        ),
        path="programmes/sme4smartcities/",
    ),
    _as(
        "sme-owner",
        _("Be an SME owner"),
        _("The desk shows the next useful act: two people ask to join, a city and partners wait."),
        "desk/",
    ),
    _as(
        "sme-owner",
        _("Answer without showing your address"),
        _(
            "Messages reach the managers of an organisation through the platform, in whichever"
            " language they were written. Addresses stay hidden on both sides."
        ),
        "organisations/messages/",
    ),
    _as(
        "city-officer",
        _("Be a city officer"),
        _(
            "A city looks for shade and finds a company of another island. Read its page and"
            " write to it: the button stands beside the text."
        ),
        "demo/show/tsel-noded/",
    ),
    _as(
        "spanish-officer",
        _("Publish a challenge in Spanish"),
        _(
            "A city’s challenges, written in Spanish. One is a draft: open it, look at who could"
            " solve it, publish it."
        ),
        "challenges/mine/",
    ),
    _as(
        "arabic-owner",
        _("Meet the same match in Arabic"),
        _(
            "A company that tells itself in Arabic finds on its desk what the city wrote in Spanish,"
            " with the reasons. Change the language at the top; the match stays the same."
        ),
        "desk/",
    ),
    _as(
        "arabic-owner",
        _("Answer it together"),
        _(
            "Two companies of two countries have joined an alliance for one challenge: what each"
            " covers, what nobody covers yet, and who sees it."
        ),
        "alliances/",
    ),
    _as(
        "sme-owner",
        _("Agree on a time"),
        _(
            "The partner proposes three times. Each side reads them as its own clocks show them;"
            " take one, and both get a calendar entry."
        ),
        "meetings/",
    ),
    TourStep(
        title=_("Describe what you do"),
        text=_(
            "On the first page, without an account and in any of the six languages: the open"
            " challenges that fit, and why."
        ),
        path="describe/",
    ),
    _as(
        "coordinator",
        _("Be the coordinator"),
        _(
            "The coordinator's desk: a reported conversation, requests to take part, members,"
            " lists of terms, the terms of use and pages of the site. This role signs in with a"
            " second factor; the button brings it along."
        ),
        "desk/",
    ),
    _as(
        "coordinator",
        _("Keep contacts as the law asks"),
        _(
            "Public officials who are no members: where the data come from, on which legal basis,"
            " who was told, and the day they are deleted."
        ),
        "organisations/contacts/",
    ),
    _as(
        "sme-owner",
        _("Take everything with you"),
        _(
            "All that is kept about a member as one archive, or erased: both without asking anybody."
        ),
        "account/data/",
    ),
    TourStep(
        title=_("Read on"),
        text=_("The manual, inside the platform: searchable, printable, to take away."),
        path="manual/",
    ),
)
