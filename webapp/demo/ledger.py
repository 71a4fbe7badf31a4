"""The random rows, one by one in memory, and its way into the register in bulk."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import insert
from sqlalchemy.orm import Session

from webapp.core.cards.validity import CardKind, CardStatus
from webapp.core.database import Base
from webapp.core.visits.rules import UndoReason, VisitKind
from webapp.demo.partners import Partner

CHUNK: Final = 5_000


@dataclass(slots=True)
class DemoCard:
    """A card with what is needed to send its holder somewhere."""

    id: uuid.UUID
    kind: CardKind
    code: str
    distributor: Partner
    home: str
    issued_on: date
    registered_at: datetime
    valid_until: date
    children: int = 0
    renewed_on: date | None = None
    status: CardStatus = CardStatus.ACTIVE
    stopped_at: datetime | None = None

    @property
    def last_day(self) -> date:
        """The last day on which its holder may be sent anywhere: not the one on which it was stopped."""
        if self.stopped_at is None:
            return self.valid_until
        return min(self.valid_until, self.stopped_at.date() - timedelta(days=1))


@dataclass(slots=True)
class DemoVisit:
    """A visit on its way into the register."""

    id: uuid.UUID
    card: DemoCard
    venue: Partner
    kind: VisitKind
    children: int
    happened_at: datetime
    undone_at: datetime | None = None


@dataclass(slots=True)
class Ledger:
    """Everything made so far."""

    backgrounds: list[dict[str, Any]] = field(default_factory=list)
    background_of: dict[uuid.UUID, uuid.UUID] = field(default_factory=dict)
    cards: list[DemoCard] = field(default_factory=list)
    visits: list[DemoVisit] = field(default_factory=list)

    def card_rows(self, staff: Mapping[int, int]) -> list[dict[str, Any]]:
        """Rows of the table of cards; staff by organisation."""
        return [
            _card_row(card, staff[card.distributor.id], background_id=self.background_of.get(card.id))
            for card in self.cards
        ]

    def visit_rows(self, staff: Mapping[int, int], now: datetime) -> list[dict[str, Any]]:
        """Rows of the table of visits, the oldest first; none that would lie in the future."""
        past = (visit for visit in self.visits if (visit.undone_at or visit.happened_at) <= now)
        return [
            _visit_row(visit, staff[visit.venue.id]) for visit in sorted(past, key=lambda one: one.id.int)
        ]


def _card_row(card: DemoCard, worker: int, *, background_id: uuid.UUID | None) -> dict[str, Any]:
    return {
        "id": card.id,
        "kind": card.kind,
        "distributor_id": card.distributor.id,
        "issued_on": card.issued_on,
        "renewed_on": card.renewed_on,
        "valid_until": card.valid_until,
        "status": card.status,
        "stopped_at": card.stopped_at,
        "children": card.children,
        "background_id": background_id,
        "registered_by": worker,
        "registered_at": card.registered_at,
    }


def _visit_row(visit: DemoVisit, recorder: int) -> dict[str, Any]:
    return {
        "id": visit.id,
        "card_id": visit.card.id,
        "code": visit.card.code,
        "venue_id": visit.venue.id,
        "kind": visit.kind,
        "adults": 1,
        "children": visit.children,
        "happened_at": visit.happened_at,
        "recorded_at": visit.happened_at,
        "recorded_by": recorder,
        "undone_at": visit.undone_at,
        "undone_by": None if visit.undone_at is None else recorder,
        "undo_reason": None if visit.undone_at is None else UndoReason.MISTAKE,
    }


def write_rows(session: Session, table: type[Base], *, rows: Sequence[dict[str, Any]]) -> None:
    """Insert in chunks, past the unit of work."""
    connection = session.connection()
    for start in range(0, len(rows), CHUNK):
        connection.execute(insert(table), rows[start : start + CHUNK])
