"""The words with which an opportunity is described: each a code with its label."""

from enum import StrEnum
from typing import Self

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Coded(StrEnum):
    """A code that is stored, and its label in the reader's language."""

    label: Promise | str

    def __new__(cls, code: str, label: Promise | str = "") -> Self:
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, Promise | str]]:
        return [(member.value, member.label) for member in cls]


class Kind(Coded):
    EVENT = "event", _("Event")
    TRAINING = "training", _("Training")
    COCREATION = "cocreation", _("Co-creation call")
    FUNDING = "funding", _("Funding")
    TENDER = "tender", _("Tender")
    CONSULTATION = "consultation", _("Market consultation")
    OTHER = "other", pgettext_lazy("kind of opportunity", "Other")


class Status(Coded):
    """What the source itself says of it. Missing at the source is no status: see ``gone``."""

    PUBLISHED = "published", pgettext_lazy("opportunity", "Published")
    CHANGED = "changed", pgettext_lazy("opportunity", "Changed")
    POSTPONED = "postponed", pgettext_lazy("opportunity", "Postponed")
    CANCELLED = "cancelled", pgettext_lazy("opportunity", "Cancelled")
    CLOSED = "closed", pgettext_lazy("opportunity", "Closed")


class Attendance(Coded):
    ONLINE = "online", pgettext_lazy("attendance", "Online")
    ONSITE = "onsite", pgettext_lazy("attendance", "On site")
    MIXED = "mixed", pgettext_lazy("attendance", "Online and on site")
    UNKNOWN = "unknown", pgettext_lazy("attendance", "Not stated")


class DeadlineKind(Coded):
    TENDER = "tender", pgettext_lazy("deadline", "Tender")
    PARTICIPATION = "participation", pgettext_lazy("deadline", "Request to participate")
    EXPRESSION = "expression", pgettext_lazy("deadline", "Expression of interest")
    STAGE1 = "stage1", pgettext_lazy("deadline", "First stage")
    STAGE2 = "stage2", pgettext_lazy("deadline", "Second stage")
    REGISTRATION = "registration", pgettext_lazy("deadline", "Registration")
    SUBMISSION = "submission", pgettext_lazy("deadline", "Submission")


class Identity(Coded):
    """What tells one entry of a source from another where its ids cannot be trusted."""

    GUID = "guid", _("The id that the source gives")
    LINK = "link", _("The link of the entry")
    TITLE = "title", _("Title and date")


class Format(Coded):
    """How a source writes what it says."""

    AUTO = "auto", _("As found at the address")
    ICS = "ics", _("Calendar (iCalendar)")
    FEED = "feed", _("Feed (RSS or Atom)")
    JSON_FEED = "json-feed", _("JSON Feed")
    PAGE = "page", _("Web page with events")
    EFORMS = "eforms", _("Tender notice (eForms)")
    TED = "ted", _("Search on TED")
    TABLE = "table", _("Table (CSV or Excel)")
