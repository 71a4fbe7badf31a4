"""Reminders on a holder's phone: turned on and off, found to be due, claimed, and settled.

Sending takes as long as a stranger's server likes, so nothing is locked meanwhile: one transaction claims a
notice, a second settles it. A claim that nobody settles (the machine fell over) is void after CLAIM_LASTS.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, assert_never

from sqlalchemy import ColumnElement, Row, Select, delete, or_, select, update
from sqlalchemy.orm import Session

from webapp.core.audit.actions import record_event
from webapp.core.calendar import day_in_finland
from webapp.core.cards.models import Card, RegisteredCode
from webapp.core.cards.queries import CardInHand, check_own_hands
from webapp.core.cards.reasons import CardRefusal
from webapp.core.cards.validity import CardStatus, Validity
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.identifiers import digest, new_id
from webapp.core.networks.service_numbers import SERVICE
from webapp.core.omakaiku.phones.models import HolderPhone
from webapp.core.omakaiku.phones.queries import card_on_phone
from webapp.core.omakaiku.reminders.events import (
    NoticeSent,
    NoticesTurnedOff,
    NoticesTurnedOn,
    NoticesUnreachable,
)
from webapp.core.omakaiku.reminders.models import HolderNotice
from webapp.core.omakaiku.reminders.push_services import PushServices
from webapp.core.omakaiku.reminders.reasons import ReminderRefusal
from webapp.core.omakaiku.reminders.rules import NoticeKind, Reminded, due_notice, reminded_now

CLAIM_LASTS: Final = timedelta(minutes=10)
_LONGEST_MONTH_DAYS: Final = 31
_STOPPED: Final = frozenset({CardRefusal.CARD_ENDED, CardRefusal.CARD_WITHDRAWN, CardRefusal.CARD_REPLACED})


class PushOutcome(StrEnum):
    """What became of a message."""

    SENT = "sent"
    GONE = "gone"
    """The push service says that there is no such phone any more."""
    LATER = "later"


@dataclass(frozen=True, slots=True)
class ClaimedNotice:
    """One to be sent now, by whoever claimed it; `reminded` is what its phone knows when it has been."""

    id: uuid.UUID
    code: str
    endpoint: str
    kind: NoticeKind
    reminded: Reminded


def notice_of_phone(session: Session, token: str) -> HolderNotice | None:
    """What the phone with this token has asked for."""
    return session.scalar(_of_phone(token))


def reminders_of_card(session: Session, held: CardInHand) -> Sequence[Row[HolderNotice, HolderPhone]]:
    """What all phones of the card have asked for, oldest first, for its holder.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    check_own_hands(held)
    codes = select(RegisteredCode.code).where(RegisteredCode.card_id == held.card.id)
    statement = (
        select(HolderNotice, HolderPhone)
        .join(HolderPhone, HolderPhone.id == HolderNotice.phone_id)
        .where(HolderPhone.code.in_(codes))
        .order_by(HolderNotice.turned_on_at, HolderNotice.id)
    )
    return session.execute(statement).all()


def may_turn_on(held: CardInHand) -> bool:
    """Whether there can be anything to tell; one that has expired may still be renewed."""
    return held.refusal not in _STOPPED


def turn_notices_on(
    session: Session, token: str, endpoint: str, *, services: PushServices, now: datetime
) -> None:
    """Remind this phone at its push service's address; asking twice changes nothing.

    Raises:
        NotFoundError: there is no such thing for the actor.
        RefusedError: why the card is not valid or NOTICE_ENDPOINT.
    """
    held = card_on_phone(session, token, now=now, lock=True)
    if held is None:
        raise NotFoundError
    if held.refusal in _STOPPED:
        raise RefusedError(held.refusal)
    if not services.accepts(endpoint):
        raise RefusedError(ReminderRefusal.NOTICE_ENDPOINT, "endpoint")
    before = notice_of_phone(session, token)
    if before is not None and before.endpoint == endpoint:
        return
    phone_id = session.scalars(select(HolderPhone.id).where(HolderPhone.token_digest == digest(token))).one()
    # The same browser may have carried a card before: it is one phone, and rings once.
    earlier = or_(HolderNotice.phone_id == phone_id, HolderNotice.endpoint == endpoint)
    session.execute(delete(HolderNotice).where(earlier))
    validity = Validity(CardStatus(held.card.status), held.card.valid_until)
    reminded = reminded_now(validity, Reminded(held.card.valid_until), day_in_finland(now))
    notice = HolderNotice(
        id=new_id(now), phone_id=phone_id, endpoint=endpoint, turned_on_at=now,
        known_until=reminded.known_until, soon_told_for=reminded.soon_told_for,
    )  # fmt: skip
    session.add(notice)
    record_event(session, NoticesTurnedOn(held.code), now=now, account_id=None)


def turn_notices_off(session: Session, token: str, *, now: datetime) -> None:
    """Remind this phone no more; where it was not reminded, nothing happens."""
    held = card_on_phone(session, token, now=now, lock=True)
    notice = notice_of_phone(session, token)
    if held is not None and notice is not None:
        session.delete(notice)
        record_event(session, NoticesTurnedOff(held.code), now=now, account_id=None)


def due_notices(session: Session, *, now: datetime) -> Sequence[uuid.UUID]:
    """The phones that there is something to tell, those that have waited longest first."""
    today = day_in_finland(now)
    soon = today + timedelta(days=SERVICE.renewal_wish_months * _LONGEST_MONTH_DAYS)
    # Fewer rows to judge; the rule judges.
    maybe = or_(Card.valid_until > HolderNotice.known_until, Card.valid_until <= soon)
    works = (Card.status == CardStatus.ACTIVE, Card.valid_until >= today)
    found = session.execute(_with_card().where(maybe, *works, _is_free(now)).order_by(HolderNotice.id))
    return [row.HolderNotice.id for row in found if _judged(row, today) is not None]


def claim_notice(session: Session, notice_id: uuid.UUID, *, now: datetime) -> ClaimedNotice | None:
    """Take one for sending; None where another has, or where there is nothing to tell any more."""
    mine = update(HolderNotice).where(HolderNotice.id == notice_id, _is_free(now)).values(claimed_at=now)
    if not session.scalars(mine.returning(HolderNotice.id)).all():
        return None
    row = session.execute(_with_card().where(HolderNotice.id == notice_id)).first()
    return _judged(row, day_in_finland(now)) if row else None


def settle_notice(session: Session, claimed: ClaimedNotice, outcome: PushOutcome, *, now: datetime) -> None:
    """Note what became of it. One for LATER is free again when its claim is void."""
    notice = session.get(HolderNotice, claimed.id, with_for_update=True, populate_existing=True)
    if notice is None:
        return  # it was turned off, or its phone has gone, while the message was on its way
    match outcome:
        case PushOutcome.SENT:
            notice.claimed_at = None
            notice.known_until = claimed.reminded.known_until
            notice.soon_told_for = claimed.reminded.soon_told_for
            record_event(session, NoticeSent(claimed.code, claimed.kind), now=now, account_id=None)
        case PushOutcome.GONE:
            session.delete(notice)
            record_event(session, NoticesUnreachable(claimed.code), now=now, account_id=None)
        case PushOutcome.LATER:
            pass
        case _:
            assert_never(outcome)


def forget_idle_notices(session: Session) -> None:
    """Forget phones whose card no reminder will be about any more: it was replaced, or taken out of use."""
    idle = (
        select(HolderPhone.id)
        .join(RegisteredCode, RegisteredCode.code == HolderPhone.code)
        .join(Card, Card.id == RegisteredCode.card_id)
        .where(or_(RegisteredCode.replaced_at.is_not(None), Card.status == CardStatus.WITHDRAWN))
    )
    session.execute(delete(HolderNotice).where(HolderNotice.phone_id.in_(idle)))


def _of_phone(token: str) -> Select[HolderNotice]:
    phone = HolderPhone.token_digest == digest(token)
    return select(HolderNotice).join(HolderPhone, HolderPhone.id == HolderNotice.phone_id).where(phone)


def _with_card() -> Select[HolderNotice, Card, str]:
    return (
        select(HolderNotice, Card, RegisteredCode.code)
        .join(HolderPhone, HolderPhone.id == HolderNotice.phone_id)
        .join(RegisteredCode, RegisteredCode.code == HolderPhone.code)
        .join(Card, Card.id == RegisteredCode.card_id)
        .where(RegisteredCode.replaced_at.is_(None))
    )


def _is_free(now: datetime) -> ColumnElement[bool]:
    return or_(HolderNotice.claimed_at.is_(None), HolderNotice.claimed_at <= now - CLAIM_LASTS)


def _judged(row: Row[HolderNotice, Card, str], today: date) -> ClaimedNotice | None:
    notice, card, code = row
    validity = Validity(CardStatus(card.status), card.valid_until)
    reminded = Reminded(notice.known_until, notice.soon_told_for)
    kind = due_notice(validity, reminded, today)
    if kind is None:
        return None
    return ClaimedNotice(notice.id, code, notice.endpoint, kind, reminded_now(validity, reminded, today))
