"""Whatever is sent to the server's door, it answers or hangs up, and others are served meanwhile."""

import contextlib
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.effort import PATIENCE

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.once
WORKERS, THREADS = 2, 4
HOST = b"Host: localhost\r\n"
READ = b"GET /en/ HTTP/1.1\r\n" + HOST + b"\r\n"
TOKEN = "uT5kQ2Zr8xLw0aVn3cYd7eHj1mPb6sGf9iKo4tRqXyE"


@dataclass
class Served:
    """The real server, as ``sme4sc serve`` starts it."""

    port: int
    log: Path
    process: subprocess.Popen[bytes]

    def call(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def answers(self, sent: bytes) -> list[int]:
        """Send bytes, say that no more come, and read all; give the statuses of the answers."""
        with self.call() as line:
            with contextlib.suppress(OSError):
                line.sendall(sent)
                line.shutdown(socket.SHUT_WR)
            return statuses(heard(line))

    def serves_a_reader(self) -> bool:
        """Read a page as anybody does, from a connection of one's own."""
        with self.call() as line:
            line.sendall(READ.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
            said = heard(line)
        return statuses(said) == [200]


def heard(line: socket.socket) -> bytes:
    said = b""
    with contextlib.suppress(ConnectionError):
        while part := line.recv(65_536):
            said += part
    return said


def statuses(said: bytes) -> list[int]:
    parts = said.split(b"HTTP/1.1 ")[1:]
    return [int(part[:3]) for part in parts if part[:3].isdigit()]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("door")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    env = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("SME4SC_", "DJANGO_"))},
        "PYTHONPATH": str(ROOT / "src"),
        "SME4SC_MODE": "local",
        "SME4SC_DATA": str(folder),
    }
    sme4sc = [sys.executable, "-m", "sme4smartcities"]
    subprocess.run([*sme4sc, "migrate", "-v", "0"], env=env, check=True)
    subprocess.run([*sme4sc, "collectstatic", "--no-input", "-v", "0"], env=env, check=True)
    count = ["--workers", str(WORKERS), "--threads", str(THREADS)]
    with open(folder / "log", "wb") as log:
        process = subprocess.Popen(
            [*sme4sc, "serve", "--bind", f"127.0.0.1:{port}", *count],
            env=env,
            stdout=log,
            stderr=log,
        )
    house = Served(port, folder / "log", process)
    try:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with contextlib.suppress(OSError):
                if house.serves_a_reader():
                    break
            time.sleep(0.2)
        yield house
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def post(*headers: bytes, body: bytes = b"") -> bytes:
    lines = b"".join(header + b"\r\n" for header in headers)
    return b"POST /en/account/login/ HTTP/1.1\r\n" + HOST + lines + b"\r\n" + body


CHUNKED = b"Transfer-Encoding: chunked"
SMUGGLED = b"0\r\n\r\nGET /en/smuggled/ HTTP/1.1\r\nHost: localhost\r\n\r\n"
ODD = {
    "nothing": b"\r\n\r\n",
    "noise": os.urandom(4096),
    "a greeting of TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 200,
    "HTTP/2 by prior knowledge": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "HTTP/0.9": b"GET /en/\r\n\r\n",
    "an invented version": b"GET /en/ HTTP/9.9\r\n" + HOST + b"\r\n",
    "an invented method": b"BREW /en/ HTTP/1.1\r\n" + HOST + b"\r\n",
    "lower case": b"get /en/ http/1.1\r\n" + HOST + b"\r\n",
    "bare line feeds": b"GET /en/ HTTP/1.1\nHost: localhost\n\n" + READ,
    "NUL in the path": b"GET /en/\x00/ HTTP/1.1\r\n" + HOST + b"\r\n",
    "NUL, encoded": b"GET /en/search/?q=%00 HTTP/1.1\r\n" + HOST + b"\r\n",
    "bytes that are no UTF-8": b"GET /en/%ff%fe/ HTTP/1.1\r\n" + HOST + b"\r\n",
    "raw bytes in the path": b"GET /en/\xff\xfe/ HTTP/1.1\r\n" + HOST + b"\r\n",
    "a way out of the folder": b"GET /static/../../secret.key HTTP/1.1\r\n" + HOST + b"\r\n",
    "a way out, encoded": b"GET /static/%2e%2e/%2e%2e/secret.key HTTP/1.1\r\n" + HOST + b"\r\n",
    "no path": b"GET  HTTP/1.1\r\n" + HOST + b"\r\n",
    "another site": b"GET http://evil.example/en/ HTTP/1.1\r\n" + HOST + b"\r\n",
    "a proxy's wish": b"CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "no host": b"GET /en/ HTTP/1.1\r\n\r\n",
    "two hosts": b"GET /en/ HTTP/1.1\r\n" + HOST + b"Host: evil.example\r\n\r\n",
    "a foreign host": b"GET /en/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
    "a broken host": b"GET /en/ HTTP/1.1\r\nHost: [::1\r\n\r\n",
    "a host with a path": b"GET /en/ HTTP/1.1\r\nHost: localhost/../x\r\n\r\n",
    "a folded header": b"GET /en/ HTTP/1.1\r\n" + HOST + b"X: a\r\n b\r\n\r\n",
    "a space before the colon": b"GET /en/ HTTP/1.1\r\n" + HOST + b"X : a\r\n\r\n",
    "a header without a name": b"GET /en/ HTTP/1.1\r\n" + HOST + b": a\r\n\r\n",
    "NUL in a header": b"GET /en/ HTTP/1.1\r\n" + HOST + b"Cookie: a=\x00\r\n\r\n",
    "a lone return in a header": b"GET /en/ HTTP/1.1\r\n" + HOST + b"X: a\rY: b\r\n\r\n",
    "headers with underscores": b"GET /en/ HTTP/1.1\r\n" + HOST + b"X_Forwarded_For: 1\r\n\r\n",
    "a range without sense": b"GET /robots.txt HTTP/1.1\r\n" + HOST + b"Range: bytes=9-1\r\n\r\n",
    "a wish to go on": post(b"Expect: 100-continue", b"Content-Length: 3", body=b"a=b"),
    "an unknown expectation": post(b"Expect: miracles", b"Content-Length: 0"),
    "no such length": post(b"Content-Length: -1"),
    "a length in words": post(b"Content-Length: ten"),
    "a length with a sign": post(b"Content-Length: +3", body=b"a=b"),
    "a length beyond all": post(b"Content-Length: " + b"9" * 400),
    "two lengths": post(b"Content-Length: 3", b"Content-Length: 5", body=b"a=bcd"),
    "a list of lengths": post(b"Content-Length: 3, 3", body=b"a=b"),
    "length and chunks": post(b"Content-Length: 6", CHUNKED, body=SMUGGLED),
    "chunks and length": post(CHUNKED, b"Content-Length: 4", body=SMUGGLED),
    "chunks twice": post(CHUNKED, CHUNKED, body=SMUGGLED),
    "chunks behind a strange space": post(b"Transfer-Encoding: \x0bchunked", body=SMUGGLED),
    "chunks of another kind": post(b"Transfer-Encoding: xchunked", body=SMUGGLED),
    "chunks before gzip": post(b"Transfer-Encoding: chunked, gzip", body=SMUGGLED),
    "chunks to HTTP/1.0": b"POST /en/ HTTP/1.0\r\n" + CHUNKED + b"\r\n\r\n" + SMUGGLED,
    "a chunk without size": post(CHUNKED, body=b"\r\nabc\r\n0\r\n\r\n"),
    "a chunk of bad size": post(CHUNKED, body=b"zz\r\nabc\r\n0\r\n\r\n"),
    "a chunk of negative size": post(CHUNKED, body=b"-5\r\nabc\r\n0\r\n\r\n"),
    "a chunk beyond all": post(CHUNKED, body=b"f" * 200 + b"\r\nabc\r\n0\r\n\r\n"),
    "a chunk that is shorter": post(CHUNKED, body=b"3\r\nabcdef\r\n0\r\n\r\n"),
    "endless words of a chunk": post(CHUNKED, body=b"3;" + b"x" * 100_000 + b"\r\nabc\r\n"),
    "a body that ends early": post(b"Content-Length: 100", body=b"a=b"),
    "10 MB of first line": b"GET /" + b"a" * 10_000_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n",
    "10 MB of one header": b"GET /en/ HTTP/1.1\r\n" + HOST + b"X: " + b"a" * 10_000_000,
    "5,000 headers": b"GET /en/ HTTP/1.1\r\n" + HOST + b"X: a\r\n" * 5_000 + b"\r\n",
    "1,000 cookies": b"GET /en/ HTTP/1.1\r\n" + HOST + b"Cookie: " + b"a=b; " * 1_000 + b"\r\n\r\n",
    "a body that nobody wants": READ.replace(b"\r\n\r\n", b"\r\nContent-Length: 5\r\n\r\nhello"),
}


NOT_IMPLEMENTED = 501  # what RFC 9112 asks for where a transfer coding is unknown


@pytest.mark.parametrize("name", ODD)
def test_an_odd_request_is_refused_or_answered(served, name):
    """What a proxy takes for a body is never answered as a request of its own."""
    found = served.answers(ODD[name])
    assert [status for status in found if status >= 500 and status != NOT_IMPLEMENTED] == []
    if "chunk" in name or "length" in name:
        assert set(found[1:]) <= {400}
    assert served.serves_a_reader()


def test_requests_sent_in_one_go_are_answered_in_their_order(served):
    ends = READ.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    wrong = b"GET /en/nowhere/ HTTP/1.1\r\n" + HOST + b"\r\n"
    assert served.answers(READ + wrong + READ + wrong + ends) == [200, 404, 200, 404, 200]


def test_a_request_that_comes_in_two_pieces_is_answered(served):
    with served.call() as line:
        for piece in (READ[:9], READ[9:30], READ[30:-2], READ[-2:]):
            line.sendall(piece)
            time.sleep(0.2)
        assert line.recv(12) == b"HTTP/1.1 200"


SLOW_HEADS = (
    b"",
    b"GET /en/ HTTP/1.1\r\nHost: localhost\r\nX: ",
    READ + b"GET /en/ HTTP/1.1\r\nX: ",
)
SLOW_BODIES = (
    post(b"Content-Length: 1000000", body=b"a="),
    post(CHUNKED, body=b"ffff\r\na"),
)


@contextlib.contextmanager
def calling(served: Served, sent: tuple[bytes, ...], each: int) -> Iterator[list[socket.socket]]:
    """Hold lines on which a part was sent and the rest is kept back; none ends in a fault."""
    callers = [(served.call(), part) for part in sent for _ in range(each)]
    try:
        for line, part in callers:
            line.sendall(part)
        yield [line for line, _part in callers]
        for line, _part in callers:
            assert [status for status in statuses(heard(line)) if status >= 500] == []
    finally:
        for line, _part in callers:
            line.close()


def drip(callers: list[socket.socket]) -> None:
    for line in callers:
        with contextlib.suppress(OSError):
            line.sendall(b"a")


def hung_up(callers: list[socket.socket]) -> int:
    """Count those whose line says something after all they have read, were it only its end."""
    return len(select.select(callers, [], [], 0)[0])


def test_slow_heads_hold_no_thread(served):
    """Three times as many callers as threads; readers are served while all are on the line."""
    with calling(served, SLOW_HEADS, each=WORKERS * THREADS) as callers:
        answered = [line for line in callers if line in callers[-WORKERS * THREADS :]]
        for line in answered:  # they sent a whole request before
            assert line.recv(12) == b"HTTP/1.1 200"
        waiting = [line for line in callers if line not in answered]
        for _letter in range(3):
            assert served.serves_a_reader()
            drip(callers)
        assert hung_up(waiting) == 0


def test_slow_bodies_hold_no_thread_and_are_told(served):
    """Twice as many callers as threads: a reader is served while all of them are on the line."""
    with calling(served, SLOW_BODIES, each=WORKERS * THREADS) as callers:
        assert served.serves_a_reader()
        assert hung_up(callers) == 0
        drip(callers)
        assert {tuple(statuses(heard(line))) for line in callers} == {(408,)}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [(b"en", "did not arrive in time"), (b"es", "no llegó a tiempo"), (b"xx;q=y", "in time")],
)
def test_who_is_too_slow_is_told_in_a_language_that_he_reads(served, language, sentence):
    asked = post(b"Accept-Language: " + language, b"Content-Length: 1000", body=b"a=")
    with served.call() as line:
        line.sendall(asked)
        said = heard(line).decode()
    assert said.startswith("HTTP/1.1 408 ") and sentence in said


def test_a_body_that_is_too_large_is_refused_before_it_comes(served):
    with served.call() as line:
        line.sendall(post(b"Content-Length: 30000001", body=b"a" * 200_000))
        said = heard(line).decode()
    assert said.startswith("HTTP/1.1 413 ") and "Send less at a time" in said


SECRET = b"a" * 32
FORM = (
    b'--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\n'
    + b"a" * 3_000_000
    + b'\r\n--x\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n'
    + SECRET
    + b"\r\n--x--\r\n"
)
PIECES = [FORM[at : at + 170_000] for at in range(0, len(FORM), 170_000)]
IN_CHUNKS = b"".join(b"%x;a=b\r\n%s\r\n" % (len(piece), piece) for piece in PIECES)
SHORT = b"9c40;a=b\r\n" + b"a" * 40_000 + b"\r\n0\r\nX-Trailer: a\r\n\r\n"
# Pages take no chunks. What they did not read is thrown away up to 64 kB; then the line is closed.
LARGE_BODIES = {
    "length": (b"Content-Length: %d" % len(FORM), FORM, [200, 200]),
    "short chunks": (CHUNKED, SHORT, [403, 200]),
    "long chunks": (CHUNKED, IN_CHUNKS + b"0\r\nX-Trailer: a\r\n\r\n", [403]),
}


@pytest.mark.parametrize("kind", LARGE_BODIES)
def test_a_large_body_that_comes_in_pieces_is_whole_and_the_next_request_is_another(served, kind):
    """The form's token stands behind three megabytes: 200 is the answer of a view that has it all."""
    framing, body, answers = LARGE_BODIES[kind]
    heads = b"Content-Type: multipart/form-data; boundary=x", b"Cookie: csrftoken=" + SECRET
    sent = post(*heads, framing) + body + READ
    with served.call() as line:
        for at in range(0, len(sent), 400_001):
            line.sendall(sent[at : at + 400_001])
            time.sleep(0.02)
        line.shutdown(socket.SHUT_WR)
        assert statuses(heard(line)) == answers


def test_a_caller_who_asks_for_leave_is_told_to_go_on(served):
    with served.call() as line:
        line.sendall(post(b"Expect: 100-continue", b"Content-Length: 3"))
        assert line.recv(12) == b"HTTP/1.1 100"
        line.sendall(b"a=b")
        line.shutdown(socket.SHUT_WR)
        assert statuses(heard(line))[-1] == 403


def test_the_log_holds_no_word_of_a_link_and_no_fault(served):
    """Runs last, over all that this file has sent."""
    for method in (b"GET", b"POST", b"PUT", b"BR\x01W"):
        for path in (f"/en/account/invitation/{TOKEN}/", f"/en/nowhere/{TOKEN})"):
            served.answers(
                method
                + b" "
                + path.encode()
                + b" HTTP/1.1\r\n"
                + HOST
                + b"Connection: close\r\n\r\n"
            )
    said = served.log.read_text(errors="replace")
    assert TOKEN not in said and "[hidden]" in said
    assert "Traceback" not in said
