"""A passkey made of software: it answers as a phone would, and can be told to misbehave."""

import hashlib
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.urls import reverse
from fido2 import cbor
from fido2.cose import ES256

from tests.conftest import Browser

USER_PRESENT, USER_VERIFIED, HAS_CREDENTIAL = 0x01, 0x04, 0x40


def text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def raw(written: str) -> bytes:
    return urlsafe_b64decode(written + "=" * (-len(written) % 4))


@dataclass
class SoftKey:
    origin: str = "https://testserver"
    relying_party: str = "testserver"
    count: int = 0
    flags: int = USER_PRESENT | USER_VERIFIED
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    private: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    user_handle: str = ""

    def create(self, options: dict[str, Any]) -> str:
        """Answer navigator.credentials.create."""
        asked = options["publicKey"]
        self.user_handle = asked["user"]["id"]
        public = cbor.encode(ES256.from_cryptography_key(self.private.public_key()))
        length = len(self.credential_id).to_bytes(2, "big")
        data = self._data(HAS_CREDENTIAL) + bytes(16) + length + self.credential_id + public
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": data})
        answer = {
            "clientDataJSON": text(self._client_data("webauthn.create", asked["challenge"])),
            "attestationObject": text(attestation),
            "transports": ["internal"],
        }
        return self._credential(answer, {"credProps": {"rk": True}})

    def get(self, options: dict[str, Any], **changes: str) -> str:
        """Answer navigator.credentials.get; ``changes`` overwrite parts of the answer."""
        self.count += 1
        client_data = self._client_data("webauthn.get", options["publicKey"]["challenge"])
        data = self._data()
        signed = data + hashlib.sha256(client_data).digest()
        answer = {
            "clientDataJSON": text(client_data),
            "authenticatorData": text(data),
            "signature": text(self.private.sign(signed, ec.ECDSA(hashes.SHA256()))),
            "userHandle": self.user_handle,
        }
        return self._credential({**answer, **changes}, {})

    def _data(self, more_flags: int = 0) -> bytes:
        party = hashlib.sha256(self.relying_party.encode()).digest()
        return party + bytes([self.flags | more_flags]) + self.count.to_bytes(4, "big")

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps(
            {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        ).encode()

    def _credential(self, answer: dict[str, Any], extensions: dict[str, Any]) -> str:
        return json.dumps(
            {
                "id": text(self.credential_id),
                "rawId": text(self.credential_id),
                "type": "public-key",
                "response": answer,
                "clientExtensionResults": extensions,
            }
        )


def save_passkey(browser: Browser, key: SoftKey) -> Any:
    """Save the key by the page, as the member who is signed in."""
    page = browser.get(reverse("mfa_add_webauthn"))
    answer = key.create(page.context["js_data"]["creation_options"])
    return browser.post(
        reverse("mfa_add_webauthn"),
        {"name": "Phone", "credential": answer, "passwordless": "True"},
    )
