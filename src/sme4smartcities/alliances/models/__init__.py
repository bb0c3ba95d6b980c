"""What acting on matches keeps: offers of help, alliances, meetings, and the words that follow them."""

from sme4smartcities.alliances.models.alliances import INSIDE, Alliance, Seat, SeatTerm
from sme4smartcities.alliances.models.meetings import Meeting, Party, Slot
from sme4smartcities.alliances.models.offers import LIVE, Line, Offer
from sme4smartcities.alliances.models.reports import OfferReport

__all__ = [
    "INSIDE",
    "LIVE",
    "Alliance",
    "Line",
    "Meeting",
    "Offer",
    "OfferReport",
    "Party",
    "Seat",
    "SeatTerm",
    "Slot",
]
