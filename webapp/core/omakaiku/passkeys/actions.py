"""Passkeys (WebAuthn): the way back to a card when its phones are gone, without a name or a label."""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import webauthn
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from webauthn.helpers import base64url_to_bytes
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from webapp.core.audit.actions import record_event
from webapp.core.cards.models import Card, RegisteredCode
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.identifiers import digest, new_id
from webapp.core.omakaiku.passkeys.events import PasskeyAdded, PasskeyEnded
from webapp.core.omakaiku.passkeys.models import HolderPasskey
from webapp.core.omakaiku.passkeys.reasons import PasskeyRefusal
from webapp.core.omakaiku.phones.actions import give_card_to_phone, make_space_on_phone
from webapp.core.omakaiku.phones.models import HolderPhone, PhoneKind
from webapp.core.omakaiku.phones.queries import card_on_phone
from webapp.core.typed_json import read_json

MOST_PASSKEYS: Final = 5
_USER_HANDLE_BYTES: Final = 32
_NAME: Final = "Kaikukortti"
"""What the phone's own list of passkeys shows. The same for everybody: it tells nothing of the holder."""


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


def creation(known: Sequence[HolderPasskey], site: Site) -> Ceremony:
    """Ask this phone to make a passkey; one of those that the card has is not made again."""
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name=_NAME,
        user_name=_NAME,
        user_id=secrets.token_bytes(_USER_HANDLE_BYTES),  # random: the passkey knows no card either
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one.credential_id) for one in known],
    )
    return Ceremony(webauthn.options_to_json(options), options.challenge)


def question(site: Site) -> Ceremony:
    """Ask a phone for any passkey of this site: who asks does not say who they are."""
    options = webauthn.generate_authentication_options(
        rp_id=site.host, user_verification=UserVerificationRequirement.REQUIRED
    )
    return Ceremony(webauthn.options_to_json(options), options.challenge)


def passkeys_of_card(session: Session, token: str) -> Sequence[HolderPasskey]:
    """Those of the code on the phone that holds `token`, the newest first."""
    code = select(HolderPhone.code).where(HolderPhone.token_digest == digest(token)).scalar_subquery()
    own = select(HolderPasskey).where(HolderPasskey.code == code)
    return session.scalars(own.order_by(HolderPasskey.added_at.desc(), HolderPasskey.id)).all()


def add_passkey(session: Session, token: str, answer: Answer, *, now: datetime) -> None:
    """Keep what the phone has made, for the card on it.

    Raises:
        NotFoundError: there is no such thing for the actor.
        RefusedError: why the card is not valid, TOO_MANY_PASSKEYS or PASSKEY_INVALID.
    """
    held = card_on_phone(session, token, now=now, lock=True)
    if held is None:
        raise NotFoundError
    if held.refusal is not None:
        raise RefusedError(held.refusal)
    counted = select(func.count()).where(HolderPasskey.code == held.code)
    if (session.scalar(counted) or 0) >= MOST_PASSKEYS:
        raise RefusedError(PasskeyRefusal.TOO_MANY_PASSKEYS, "answer", most=MOST_PASSKEYS)
    try:
        made = webauthn.verify_registration_response(
            credential=_read(answer.json), expected_challenge=answer.challenge,
            expected_rp_id=answer.site.host, expected_origin=answer.site.origin,
            require_user_verification=True,
        )  # fmt: skip
    except WebAuthnException:
        raise RefusedError(PasskeyRefusal.PASSKEY_INVALID, "answer") from None
    if session.scalar(select(HolderPasskey.id).where(HolderPasskey.credential_id == made.credential_id)):
        raise RefusedError(PasskeyRefusal.PASSKEY_INVALID, "answer")
    passkey = HolderPasskey(
        id=new_id(now), credential_id=made.credential_id, public_key=made.credential_public_key,
        sign_count=made.sign_count, code=held.code, added_at=now,
    )  # fmt: skip
    session.add(passkey)
    record_event(session, PasskeyAdded(held.code), now=now, account_id=None)


def come_back(
    session: Session, answer: Answer, *, kind: PhoneKind, carried: Sequence[str], now: datetime
) -> str:
    """Take the passkey's card onto this phone and return the phone's new token, or RefusedError.

    An unknown passkey, a wrong signature and one whose code was replaced get the same answer. What the phone
    has `carried` until now stays, where there is space.

    Raises:
        RefusedError: PASSKEY_INVALID, TOO_MANY_PHONES or TOO_MANY_CARDS.
    """
    credential = _read(answer.json)
    passkey = _named(session, credential)
    if passkey is None:
        raise RefusedError(PasskeyRefusal.PASSKEY_INVALID, "answer")
    try:
        proof = webauthn.verify_authentication_response(
            credential=credential, expected_challenge=answer.challenge, expected_rp_id=answer.site.host,
            expected_origin=answer.site.origin, credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count, require_user_verification=True,
        )  # fmt: skip
    except WebAuthnException:
        raise RefusedError(PasskeyRefusal.PASSKEY_INVALID, "answer") from None
    passkey.sign_count = proof.new_sign_count
    make_space_on_phone(session, carried, passkey.code, now=now)
    return give_card_to_phone(session, passkey.code, kind=kind, now=now)


def end_passkey(session: Session, token: str, passkey_id: uuid.UUID, *, now: datetime) -> None:
    """Forget one passkey of this phone's card; one that is gone, or another card's, is no error."""
    for one in passkeys_of_card(session, token):
        if one.id == passkey_id:
            session.delete(one)
            record_event(session, PasskeyEnded(one.code), now=now, account_id=None)


def _read(answer: str) -> dict[str, Any]:
    try:
        read = read_json(answer)
    except ValueError:
        read = None
    if not isinstance(read, dict):
        raise RefusedError(PasskeyRefusal.PASSKEY_INVALID, "answer")
    return read


def _named(session: Session, credential: dict[str, Any]) -> HolderPasskey | None:
    try:
        name = base64url_to_bytes(str(credential.get("rawId", "")))
    except ValueError:
        return None
    is_it = HolderPasskey.credential_id == name
    code = RegisteredCode.code == HolderPasskey.code
    card = select(Card.id).join(RegisteredCode).join(HolderPasskey, code).where(is_it)
    # Before anything is read: whatever happens to a card's codes and phones happens in turn.
    session.execute(card.with_for_update(of=Card))
    passkey = select(HolderPasskey).join(RegisteredCode, code).where(is_it)
    return session.scalar(passkey.where(RegisteredCode.replaced_at.is_(None)))
