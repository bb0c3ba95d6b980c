"""What comes of asking an address: it was fetched, it is unchanged, or a reason why not."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

DAY = 24 * 3600  # seconds
LONGEST_HOLD = 7 * DAY  # of what a server may ask for
VALIDATORS_LAST = timedelta(days=7)  # some servers say "unchanged" for ever


class Reason(TextChoices):
    """Why nothing came, as a code to keep and as a sentence for whoever keeps the source."""

    ADDRESS = (
        "address",
        _(
            "This is not the address of a page. Copy it whole from your browser, with http or https before it."
        ),
    )
    CREDENTIALS = (
        "credentials",
        _("The address holds a user name or a password. Give one that opens without them."),
    )
    PORT = (
        "port",
        _("The address names a special port. Only the usual ones, 80 and 443, are asked."),
    )
    NOT_PUBLIC = (
        "not_public",
        _("The address leads into a private network. Give one that is open to everybody."),
    )
    NAME = (
        "name",
        _("The name of this server is not known at the moment. Check the address for a slip."),
    )
    UNREACHABLE = (
        "unreachable",
        _("The server takes no connection. Check the address, or wait until it is up again."),
    )
    CERTIFICATE = (
        "certificate",
        _("The server cannot prove that it is the right one. Tell whoever runs it."),
    )
    TOO_SLOW = ("too_slow", _("The server did not answer in full in time. It is asked again."))
    TOO_LARGE = (
        "too_large",
        _("The answer is too large. Give an address with less in it, such as a shorter feed."),
    )
    GARBLED = (
        "garbled",
        _("The answer breaks the rules of the web. Tell whoever runs the server."),
    )
    CUT_OFF = ("cut_off", _("The answer broke off in the middle. The server is asked again."))
    ENCODING = (
        "encoding",
        _("The answer is packed in a way that is not read here. Tell whoever runs the server."),
    )
    REDIRECTS = (
        "redirects",
        _("The address leads on from one to the next without end. Give the last of them."),
    )
    MOVED_NOWHERE = (
        "moved_nowhere",
        _("The server says that the page has moved, but not where to. Look for its new address."),
    )
    SIGN_IN = (
        "sign_in",
        _("The page opens only after signing in. Give an address that is open to everybody."),
    )
    FORBIDDEN = (
        "forbidden",
        _("The server does not let programs read this page. Ask its owner, or give another one."),
    )
    NOT_FOUND = (
        "not_found",
        _("There is no page at this address. Check it, or look for the new one."),
    )
    GONE = (
        "gone",
        _("The page was taken away for good, so it is not asked for any more."),
    )
    TOO_MANY = (
        "too_many",
        _("The server wants to be asked less often. It is left alone for a while."),
    )
    SERVER = ("server", _("The server has a fault of its own. It is asked again later."))
    STATUS = ("status", _("The server did not answer as expected. It is asked again later."))
    ROBOTS = (
        "robots",
        _("The site does not want programs to read this page (robots.txt). Ask its owner."),
    )
    HELD = ("held", _("The server asked to be left alone for a while. Then it is asked again."))
    BUSY = ("busy", _("Others are asked at the moment. It is this one’s turn soon."))
    OFF = ("off", _("This platform asks no other servers. Its operator can switch that on."))


NOT_ASKED = frozenset({Reason.HELD, Reason.BUSY, Reason.OFF})  # says nothing about the source


@dataclass(frozen=True, kw_only=True)
class Validators:
    """What the last whole answer of ``url`` said of itself, word for word, to ask for news only.

    Keep them when the answer could be read, together with it; forget them otherwise.
    """

    url: str
    etag: str = ""
    last_modified: str = ""
    since: datetime

    def fit(self, url: str, now: datetime) -> bool:
        return self.url == url and now - self.since < VALIDATORS_LAST


@dataclass(frozen=True, kw_only=True)
class Fetched:
    """A whole answer. ``moved_to``: where the asked address says it lives from now on, or ""."""

    url: str  # of the last hop
    status: int
    body: bytes
    media_type: str  # in lower case, without parameters; "" when the server does not say
    charset: str
    validators: Validators | None
    fresh_for: int  # seconds
    moved_to: str = ""


@dataclass(frozen=True, kw_only=True)
class Unchanged:
    """The server says that what the validators name is still what it has."""

    url: str
    validators: Validators
    fresh_for: int
    moved_to: str = ""


@dataclass(frozen=True, kw_only=True)
class Failed:
    """Nothing came. ``detail`` is for logs; ``retry_after``: seconds that were asked for, or 0."""

    reason: Reason
    url: str
    detail: str = ""
    status: int = 0
    retry_after: int = 0

    @property
    def sentence(self) -> str:
        return str(self.reason.label)


Answer = Fetched | Unchanged | Failed


class Stop(Exception):
    """Ends a visit from wherever it stands; never leaves this package."""

    def __init__(self, reason: Reason, detail: str = "", *, retry_after: int = 0) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail
        self.retry_after = retry_after
