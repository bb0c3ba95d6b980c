"""What acting on matches keeps: offers of help and the words that follow them."""

from sme4smartcities.alliances.models.offers import LIVE, Line, Offer, OfferQuerySet

__all__ = ["LIVE", "Line", "Offer", "OfferQuerySet"]
