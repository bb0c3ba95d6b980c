"""One-time words that travel in links; the database keeps only their hashes."""

import hashlib
import secrets


def new_token() -> str:
    return secrets.token_urlsafe(32)


def hashed(token: str) -> str:
    """Give what is kept of a token: SHA-256 in hex. The tokens are random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
