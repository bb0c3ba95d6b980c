"""Who answers https must prove who it is: by a certificate for the name in the address."""

import socket
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from sme4smartcities.core.fetching import Fetched, Limits, Reason
from tests.core.fetching.stage import PUBLIC, Internet, Stage, opened, redirect, reply

pytestmark = pytest.mark.once
NOW = datetime.now(UTC)


class Authority:
    """Signs what it is asked to; the door of a test trusts it and nobody else."""

    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "An authority")])
        self.proof = self.sign(self.name, self.key, x509.BasicConstraints(True, None))

    def sign(self, subject, key, *extensions, end=NOW + timedelta(days=9)):
        made = (
            x509.CertificateBuilder(self.name, subject, key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW - timedelta(days=99))
            .not_valid_after(end)
        )
        for one in extensions:
            made = made.add_extension(one, critical=isinstance(one, x509.BasicConstraints))
        return made.sign(self.key, hashes.SHA256())

    def trust(self):
        proof = self.proof.public_bytes(Encoding.PEM).decode()
        return ssl.create_default_context(cadata=proof)


def server_side(authority, folder, *names, **how):
    """Give what secures the stage's connections, and the names that were asked for."""
    key = ec.generate_private_key(ec.SECP256R1())
    alternatives = [
        x509.IPAddress(ip_address(n)) if n[0].isdigit() else x509.DNSName(n) for n in names
    ]
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0])])
    proof = authority.sign(subject, key, x509.SubjectAlternativeName(alternatives), **how)
    file = folder / "server.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(proof.public_bytes(Encoding.PEM) + private)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    asked = []
    context.sni_callback = lambda line, name, _context: asked.append(name)
    return context, asked


@pytest.fixture(scope="module")
def authority():
    return Authority()


def staged(context):
    return opened(Stage(lambda line: context.wrap_socket(line, server_side=True)))


def test_the_right_server_is_asked_by_its_name(authority, tmp_path):
    context, asked = server_side(authority, tmp_path, "a.example", PUBLIC)
    with staged(context) as stage:
        stage.otherwise = reply(b"secret")
        internet = Internet(stage, {"a.example": [PUBLIC]})
        door = internet.door(trust=authority.trust, takes_turns=False)
        assert door.get("https://a.example/").body == b"secret"
        assert isinstance(door.get(f"https://{PUBLIC}/"), Fetched)
        assert internet.connections == [(PUBLIC, 443)] * 2
        assert asked == ["a.example", None]
        assert "Host: a.example\r\n" in stage.asked[0]


@pytest.mark.parametrize(
    ("names", "how"),
    [(("b.example",), {}), (("a.example",), {"end": NOW - timedelta(days=1)})],
    ids=["another-name", "expired"],
)
def test_a_certificate_that_does_not_fit_is_refused(authority, tmp_path, names, how):
    context, _asked = server_side(authority, tmp_path, *names, **how)
    with staged(context) as stage:
        stage.otherwise = reply(b"x")
        internet = Internet(stage, {"a.example": [PUBLIC]})
        answer = internet.door(trust=authority.trust).get("https://a.example/")
        assert answer.reason == Reason.CERTIFICATE
        assert stage.asked == []


def test_a_server_that_only_its_own_authority_knows_is_refused(authority, tmp_path):
    context, _asked = server_side(Authority(), tmp_path, "a.example")
    with staged(context) as stage:
        internet = Internet(stage, {"a.example": [PUBLIC]})
        answer = internet.door(trust=authority.trust).get("https://a.example/")
        assert answer.reason == Reason.CERTIFICATE
        answer = internet.door(takes_turns=False).get("https://a.example/")  # as the system trusts
        assert answer.reason == Reason.CERTIFICATE
        assert stage.asked == []


def talks_plainly(line: socket.socket) -> socket.socket:
    line.sendall(reply(b"no secret") * 20)
    return line


def says_nothing(line: socket.socket) -> socket.socket:
    line.recv(65536)
    line.recv(1)
    return line


@pytest.mark.parametrize(
    ("wrap", "reason"),
    [(talks_plainly, Reason.UNREACHABLE), (says_nothing, Reason.TOO_SLOW)],
)
def test_a_server_that_agrees_on_no_key_is_left(authority, wrap, reason):
    with opened(Stage(wrap)) as stage:
        internet = Internet(stage, {"a.example": [PUBLIC]})
        door = internet.door(trust=authority.trust)
        answer = door.get("https://a.example/", limits=Limits(seconds=0.3))
        assert answer.reason in {reason, Reason.TOO_SLOW}


def test_an_address_that_leads_to_and_fro_between_http_and_https_ends(authority, tmp_path):
    context, _asked = server_side(authority, tmp_path, "a.example")
    with staged(context) as stage, opened(Stage()) as plain:
        stage.otherwise, plain.otherwise = (
            redirect("http://a.example/"),
            redirect("https://a.example/"),
        )
        secured, open_ = Internet(stage, {"a.example": [PUBLIC]}), Internet(plain)

        def connect(address, port, seconds):
            return (secured if port == 443 else open_).connect(address, port, seconds)

        door = secured.door(trust=authority.trust, connect=connect)
        assert door.get("https://a.example/").reason == Reason.REDIRECTS
        assert len(secured.connections + open_.connections) == 6
