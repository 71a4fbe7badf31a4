"""A holder's wishes: made on the phone, seen and answered by the distributor of the card."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Row, Select, select, update
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission
from webapp.core.audit.actions import record_event
from webapp.core.calendar import day_in_finland
from webapp.core.cards.actions import RenewalAnswers, renew_card
from webapp.core.cards.corrections import CorrectedAnswers, correct_answers
from webapp.core.cards.models import Card, RegisteredCode
from webapp.core.cards.queries import CardInHand, check_own_hands, own_card
from webapp.core.cards.reasons import CardRefusal
from webapp.core.cards.validity import CardStatus, Validity
from webapp.core.database import not_before
from webapp.core.errors import NotAllowedError, RefusedError
from webapp.core.identifiers import new_id
from webapp.core.networks.service_numbers import SERVICE
from webapp.core.omakaiku.wishes.events import CorrectionDone, CorrectionWished, RenewalWished
from webapp.core.omakaiku.wishes.models import CorrectionKind, CorrectionWish, RenewalWish
from webapp.core.omakaiku.wishes.reasons import WishRefusal
from webapp.core.omakaiku.wishes.rules import STAGES_OF_WISHING, RenewalStage, renewal_stage

WishT = TypeVar("WishT", RenewalWish, CorrectionWish)
MOST_LISTED = 50


@dataclass(frozen=True, slots=True)
class OpenWishes:
    """What holders of a distributor's cards wait for, longest waiting first, each with the code in force."""

    renewals: Sequence[Row[RenewalWish, Card, str]]
    corrections: Sequence[Row[CorrectionWish, Card, str]]


def stage_of(held: CardInHand, *, now: datetime) -> RenewalStage:
    """Where the card on a phone is on its way to its end."""
    is_replaced = held.refusal is CardRefusal.CARD_REPLACED
    validity = Validity(CardStatus(held.card.status), held.card.valid_until, is_replaced=is_replaced)
    return renewal_stage(validity, day_in_finland(now))


def wish_for_renewal(session: Session, held: CardInHand, *, now: datetime) -> RenewalWish:
    """Ask for another year; a wish that is still open is not made again.

    Raises:
        RefusedError: RENEWAL_NOT_DUE.
    """
    session.refresh(held.card, with_for_update=True)
    before = open_renewal_wish(session, held.card.id)
    if before is not None:
        return before
    if stage_of(held, now=now) not in STAGES_OF_WISHING:
        raise RefusedError(WishRefusal.RENEWAL_NOT_DUE, months=SERVICE.renewal_wish_months)
    wish = RenewalWish(id=new_id(now), card_id=held.card.id, wished_at=now)
    session.add(wish)
    record_event(session, RenewalWished(held.card.id), now=now, account_id=None)
    return wish


def wish_for_correction(
    session: Session, held: CardInHand, kind: CorrectionKind, *, now: datetime
) -> CorrectionWish:
    """Say which answer is wrong; a wish about it that is still open is not made again.

    Raises:
        NotAllowedError: The phone may be lost, or nothing was ever asked about the card.
    """
    check_own_hands(held)
    if held.card.background_id is None:
        raise NotAllowedError
    session.refresh(held.card, with_for_update=True)
    before = next((one for one in open_corrections(session, held.card.id) if one.kind == kind), None)
    if before is not None:
        return before
    wish = CorrectionWish(id=new_id(now), card_id=held.card.id, kind=kind, wished_at=now)
    session.add(wish)
    record_event(session, CorrectionWished(held.card.id, kind), now=now, account_id=None)
    return wish


def renew_as_wished(
    session: Session, actor: Actor, card_id: uuid.UUID, *, answers: RenewalAnswers, now: datetime
) -> CardInHand:
    """Renew a card, which answers its holder's wish if there is one.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: CARD_NOT_RENEWABLE, CHILDREN_COUNT_IMPOSSIBLE, RENEWAL_SHORTENS, VALIDITY_IN_PAST,
            VALIDITY_TOO_LONG, NOT_IN_USE_HERE or TRIAL_HAS_ENDED.
    """
    held = renew_card(session, actor, card_id, answers=answers, now=now)
    session.execute(
        update(RenewalWish)
        .where(RenewalWish.card_id == card_id, RenewalWish.answered_at.is_(None))
        .values(answered_at=not_before(RenewalWish.wished_at, now))
    )
    return held


def correct_as_wished(
    session: Session, actor: Actor, card_id: uuid.UUID, *, corrected: CorrectedAnswers, now: datetime
) -> CardInHand:
    """Correct a card's answers, which answers the wishes of its holder about those that changed.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
        RefusedError: BIRTH_YEAR_IMPOSSIBLE, UNDER_AGE, CHILDREN_COUNT_IMPOSSIBLE, POSTAL_CODE_UNKNOWN or
            CATEGORY_UNKNOWN.
    """
    changed = correct_answers(session, actor, card_id, corrected=corrected, now=now)
    kinds = {
        CorrectionKind.BIRTH_YEAR: changed.birth_year,
        CorrectionKind.POSTAL_CODE: changed.postal_code,
        CorrectionKind.CHILDREN: changed.children,
        CorrectionKind.OTHER_ANSWERS: changed.others,
    }
    for kind, is_changed in kinds.items():
        if is_changed:
            mark_corrected(session, actor, card_id, kind=kind, now=now)
    return own_card(session, actor, card_id, today=day_in_finland(now))


def mark_corrected(
    session: Session, actor: Actor, card_id: uuid.UUID, *, kind: CorrectionKind, now: datetime
) -> None:
    """Say that an answer has been corrected; where nobody waits for it, nothing happens.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: there is no such thing for the actor.
    """
    own_card(session, actor, card_id, today=day_in_finland(now), lock=True)
    for wish in open_corrections(session, card_id):
        if wish.kind == kind:
            wish.answered_at = max(now, wish.wished_at)
            record_act(session, actor, CorrectionDone(card_id, kind), now=now)


def open_renewal_wish(session: Session, card_id: uuid.UUID) -> RenewalWish | None:
    """The wish of this card that waits for its answer."""
    open_one = RenewalWish.answered_at.is_(None)
    return session.scalar(select(RenewalWish).where(RenewalWish.card_id == card_id, open_one))


def open_corrections(session: Session, card_id: uuid.UUID) -> Sequence[CorrectionWish]:
    """What the holder of this card asks to be corrected, oldest first."""
    statement = (
        select(CorrectionWish)
        .where(CorrectionWish.card_id == card_id, CorrectionWish.answered_at.is_(None))
        .order_by(CorrectionWish.wished_at, CorrectionWish.kind)
    )
    return session.scalars(statement).all()


def open_wishes(session: Session, actor: Actor) -> OpenWishes:
    """What holders of the actor's cards wait for; a stopped card's wish rests until the card works again.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    actor.must(Permission.ISSUE_CARDS)
    return OpenWishes(
        session.execute(_waiting(RenewalWish, actor)).all(),
        session.execute(_waiting(CorrectionWish, actor)).all(),
    )


def _waiting(wish: type[WishT], actor: Actor) -> Select[WishT, Card, str]:
    return (
        select(wish, Card, RegisteredCode.code)
        .join(Card, Card.id == wish.card_id)
        .join(RegisteredCode, (RegisteredCode.card_id == Card.id) & RegisteredCode.replaced_at.is_(None))
        .where(
            wish.answered_at.is_(None),
            Card.distributor_id == actor.organisation.id,
            Card.status == CardStatus.ACTIVE,
        )
        .order_by(wish.wished_at, wish.id)
        .limit(MOST_LISTED)
    )
