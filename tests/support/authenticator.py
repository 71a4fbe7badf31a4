"""A keeper of one passkey without a browser, for tests that answer a page's question themselves."""

import hashlib
import json
import secrets
import struct
from typing import Any, Final

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url

from webapp.core.ceremonies import Answer, Ceremony, Site

SITE: Final = Site("kaikukortti.example", "https://kaikukortti.example")
_PRESENT_AND_VERIFIED, _WITH_CREDENTIAL = 0x05, 0x40


class Authenticator:
    """A phone's own keeper of one passkey, as the standard has it (WebAuthn, §6.1 and §6.5)."""

    def __init__(self, site: Site = SITE) -> None:
        self.site = site
        self.handle = ""
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = secrets.token_bytes(32)
        self.uses = 0

    def make(self, ceremony: Ceremony) -> Answer:
        """Make the passkey, and keep for whom it is."""
        self.handle = json.loads(ceremony.options)["user"]["id"]
        numbers = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        credential = bytes(16) + struct.pack(">H", len(self.name)) + self.name + cbor2.dumps(cose)
        facts = self._facts(_PRESENT_AND_VERIFIED | _WITH_CREDENTIAL) + credential
        attestation = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": facts})
        return self._answer(ceremony, "webauthn.create", attestationObject=attestation)

    def use(self, ceremony: Ceremony) -> Answer:
        """Answer with it."""
        self.uses += 1
        facts = self._facts(_PRESENT_AND_VERIFIED)
        client_data = self._client_data(ceremony, "webauthn.get")
        signature = self.key.sign(facts + hashlib.sha256(client_data).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(ceremony, "webauthn.get", authenticatorData=facts, signature=signature)

    def _facts(self, flags: int) -> bytes:
        return hashlib.sha256(self.site.host.encode()).digest() + struct.pack(">BI", flags, self.uses)

    def _client_data(self, ceremony: Ceremony, kind: str) -> bytes:
        challenge = bytes_to_base64url(ceremony.challenge)
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.site.origin}).encode()

    def _answer(self, ceremony: Ceremony, kind: str, **parts: bytes) -> Answer:
        sent = {"clientDataJSON": self._client_data(ceremony, kind), **parts}
        credential: dict[str, Any] = {
            "id": bytes_to_base64url(self.name),
            "rawId": bytes_to_base64url(self.name),
            "type": "public-key",
            "response": {name: bytes_to_base64url(part) for name, part in sent.items()},
        }
        if kind == "webauthn.get":
            credential["response"]["userHandle"] = self.handle
        return Answer(json.dumps(credential), ceremony.challenge, SITE)
