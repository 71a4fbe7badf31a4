"""Outings as their distributor and as cardholders see them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.roles import Permission
from webapp.core.calendar import day_in_finland
from webapp.core.cards.models import Card, RegisteredCode
from webapp.core.cards.queries import CardInHand, check_own_hands, in_hand
from webapp.core.cards.validity import CardKind
from webapp.core.errors import NotFoundError, Refusal
from webapp.core.names import by_name
from webapp.core.outings.models import Audience, Outing, OutingJoin
from webapp.core.outings.rules import JoiningFacts, why_not_join
from webapp.core.partners.models import Organisation, OrganisationKind

SHOWN_AFTER: Final = timedelta(days=30)
"""For so long its distributor sees a past outing, and the register who joined it."""
MOST_LISTED: Final = 50


@dataclass(frozen=True, slots=True)
class OutingWithCount:
    """An outing and how many cards come along."""

    outing: Outing
    cards: int


@dataclass(frozen=True, slots=True)
class OutingForHolder:
    """An outing as a cardholder sees it; `refusal` says why the card cannot join."""

    outing: Outing
    is_joined: bool
    refusal: Refusal | None


def own_outings(session: Session, actor: Actor, *, now: datetime) -> Sequence[OutingWithCount]:
    """The outings that the actor's organisation announced, not long past: the next one first.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    actor.must(Permission.ANNOUNCE_OUTINGS)
    cards = (
        select(func.count())
        .where(OutingJoin.outing_id == Outing.id, OutingJoin.left_at.is_(None))
        .correlate(Outing)
        .scalar_subquery()
    )
    statement = (
        select(Outing, cards)
        .options(joinedload(Outing.venue))
        .where(Outing.distributor_id == actor.organisation.id, Outing.starts_at > now - SHOWN_AFTER)
        .order_by(Outing.starts_at < now, Outing.starts_at, Outing.id)
        .limit(MOST_LISTED)
    )
    return [OutingWithCount(outing, count) for outing, count in session.execute(statement)]


def latest_outing(session: Session, actor: Actor) -> Outing | None:
    """What the actor's organisation announced last: where it met then is where it may meet again.

    Raises:
        NotAllowedError: the actor may not do this.
    """
    actor.must(Permission.ANNOUNCE_OUTINGS)
    own = select(Outing).where(Outing.distributor_id == actor.organisation.id)
    return session.scalar(own.order_by(Outing.made_at.desc(), Outing.id.desc()).limit(1))


def own_outing(session: Session, actor: Actor, outing_id: uuid.UUID, *, lock: bool = False) -> Outing:
    """An outing of the actor's organisation.

    Raises:
        NotAllowedError: the actor may not do this.
        NotFoundError: for any other, existing or not.
    """
    actor.must(Permission.ANNOUNCE_OUTINGS)
    outing = session.get(Outing, outing_id, with_for_update={"key_share": True} if lock else None)
    if outing is None or outing.distributor_id != actor.organisation.id:
        raise NotFoundError
    return outing


def can_be_cancelled(outing: Outing, *, now: datetime) -> bool:
    """Whether there is anything to call off: it is still to come, and not called off yet."""
    return outing.cancelled_at is None and outing.starts_at > now


def cards_along(session: Session, actor: Actor, outing_id: uuid.UUID) -> Sequence[CardInHand]:
    """The cards that come along, by code, each judged as of the outing's day."""
    outing = own_outing(session, actor, outing_id)
    statement = (
        select(Card, RegisteredCode.code)
        .join(OutingJoin, OutingJoin.card_id == Card.id)
        .join(RegisteredCode, (RegisteredCode.card_id == Card.id) & RegisteredCode.replaced_at.is_(None))
        .where(OutingJoin.outing_id == outing_id, OutingJoin.left_at.is_(None))
        .order_by(RegisteredCode.code)
    )
    day = day_in_finland(outing.starts_at)
    return [in_hand(card, code, day) for card, code in session.execute(statement)]


def outings_for(session: Session, held: CardInHand, *, now: datetime) -> Sequence[OutingForHolder]:
    """The coming outings that are for the card; a cancelled one only where the card had joined."""
    check_own_hands(held)
    statement = (
        _open_to(held)
        .add_columns(OutingJoin.joined_at)
        .outerjoin(
            OutingJoin,
            (OutingJoin.outing_id == Outing.id)
            & (OutingJoin.card_id == held.card.id)
            & OutingJoin.left_at.is_(None),
        )
        .where(Outing.starts_at > now, or_(Outing.cancelled_at.is_(None), OutingJoin.joined_at.is_not(None)))
        .order_by(Outing.starts_at, Outing.id)
        .limit(MOST_LISTED)
    )
    return [
        OutingForHolder(outing, joined_at is not None, refusal_of(outing, held, now=now))
        for outing, joined_at in session.execute(statement)
    ]


def joined_to_come(held: CardInHand, *, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Of joins: those of the card to what is still to come, also where it was cancelled."""
    coming = select(Outing.id).where(Outing.starts_at > now)
    is_cards = OutingJoin.card_id == held.card.id
    return is_cards, OutingJoin.left_at.is_(None), OutingJoin.outing_id.in_(coming)


def outings_to_leave(session: Session, held: CardInHand, *, now: datetime) -> int:
    """How many coming outings the card would no longer come along to."""
    check_own_hands(held)
    joins = select(func.count()).select_from(OutingJoin).where(*joined_to_come(held, now=now))
    return session.scalar(joins) or 0


def outing_for(session: Session, held: CardInHand, outing_id: uuid.UUID) -> Outing:
    """An outing that is meant for the card, or to which it comes along, locked.

    Raises:
        NotFoundError: for any other.
    """
    check_own_hands(held)
    statement = _open_to(held).where(Outing.id == outing_id)
    outing = session.scalar(statement.with_for_update(of=Outing, key_share=True))
    if outing is None:
        raise NotFoundError
    return outing


def refusal_of(outing: Outing, held: CardInHand, *, now: datetime) -> Refusal | None:
    """Why the card cannot join, or None."""
    kind = CardKind(held.card.kind)
    facts = JoiningFacts(outing.join_until, outing.cancelled_at is not None, kind, held.refusal)
    return why_not_join(facts, now=now)


def joins_of_card(session: Session, held: CardInHand) -> Sequence[OutingJoin]:
    """The outings that the card joined or left, as far as the register still knows: the latest first."""
    check_own_hands(held)
    statement = (
        select(OutingJoin)
        .join(OutingJoin.outing)
        .options(joinedload(OutingJoin.outing))
        .where(OutingJoin.card_id == held.card.id)
        .order_by(Outing.starts_at.desc(), Outing.id)
    )
    return session.scalars(statement).all()


def comes_along(session: Session, held: CardInHand, outing_id: uuid.UUID) -> bool:
    """Whether the card has joined the outing and not left it."""
    check_own_hands(held)
    join = session.get(OutingJoin, (outing_id, held.card.id))
    return join is not None and join.left_at is None


def is_meant_for(outing: Outing, held: CardInHand) -> bool:
    """Whether the outing's audience takes in the card as it is now."""
    own, by = held.card.distributor, outing.distributor
    is_for_network = outing.audience == Audience.NETWORK and by.network_id == own.network_id
    return by.id == own.id or is_for_network


def _open_to(held: CardInHand) -> Select[Outing]:
    """What is meant for the card, and what it joined: a change of the audience leaves nobody behind."""
    by = aliased(Organisation)
    return (
        select(Outing)
        .join(by, by.id == Outing.distributor_id)
        .options(joinedload(Outing.venue), joinedload(Outing.distributor))
        .where(
            or_(Outing.distributor_id == held.card.distributor_id, _for_network(by, held), _joined_by(held))
        )
    )


def _for_network(by: type[Organisation], held: CardInHand) -> ColumnElement[bool]:
    return (Outing.audience == Audience.NETWORK) & (by.network_id == held.card.distributor.network_id)


def _joined_by(held: CardInHand) -> ColumnElement[bool]:
    own = aliased(OutingJoin)
    return exists().where(own.outing_id == Outing.id, own.card_id == held.card.id, own.left_at.is_(None))


def venues_to_choose(session: Session, network_id: int | None, *, language: str) -> Sequence[Organisation]:
    """The active venues of a network, or of the whole country, by name; public knowledge."""
    statement = (
        select(Organisation)
        .options(joinedload(Organisation.municipality))
        .where(Organisation.kind == OrganisationKind.VENUE, Organisation.is_active)
        .order_by(by_name(Organisation, language), Organisation.id)
    )
    if network_id is not None:
        statement = statement.where(Organisation.network_id == network_id)
    return session.scalars(statement).all()
