"""A log that somebody else reads opens nobody's account."""

import io
import logging
import logging.config
import secrets
import uuid

import pytest
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core import signing
from django.urls import NoReverseMatch, reverse
from django.utils.http import int_to_base36

from sme4smartcities.config.logs import HIDDEN, ServerLog, masked
from sme4smartcities.config.server import Server
from sme4smartcities.core.features import access_table
from tests.conftest import Browser, make_member

SALTED = signing.dumps([17, "1f2e3d4c:" + "ab" * 32], salt="organisations.objection")


@pytest.mark.parametrize(
    "token",
    [
        secrets.token_urlsafe(32),
        secrets.token_hex(16),
        str(uuid.uuid4()),
        f"{int_to_base36(8123)}-ckx2vd-{secrets.token_hex(16)}",
        signing.dumps(5, salt="account"),
        SALTED,
    ],
    ids=["urlsafe", "hex", "uuid", "reset", "signed", "salted"],
)
def test_a_line_keeps_nothing_by_which_a_token_works(token):
    for line in (
        f"Not Found: /en/invitations/{token}/",
        f"Forbidden (CSRF cookie not set.): /en/account/login/?next=%2Fen%2Fx%2F{token}%2F",
        f"Invalid request from ip=10.0.0.1: Invalid HTTP request line: 'GT /{token}/ HTTP/1.1'",
        f"KeyError: '{token}'",
    ):
        cut = masked(line)
        assert HIDDEN in cut and token not in cut and token[-20:] not in cut
        assert cut.split()[0] == line.split()[0]


@pytest.mark.parametrize(
    "line",
    [
        "Not Found: /en/organisations/12-instituto-tecnologico-de-canarias-2030/",
        'File "/srv/sme4sc/platform/src/sme4smartcities/accounts/services/registration.py", line 3',
        "django.core.exceptions.ImproperlyConfigured: SME4SC_SECRET_KEY_FALLBACKS: say 1 or 0",
        "2026-11-22 05:30:11,123 WARNING sme4smartcities.core.jobs.procrastinate_engine 17 jobs",
        "Applying 0002_suppressed_under_named_keys",
    ],
)
def test_a_line_about_anything_else_stays_as_it_is(line):
    assert masked(line) == line


@pytest.fixture
def log(settings):
    """Everything that Django writes, as the platform's own settings write it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    logging.config.dictConfig(settings.LOGGING)
    ours = next(h for h in logging.root.handlers if isinstance(h, logging.StreamHandler))
    handler.setFormatter(ours.formatter)
    kept, logging.root.handlers = logging.root.handlers, [handler]
    level = logging.root.level
    logging.root.setLevel(logging.DEBUG)
    yield written
    logging.root.handlers = kept
    logging.root.setLevel(level)


def addresses_with_a_word(word: str) -> list[str]:
    """Give every address of ours that takes one word and nothing else."""
    found = []
    for name in (*access_table(), "account_reset_password_from_key"):
        for args in ((word,), ("8", word)):
            try:
                found.append(reverse(name, args=args))
            except NoReverseMatch:
                continue
    return found


@pytest.mark.django_db
def test_no_refusal_writes_a_token_down(log):
    member = make_member("noor")
    tokens = [secrets.token_urlsafe(32), SALTED, default_token_generator.make_token(member)]
    browser = Browser(enforce_csrf_checks=True, raise_request_exception=False)
    asked = 0
    for token in tokens:
        for address in addresses_with_a_word(token):
            for path in (address, address.rstrip("/") + ")", f"/en/nowhere/?next={address}"):
                for send in (browser.get, browser.post, browser.put):
                    asked += send(path).status_code >= 400
    said = log.getvalue()
    assert asked > 50 and said.count(HIDDEN) > 50
    assert [token for token in tokens if token[-24:] in said] == []


def test_nothing_but_our_handler_writes():
    assert settings.LOGGING["loggers"]["django"]["handlers"] == []
    assert Server(bind="127.0.0.1:0").cfg.logger_class is ServerLog
