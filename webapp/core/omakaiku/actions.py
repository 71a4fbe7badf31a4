"""Give a card to a phone and take it back."""

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.audit.actions import record_event
from webapp.core.audit.events import PairingMade, PhoneForgotten, PhonePaired
from webapp.core.calendar import day_in_finland
from webapp.core.cards.models import Card, RegisteredCode
from webapp.core.cards.queries import own_card
from webapp.core.errors import Refusal, RefusedError
from webapp.core.identifiers import digest, new_id, new_secret, tidy_secret
from webapp.core.networks.operating_model import MODEL
from webapp.core.omakaiku.models import HolderPhone, Pairing


@dataclass(frozen=True, slots=True)
class NewPairing:
    """A pairing's secret, which is known only now, and when it stops working."""

    secret: str
    expires_at: datetime


def make_pairing(session: Session, actor: Actor, card_id: uuid.UUID, *, now: datetime) -> NewPairing:
    """A single-use secret, good for ten minutes, by which one phone takes a card the actor issued."""
    own_card(session, actor, card_id, today=day_in_finland(now))
    # Showing a new QR makes the one before it worthless: there is one way in at a time.
    session.execute(delete(Pairing).where(Pairing.card_id == card_id, Pairing.used_at.is_(None)))
    secret = new_secret()
    pairing = Pairing(
        id=new_id(now), secret_digest=digest(secret), card_id=card_id, made_at=now,
        expires_at=now + MODEL.pairing_lasts,
    )  # fmt: skip
    session.add(pairing)
    record_act(session, actor, PairingMade(card_id), now=now)
    return NewPairing(secret, pairing.expires_at)


def pair_phone(session: Session, typed_secret: str, *, now: datetime) -> str:
    """Use a pairing secret up and return the phone's new cookie token (256 random bits)."""
    statement = select(Pairing).where(Pairing.secret_digest == digest(tidy_secret(typed_secret)))
    pairing = session.scalar(statement.with_for_update())
    if pairing is None or pairing.used_at is not None or pairing.expires_at <= now:
        raise RefusedError(Refusal.PAIRING_INVALID, "secret")
    session.get_one(Card, pairing.card_id, with_for_update=True)
    in_force = RegisteredCode.replaced_at.is_(None)
    code = session.scalars(
        select(RegisteredCode.code).where(RegisteredCode.card_id == pairing.card_id, in_force)
    ).one()
    phones = select(func.count()).select_from(HolderPhone).where(HolderPhone.code == code)
    if (session.scalar(phones) or 0) >= MODEL.most_phones:
        raise RefusedError(Refusal.TOO_MANY_PHONES, "secret", most=MODEL.most_phones)
    pairing.used_at = now
    token = secrets.token_urlsafe(32)
    phone = HolderPhone(id=new_id(now), token_digest=digest(token), code=code, paired_at=now)
    session.add(phone)
    record_event(session, PhonePaired(code), now=now, account_id=None)
    return token


def forget_phone(session: Session, token: str, *, now: datetime) -> None:
    """Take the card off the phone that holds this token; an unknown token is no error."""
    phone = session.scalar(select(HolderPhone).where(HolderPhone.token_digest == digest(token)))
    if phone is not None:
        session.delete(phone)
        record_event(session, PhoneForgotten(phone.code), now=now, account_id=None)
