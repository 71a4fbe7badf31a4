"""What holders do with the phones of their card: end one, stop a lost card, and be seen to use one."""

import uuid
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from webapp.core.audit.actions import record_event
from webapp.core.audit.events import CardReportedLost, PhoneEnded
from webapp.core.cards.listed import list_codes
from webapp.core.cards.validity import CardStatus
from webapp.core.errors import NotFoundError, Refusal, RefusedError
from webapp.core.identifiers import digest
from webapp.core.omakaiku.models import HolderPhone, Pairing
from webapp.core.omakaiku.queries import card_on_phone, phones_of_card


def end_phone(session: Session, token: str, phone_id: uuid.UUID, *, now: datetime) -> None:
    """Take the card off another phone that carries it. One that has gone already is no error.

    Nor is one of another card: nothing happens to it, and the answer does not tell that it exists.
    """
    card_on_phone(session, token, now=now, lock=True)  # two phones that end each other do so in turn
    for found in phones_of_card(session, token):
        if found.phone.id == phone_id and not found.is_this:
            session.delete(found.phone)
            record_event(session, PhoneEnded(found.phone.code), now=now, account_id=None)


def report_card_lost(session: Session, token: str, *, now: datetime) -> None:
    """Withdraw the card of this phone: it stops at once, and only its distributor can give a new code.

    A phone whose code was replaced cannot stop the card that came instead.
    """
    held = card_on_phone(session, token, now=now, lock=True)
    if held is None:
        raise NotFoundError
    card = held.card
    if held.refusal is Refusal.CARD_REPLACED:
        raise RefusedError(held.refusal)
    if card.status == CardStatus.WITHDRAWN:
        return
    card.status, card.stopped_at = CardStatus.WITHDRAWN, now
    # A QR or a slip that nobody has used may be where the card is.
    session.execute(delete(Pairing).where(Pairing.code == held.code, Pairing.used_at.is_(None)))
    list_codes(session, card)
    record_event(session, CardReportedLost(card.id, held.code), now=now, account_id=None)


def note_use(session: Session, token: str, *, now: datetime) -> None:
    """Note that the phone was used; asked for once a day (queries.was_used_today)."""
    phone = HolderPhone.token_digest == digest(token)
    session.execute(update(HolderPhone).where(phone).values(last_used_at=now))
