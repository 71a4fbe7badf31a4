"""Give a card to a phone and take it back; end a phone, stop a lost card, note that a phone was used."""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.audit.actions import record_event
from webapp.core.calendar import day_in_finland, is_between
from webapp.core.cards.listed import list_codes
from webapp.core.cards.models import Card, RegisteredCode
from webapp.core.cards.queries import CardInHand, own_card
from webapp.core.cards.reasons import CardRefusal
from webapp.core.cards.validity import CardStatus
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.identifiers import digest, new_id
from webapp.core.networks.service_numbers import SERVICE
from webapp.core.omakaiku.phones.events import (
    CardReportedLost,
    PairingMade,
    PairingMadeByHolder,
    PhoneEnded,
    PhoneForgotten,
    PhonePaired,
    SlipMade,
)
from webapp.core.omakaiku.phones.models import HolderPhone, Pairing, PairingKind, PhoneKind
from webapp.core.omakaiku.phones.queries import card_on_phone, has_space, phones_of_card, phones_with_code
from webapp.core.omakaiku.phones.reasons import PhoneRefusal
from webapp.core.omakaiku.phones.rules import read_pairing_code
from webapp.core.secret_codes import LONG, SHORT, new_secret

_NEVER_AGAIN: Final = frozenset(
    {CardRefusal.CARD_ENDED, CardRefusal.CARD_WITHDRAWN, CardRefusal.CARD_REPLACED}
)
"""A card that ended or was lost does not come back under the code that the phone shows."""

SLIP_LENGTH: Final = SHORT
"""Random characters of a slip's code: 60 bits, which nobody guesses.

An address has 10 tries in 5 minutes: 8,640 in a slip's three days, about a million a year. Suppose ten
thousand slips open at once (cards issued in three days at ten times today's pace are about 1,300): one try in
2^60 / 10^4 = 1.2 × 10^14 finds one. One address needs 10^8 years for that. Somebody with any number of
addresses is held back only by what the service can answer: at a thousand tries a second, day and night,
3,600 years. Eight characters would have given them a slip in 31 hours.
"""


@dataclass(frozen=True, slots=True)
class NewPairing:
    """A pairing's secret, which is known only now, and when it stops working."""

    secret: str
    expires_at: datetime


def make_pairing(session: Session, actor: Actor, card_id: uuid.UUID, *, now: datetime) -> NewPairing:
    """A single-use secret, good for ten minutes, by which one phone takes a card the actor issued.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    held = own_card(session, actor, card_id, today=day_in_finland(now), lock=True)
    record_act(session, actor, PairingMade(card_id), now=now)
    return _open(session, held.code, PairingKind.QR, now=now)


def make_slip(session: Session, actor: Actor, card_id: uuid.UUID, *, now: datetime) -> NewPairing:
    """A single-use code to be printed and typed later, good for three days.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: why the card is not valid.
    """
    held = own_card(session, actor, card_id, today=day_in_finland(now), lock=True)
    if held.refusal is not None:
        raise RefusedError(held.refusal)
    record_act(session, actor, SlipMade(card_id), now=now)
    return _open(session, held.code, PairingKind.SLIP, now=now)


def make_pairing_by_holder(session: Session, token: str, *, now: datetime) -> NewPairing:
    """A single-use secret, good for ten minutes, by which another phone takes the card of this one.

    A card that does not work is given on to nobody: a lost phone whose card was replaced stays alone.

    Raises:
        NotFoundError: there is no such thing for the actor.
        RefusedError: why the card is not valid or TOO_MANY_PHONES.
    """
    held = card_on_phone(session, token, now=now, lock=True)
    if held is None:
        raise NotFoundError
    if held.refusal is not None:
        raise RefusedError(held.refusal)
    _idle_phone(session, held.code, now=now)
    record_event(session, PairingMadeByHolder(held.code), now=now, account_id=None)
    return _open(session, held.code, PairingKind.QR, now=now)


def _open(session: Session, code: str, kind: PairingKind, *, now: datetime) -> NewPairing:
    # A new one makes the one before it worthless: there is one QR and one slip at a time. They leave each
    # other alone: a slip in a bag goes on working when somebody shows a QR.
    earlier = delete(Pairing).where(Pairing.code == code, Pairing.kind == kind, Pairing.used_at.is_(None))
    session.execute(earlier)
    is_slip = kind is PairingKind.SLIP
    secret = new_secret(SLIP_LENGTH if is_slip else LONG)
    pairing = Pairing(
        id=new_id(now), secret_digest=digest(secret), code=code, kind=kind, made_at=now,
        expires_at=now + (SERVICE.slip_lasts if is_slip else SERVICE.pairing_lasts),
    )  # fmt: skip
    session.add(pairing)
    return NewPairing(secret, pairing.expires_at)


def pair_phone(
    session: Session,
    typed_secret: str,
    *,
    now: datetime,
    kind: PhoneKind = PhoneKind.OTHER,
    carried: Sequence[str] = (),
) -> str:
    """Use a pairing secret up and return the phone's new cookie token (256 random bits).

    The tokens of the cards that the phone has `carried` until now say whether there is space for one more.

    Raises:
        RefusedError: as read_pairing_code; PAIRING_INVALID, TOO_MANY_PHONES or TOO_MANY_CARDS.
    """
    pairing = _locked_pairing(session, read_pairing_code(typed_secret), now=now)
    if pairing is None:
        raise RefusedError(PhoneRefusal.PAIRING_INVALID, "secret")
    make_space_on_phone(session, carried, pairing.code, now=now)
    pairing.used_at = now
    return give_card_to_phone(session, pairing.code, kind=kind, now=now)


def give_card_to_phone(session: Session, code: str, *, kind: PhoneKind, now: datetime) -> str:
    """Let one more phone carry a code whose card is locked; returns the phone's token (256 random bits).

    Raises:
        RefusedError: TOO_MANY_PHONES.
    """
    idle = _idle_phone(session, code, now=now)
    if idle is not None:
        session.delete(idle)
        record_event(session, PhoneEnded(code), now=now, account_id=None)
    token = secrets.token_urlsafe(32)
    phone = HolderPhone(
        id=new_id(now), token_digest=digest(token), code=code, kind=kind, paired_at=now, last_used_at=now
    )
    session.add(phone)
    record_event(session, PhonePaired(code), now=now, account_id=None)
    return token


def make_space_on_phone(session: Session, carried: Sequence[str], code: str, *, now: datetime) -> None:
    """See that a phone that carries these cards has space for one with this code.

    A parent and a grown child may share a phone: both cards stay. The same card, perhaps with its earlier
    code, gives way to itself, and a card that will never work again to any.

    Raises:
        RefusedError: TOO_MANY_CARDS.
    """
    card_id = session.scalar(select(RegisteredCode.card_id).where(RegisteredCode.code == code))
    stay = 0
    for token in carried:
        held = card_on_phone(session, token, now=now)
        if held is None or held.card.id == card_id or held.refusal in _NEVER_AGAIN:
            forget_phone(session, token, now=now)
        else:
            stay += 1
    if stay >= SERVICE.most_cards_on_phone:
        raise RefusedError(PhoneRefusal.TOO_MANY_CARDS, most=SERVICE.most_cards_on_phone)


def _locked_pairing(session: Session, secret: str, *, now: datetime) -> Pairing | None:
    pairing = select(Pairing).where(Pairing.secret_digest == digest(secret))
    code = pairing.join(RegisteredCode, RegisteredCode.code == Pairing.code)
    card = code.join(Card, Card.id == RegisteredCode.card_id).with_only_columns(Card.id)
    # The card is locked before anything is read: whatever happens to its codes and phones happens in turn.
    session.execute(card.with_for_update(of=Card))
    found = session.scalar(code.where(Pairing.used_at.is_(None), RegisteredCode.replaced_at.is_(None)))
    return found if found is not None and is_between(found.made_at, found.expires_at, now) else None


def _idle_phone(session: Session, code: str, *, now: datetime) -> HolderPhone | None:
    """The phone that is removed for one more; None while there are fewer than the most allowed.

    Phones that nobody has any more, or whose browser was cleared, would keep their holder out for ever.

    Raises:
        RefusedError: TOO_MANY_PHONES, where all are in use.
    """
    phones = phones_with_code(session, code)
    if not has_space(phones, now=now):
        raise RefusedError(PhoneRefusal.TOO_MANY_PHONES, most=SERVICE.most_phones)
    return phones[-1] if len(phones) >= SERVICE.most_phones else None


def forget_phone(session: Session, token: str, *, now: datetime) -> None:
    """Take the card off the phone that holds this token; an unknown token is no error."""
    phone = session.scalar(select(HolderPhone).where(HolderPhone.token_digest == digest(token)))
    if phone is not None:
        session.delete(phone)
        record_event(session, PhoneForgotten(phone.code), now=now, account_id=None)


def end_phone(session: Session, token: str, phone_id: uuid.UUID, *, now: datetime) -> None:
    """Take the card off another phone that carries it. One that has gone already is no error.

    Nor is one of another card: nothing happens to it, and the answer does not tell that it exists.
    """
    card_on_phone(session, token, now=now, lock=True)  # two phones that end each other do so in turn
    for found in phones_of_card(session, token):
        if found.phone.id == phone_id and not found.is_this:
            session.delete(found.phone)
            record_event(session, PhoneEnded(found.phone.code), now=now, account_id=None)


def card_to_stop(session: Session, token: str, *, now: datetime, lock: bool = False) -> CardInHand:
    """The card that this phone can report lost.

    Raises:
        NotFoundError: there is no such thing for the actor.
        RefusedError: CARD_REPLACED.
    """
    held = card_on_phone(session, token, now=now, lock=lock)
    if held is None:
        raise NotFoundError
    if held.refusal is CardRefusal.CARD_REPLACED:
        raise RefusedError(held.refusal)
    return held


def report_card_lost(session: Session, token: str, *, now: datetime) -> None:
    """Withdraw the card of this phone: it stops at once, and only its distributor can give a new code.

    A phone whose code was replaced cannot stop the card that came instead.

    Raises:
        NotFoundError: there is no such thing for the actor.
        RefusedError: why the card is not valid.
    """
    held = card_to_stop(session, token, now=now, lock=True)
    card = held.card
    if card.status == CardStatus.WITHDRAWN:
        return
    card.status, card.stopped_at = CardStatus.WITHDRAWN, now
    # A QR or a slip that nobody has used may be where the card is.
    session.execute(delete(Pairing).where(Pairing.code == held.code, Pairing.used_at.is_(None)))
    list_codes(session, card)
    record_event(session, CardReportedLost(card.id, held.code), now=now, account_id=None)


def note_use(session: Session, token: str, *, now: datetime) -> None:
    """Note that the phone was used; called once a day (queries.was_used_today)."""
    phone = HolderPhone.token_digest == digest(token)
    session.execute(update(HolderPhone).where(phone).values(last_used_at=now))
