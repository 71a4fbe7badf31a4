"""Passkeys (WebAuthn): the way back to a card when its phones are gone, without a name or a label."""

import secrets
import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.core import ceremonies
from webapp.core.audit.actions import record_event
from webapp.core.cards.models import Card, RegisteredCode
from webapp.core.ceremonies import Answer, Ceremony, InvalidAnswerError, Keeper, MadePasskey, Site
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.identifiers import digest, new_id
from webapp.core.omakaiku.passkeys.events import PasskeyAdded, PasskeyEnded
from webapp.core.omakaiku.passkeys.models import HolderPasskey
from webapp.core.omakaiku.passkeys.reasons import PasskeyRefusal
from webapp.core.omakaiku.phones.actions import give_card_to_phone, make_space_on_phone
from webapp.core.omakaiku.phones.models import HolderPhone, PhoneKind
from webapp.core.omakaiku.phones.queries import card_on_phone

MOST_PASSKEYS: Final = 5
_USER_HANDLE_BYTES: Final = 32
_NAME: Final = "Kaikukortti"
"""What the phone's own list of passkeys shows. The same for everybody: it tells nothing of the holder."""


def creation(known: Sequence[HolderPasskey], site: Site) -> Ceremony:
    """Ask this phone to make a passkey; one of those that the card has is not made again."""
    nobody = Keeper(secrets.token_bytes(_USER_HANDLE_BYTES), _NAME)  # random: it knows no card either
    return ceremonies.creation(nobody, [one.credential_id for one in known], site)


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
        made = ceremonies.made_passkey(answer)
    except InvalidAnswerError:
        raise RefusedError(PasskeyRefusal.PASSKEY_INVALID, "answer") from None
    if session.scalar(select(HolderPasskey.id).where(HolderPasskey.credential_id == made.credential_id)):
        raise RefusedError(PasskeyRefusal.PASSKEY_INVALID, "answer")
    passkey = HolderPasskey(
        id=new_id(now), credential_id=made.credential_id, public_key=made.public_key,
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
    try:
        passkey = _proved(session, answer)
    except InvalidAnswerError:
        raise RefusedError(PasskeyRefusal.PASSKEY_INVALID, "answer") from None
    make_space_on_phone(session, carried, passkey.code, now=now)
    return give_card_to_phone(session, passkey.code, kind=kind, now=now)


def end_passkey(session: Session, token: str, passkey_id: uuid.UUID, *, now: datetime) -> None:
    """Forget one passkey of this phone's card; one that is gone, or another card's, is no error."""
    for one in passkeys_of_card(session, token):
        if one.id == passkey_id:
            session.delete(one)
            record_event(session, PasskeyEnded(one.code), now=now, account_id=None)


def _proved(session: Session, answer: Answer) -> HolderPasskey:
    passkey = _named(session, ceremonies.named_credential(answer))
    if passkey is None:
        raise InvalidAnswerError
    made = MadePasskey(passkey.credential_id, passkey.public_key, passkey.sign_count)
    passkey.sign_count = ceremonies.proved_count(answer, made)
    return passkey


def _named(session: Session, credential_id: bytes) -> HolderPasskey | None:
    is_it = HolderPasskey.credential_id == credential_id
    code = RegisteredCode.code == HolderPasskey.code
    card = select(Card.id).join(RegisteredCode).join(HolderPasskey, code).where(is_it)
    # Before anything is read: whatever happens to a card's codes and phones happens in turn.
    session.execute(card.with_for_update(of=Card))
    passkey = select(HolderPasskey).join(RegisteredCode, code).where(is_it)
    return session.scalar(passkey.where(RegisteredCode.replaced_at.is_(None)))
