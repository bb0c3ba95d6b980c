"""A limit holds for all processes, in any window, under any disguise, and when nothing can be counted."""

import multiprocessing
import os
import shutil
import sqlite3
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.cache import caches
from django.utils import translation

from sme4smartcities.core import limits
from sme4smartcities.core.cache import SqliteCache
from sme4smartcities.core.errors import TooMany


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until a test moves it."""
    now = SimpleNamespace(time=1_800_000_000.0)
    monkeypatch.setattr(limits.time, "time", lambda: now.time)
    return now


def take(key: str = "5", limit: int = 3, per: float = 600) -> bool:
    try:
        limits.take("relay", key=key, limit=limit, per=per)
    except TooMany:
        return False
    return True


def test_three_pass_and_the_fourth_is_told_to_wait(clock):
    assert [take() for _ in range(4)] == [True, True, True, False]
    with pytest.raises(TooMany, match="Try again in 11 minutes") as refusal:
        limits.take("relay", key="5", limit=3, per=600)
    assert 600 <= refusal.value.retry_after <= 660


def test_waiting_as_told_is_enough(clock):
    for _ in range(3):
        assert take()
        clock.time += 100
    with pytest.raises(TooMany) as refusal:
        limits.take("relay", key="5", limit=3, per=600)
    clock.time += refusal.value.retry_after
    assert take()
    assert not take()


def test_no_window_of_any_place_lets_more_through(clock):
    passed = []
    for _ in range(2000):
        clock.time += 7
        if take():
            passed.append(clock.time)
    gaps = [later - first for first, later in zip(passed, passed[3:], strict=False)]
    assert len(passed) > 60
    assert min(gaps) >= 600


def test_a_refused_try_does_not_prolong_the_wait(clock):
    for _ in range(3):
        take()
    for _ in range(50):
        assert not take()
        clock.time += 10
    clock.time += 200
    assert take()


def test_what_is_left_is_told_without_counting(clock):
    take()
    assert [limits.left("relay", key="5", limit=3, per=600) for _ in range(5)] == [2] * 5


@pytest.mark.parametrize(
    "disguise", ["AMAL@example.org", " amal@example.org ", "ａmal@example.org"]
)
def test_a_disguised_key_is_the_same_key(clock, disguise):
    take("amal@example.org", limit=1)
    assert not take(disguise, limit=1)


def test_names_and_keys_are_counted_apart(clock):
    assert take("5", limit=1) and take("6", limit=1)
    limits.take("other", key="5", limit=1, per=600)


def test_the_refusal_speaks_the_readers_language_and_counts_hours(clock):
    with translation.override("en"):
        limits.take("invite", key="5", limit=1, per=86400)
        with pytest.raises(TooMany, match=r"Try again in 2\d hours"):
            limits.take("invite", key="5", limit=1, per=86400)


def test_when_nothing_can_be_counted_nothing_passes(monkeypatch):
    monkeypatch.setattr(SqliteCache, "_run", lambda *_: (_ for _ in ()).throw(OSError("gone")))
    with pytest.raises(TooMany, match="at the moment") as refusal:
        limits.take("login", key="5", limit=3, per=600)
    assert refusal.value.retry_after == 60
    assert limits.left("login", key="5", limit=3, per=600) == 0


def test_threads_share_one_count():
    with ThreadPoolExecutor(8) as pool:
        passed = list(pool.map(lambda _: take(limit=20), range(200)))
    assert sum(passed) == 20


def _take_many(location: str, results: "multiprocessing.Queue[int]") -> None:
    caches.settings["limits"]["LOCATION"] = location
    results.put(sum(take(limit=50) for _ in range(100)))


def test_processes_share_one_count(tmp_path):
    spawn = multiprocessing.get_context("fork")
    results: multiprocessing.Queue[int] = spawn.Queue()
    take("another")  # an open connection must survive the fork without being used by the child
    location = caches["limits"]._path
    crowd = [spawn.Process(target=_take_many, args=(str(location), results)) for _ in range(4)]
    for one in crowd:
        one.start()
    passed = [results.get(timeout=60) for _ in crowd]
    for one in crowd:
        one.join()
    assert sum(passed) == 50
    assert take("another")


def test_a_file_damaged_by_a_power_cut_is_begun_anew():
    cache = caches["limits"]
    assert take()
    cache._let_go()
    for suffix in ("", "-wal"):
        path = Path(f"{cache._path}{suffix}")
        if path.exists():
            path.write_bytes(b"this is no database" * 500)
    assert take()
    assert sqlite3.connect(cache._path).execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_removed_file_is_begun_anew():
    cache = caches["limits"]
    take()
    for suffix in ("", "-wal", "-shm"):
        Path(f"{cache._path}{suffix}").unlink(missing_ok=True)
    assert take()
    assert cache._path.exists()


def test_the_file_is_private_and_holds_no_key():
    take("amal@example.org")
    caches["limits"].set("allauth:ip:192.0.2.77", [1.0], 60)
    cache = caches["limits"]
    assert cache._path.stat().st_mode & 0o077 == 0
    raw = b"".join(p.read_bytes() for p in cache._path.parent.glob("limits.sqlite3*"))
    assert b"amal" not in raw and b"192.0.2.77" not in raw


def test_expired_entries_leave_the_file(clock):
    cache = caches["limits"]
    cache.set("short", "x", 30)
    cache.set("long", "x", 90)
    clock.time += 60
    assert cache.get("short") is None
    cache.purge()
    assert cache._run("SELECT count(*) FROM entry", ()) == [(1,)]


def test_the_cache_keeps_djangos_promises(clock):
    cache = caches["default"]
    cache.set_many({"a": [1, {"x": None}], "b": True, "c": 2**70})
    assert cache.get_many(["a", "b", "c", "d"]) == {"a": [1, {"x": None}], "b": True, "c": 2**70}
    assert (cache.add("a", 5), cache.add("e", 5), cache.incr("e", 2), cache.decr("e")) == (
        False,
        True,
        7,
        6,
    )
    with pytest.raises(ValueError, match="holds no number"):
        cache.incr("missing")
    assert (cache.delete("e"), cache.delete("e"), cache.has_key("a")) == (True, False, True)
    cache.set("f", 1, timeout=30)
    assert cache.touch("f", 90) is True
    clock.time += 60
    assert (cache.get("f"), cache.touch("missing"), cache.get_or_set("g", 9)) == (1, False, 9)
    cache.set("never", 1, timeout=None)
    assert cache.get("never") == 1
    cache.clear()
    assert cache.get("a", "gone") == "gone"


@pytest.fixture
def redis(settings, tmp_path):
    """A Redis server of this test's own, where Debian's is installed."""
    binary = shutil.which("redis-server") or shutil.which("valkey-server")
    if not binary or not _importable("redis"):
        pytest.skip("no Redis server on this machine")
    socket = tmp_path / "redis.sock"
    options = ["--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(tmp_path)]
    server = subprocess.Popen([binary, *options], stdout=subprocess.DEVNULL)
    while not socket.exists():
        time.sleep(0.05)
    place = f"unix://{socket}"
    backend = "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {n: {"BACKEND": backend, "LOCATION": place} for n in ("default", "limits")}
    yield
    server.terminate()
    server.wait()


def _importable(name: str) -> bool:
    return (
        subprocess.run([os.sys.executable, "-c", f"import {name}"], capture_output=True).returncode
        == 0
    )


def test_redis_counts_the_same(redis, clock):
    assert [take() for _ in range(4)] == [True, True, True, False]
    assert limits.left("relay", key="5", limit=3, per=600) == 0
    with ThreadPoolExecutor(8) as pool:
        passed = list(pool.map(lambda _: take("crowd", limit=20), range(200)))
    assert sum(passed) == 20


def asked(address: str, forwarded: str = "") -> SimpleNamespace:
    return SimpleNamespace(META={"REMOTE_ADDR": address, "HTTP_X_FORWARDED_FOR": forwarded})


@pytest.mark.parametrize(
    ("proxies", "address", "forwarded", "expected"),
    [
        (0, "192.0.2.1", "", "192.0.2.1"),
        (0, "192.0.2.1", "198.51.100.9", "192.0.2.1"),
        (1, "127.0.0.1", "198.51.100.9", "198.51.100.9"),
        (1, "127.0.0.1", "1.1.1.1, 2.2.2.2, 198.51.100.9", "198.51.100.9"),
        (2, "127.0.0.1", "1.1.1.1, 198.51.100.9, 10.0.0.1", "198.51.100.9"),
        (2, "127.0.0.1", "10.0.0.1", "127.0.0.1"),
        (1, "127.0.0.1", "", "127.0.0.1"),
        (1, "", "198.51.100.9:4711", "198.51.100.9"),
        (1, "", "[2001:db8:1:2:3:4:5:6]:443", "2001:db8:1:2::"),
        (0, "2001:db8:1:2:ffff::1", "", "2001:db8:1:2::"),
        (0, "::ffff:192.0.2.1", "", "192.0.2.1"),
        (0, "fe80::1%eth0", "", "fe80::"),
        (0, "nonsense", "", "unknown"),
        (0, "", "", "unknown"),
    ],
)
def test_a_forged_header_never_changes_the_key(settings, proxies, address, forwarded, expected):
    settings.TRUSTED_PROXIES = proxies
    assert limits.client_ip(asked(address, forwarded)) == expected
