"""Keep the secrets of second factors unreadable in the database and its backups."""

import base64
import contextlib
import hashlib
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


@lru_cache(maxsize=4)
def _box(*secrets: str) -> MultiFernet:
    keys = (hashlib.sha256(f"second factor|{secret}".encode()).digest() for secret in secrets)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])


def _current() -> MultiFernet:
    return _box(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


def seal(text: str) -> str:
    return _current().encrypt(text.encode()).decode()


def open_sealed(sealed: str) -> str:
    """Read a secret back. Raises cryptography.fernet.InvalidToken when the key is another one."""
    return _current().decrypt(sealed.encode()).decode()


def renewed(sealed: str) -> str:
    """Give the same secret sealed under the present key; as it was when that, or no key, opens it."""
    try:
        _box(settings.SECRET_KEY).decrypt(sealed.encode())
    except InvalidToken:
        with contextlib.suppress(InvalidToken):
            return _current().rotate(sealed.encode()).decode()
    return sealed
