"""The yardstick is served by the platform's server, without its settings."""

import pytest

from benchmarks._server import serving


@pytest.mark.once
def test_the_yardstick_answers_on_the_platforms_server():
    with serving("benchmarks.trivial.wsgi", {}) as server:
        assert server.get("/")[:2] == (200, b"ok")
