"""Passkeys of staff: made under a name, renamed, removed; one alone signs its person in."""

import hashlib
import uuid
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core import ceremonies
from webapp.core.accounts.events import SignedIn
from webapp.core.accounts.factors.changes import keep_one, lock_factors
from webapp.core.accounts.factors.events import StaffPasskeyAdded, StaffPasskeyRemoved
from webapp.core.accounts.factors.models import LONGEST_NAME, StaffPasskey
from webapp.core.accounts.factors.queries import own_factors
from webapp.core.accounts.factors.reasons import FactorRefusal
from webapp.core.accounts.models import Account
from webapp.core.audit.actions import record_event
from webapp.core.ceremonies import Answer, Ceremony, InvalidAnswerError, Keeper, MadePasskey, Site
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.free_text.checks import Writer, refuse_details
from webapp.core.identifiers import new_id

MOST_PASSKEYS: Final = 10


def creation(session: Session, account_id: int, site: Site) -> Ceremony:
    """Ask this browser to make a passkey for a person; one that they have is not made again."""
    account = session.get_one(Account, account_id)
    known = [one.credential_id for one in own_factors(session, account_id).passkeys]
    return ceremonies.creation(Keeper(_handle_of(account_id), account.email), known, site)


def add_passkey(session: Session, account_id: int, answer: Answer, *, name: str, now: datetime) -> None:
    """Keep what the browser has made.

    Raises:
        RefusedError: TOO_MANY_STAFF_PASSKEYS, FACTOR_PASSKEY_INVALID or TEXT_IDENTITY_CODE.
    """
    lock_factors(session, account_id)
    if len(own_factors(session, account_id).passkeys) >= MOST_PASSKEYS:
        raise RefusedError(FactorRefusal.TOO_MANY_STAFF_PASSKEYS, "answer", most=MOST_PASSKEYS)
    try:
        made = ceremonies.made_passkey(answer)
    except InvalidAnswerError:
        raise RefusedError(FactorRefusal.FACTOR_PASSKEY_INVALID, "answer") from None
    if session.scalar(select(StaffPasskey.id).where(StaffPasskey.credential_id == made.credential_id)):
        raise RefusedError(FactorRefusal.FACTOR_PASSKEY_INVALID, "answer")
    passkey = StaffPasskey(
        id=new_id(now), account_id=account_id, name=check_passkey_name(name),
        credential_id=made.credential_id, public_key=made.public_key, sign_count=made.sign_count,
        added_at=now,
    )  # fmt: skip
    session.add(passkey)
    session.flush()
    record_event(session, StaffPasskeyAdded(), now=now, account_id=account_id)


def sign_in_with_passkey(session: Session, answer: Answer, *, now: datetime) -> int:
    """The account whose passkey has answered; an unknown passkey and a wrong answer are refused alike.

    Raises:
        RefusedError: FACTOR_PASSKEY_INVALID.
    """
    account_id = _proved(session, answer, now=now)
    record_event(session, SignedIn(), now=now, account_id=account_id)
    return account_id


def prove_with_passkey(session: Session, account_id: int, answer: Answer, *, now: datetime) -> None:
    """Let a passkey show that a person who is signed in is still the same.

    Raises:
        RefusedError: FACTOR_PASSKEY_INVALID, also for somebody else's.
    """
    if _proved(session, answer, now=now) != account_id:
        raise RefusedError(FactorRefusal.FACTOR_PASSKEY_INVALID, "answer")


def own_passkey(session: Session, account_id: int, passkey_id: uuid.UUID) -> StaffPasskey:
    """One passkey of a person.

    Raises:
        NotFoundError: they have no such.
    """
    found = session.get(StaffPasskey, passkey_id)
    if found is None or found.account_id != account_id:
        raise NotFoundError
    return found


def rename_passkey(session: Session, account_id: int, passkey_id: uuid.UUID, *, name: str) -> None:
    """Call a passkey by another name.

    Raises:
        NotFoundError: they have no such.
        RefusedError: TEXT_IDENTITY_CODE.
    """
    own_passkey(session, account_id, passkey_id).name = check_passkey_name(name)


def remove_passkey(
    session: Session, account_id: int, passkey_id: uuid.UUID, *, is_demanded: bool, now: datetime
) -> None:
    """Forget a passkey.

    Raises:
        NotFoundError: they have no such.
        RefusedError: LAST_FACTOR.
    """
    lock_factors(session, account_id)
    found = own_passkey(session, account_id, passkey_id)
    keep_one(session, account_id, is_demanded=is_demanded)
    session.delete(found)
    session.flush()
    record_event(session, StaffPasskeyRemoved(), now=now, account_id=account_id)


def _handle_of(account_id: int) -> bytes:
    # The same for all passkeys of a person, so that a keeper holds one; and it tells nobody else who it is.
    return hashlib.sha256(f"kaikukortti account {account_id}".encode()).digest()


def _proved(session: Session, answer: Answer, *, now: datetime) -> int:
    try:
        passkey = _named(session, answer)
        made = MadePasskey(passkey.credential_id, passkey.public_key, passkey.sign_count)
        passkey.sign_count = ceremonies.proved_count(answer, made)
    except InvalidAnswerError:
        raise RefusedError(FactorRefusal.FACTOR_PASSKEY_INVALID, "answer") from None
    passkey.last_used_at = now
    return passkey.account_id


def _named(session: Session, answer: Answer) -> StaffPasskey:
    is_it = StaffPasskey.credential_id == ceremonies.named_credential(answer)
    passkey = session.scalar(select(StaffPasskey).where(is_it).with_for_update())
    if passkey is None or ceremonies.named_handle(answer) != _handle_of(passkey.account_id):
        raise InvalidAnswerError
    return passkey


def check_passkey_name(typed: str, field: str = "name") -> str:
    """What a person calls a passkey, as it is kept: its beginning, where it is long.

    Raises:
        RefusedError: TEXT_IDENTITY_CODE.
    """
    name = " ".join(typed.split())
    refuse_details(name, field, Writer.OFFICE)
    return name[:LONGEST_NAME]
