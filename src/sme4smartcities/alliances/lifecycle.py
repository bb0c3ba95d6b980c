"""The states of offers and seats and who takes which step.

``by`` of an offer: "sender", "receiver", "either" of them, or "platform". ``by`` of a seat:
"organisation", "keeper" (whoever keeps the alliance) or "platform".
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sme4smartcities.alliances.models import LIVE, Offer, Seat
from sme4smartcities.core.lifecycle import Step

UNANSWERED = frozenset({Offer.State.WAITING, Offer.State.LATER})
STEPS = {
    "accept": Step(
        label=pgettext_lazy("answer", "Yes, let us talk"),
        sources=UNANSWERED,
        target=Offer.State.ACCEPTED,
        by="receiver",
        meaning=_("You write on here, and each side may propose a meeting. It binds nobody."),
    ),
    "later": Step(
        label=pgettext_lazy("answer", "Not now"),
        sources=frozenset({Offer.State.WAITING}),
        target=Offer.State.LATER,
        by="receiver",
        meaning=_("It stays open, and you can still say yes or no."),
    ),
    "decline": Step(
        label=pgettext_lazy("answer", "No"),
        sources=UNANSWERED,
        target=Offer.State.DECLINED,
        by="receiver",
        meaning=_("The other side reads your reason."),
    ),
    "withdraw": Step(
        label=_("Withdraw it"),
        sources=UNANSWERED,
        target=Offer.State.WITHDRAWN,
        by="sender",
    ),
    "end": Step(
        label=_("End the exchange"),
        sources=frozenset({Offer.State.ACCEPTED}),
        target=Offer.State.ENDED,
        by="either",
    ),
    "lapse": Step(
        label=_("It ended by itself"),
        sources=frozenset(LIVE),
        target=Offer.State.LAPSED,
        by="platform",
    ),
}
ANSWERS = tuple(act for act, step in STEPS.items() if step.by == "receiver")

SEAT_STEPS = {
    "accept": Step(
        label=pgettext_lazy("alliance", "Join it"),
        sources=frozenset({Seat.State.INVITED}),
        target=Seat.State.JOINED,
        by="organisation",
    ),
    "decline": Step(
        label=pgettext_lazy("alliance", "Decline"),
        sources=frozenset({Seat.State.INVITED}),
        target=Seat.State.DECLINED,
        by="organisation",
    ),
    "leave": Step(
        label=_("Leave the alliance"),
        sources=frozenset({Seat.State.JOINED}),
        target=Seat.State.LEFT,
        by="organisation",
    ),
    "take-back": Step(
        label=_("Take the invitation back"),
        sources=frozenset({Seat.State.INVITED, Seat.State.CHOSEN}),
        target=Seat.State.LEFT,
        by="keeper",
    ),
    "expire": Step(
        label=_("It was not answered"),
        sources=frozenset({Seat.State.INVITED}),
        target=Seat.State.EXPIRED,
        by="platform",
    ),
}
SEAT_ANSWERS = ("accept", "decline")
