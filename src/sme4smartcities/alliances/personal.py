"""What each table here keeps about people, and what becomes of it."""

from sme4smartcities.alliances.models import Line, Offer
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
)
