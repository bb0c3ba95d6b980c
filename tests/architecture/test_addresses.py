"""Every address of the house has a name and a level in a manifest, and every level an address."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from sme4smartcities.core.features import access_table

pytestmark = pytest.mark.once


def names(patterns: list[URLPattern | URLResolver], spaces: tuple[str, ...] = ()) -> Iterator[str]:
    """Walk the resolver; give each address's full name, or its pattern where it has none."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from names(pattern.url_patterns, inner)
        else:
            yield ":".join((*spaces, pattern.name or f"<{pattern.pattern}>"))


def test_every_address_is_declared_or_closed_on_purpose():
    """Addresses of a library that we do not open stay closed; ours must be declared."""
    ours = {n for n in names(get_resolver().url_patterns) if not n.startswith(CLOSED)}
    assert ours - set(access_table()) == set()


def test_every_declared_address_exists():
    assert set(access_table()) - set(names(get_resolver().url_patterns)) == set()


# What libraries bring and we do not use: the doors middleware answers 404 there.
CLOSED = ("account_", "mfa_", "usersessions_", "socialaccount_", "admin:", "api:api-root")
