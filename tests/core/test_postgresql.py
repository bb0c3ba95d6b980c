"""A connection that the server ended while it rested is replaced before a request meets it."""

from collections.abc import Iterator

import pytest
from django.db import connections

from sme4smartcities.core.postgresql import base

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lasting() -> Iterator[base.DatabaseWrapper]:
    """A connection like those of the web's threads, which outlive a request."""
    wrapper = connections["default"].copy()
    wrapper.close_if_unusable_or_obsolete()
    yield wrapper
    wrapper.close()


def ask(wrapper: base.DatabaseWrapper) -> int:
    """Ask as one request does; give the number of the server's process that answered."""
    wrapper.close_if_unusable_or_obsolete()
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (number,) = cursor.fetchone()
    return number


def end(number: int) -> None:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [number])


def test_a_connection_lost_at_rest_is_replaced(lasting, monkeypatch):
    first = ask(lasting)
    assert ask(lasting) == first
    monkeypatch.setattr(base, "REST", 0.0)
    end(first)
    assert ask(lasting) != first


def test_a_busy_connection_is_not_asked_whether_it_lives(lasting, monkeypatch):
    asked: list[int] = []
    ask(lasting)
    usable = lasting.is_usable
    monkeypatch.setattr(lasting, "is_usable", lambda: asked.append(1) or usable())
    ask(lasting)
    assert asked == []
    monkeypatch.setattr(base, "REST", 0.0)
    ask(lasting)
    assert asked == [1]
