"""What the headers of an answer say, read with doubt: type, freshness, validators, patience."""

import re
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime

from sme4smartcities.core.fetching.answers import DAY, LONGEST_HOLD, Validators
from sme4smartcities.core.fetching.exchange import Reply

MAX_AGE = re.compile(r'(?:^|[,\s])max-age\s*=\s*"?(\d{1,10})(?!\d)', re.IGNORECASE)
NOT_KEPT = re.compile(r"\bno-(?:cache|store)\b", re.IGNORECASE)
VERBATIM = re.compile(r"[\x20-\x7e]{1,1000}")
MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,60}")
CHARSET = re.compile(r"[A-Za-z0-9_.:+-]{1,40}")
LONGEST_FRESH = 365 * DAY


def media_type(reply: Reply) -> tuple[str, str]:
    """Give type and charset, each "" where nothing sensible is said."""
    message = Message()
    message["Content-Type"] = " ".join(reply.header("Content-Type")[:300].split())
    kind = message["Content-Type"].partition(";")[0].strip().lower()
    try:
        charset = str(message.get_param("charset", "") or "")
    except (ValueError, LookupError):
        charset = ""
    return (
        kind if MEDIA_TYPE.fullmatch(kind) else "",
        charset.lower() if CHARSET.fullmatch(charset) else "",
    )


def validators(reply: Reply, url: str, now: datetime) -> Validators | None:
    """Keep what may be sent back word for word; None where there is nothing of the kind."""
    etag, last_modified = (_verbatim(reply.header(name)) for name in ("ETag", "Last-Modified"))
    if not etag and not last_modified:
        return None
    return Validators(url=url, etag=etag, last_modified=last_modified, since=now)


def fresh_for(reply: Reply, now: datetime) -> int:
    """Give the seconds for which the server wants its answer to be good."""
    rules = reply.header("Cache-Control")[:1000]
    if NOT_KEPT.search(rules):
        return 0
    if found := MAX_AGE.search(rules):
        age = reply.header("Age").strip()
        passed = int(age) if re.fullmatch(r"[0-9]{1,9}", age) else 0
        return min(max(0, int(found[1]) - passed), LONGEST_FRESH)
    expires = _date(reply.header("Expires"))
    if expires is None:
        return 0
    begun = _date(reply.header("Date")) or now
    return min(max(0, int((expires - begun).total_seconds())), LONGEST_FRESH)


def retry_after(reply: Reply, now: datetime) -> int:
    """Give the seconds that the server wants to be left alone, at most a week; 0 for none."""
    said = reply.header("Retry-After").strip()
    if re.fullmatch(r"[0-9]+", said):
        return LONGEST_HOLD if len(said) > 9 else min(int(said), LONGEST_HOLD)
    until = _date(said)
    return min(max(0, int((until - now).total_seconds())), LONGEST_HOLD) if until else 0


def _verbatim(value: str) -> str:
    return value if VERBATIM.fullmatch(value) else ""


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text[:100])
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
