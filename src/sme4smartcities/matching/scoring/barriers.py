"""What rules a match out before anything is weighed, and in which words."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from sme4smartcities.core.errors import Message
from sme4smartcities.matching.scoring.sides import Codes, Side

OWN = _("It is your own.")
CLOSED = _("It is no longer open.")
LANGUAGE = _("No language of work in common.")
ELSEWHERE = _("It is not delivered there.")
UNRIPE = _("It is less ripe than asked for.")
KIND = _("It is for other kinds of organisation.")
SIZE = _("It is for organisations of another size.")


def barriers(need: Side, offer: Side, today: date) -> Iterator[Message]:
    """Give what stands between a need and an offer; what nobody stated stands in nobody's way."""
    if need.owners & offer.owners:
        yield OWN
    if need.open_until and need.open_until < today:
        yield CLOSED
    if _apart(need.languages, offer.languages):
        yield LANGUAGE
    if not offer.everywhere and _apart(need.places, offer.places):
        yield ELSEWHERE
    if need.trl_least and offer.trl and offer.trl < need.trl_least:
        yield UNRIPE
    if _apart(need.admits_kinds, offer.kinds):
        yield KIND
    if _apart(need.admits_sizes, offer.sizes):
        yield SIZE


def _apart(asked: Codes, there: Codes) -> bool:
    return bool(asked) and bool(there) and asked.isdisjoint(there)
