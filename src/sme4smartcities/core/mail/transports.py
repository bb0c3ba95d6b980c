"""Hand a mail over to the mail server, or to a folder; say whether a refusal is for good."""

import contextlib
import re
import secrets
import smtplib
import threading
import time
from collections.abc import Sequence
from email.mime.text import MIMEText
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from sme4smartcities.core.mail.inlining import inline
from sme4smartcities.core.mail.models import Mail
from sme4smartcities.core.translated import RTL

METHOD = re.compile(r"^METHOD:([A-Z]+)", re.MULTILINE)
IDLE = 5.0  # seconds for which an unused connection is taken up again; servers wait longer


class RefusedForGood(Exception):
    """The server will never take this mail for this address."""


class NotNow(Exception):
    """No server, or one that cannot take this mail at the moment."""


class _Line(threading.local):
    """One connection per thread, kept while mails follow each other closely."""

    def __init__(self) -> None:
        self.connection: Any = None
        self.to: tuple[object, ...] = ()
        self.used = 0.0


_line = _Line()


def message(mail: Mail) -> EmailMultiAlternatives:
    """Build the same message from the same row each time: same Message-ID, same date."""
    headers = {
        "Message-ID": mail.message_id,
        "Date": format_datetime(mail.created_at),
        "Content-Language": mail.language,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if mail.unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    built = EmailMultiAlternatives(mail.subject, mail.text, to=[mail.to], headers=headers)
    direction = "rtl" if mail.language in RTL else "ltr"
    built.attach_alternative(inline(mail.html, direction=direction), "text/html")
    if mail.calendar:
        built.attach(_calendar(mail.calendar))
    return built


def _calendar(text: str) -> MIMEText:
    """Wrap an .ics file so that mail programs know what it asks: its METHOD stands beside its type."""
    part = MIMEText(text, "calendar", "utf-8")
    if method := METHOD.search(text):
        part.set_param("method", method[1])
    part.add_header("Content-Disposition", "attachment", filename="meeting.ics")
    return part


def hand_over(mail: Mail) -> None:
    """Give the mail to the server and return after its answer.

    Raises RefusedForGood or NotNow, with the server's words and without the address.
    """
    try:
        _connection().send_messages([message(mail)])
        _line.used = time.monotonic()
    except ValueError as error:  # a header or an address that cannot be written
        raise RefusedForGood(str(error)) from error
    except (smtplib.SMTPException, OSError) as error:
        hang_up()
        code, said = _answer(error)
        for_good = isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)
        raise (RefusedForGood if for_good and code >= 500 else NotNow)(said) from error


def _answer(error: Exception) -> tuple[int, str]:
    """Give the server's code, 0 without one, and its words."""
    words: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, words = error.smtp_code, error.smtp_error
    else:
        return 0, f"{type(error).__name__}: {error}"
    return code, f"{code} {words.decode('utf-8', 'replace') if isinstance(words, bytes) else words}"


def _connection() -> Any:
    to = (settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT)
    if _line.to != to or time.monotonic() - _line.used > IDLE:
        hang_up()
    if _line.connection is None:
        _line.connection, _line.to = get_connection(), to
        _line.connection.open()
    return _line.connection


def hang_up() -> None:
    connection, _line.connection = _line.connection, None
    if connection is not None:
        with contextlib.suppress(smtplib.SMTPException, OSError):
            connection.close()


class FolderBackend(BaseEmailBackend):
    """Lay each mail down as an .eml file that any mail program opens; nothing leaves the machine."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        folder = Path(settings.EMAIL_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for one in email_messages:
            name = f"{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(4)}"
            part = folder / f"{name}.part"
            part.touch(mode=0o600)
            part.write_bytes(one.message().as_bytes())
            part.rename(folder / f"{name}.eml")
        return len(email_messages)
