"""Lock what a delivery's commands are about, and read all that is known of it: a statement each.

They stay two: PostgreSQL reads a statement's other rows before it waits for a lock, so that in one it would
not see the visit which the other till has just written.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, assert_never

from sqlalchemy import Connection, Date, Select, Subquery, bindparam, select, true
from sqlalchemy.orm import aliased

from webapp.core.calendar import day_in_finland
from webapp.core.cards.models import Card, RegisteredCode
from webapp.core.cards.validity import CardKind, CardStatus
from webapp.core.commitments.held import coverage_between
from webapp.core.commitments.models import Commitment
from webapp.core.commitments.rules import Coverage
from webapp.core.devices.models import Arrival
from webapp.core.direct import DirectStatement, Facts, Row
from webapp.core.offers.models import Offer
from webapp.core.visits.models import Visit
from webapp.core.visits.recording.command_rows import as_json, command_rows, one_command_row
from webapp.core.visits.recording.commands import (
    Command,
    CorrectCommand,
    Correction,
    RecordCommand,
    UndoCommand,
    UnreadableCommand,
)
from webapp.core.visits.recording.known import Knowledge, KnownCard, KnownVisit
from webapp.core.visits.recording.phone_time import PhoneTime
from webapp.core.visits.rules import REPEAT_WINDOW, OfferFacts, Remark, VisitKind

_Recorded: Final = aliased(Visit, name="recorded")
"""The visit that a command names; Visit itself is one with the same card, near to it in time."""


def locking(commands: Subquery) -> Select[Any]:
    """The cards of the commands' codes, in one order: two lists must not wait for each other.

    By id, not by code: two codes of one card must not make two lists lock the same cards in another order.
    """
    codes = select(RegisteredCode.card_id).where(RegisteredCode.code.in_(select(commands.c.code)))
    return select(Card.id).where(Card.id.in_(codes)).order_by(Card.id).with_for_update(key_share=True)


def _reading(commands: Subquery) -> DirectStatement:
    columns = commands.c
    is_near = (
        (Visit.card_id == Card.id)
        & (Visit.venue_id == bindparam("venue_id"))
        & Visit.happened_at.between(bindparam("since"), bindparam("until"))
        & Visit.undone_at.is_(None)
    )
    committed = coverage_between(
        bindparam("venue_id", type_=Commitment.organisation_id.type),
        bindparam("first_day", type_=Date()),
        bindparam("last_day", type_=Date()),
    ).subquery("committed")
    has_arrived = (Arrival.device_id == bindparam("device_id")) & (Arrival.sequence == columns.sequence)
    return DirectStatement(
        select(
            columns.code, columns.visit_id, columns.sequence, columns.offer_id,
            RegisteredCode.replaced_at, Card.id.label("card_id"), Card.kind.label("card_kind"), Card.status,
            Card.stopped_at, Card.issued_on, Card.renewed_on, Card.valid_until,
            Card.children.label("card_children"),
            Visit.id.label("near_id"), Visit.happened_at.label("near_at"),
            _Recorded.venue_id.label("was_venue"), _Recorded.code.label("was_code"),
            _Recorded.card_id.label("was_card"), _Recorded.kind.label("was_kind"),
            _Recorded.children.label("was_children"), _Recorded.assistants.label("was_assistants"),
            _Recorded.offer_id.label("was_offer"), _Recorded.remark.label("was_remark"), _Recorded.undone_at,
            Arrival.command_id,
            Offer.venue_id.label("offer_venue"), Offer.day.label("offer_day"),
            Offer.ended_at.label("offer_ended_at"),
            committed.c.committed_since, committed.c.committed_until,
        )
        .select_from(commands)
        .outerjoin(RegisteredCode, RegisteredCode.code == columns.code)
        .outerjoin(Card, Card.id == RegisteredCode.card_id)
        .outerjoin(Visit, is_near)
        .outerjoin(_Recorded, _Recorded.id == columns.visit_id)
        .outerjoin(Arrival, has_arrived)
        .outerjoin(Offer, Offer.id == columns.offer_id)
        .outerjoin(committed, true())
    )  # fmt: skip


# Built once: statements as long as these take longer to build than to run.
_LOCK_ONE: Final = DirectStatement(locking(one_command_row()))
_LOCK_MANY: Final = DirectStatement(locking(command_rows("postgresql")))
_LOCK_VISITS: Final = (
    select(Visit.id)
    .where(Visit.id.in_(bindparam("ids", expanding=True)))
    .order_by(Visit.id)
    .with_for_update(key_share=True)
)
_READ_ONE: Final = _reading(one_command_row())
_READ_MANY: Final = {dialect: _reading(command_rows(dialect)) for dialect in ("postgresql", "sqlite")}


def parameters_of(commands: Sequence[Command]) -> Facts:
    """The parameters of one_command_row for a single command, those of command_rows for more."""
    if len(commands) == 1:
        return _parameters(commands[0])
    return {"commands": as_json(map(_parameters, commands)), "how_many": len(commands)}


def _parameters(command: Command) -> Facts:
    code, visit_id, offer_id = None, command.id, None
    match command:
        case RecordCommand():
            code, offer_id = command.code, command.offer_id
        case UndoCommand():
            visit_id = command.visit_id
        case CorrectCommand():
            code, visit_id, offer_id = command.code, command.visit_id, command.correction.offer_id
        case UnreadableCommand():
            pass  # its number is read, and nothing else
        case _:
            assert_never(command)
    return {"code": code, "visit_id": visit_id, "sequence": command.sequence, "offer_id": offer_id}


def lock_cards(connection: Connection, commands: Sequence[Command]) -> None:
    """Let no other till judge these cards until this transaction ends."""
    if connection.dialect.name == "sqlite":
        return  # whoever announces writing is alone already
    statement = _LOCK_ONE if len(commands) == 1 else _LOCK_MANY
    statement.rows(connection, parameters_of(commands))


def lock_visits(connection: Connection, commands: Sequence[Command]) -> None:
    """Let nobody else change the visits that these commands take back or correct."""
    ids = {one.visit_id for one in commands if isinstance(one, UndoCommand | CorrectCommand)}
    if ids and connection.dialect.name != "sqlite":
        connection.execute(_LOCK_VISITS, {"ids": sorted(ids)})


def read(
    connection: Connection,
    commands: Sequence[Command],
    *,
    venue_id: int,
    device_id: uuid.UUID | None,
    clock: PhoneTime,
) -> Knowledge:
    """What is known about the commands of a delivery at a venue."""
    known = Knowledge(venue_id, clock)
    if not commands:
        return known
    statement = _READ_ONE if len(commands) == 1 else _READ_MANY[connection.dialect.name]
    since, until = _near(commands, clock)
    facts = {
        "venue_id": venue_id, "device_id": device_id, "since": since, "until": until,
        "first_day": day_in_finland(since), "last_day": day_in_finland(until),
    }  # fmt: skip
    for row in statement.rows(connection, {**facts, **parameters_of(commands)}):
        _learn(known, row)
    return known


def _near(commands: Sequence[Command], clock: PhoneTime) -> tuple[datetime, datetime]:
    moments = [clock.happened_at(one.at) for one in commands if isinstance(one, RecordCommand)]
    moments = moments or [clock.now]
    return min(moments) - REPEAT_WINDOW, max(moments) + REPEAT_WINDOW


def _learn(known: Knowledge, row: Row) -> None:
    if row.card_id is not None and row.code not in known.cards:
        known.cards[row.code] = KnownCard(
            row.card_id, CardKind(row.card_kind), CardStatus(row.status), row.stopped_at, row.replaced_at,
            row.issued_on, row.renewed_on, row.valid_until, row.card_children,
        )  # fmt: skip
    if row.near_id is not None:
        known.times_here.setdefault(row.card_id, {})[row.near_id] = row.near_at
    if row.was_venue is not None and row.visit_id not in known.visits:
        known.visits[row.visit_id] = _recorded(row)
    if row.command_id is not None:
        known.numbers[row.sequence] = row.command_id
    if row.committed_since is not None:
        known.commitments.add(Coverage(row.committed_since, row.committed_until))
    if row.offer_venue is not None:
        known.offers[row.offer_id] = OfferFacts(
            row.offer_id, row.offer_venue, row.offer_day, row.offer_ended_at
        )


def _recorded(row: Row) -> KnownVisit:
    recorded_as = Correction(VisitKind(row.was_kind), row.was_children, row.was_assistants, row.was_offer)
    return KnownVisit(
        row.was_venue, row.was_code, row.was_card, recorded_as,
        Remark(row.was_remark) if row.was_remark else None, is_undone=row.undone_at is not None,
    )  # fmt: skip
