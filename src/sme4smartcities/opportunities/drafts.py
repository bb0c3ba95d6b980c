"""What a source says of one opportunity, before anybody has decided about it.

An adapter is a pure function from bytes and a Context to a Reading: no network, no database, no
clock but ``Context.now``. Texts are plain text, never markup; names are those of organisations.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from sme4smartcities.opportunities.codes import Attendance, DeadlineKind, Identity, Kind, Status
from sme4smartcities.opportunities.reasons import Reason

Texts = Mapping[str, str]  # language → text


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known of a source beside its bytes, and the moment for which it is read."""

    now: datetime
    url: str = ""
    zone: str = "UTC"
    language: str = "en"
    country: str = ""
    kind: Kind = Kind.EVENT
    identity: Identity = Identity.GUID
    licence: str = ""  # as stated to the person who entered the source
    ahead: int = 400  # days for which series are expanded; 0: their first date alone
    columns: Mapping[str, str] = field(default_factory=dict)  # field → column name of a table


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A day; with ``at``, an instant of that day. A day without an hour stays a day."""

    day: date  # as the calendar shows it in ``zone``
    at: datetime | None = None  # in UTC
    zone: str = ""  # IANA; empty for a day that is the same everywhere
    raw: str = ""  # as it stood in the source

    @property
    def all_day(self) -> bool:
        return self.at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One date of a series. ``key`` is the date it had by the rule, also after it was moved."""

    key: str
    start: Moment
    end: Moment | None = None
    status: Status = Status.PUBLISHED


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    kind: DeadlineKind
    moment: Moment
    lot: str = ""  # empty: for the whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    amount: Decimal
    currency: str  # ISO 4217


@dataclass(frozen=True, slots=True, kw_only=True)
class Organiser:
    """An organisation, never a person."""

    name: str
    country: str = ""  # ISO 3166-1 alpha-2
    url: str = ""
    identifier: str = ""  # as the source numbers organisations, say a tax number


@dataclass(frozen=True, slots=True, kw_only=True)
class Lot:
    key: str
    title: Texts = field(default_factory=dict)
    cpv: tuple[str, ...] = ()
    value: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One opportunity as its source tells it.

    All-day ends are the last day itself. A cancelled series has status CANCELLED; one cancelled date
    only its occurrence. ``value`` None means that the source states none.
    """

    kind: Kind
    title: Texts
    uid: str  # steady within the source, by its policy of identity
    status: Status = Status.PUBLISHED
    sequence: int = 0
    summary: Texts = field(default_factory=dict)
    url: str = ""
    start: Moment | None = None
    end: Moment | None = None
    rule: str = ""  # RRULE as it stood there
    occurrences: tuple[Occurrence, ...] = ()  # of a series: those in the window, first to last
    deadlines: tuple[Deadline, ...] = ()
    attendance: Attendance = Attendance.UNKNOWN
    venue: str = ""
    city: str = ""
    country: str = ""  # ISO 3166-1 alpha-2
    lat: float | None = None
    lon: float | None = None
    nuts: tuple[str, ...] = ()
    organisers: tuple[Organiser, ...] = ()
    cpv: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    eligibility_countries: tuple[str, ...] = ()
    value: Money | None = None
    free: bool | None = None  # None: not stated
    sme_suitable: bool | None = None
    innovation: str = ""  # eForms innovative-acquisition code, such as proc-innov
    languages: tuple[str, ...] = ()  # in which it is held, or in which one may apply
    licence: str = ""
    rights: str = ""  # whom to name, as the source words it
    docs_url: str = ""
    apply_url: str = ""
    lots: tuple[Lot, ...] = ()
    procedure: str = ""
    call_id: str = ""  # the number under which the source files it, such as ContractFolderID
    stage: str = ""
    audience: str = ""
    updated: datetime | None = None
    parts: int = 1  # entries of the source that it is made of: a series and its changed dates


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """What did not come in: its title or place in the source, and why."""

    what: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What came in, but not quite as it stood there. An empty ``what`` speaks of the whole source."""

    what: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that a source said: ``rejected`` with an empty ``what`` means the source as a whole."""

    drafts: tuple[Draft, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    notes: tuple[Note, ...] = ()


def refused(reason: Reason) -> Reading:
    """Give the reading of a source that as a whole gave nothing."""
    return Reading(rejected=(Rejected(what="", reason=reason),))
