"""Nobody turns the door: whatever an address, a redirect or a name says, nothing private is asked."""

import random
import socket
import threading
from ipaddress import ip_address, ip_network
from pathlib import Path
from urllib.parse import quote

import pytest

from sme4smartcities.core.fetching import Door, Fetched, Limits, Reason, Wanted, gather, origin
from sme4smartcities.core.fetching.addresses import is_public
from tests.core.fetching.stage import PUBLIC, PUBLIC_6, redirect, reply

pytestmark = pytest.mark.once

# From the registries of IANA and the lists of hostile cases, written down anew: not the door's own.
CLOSED_WRITTEN = """
    0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 168.63.129.16 169.254.0.0/16 172.16.0.0/12
    192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16
    192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 ::/128 ::1
    ::/96 ::ffff:0:0:0/96 64:ff9b:1::/48 100::/64 100:0:0:1::/64 2001::/23 2001:db8::/32 2002::/16
    2620:4f:8000::/48 3fff::/20 4000::/3 5f00::/16 fc00::/7 fd00:ec2::254 fe80::/10 fec0::/10
    ff00::/8
"""
CLOSED = CLOSED_WRITTEN.split()
OPEN_WRITTEN = """
    1.1.1.1 8.8.8.8 93.184.216.34 100.63.255.255 100.128.0.0 168.63.129.17 172.15.255.255 172.32.0.0
    192.0.1.0 198.17.255.255 198.20.0.0 223.255.255.255 2001:200::1 2001:4860:4860::8888
    2606:2800:220:1:248:1893:25c8:1946 2a00:1450:4001::1 3ffe::1 ::ffff:8.8.8.8 64:ff9b::808:808
"""
OPEN = OPEN_WRITTEN.split()
WRITTEN = [
    *(Path(__file__).with_name("written.txt").read_text("utf-8").splitlines()[1:]),
    "http://a.example:8 0/",
    "http://127.0.0.1\t/",
    "http://127.0.\n0.1/",
    "http://a.example/\r\nHost: b.example",
    "http://a.example/\x00",
    "http://a .example/",
    "ht\ntp://127.0.0.1/",
    "http://a.example\u3000/",
    "http://" + "a" * 64 + ".example/",
    "http://" + "a." * 130 + "example/",
    "http://a.example/" + "a" * 3000,
    "http://a..example/",
    "http://.example/",
    "http://-/",
    "http://*/",
    "http://a.example,b.example/",
    "http://$(id)/",
    "http://\u202e127.0.0.1/",
    "http://a\u200b.example:22/",
    "http://127.0.0.1/",
    "https://127.0.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://168.63.129.16/",
    "http://192.0.0.192/",
    "http://192.88.99.1/",
    "",
    " ",
    "\x00",
]
ASKED = {Reason.ADDRESS, Reason.CREDENTIALS, Reason.PORT, Reason.NOT_PUBLIC, Reason.NAME}


def drawn(network: str, times: int) -> list[str]:
    """Give the first and the last address of a network, and some between, the same at every run."""
    whole, chance = ip_network(network), random.Random(network)
    size = whole.num_addresses
    places = {0, size - 1, *(chance.randrange(size) for _ in range(times))}
    return [str(whole[place]) for place in sorted(places)]


PRIVATE = [address for network in CLOSED for address in drawn(network, 12)]


def written(address: str) -> str:
    return f"[{address}]" if ":" in address else address


@pytest.mark.parametrize("network", CLOSED)
def test_nothing_private_is_public(network):
    assert [one for one in drawn(network, 200) if is_public(one)] == []


@pytest.mark.parametrize("address", OPEN)
def test_what_is_public_may_be_asked(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    ["", "a.example", "127.1", "0x7f.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2001::1%1"],
)
def test_what_is_no_plain_public_address_is_not_public(address):
    assert not is_public(address)


def test_only_what_pythons_own_judgement_is_right_about_agrees_with_it():
    """The table is our own because of these, and in doubt says no where Python says yes."""
    wrong = [one for one in PRIVATE if ip_address(one).is_global]
    assert wrong, "then the table could go"
    assert not any(is_public(one) for one in wrong)


def test_no_private_address_is_connected_to_by_any_way(stage, internet):
    """Written down, behind a name, beside a public one, at the end of a redirect, in robots.txt."""
    door = internet.door(takes_turns=False)
    cases = 0
    for number, address in enumerate(PRIVATE):
        internet.names |= {
            f"n{number}.example": [address],
            f"m{number}.example": [PUBLIC, address],
            f"s{number}.example": [PUBLIC_6, PUBLIC, address],
            f"r{number}.example": [PUBLIC],
        }
        stage.plays["/to"] = redirect(f"http://{written(address)}/", (301, 302, 308)[number % 3])
        stage.plays["/name"] = redirect(f"//m{number}.example/x", 307)
        stage.plays["/robots.txt"] = redirect(f"https://{written(address)}/robots.txt")
        for url, mind_robots in (
            (f"http://{written(address)}/", False),
            (f"https://{written(address)}:443/latest/meta-data/", False),
            (f"http://n{number}.example/", False),
            (f"https://m{number}.example/", False),
            (f"http://s{number}.example/", False),
            (f"http://r{number}.example/to", False),
            (f"http://r{number}.example/name", False),
            (f"http://r{number}.example/page", True),
        ):
            answer = door.get(url, mind_robots=mind_robots)
            assert answer.reason == Reason.NOT_PUBLIC, (url, answer)
            cases += 1
    assert cases >= 2000
    assert internet.strangers == set()


@pytest.mark.parametrize("url", WRITTEN)
def test_no_way_of_writing_leads_to_a_private_address(stage, internet, url):
    door = internet.door()
    assert door.get(url).reason in ASKED
    assert door.post(url, b"x", media_type="text/plain").reason in ASKED
    assert internet.connections == []


@pytest.mark.parametrize("url", WRITTEN)
def test_no_redirect_leads_to_a_private_address(stage, internet, url):
    stage.plays["/feed"] = redirect(url)
    answer = internet.door().get("http://a.example/feed", limits=Limits(redirects=3))
    assert not isinstance(answer, Fetched)
    assert internet.strangers == set()
    assert {port for _, port in internet.connections} <= {80, 443}


def test_an_allowed_port_may_be_written_and_an_empty_one_is_the_usual(stage, internet):
    stage.otherwise = reply(b"x")
    door = internet.door(takes_turns=False)
    for url in (
        "http://a.example:80/",
        "http://a.example:443/",
        "http://a.example:/",
        "HTTP://A.Example./",
    ):
        assert isinstance(door.get(url), Fetched), url
    assert [port for _, port in internet.connections] == [80, 443, 80, 80]


def test_a_name_is_looked_up_once_and_its_address_is_the_one_connected_to(stage, internet):
    """A name that changes between two look-ups finds nobody who looks twice."""
    answers = iter([[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])
    stage.otherwise = reply(b"x")
    door = internet.door(look_up=lambda host, port, seconds: next(answers))
    assert isinstance(door.get("http://turns.example/"), Fetched)
    assert internet.connections == [(PUBLIC, 80)]
    assert door.get("http://turns.example/").reason == Reason.NOT_PUBLIC
    assert len(internet.connections) == 1


def test_a_name_that_changes_on_the_way_is_noticed_at_the_next_hop(stage, internet):
    answers = iter([[PUBLIC], ["169.254.169.254"]])
    stage.plays["/a"] = redirect("/b")
    door = internet.door(look_up=lambda host, port, seconds: next(answers))
    assert door.get("http://turns.example/a").reason == Reason.NOT_PUBLIC
    assert internet.connections == [(PUBLIC, 80)]


def test_names_from_other_alphabets_are_asked_as_the_network_knows_them(stage, internet):
    internet.names |= {"xn--mnchen-3ya.example": [PUBLIC], "xn--4dbkamk.example": [PUBLIC_6]}
    internet.names["xn--strae-oqa.example"] = [PUBLIC]
    stage.otherwise = reply(b"x")
    door = internet.door(takes_turns=False)
    assert isinstance(door.get("http://MÜNCHEN.example/ä?ö=1"), Fetched)
    assert isinstance(door.get("http://straße.example/"), Fetched)
    assert "GET /%C3%A4?%C3%B6=1 HTTP/1.1\r\nHost: xn--mnchen-3ya.example\r\n" in stage.asked[0]
    assert internet.looked_up == ["xn--mnchen-3ya.example", "xn--strae-oqa.example"]


@pytest.mark.parametrize(
    "found",
    [[], [PUBLIC] * 63 + ["10.0.0.1"], [f"1.1.{n >> 8}.{n & 255}" for n in range(1000)]],
    ids=["none", "one-private", "thousand"],
)
def test_names_of_no_or_of_a_thousand_addresses_are_not_asked(internet, found):
    answer = internet.door(look_up=lambda *asked: found).get("http://many.example/")
    assert answer.reason in {Reason.NAME, Reason.NOT_PUBLIC}
    assert internet.connections == []


def test_the_next_address_is_tried_where_one_does_not_answer(stage, internet):
    def connect(address, port, seconds):
        if address == PUBLIC_6:
            raise OSError("no way there")
        return internet.connect(address, port, seconds)

    internet.names["two.example"] = [PUBLIC_6, PUBLIC]
    stage.otherwise = reply(b"x")
    assert isinstance(internet.door(connect=connect).get("http://two.example/"), Fetched)


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        (ConnectionRefusedError(), Reason.UNREACHABLE),
        (OSError(), Reason.UNREACHABLE),
        (TimeoutError(), Reason.TOO_SLOW),
    ],
)
def test_who_does_not_take_the_connection_is_told_apart(internet, trouble, reason):
    def connect(address, port, seconds):
        raise trouble

    assert internet.door(connect=connect).get("http://a.example/").reason == reason


def test_a_look_up_that_never_ends_is_left_alone(internet, monkeypatch):
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *asked, **how: over.wait() and [])
    door = Door(connect=internet.connect)  # with the real look-up
    try:
        answer = door.get("http://never.example/", limits=Limits(seconds=0.1))
    finally:
        over.set()
    assert answer.reason == Reason.TOO_SLOW
    assert internet.connections == []


@pytest.mark.parametrize(
    "trouble", [socket.gaierror(-2, "unknown"), UnicodeError("label too long")]
)
def test_a_name_that_nobody_knows_is_told(internet, monkeypatch, trouble):
    def unknown(*asked, **how):
        raise trouble

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    answer = Door(connect=internet.connect).get("http://unknown.example/")
    assert answer.reason == Reason.NAME


# --- Redirects ---------------------------------------------------------------------------------
def test_redirects_are_followed_to_their_end_and_those_for_good_are_told(stage, internet):
    stage.plays |= {
        "/1": redirect("/2", 301),
        "/2": redirect("http://b.example/3", 308),
        "/3": redirect("?x=1", 302),
        "/3?x=1": redirect("http://b.example/4", 301),
        "/4": reply(b"there"),
    }
    answer = internet.door().get("http://a.example/1")
    assert (answer.body, answer.url) == (b"there", "http://b.example/4")
    assert answer.moved_to == "http://b.example/3"


@pytest.mark.parametrize("to", ["/feed", "http://a.example/feed", "//a.example/feed", "feed", "?"])
def test_a_loop_ends(stage, internet, to):
    stage.otherwise = redirect(to)
    assert internet.door().get("http://a.example/feed").reason == Reason.REDIRECTS
    assert len(internet.connections) == 6


def test_fifty_hops_are_too_many_and_five_are_not(stage, internet):
    stage.plays |= {f"/{n}": redirect(f"/{n + 1}") for n in range(50)} | {"/50": reply(b"x")}
    door = internet.door(takes_turns=False)
    assert door.get("http://a.example/0").reason == Reason.REDIRECTS
    assert len(internet.connections) == 6
    assert isinstance(door.get("http://a.example/45"), Fetched)


@pytest.mark.parametrize(
    ("to", "reason"),
    [
        ("http://user:secret@a.example/", Reason.CREDENTIALS),
        ("file:///etc/passwd", Reason.ADDRESS),
        ("javascript:alert(1)", Reason.ADDRESS),
        ("http://a.example:6379/", Reason.PORT),
        ("http://localhost/", Reason.NOT_PUBLIC),
        ("http://[::ffff:127.0.0.1]/", Reason.NOT_PUBLIC),
        ("\\\\127.0.0.1\\", Reason.ADDRESS),
        ("/" + "a" * 5000, Reason.MOVED_NOWHERE),
        ("", Reason.MOVED_NOWHERE),
        ("http://[", Reason.ADDRESS),
    ],
)
def test_a_redirect_is_read_as_strictly_as_an_address(stage, internet, to, reason):
    stage.plays["/feed"] = redirect(to)
    assert internet.door().get("http://a.example/feed").reason == reason
    assert internet.connections == [(PUBLIC, 80)]


def test_a_redirect_into_other_alphabets_is_followed(stage, internet):
    stage.plays["/feed"] = redirect("/ä b")
    stage.plays["/%C3%A4%20b"] = reply(b"there")
    assert internet.door().get("http://a.example/feed").body == b"there"


def test_what_is_sent_follows_no_redirect(stage, internet):
    stage.plays["/hook"] = redirect("http://b.example/", 307)
    door = internet.door()
    headers = {"Authorization": "Bearer secret"}
    answer = door.post(
        "http://a.example/hook", b"{}", media_type="application/json", headers=headers
    )
    assert (answer.reason, answer.status) == (Reason.STATUS, 307)
    assert len(stage.asked) == 1


def test_what_is_sent_arrives_whole(stage, internet):
    stage.plays["/hook"] = reply(status="204 No Content")
    answer = internet.door().post("http://a.example/hook", b"{}", media_type="application/json")
    assert isinstance(answer, Fetched)
    assert "POST /hook HTTP/1.1\r\nHost: a.example\r\n" in stage.asked[0]
    assert "Content-Type: application/json\r\n" in stage.asked[0]
    assert "Content-Length: 2\r\n" in stage.asked[0]


def test_a_header_of_two_lines_is_a_fault_of_ours(internet):
    with pytest.raises(ValueError, match="one line"):
        internet.door().post("http://a.example/", b"", media_type="a\r\nX: b")


# --- What was named ----------------------------------------------------------------------------
def test_a_named_origin_may_be_private_and_on_any_port(stage, internet):
    stage.otherwise = reply(b"x")
    url = f"http://127.0.0.1:{stage.port}/feed"
    door = internet.door(named=frozenset({origin(url)}))
    assert isinstance(door.get(url), Fetched)
    assert door.get(f"https://127.0.0.1:{stage.port}/feed").reason == Reason.PORT
    assert door.get(f"http://localhost:{stage.port}/feed").reason == Reason.PORT
    assert door.get("http://127.0.0.1/").reason == Reason.NOT_PUBLIC
    assert len(internet.connections) == 1


def test_nobody_else_leads_to_a_named_origin(stage, internet):
    url = f"http://127.0.0.1:{stage.port}/feed"
    stage.plays["/to"] = redirect(url)
    stage.plays["/feed"] = redirect("http://a.example/to")
    door = internet.door(named=frozenset({origin(url)}))
    assert door.get("http://a.example/to").reason == Reason.PORT
    assert door.get(url).reason == Reason.PORT
    assert [address for address, _ in internet.connections] == [PUBLIC, "127.0.0.1", PUBLIC]


def test_where_it_is_switched_off_only_what_was_named_is_asked(stage, internet, settings):
    settings.FETCHING = False
    stage.otherwise = reply(b"x")
    url = f"http://127.0.0.1:{stage.port}/feed"
    door = internet.door(named=frozenset({origin(url)}))
    assert door.get("http://a.example/").reason == Reason.OFF
    assert isinstance(door.get(url), Fetched)
    assert len(internet.connections) == 1


def test_every_hostile_address_is_answered_among_good_ones(stage, internet):
    """Bad sources delay nobody: the good ones all come, each bad one has its reason."""
    stage.otherwise = reply(b"x")
    internet.names |= {f"g{n}.example": [PUBLIC] for n in range(20)}
    bad = [Wanted(url=f"http://{quote(written(one))}/") for one in PRIVATE[:100]]
    good = [Wanted(url=f"http://g{n}.example/", whose=n) for n in range(20)]
    answers = list(gather([*bad, *good], internet.door()))
    assert sorted(w.whose for w, a in answers if isinstance(a, Fetched)) == list(range(20))
    assert len(answers) == 120
    assert internet.strangers == set()
