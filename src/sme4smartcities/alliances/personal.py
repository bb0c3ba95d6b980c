"""What each table here keeps about people, and what becomes of it."""

from collections.abc import Mapping

from django.db import models

from sme4smartcities.alliances.models import (
    Alliance,
    Line,
    Meeting,
    Offer,
    OfferReport,
    Party,
    Seat,
    SeatTerm,
    Slot,
)
from sme4smartcities.core.features import PersonalData

CORRESPONDENCE = "exported+kept: correspondence of the organisation, one year after its last word"

PERSONAL = (
    PersonalData(
        model=Line,
        member="author",
        fields={
            "author": "anonymised",
            "offer": "exported+anonymised",
            "text": CORRESPONDENCE,
            "said_at": CORRESPONDENCE,
        },
        none=("from_sender",),
    ),
    PersonalData(
        model=Offer,
        member="sent_by",
        fields={
            "sent_by": "anonymised",
            "answered_by": "anonymised",
            "sent_at": "exported+anonymised",
            "challenge": "exported+anonymised",
            "sender": "exported+anonymised",
        },
        none=(
            *("kind", "receiver", "solution", "state", "reason", "cause"),
            *("moved_at", "last_at", "sender_read_at", "receiver_read_at"),
        ),
    ),
    PersonalData(
        model=OfferReport,
        member="reporter",
        fields=dict.fromkeys(
            ("reporter", "offer", "reason", "note", "reported_at"), "exported+erased"
        ),
        none=("of_sender", "settled_at", "outcome"),
    ),
    PersonalData(
        model=Alliance,
        member="created_by",
        fields={
            "created_by": "anonymised",
            "name": "exported+kept: the alliance's own words, as long as it stands",
            "note": "exported+kept: the alliance's own words, as long as it stands",
            "created_at": "exported+anonymised",
        },
        none=("challenge", "starter", "state", "moved_at"),
    ),
    PersonalData(
        model=Seat,
        member="answered_by",
        fields={
            "answered_by": "anonymised",
            "asked_by": "anonymised",
            "alliance": "exported+anonymised",
            "said": "exported+erased",
            "answered_at": "exported+anonymised",
        },
        none=(
            *("organisation", "state", "is_lead", "covers", "opens", "reason"),
            *("invited_at", "expires_at"),
        ),
    ),
    PersonalData(
        model=Meeting,
        member="proposed_by",
        fields={
            "proposed_by": "anonymised",
            "title": CORRESPONDENCE,
            "note": CORRESPONDENCE,
            "place": CORRESPONDENCE,
            "link": CORRESPONDENCE,
            "starts_at": "exported+anonymised",
        },
        none=(
            *("offer", "alliance", "minutes", "zone", "state", "uid", "sequence"),
            *("created_at", "moved_at", "reminded_at"),
        ),
    ),
    PersonalData(
        model=Party,
        member="answered_by",
        fields={"answered_by": "anonymised", "meeting": "exported+anonymised"},
        none=("organisation", "state"),
    ),
)
IMPERSONAL: Mapping[type[models.Model], str] = {
    Slot: "A time that was proposed for a meeting.",
    SeatTerm: "A capability that a member of an alliance covers.",
}
