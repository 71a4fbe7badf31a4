"""Read, in a handful of statements, all that a phone's list needs to be judged."""

import uuid
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import BindParameter, CompoundSelect, Connection, bindparam, null, select, union_all

from webapp.core.cards.models import Card, RegisteredCode
from webapp.core.cards.validity import CardKind, CardStatus
from webapp.core.devices.models import Arrival
from webapp.core.offers.models import Offer
from webapp.core.visits.commands import Command, RecordCommand, UndoCommand
from webapp.core.visits.known import Knowledge, KnownCard, KnownVisit
from webapp.core.visits.models import Visit
from webapp.core.visits.phone_time import PhoneTime
from webapp.core.visits.rules import REPEAT_WINDOW

# Built once: statements as long as these take longer to build than to run.
_CODES: Final[BindParameter[Any]] = bindparam("codes", expanding=True)
_IDS: Final[BindParameter[Any]] = bindparam("ids", expanding=True)
# By id, not by code: two codes of one card must not make two lists lock the same cards in another order.
_LOCKED_CARDS: Final = (
    select(Card.id)
    .where(Card.id.in_(select(RegisteredCode.card_id).where(RegisteredCode.code.in_(_CODES))))
    .order_by(Card.id)
    .with_for_update()
)
_LOCKED_VISITS: Final = select(Visit.id).where(Visit.id.in_(_IDS)).order_by(Visit.id).with_for_update()
_CARDS_AND_TIMES: Final = (
    select(
        RegisteredCode.code, RegisteredCode.replaced_at, Card.id, Card.kind, Card.status, Card.stopped_at,
        Card.issued_on, Card.renewed_on, Card.valid_until, Card.children,
        Visit.id.label("visit_id"), Visit.happened_at,
    )
    .join(Card, Card.id == RegisteredCode.card_id)
    .outerjoin(
        Visit,
        (Visit.card_id == Card.id)
        & (Visit.venue_id == bindparam("venue_id"))
        & Visit.happened_at.between(bindparam("since"), bindparam("until"))
        & Visit.undone_at.is_(None),
    )
    .where(RegisteredCode.code.in_(_CODES))
)  # fmt: skip
# Two questions in one statement: a way to PostgreSQL and back takes longer than either.
_VISITS_AND_NUMBERS: Final[CompoundSelect[Any]] = union_all(
    select(
        Visit.id, null().label("sequence"), Visit.venue_id, Visit.code, Visit.card_id, Visit.undone_at
    ).where(Visit.id.in_(_IDS)),
    select(Arrival.command_id, Arrival.sequence, null(), null(), null(), null()).where(
        Arrival.device_id == bindparam("device_id"),
        Arrival.sequence.in_(bindparam("sequences", expanding=True)),
    ),
)
_OFFERS: Final = select(Offer.id).where(Offer.venue_id == bindparam("venue_id"), Offer.id.in_(_IDS))


def lock(connection: Connection, commands: Sequence[Command]) -> None:
    """Let no other till judge these cards and visits until this transaction ends.

    Statements of their own: PostgreSQL reads a statement's other rows before it waits for a lock.
    """
    if connection.dialect.name == "sqlite":
        return  # whoever announces writing is alone already
    codes = {one.code for one in commands if isinstance(one, RecordCommand)}
    undone = {one.visit_id for one in commands if isinstance(one, UndoCommand)}
    if codes:
        connection.execute(_LOCKED_CARDS, {"codes": sorted(codes)})
    if undone:
        connection.execute(_LOCKED_VISITS, {"ids": sorted(undone)})


def gather(
    connection: Connection,
    device_id: uuid.UUID,
    commands: Sequence[Command],
    *,
    venue_id: int,
    clock: PhoneTime,
) -> Knowledge:
    """What is known about a list of a venue's device's commands."""
    known = Knowledge(venue_id, clock)
    records = [one for one in commands if isinstance(one, RecordCommand)]
    if records:
        _learn_cards(connection, known, records)
    _learn_visits_and_numbers(connection, known, commands, device_id=device_id)
    offers = {one.offer_id for one in records if one.offer_id is not None}
    if offers:
        found = connection.execute(_OFFERS, {"venue_id": venue_id, "ids": list(offers)})
        known.offers = frozenset(found.scalars())
    return known


def _learn_cards(connection: Connection, known: Knowledge, records: Sequence[RecordCommand]) -> None:
    moments = [known.clock.happened_at(one.at) for one in records]
    facts = {
        "codes": list({one.code for one in records}),
        "venue_id": known.venue_id,
        "since": min(moments) - REPEAT_WINDOW,
        "until": max(moments) + REPEAT_WINDOW,
    }
    for row in connection.execute(_CARDS_AND_TIMES, facts):
        known.cards[row.code] = KnownCard(
            row.id, CardKind(row.kind), CardStatus(row.status), row.stopped_at, row.replaced_at,
            row.issued_on, row.renewed_on, row.valid_until, row.children,
        )  # fmt: skip
        if row.visit_id is not None:
            known.times_here.setdefault(row.id, {})[row.visit_id] = row.happened_at


def _learn_visits_and_numbers(
    connection: Connection, known: Knowledge, commands: Sequence[Command], *, device_id: uuid.UUID
) -> None:
    visits = [one.visit_id if isinstance(one, UndoCommand) else one.id for one in commands]
    facts = {
        "ids": [one for one in visits if one is not None],
        "device_id": device_id,
        "sequences": [one.sequence for one in commands if one.sequence is not None],
    }
    for row in connection.execute(_VISITS_AND_NUMBERS, facts):
        if row.sequence is not None:
            known.numbers[row.sequence] = row.id
        else:
            known.visits[row.id] = KnownVisit(row.venue_id, row.code, row.card_id, row.undone_at is not None)
