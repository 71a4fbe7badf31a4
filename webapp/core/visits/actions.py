"""Record a visit and take it back. Both are safe to repeat."""

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.acts import record_act
from webapp.core.accounts.roles import Permission
from webapp.core.calendar import day_in_finland
from webapp.core.cards.codes import CardCode, read_code
from webapp.core.cards.models import Card, RegisteredCode
from webapp.core.cards.reasons import CardRefusal
from webapp.core.database import first_row
from webapp.core.errors import NotFoundError, RefusedError
from webapp.core.offers.queries import check_offer
from webapp.core.visits.events import VisitUndone
from webapp.core.visits.models import Visit
from webapp.core.visits.queries import card_at_venue, facts_of
from webapp.core.visits.reasons import CommandRefusal
from webapp.core.visits.rules import (
    Outcome,
    UndoReason,
    VisitKind,
    Wish,
    check_assistants,
    why_not_recorded,
)

_LOCKED_CARD: Final = (
    select(Card.id)
    .where(
        Card.id
        == select(RegisteredCode.card_id).where(RegisteredCode.code == bindparam("code")).scalar_subquery()
    )
    .with_for_update()
)


@dataclass(frozen=True, slots=True)
class VisitCommand:
    """A visit to record; its id is made by whoever sends it and makes repeating harmless."""

    visit_id: uuid.UUID
    code: str
    kind: VisitKind
    adults: int = 1
    children: int = 0
    assistants: int = 0
    offer_id: int | None = None
    repeat_is_meant: bool = False


@dataclass(frozen=True, slots=True)
class Recorded:
    """The visit as it stands in the register."""

    outcome: Outcome
    visit: Visit


def record_visit(session: Session, actor: Actor, command: VisitCommand, *, now: datetime) -> Recorded:
    """Record a visit at the actor's venue, or raise RefusedError with the rule that forbids it."""
    actor.must(Permission.RECORD_VISITS)
    code = read_code(command.code)
    _lock_card(session, code)
    row = card_at_venue(session, code, venue_id=actor.organisation.id)
    before = session.get(Visit, command.visit_id)
    if before is not None:
        return _repeated(actor, before, row.id if row else None)
    wish = Wish(command.kind, command.adults, command.children, command.repeat_is_meant)
    facts = facts_of(row) if row else None
    refusal = why_not_recorded(facts, wish, now=now, today=day_in_finland(now))
    if refusal is not None or row is None or facts is None:
        told = (
            {"most": facts.children, "at": facts.last_here, "until": facts.validity.valid_until}
            if facts
            else {}
        )
        raise RefusedError(refusal or CardRefusal.CARD_NOT_REGISTERED, **told)
    check_assistants(command.assistants)
    check_offer(session, actor, command.offer_id)
    visit = Visit(
        id=command.visit_id, card_id=row.id, code=code, venue_id=actor.organisation.id, kind=command.kind,
        adults=command.adults, children=command.children, assistants=command.assistants,
        offer_id=command.offer_id, happened_at=now, recorded_at=now,
        recorded_by=actor.person_id, device_id=actor.device_id,
    )  # fmt: skip
    session.add(visit)
    session.flush()
    return Recorded(Outcome.RECORDED, visit)


def _lock_card(session: Session, code: CardCode) -> None:
    # Two tills that record one card at the same moment are judged one after the other. A statement of its
    # own: PostgreSQL reads a statement's other rows before it waits, so the facts must be read afterwards.
    first_row(session, _LOCKED_CARD, {"code": code})


def _repeated(actor: Actor, before: Visit, card_id: uuid.UUID | None) -> Recorded:
    if before.venue_id != actor.organisation.id or before.card_id != card_id:
        raise RefusedError(CommandRefusal.VISIT_DIFFERS)
    return Recorded(Outcome.ALREADY_RECORDED, before)


def undo_visit(
    session: Session, actor: Actor, visit_id: uuid.UUID, *, reason: UndoReason, now: datetime
) -> Visit:
    """Take a visit of the actor's venue back; it stays, as undone. Repeating changes nothing."""
    actor.must(Permission.RECORD_VISITS)
    visit = session.get(Visit, visit_id, with_for_update=True)
    if visit is None or visit.venue_id != actor.organisation.id:
        raise NotFoundError
    if visit.undone_at is None:
        visit.undone_at, visit.undone_by, visit.undo_reason = now, actor.person_id, reason
        record_act(session, actor, VisitUndone(visit.id), now=now)
    return visit
