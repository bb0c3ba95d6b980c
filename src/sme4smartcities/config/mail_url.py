"""Read SME4SC_MAIL_URL: which server takes the mails, or which folder."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
FOLDER = "sme4smartcities.core.mail.transports.FolderBackend"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


@dataclass(frozen=True)
class MailServer:
    backend: str
    folder: Path
    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""
    starttls: bool = False
    tls: bool = False


def read(url: str, folder: Path) -> MailServer:
    """Read the address; an empty one means the folder.

    smtp:// speaks STARTTLS, except to this machine or with ``?tls=no``; smtps:// speaks TLS from
    the first byte. Raises ImproperlyConfigured on anything else.
    """
    parts = urlsplit(url)
    if parts.scheme in ("", "file"):
        return MailServer(FOLDER, Path(unquote(parts.path)) if parts.path else folder)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ImproperlyConfigured(
            "SME4SC_MAIL_URL: write smtp://user:password@host:587, smtps://user:password@host or file:"
        )
    tls = parts.scheme == "smtps"
    plain = parts.hostname in LOCAL or parse_qs(parts.query).get("tls") == ["no"]
    return MailServer(
        SMTP,
        folder,
        host=parts.hostname,
        port=parts.port or (465 if tls else 25 if plain else 587),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=not tls and not plain,
        tls=tls,
    )
