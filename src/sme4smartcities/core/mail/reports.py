"""Read a delivery report (RFC 3464): which mail of ours it is about, and whether hope is lost."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message
from typing import Any

LARGEST = 2_000_000  # bytes; a report returns a copy of the mail at most
STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
# No such mailbox or domain, a mailbox that was closed. Anything else may be over tomorrow.
HOPELESS = re.compile(r"5\.(1\.\d+|2\.1|4\.4)")


@dataclass(frozen=True, kw_only=True)
class Report:
    """``status``: an enhanced status, as 5.1.1; ``recipient`` is empty where it is not named."""

    message_id: str
    status: str
    recipient: str

    @property
    def hopeless(self) -> bool:
        return is_hopeless(self.status)


def is_hopeless(status: str) -> bool:
    """Say whether mail to this address can never arrive."""
    return bool(HOPELESS.fullmatch(status))


def status_in(words: str) -> str:
    """Find the enhanced status in a server's answer, else nothing."""
    found = STATUS.search(words)
    return found[1] if found else ""


def read(raw: bytes) -> Report | None:
    """Read a mail; None when it is no report of a failure about a mail that it names."""
    try:
        mail = message_from_bytes(raw[:LARGEST], policy=policy.compat32)
        return _read(mail)
    except (ValueError, LookupError, TypeError, AttributeError):  # the parser's, on broken mails
        return None


def _read(mail: Message) -> Report | None:
    if mail.get_content_type() != "multipart/report":
        return None
    failed = next((block for block in _blocks(mail) if _word(block, "Action") == "failed"), None)
    message_id = _message_id(mail)
    if failed is None or not message_id:
        return None
    return Report(
        message_id=message_id,
        status=status_in(_word(failed, "Status")) or "5.0.0",
        recipient=_word(failed, "Final-Recipient").rpartition(";")[2].strip(),
    )


def _blocks(mail: Message) -> list[Any]:
    """Give the groups of fields of the machine-readable part: one of the mail, one a recipient."""
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status":
            payload: Any = part.get_payload()
            return list(payload) if isinstance(payload, list) else []
    return []


def _message_id(mail: Message) -> str:
    """Find the Message-ID of what was sent, in the returned mail or in its returned head."""
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            inner: Any = part.get_payload()
            return _word(inner[0], "Message-ID") if isinstance(inner, list) and inner else ""
        if kind == "text/rfc822-headers":
            head: Any = part.get_payload(decode=True)
            return _word(message_from_bytes(head or b""), "Message-ID")
    return ""


def _word(message: Any, name: str) -> str:
    """Give a header on one line; PostgreSQL refuses a NUL."""
    return " ".join(str(message.get(name, "")).replace("\0", "").split()).lower()[:400]
