"""The card on a phone."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.core.calendar import day_in_finland
from webapp.core.cards.models import Card, RegisteredCode
from webapp.core.cards.queries import CardInHand, in_hand
from webapp.core.identifiers import digest
from webapp.core.omakaiku.models import HolderPhone


def card_on_phone(session: Session, token: str, *, now: datetime) -> CardInHand | None:
    """The card that the phone with this token carries, or None where the token is not, or no longer, good."""
    statement = (
        select(Card, RegisteredCode)
        .join(RegisteredCode, RegisteredCode.card_id == Card.id)
        .join(HolderPhone, HolderPhone.code == RegisteredCode.code)
        .where(HolderPhone.token_digest == digest(token))
    )
    row = session.execute(statement).first()
    if row is None:
        return None
    code: RegisteredCode = row.RegisteredCode
    return in_hand(row.Card, code.code, day_in_finland(now), is_replaced=code.replaced_at is not None)
