"""No request leaves but through the one door: nothing else opens a socket or an address."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src" / "sme4smartcities"
MODULES = sorted(p for p in SRC.rglob("*.py") if "core/fetching" not in p.as_posix())
WAYS_OUT = {
    *(
        "socket",
        "ssl",
        "asyncio.open_connection",
        "asyncio.streams",
        "http.client",
        "urllib.request",
        "urllib.robotparser",
    ),
    *("ftplib", "smtplib", "imaplib", "poplib", "telnetlib", "nntplib", "xmlrpc", "wsgiref"),
    *("requests", "httpx", "httpcore", "urllib3", "aiohttp", "pycurl", "websockets", "websocket"),
    *("protego", "dns", "paramiko", "socks"),
}
# Who speaks to what the operator named himself, or listens; and all that is taken for it.
ALLOWED = {
    "config/doorkeeper.py": {"socket.socket", "socket.SHUT_WR"},  # listens
    "config/local.py": {"socket.socket", "socket.SOL_SOCKET", "socket.SO_REUSEADDR"},  # listens
    "core/jobs/leases.py": {"socket.gethostname"},
    "core/mail/transports.py": {  # the mail server of SME4SC_MAIL_URL
        "smtplib.SMTPException",
        "smtplib.SMTPRecipientsRefused",
        "smtplib.SMTPDataError",
        "smtplib.SMTPResponseException",
    },
    "core/uploads/scanner.py": {  # the scanner of SME4SC_SCANNER
        "socket.socket",
        "socket.create_connection",
        "socket.AF_UNIX",
        "socket.SOCK_STREAM",
    },
}
# Doors for what lies on private addresses or special ports. A new one is a decision.
NAMED = {"matching/embedding/endpoint.py"}  # SME4SC_EMBEDDINGS
pytestmark = pytest.mark.once


def name_of(path: Path) -> str:
    return path.relative_to(SRC).as_posix()


def ways_out(tree: ast.AST) -> Iterator[str]:
    """Name what a module takes from modules that lead out, and those that it brings in unused."""
    modules, used = set(), set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules |= {alias.asname or alias.name for alias in node.names}
            yield from (a.name for a in node.names if a.asname and leads_out(a.name))
        elif isinstance(node, ast.ImportFrom) and node.module:
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (one for one in whole if leads_out(one))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in modules:
            used.add(ast.unparse(node.value))
            if leads_out(ast.unparse(node)):
                yield ast.unparse(node)
    yield from (one for one in modules - used if leads_out(one))


def leads_out(name: str) -> bool:
    parts = name.split(".")
    return any(".".join(parts[:length]) in WAYS_OUT for length in range(1, len(parts) + 1))


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_nothing_but_the_door_leads_out(path):
    found = set(ways_out(ast.parse(path.read_text())))
    assert found - ALLOWED.get(name_of(path), set()) == set()


@pytest.mark.parametrize("name", sorted(ALLOWED))
def test_no_allowance_is_left_over(name):
    assert ALLOWED[name] == set(ways_out(ast.parse((SRC / name).read_text())))


def test_only_what_an_operator_named_may_be_private():
    doors = {
        name_of(path)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Door") and node.keywords
    }
    assert doors == NAMED


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import socket\nsocket.create_connection(x)", {"socket.create_connection"}),
        ("from urllib.request import urlopen", {"urllib.request.urlopen"}),
        ("from urllib import request", {"urllib.request"}),
        ("import http.client\nhttp.client.HTTPConnection()", {"http.client.HTTPConnection"}),
        ("from http import HTTPStatus\nfrom urllib.parse import quote", set()),
        ("import httpx", {"httpx"}),
        ("import socket as harmless\nharmless.socket()", {"socket"}),
        ("import asyncio\nasyncio.run(x)", set()),
        ("import asyncio\nasyncio.open_connection(x)", {"asyncio.open_connection"}),
    ],
)
def test_a_way_out_is_seen(code, found):
    assert set(ways_out(ast.parse(code))) == found


def test_a_parser_that_opens_addresses_is_given_bytes():
    """feedparser fetches a text that looks like an address; a stream of bytes never does."""
    calls = [
        node
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "feedparser.parse"
    ]
    assert all(ast.unparse(call.args[0]).startswith("io.BytesIO(") for call in calls)
