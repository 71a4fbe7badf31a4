"""Passkeys (WebAuthn): the questions to a browser and the proof in its answers, whoever's passkey it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import webauthn
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from webapp.core.typed_json import read_json

_SERVICE: Final = "Kaikukortti"


class InvalidAnswerError(Exception):
    """A browser's answer proves nothing: whose passkeys they are has a sentence for it."""


@dataclass(frozen=True, slots=True)
class Site:
    """Whom a passkey is for: the host's name, and the origin that the browser must have spoken to."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class Ceremony:
    """What the browser is asked (as JSON), and the challenge that its answer must carry; it works once."""

    options: str
    challenge: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """A browser's answer as JSON, the challenge that it was asked with, and where."""

    json: str
    challenge: bytes
    site: Site


@dataclass(frozen=True, slots=True)
class Keeper:
    """For whom a phone keeps a passkey: a handle that it gives back, and the name that its own list shows."""

    handle: bytes
    name: str


@dataclass(frozen=True, slots=True)
class MadePasskey:
    """A new passkey: its name among all passkeys, the key that its answers are verified with, its count."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


def creation(keeper: Keeper, known: Iterable[bytes], site: Site) -> Ceremony:
    """Ask a browser to make a passkey that it finds without a name; one that is `known` is not made again."""
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=_SERVICE,
        user_name=keeper.name,
        user_id=keeper.handle,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
    )
    return Ceremony(webauthn.options_to_json(options), options.challenge)


def question(site: Site) -> Ceremony:
    """Ask a browser for any passkey of this site: who asks does not say who they are."""
    options = webauthn.generate_authentication_options(
        rp_id=site.host, user_verification=UserVerificationRequirement.REQUIRED
    )
    return Ceremony(webauthn.options_to_json(options), options.challenge)


def made_passkey(answer: Answer) -> MadePasskey:
    """What a browser has made.

    Raises:
        InvalidAnswerError: it is no answer to this question.
    """
    try:
        made = webauthn.verify_registration_response(
            credential=_read(answer.json), expected_challenge=answer.challenge,
            expected_rp_id=answer.site.host, expected_origin=answer.site.origin,
            require_user_verification=True,
        )  # fmt: skip
    except WebAuthnException:
        raise InvalidAnswerError from None
    return MadePasskey(made.credential_id, made.credential_public_key, made.sign_count)


def named_credential(answer: Answer) -> bytes:
    """The credential that an answer says it is of, unproved.

    Raises:
        InvalidAnswerError: it is no answer.
    """
    return _bytes_of(_read(answer.json).get("rawId"))


def named_handle(answer: Answer) -> bytes:
    """For whom an answer says its passkey is kept, unproved.

    Raises:
        InvalidAnswerError: it does not say so.
    """
    response = _read(answer.json).get("response")
    return _bytes_of(response.get("userHandle") if isinstance(response, dict) else None)


def proved_count(answer: Answer, passkey: MadePasskey) -> int:
    """How often a passkey has been used, when its answer proves that it is the one.

    Raises:
        InvalidAnswerError: it does not, or it is an older copy.
    """
    try:
        proof = webauthn.verify_authentication_response(
            credential=_read(answer.json), expected_challenge=answer.challenge,
            expected_rp_id=answer.site.host, expected_origin=answer.site.origin,
            credential_public_key=passkey.public_key, credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )  # fmt: skip
    except WebAuthnException:
        raise InvalidAnswerError from None
    return proof.new_sign_count


def _read(answer: str) -> dict[str, Any]:
    try:
        read = read_json(answer)
    except ValueError:
        read = None
    if not isinstance(read, dict):
        raise InvalidAnswerError
    return read


def _bytes_of(text: object) -> bytes:
    try:
        return base64url_to_bytes(str(text or ""))
    except ValueError:
        raise InvalidAnswerError from None
