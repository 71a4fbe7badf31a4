"""Everything the register holds of a card, for its holder; and leaving OmaKaiku."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session, joinedload

from webapp.core.audit.actions import record_event
from webapp.core.audit.models import AuditRecord
from webapp.core.calendar import day_in_finland
from webapp.core.cards.models import Background, Card, Category, CategoryKind, RegisteredCode
from webapp.core.cards.queries import CardInHand, check_own_hands
from webapp.core.omakaiku.own_data.events import HolderDataDownloaded, OmaKaikuLeft
from webapp.core.omakaiku.passkeys.models import HolderPasskey
from webapp.core.omakaiku.phones.models import HolderPhone, Pairing
from webapp.core.omakaiku.wishes.models import CorrectionWish, RenewalWish
from webapp.core.partners.models import Organisation

MOST_LOOKS = 500


@dataclass(frozen=True, slots=True)
class Viewing:
    """A day on which somebody of a kind of organisation handled the card's data."""

    day: date
    organisation_kind: str


@dataclass(frozen=True, slots=True)
class OwnData:
    """What the register holds of one card, but for its visits."""

    card: Card
    code: str
    distributor: Organisation
    background: Background | None
    answers: dict[CategoryKind, Category | None]
    """None where the holder did not want to say; empty for a community card, of which nothing is asked."""
    codes: Sequence[RegisteredCode]
    phones: Sequence[HolderPhone]
    passkeys: Sequence[HolderPasskey]
    renewal_wishes: Sequence[RenewalWish]
    correction_wishes: Sequence[CorrectionWish]
    viewings: Sequence[Viewing]


def own_data(session: Session, held: CardInHand) -> OwnData:
    """What is held of the card on the phone that asks.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    check_own_hands(held)
    card = held.card
    background = _background(session, card)
    return OwnData(
        card=card,
        code=held.code,
        distributor=card.distributor,
        background=background,
        answers=_answers(session, background),
        codes=_codes(session, card.id),
        phones=_phones(session, card.id),
        passkeys=_passkeys(session, card.id),
        renewal_wishes=_renewal_wishes(session, card.id),
        correction_wishes=_correction_wishes(session, card.id),
        viewings=viewings_of_card(session, card.id),
    )


def home_postal_code(session: Session, held: CardInHand) -> str | None:
    """Where the holder lives, for a search on their own phone; None for a community card.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    check_own_hands(held)
    return session.scalar(select(Background.postal_code).where(Background.id == held.card.background_id))


def _background(session: Session, card: Card) -> Background | None:
    statement = select(Background).options(joinedload(Background.postal_area))
    return session.scalar(statement.where(Background.id == card.background_id))


def _answers(session: Session, background: Background | None) -> dict[CategoryKind, Category | None]:
    if background is None:
        return {}
    chosen = {
        CategoryKind.MOTHER_TONGUE: background.mother_tongue_id,
        CategoryKind.GENDER: background.gender_id,
        CategoryKind.LIFE_SITUATION: background.life_situation_id,
    }
    return {kind: session.get(Category, answer) if answer else None for kind, answer in chosen.items()}


def _codes(session: Session, card_id: uuid.UUID) -> Sequence[RegisteredCode]:
    newest_first = (RegisteredCode.replaced_at.is_not(None), RegisteredCode.replaced_at.desc())
    statement = select(RegisteredCode).where(RegisteredCode.card_id == card_id)
    return session.scalars(statement.order_by(*newest_first)).all()


def _phones(session: Session, card_id: uuid.UUID) -> Sequence[HolderPhone]:
    statement = select(HolderPhone).where(HolderPhone.code.in_(_codes_of(card_id)))
    return session.scalars(statement.order_by(HolderPhone.paired_at, HolderPhone.id)).all()


def _passkeys(session: Session, card_id: uuid.UUID) -> Sequence[HolderPasskey]:
    statement = select(HolderPasskey).where(HolderPasskey.code.in_(_codes_of(card_id)))
    return session.scalars(statement.order_by(HolderPasskey.added_at, HolderPasskey.id)).all()


def _renewal_wishes(session: Session, card_id: uuid.UUID) -> Sequence[RenewalWish]:
    statement = select(RenewalWish).where(RenewalWish.card_id == card_id)
    return session.scalars(statement.order_by(RenewalWish.wished_at.desc())).all()


def _correction_wishes(session: Session, card_id: uuid.UUID) -> Sequence[CorrectionWish]:
    statement = select(CorrectionWish).where(CorrectionWish.card_id == card_id)
    return session.scalars(statement.order_by(CorrectionWish.wished_at.desc(), CorrectionWish.kind)).all()


def viewings_of_card(session: Session, card_id: uuid.UUID) -> Sequence[Viewing]:
    """Who has handled a card: kinds of organisation and days, newest first; no persons."""
    statement = (
        select(AuditRecord.at, Organisation.kind)
        .join(Organisation, Organisation.id == AuditRecord.organisation_id)
        .where(AuditRecord.card_id == card_id)
        .order_by(AuditRecord.at.desc())
        .limit(MOST_LOOKS)
    )
    return list(dict.fromkeys(Viewing(day_in_finland(at), kind) for at, kind in session.execute(statement)))


def note_download(session: Session, held: CardInHand, *, now: datetime) -> None:
    """Write down that the holder took their data with them.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    check_own_hands(held)
    record_event(session, HolderDataDownloaded(held.card.id), now=now, account_id=None)


def leave_omakaiku(session: Session, held: CardInHand, *, now: datetime) -> None:
    """Take the card off all its phones and close every open way in; the card goes on working.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    check_own_hands(held)
    card_id = held.card.id
    session.refresh(held.card, with_for_update=True)  # no phone takes the card in the meantime
    phones = len(_phones(session, card_id))
    session.execute(delete(HolderPhone).where(HolderPhone.code.in_(_codes_of(card_id))))
    session.execute(delete(HolderPasskey).where(HolderPasskey.code.in_(_codes_of(card_id))))
    session.execute(delete(Pairing).where(Pairing.code.in_(_codes_of(card_id)), Pairing.used_at.is_(None)))
    record_event(session, OmaKaikuLeft(card_id, phones), now=now, account_id=None)


def _codes_of(card_id: uuid.UUID) -> Select[str]:
    return select(RegisteredCode.code).where(RegisteredCode.card_id == card_id)
