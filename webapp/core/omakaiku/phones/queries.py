"""The card on a phone, and the phones of a card."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.calendar import day_in_finland
from webapp.core.cards.models import Card, RegisteredCode
from webapp.core.cards.queries import CardInHand, in_hand
from webapp.core.identifiers import digest
from webapp.core.networks.service_numbers import SERVICE
from webapp.core.omakaiku.phones.models import HolderPhone


@dataclass(frozen=True, slots=True)
class PhoneOfCard:
    """A phone that carries the card, and whether it is the one that asks."""

    phone: HolderPhone
    is_this: bool


def card_on_phone(session: Session, token: str, *, now: datetime, lock: bool = False) -> CardInHand | None:
    """The card that the phone with this token carries, or None where the token is not, or no longer, good."""
    of_phone = (
        select(Card.id)
        .join(RegisteredCode, RegisteredCode.card_id == Card.id)
        .join(HolderPhone, HolderPhone.code == RegisteredCode.code)
        .where(HolderPhone.token_digest == digest(token))
    )
    if lock:
        # By itself and first: a statement that waits for a lock sees other tables as they were before.
        session.execute(of_phone.with_for_update(of=Card))
    statement = of_phone.with_only_columns(Card, RegisteredCode).execution_options(populate_existing=lock)
    row = session.execute(statement).first()
    if row is None:
        return None
    code: RegisteredCode = row.RegisteredCode
    return in_hand(row.Card, code.code, day_in_finland(now), is_replaced=code.replaced_at is not None)


def in_order_of_coming(session: Session, tokens: Sequence[str]) -> Sequence[str]:
    """The tokens that one phone holds, by when their cards came to it; one that is not good is left out."""
    by_digest = {digest(token): token for token in tokens}
    statement = (
        select(HolderPhone.token_digest)
        .where(HolderPhone.token_digest.in_(by_digest))
        .order_by(HolderPhone.paired_at, HolderPhone.id)
    )
    return [by_digest[one] for one in session.scalars(statement)]


def phones_of_card(session: Session, token: str) -> Sequence[PhoneOfCard]:
    """The phones that show the same code as the phone with this token: itself first, then the last used."""
    own = digest(token)
    code = select(HolderPhone.code).where(HolderPhone.token_digest == own).scalar_subquery()
    statement = (
        select(HolderPhone)
        .where(HolderPhone.code == code)
        .order_by(HolderPhone.token_digest != own, HolderPhone.last_used_at.desc(), HolderPhone.id)
    )
    return [PhoneOfCard(phone, phone.token_digest == own) for phone in session.scalars(statement)]


def phones_with_code(session: Session, code: str) -> Sequence[HolderPhone]:
    """The phones that show a code, the last used first."""
    statement = select(HolderPhone).where(HolderPhone.code == code)
    return session.scalars(statement.order_by(HolderPhone.last_used_at.desc(), HolderPhone.id)).all()


def has_space(phones: Sequence[HolderPhone], *, now: datetime) -> bool:
    """Whether one more may show the code of these: there are not five yet, or one is not in use any more."""
    idle_since = now - SERVICE.idle_phone_gives_way
    return len(phones) < SERVICE.most_phones or any(one.last_used_at < idle_since for one in phones)


def was_used_today(session: Session, token: str, *, now: datetime) -> bool:
    """Whether the phone's use has been noted today in Finland; True also for a token that is not good."""
    statement = select(HolderPhone.last_used_at).where(HolderPhone.token_digest == digest(token))
    last = session.scalar(statement)
    return last is None or day_in_finland(last) >= day_in_finland(now)
