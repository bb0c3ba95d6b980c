"""Whom the home page invites, and with what promise."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Message


@dataclass(frozen=True, kw_only=True)
class Invited:
    title: Message
    text: Message
    icon: str
    tone: str = ""


INVITED = (
    Invited(
        title=_("I run an SME"),
        text=_("Be found by cities, find partners in other countries."),
        icon="company",
    ),
    Invited(
        title=_("I work for a city"),
        text=_("Show what your city needs, see who could help."),
        icon="city",
        tone="terra",
    ),
    Invited(
        title=_("I am an expert"),
        text=_("Offer what you know to teams that look for it."),
        icon="learn",
        tone="olive",
    ),
    Invited(
        title=_("I do research"),
        text=_("Offer technology, find a place to test it."),
        icon="study",
        tone="sand",
    ),
)
