"""A form's way in: it is a phone with a list of one, whose refusals stay refusals."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.core.accounts.roles import Permission
from webapp.core.cards.codes import CardCode, read_code
from webapp.core.errors import NotFoundError, Refusal, RefusedError
from webapp.core.identifiers import new_id
from webapp.core.partners.desks import Desk
from webapp.core.visits.models import Visit
from webapp.core.visits.reasons import CommandRefusal
from webapp.core.visits.recording.commands import (
    Command,
    CorrectCommand,
    Correction,
    OtherOffer,
    RecordCommand,
    UndoCommand,
)
from webapp.core.visits.recording.decide import Mode
from webapp.core.visits.recording.intake import Delivery, take_in_at_once
from webapp.core.visits.recording.known import Decision
from webapp.core.visits.rules import Outcome, UndoReason, VisitKind


@dataclass(frozen=True, slots=True)
class VisitForm:
    """A visit to record, as filled in; its id came with the page, so that sending it twice is harmless."""

    visit_id: uuid.UUID
    code: str
    kind: VisitKind
    children: int = 0
    assistants: int = 0
    offer_id: int | None = None
    repeat_is_meant: bool = False


def record_visit(session: Session, desk: Desk, form: VisitForm, *, now: datetime) -> Outcome:
    """Record a visit at a desk.

    Raises:
        NotAllowedError: the actor may not record.
        RefusedError: the code is none, or the rule that forbids the visit.
    """
    desk.must(Permission.RECORD_VISITS)
    command = RecordCommand(
        id=form.visit_id, sequence=None, at=now, code=read_code(form.code), kind=form.kind,
        children=form.children, assistants=form.assistants, offer_id=form.offer_id,
        repeat_is_meant=form.repeat_is_meant,
    )  # fmt: skip
    return _followed(session, desk, command, now=now).outcome


def undo_visit(
    session: Session, desk: Desk, visit_id: uuid.UUID, *, reason: UndoReason, now: datetime
) -> None:
    """Take a visit of the desk's venue back; it stays, as undone. Repeating changes nothing.

    Raises:
        NotAllowedError: the actor may not record.
        NotFoundError: it is no visit of this venue.
    """
    desk.must(Permission.RECORD_VISITS)
    _followed(session, desk, UndoCommand(new_id(now), None, now, visit_id, reason), now=now)


def undo_group(
    session: Session, desk: Desk, visit_id: uuid.UUID, *, reason: UndoReason, now: datetime
) -> None:
    """Take all that was recorded together with a visit of the desk's venue back.

    All of it or nothing; what had been undone before keeps its reason, and repeating changes nothing.

    Raises:
        NotAllowedError: the actor may not record.
        NotFoundError: it is no visit of this venue.
    """
    desk.must(Permission.RECORD_VISITS)
    visit = _visit_here(session, desk, visit_id)
    commands = [
        UndoCommand(new_id(now), None, now, one.id, reason) for one in visit.standing_group or [visit]
    ]
    _all_followed(session, desk, commands, now=now)


def correct_visit(
    session: Session, desk: Desk, visit_id: uuid.UUID, *, correction: Correction, now: datetime
) -> None:
    """Correct a visit of the desk's venue, and with its offer that of its whole group: all of it or nothing.

    Correcting to what is recorded already changes nothing.

    Raises:
        NotAllowedError: the actor may not correct.
        NotFoundError: it is no visit of this venue.
        RefusedError: the visit was undone, or what its card or the venue does not give.
    """
    desk.must(Permission.CORRECT_VISITS)
    visit = _visit_here(session, desk, visit_id)
    others = [one for one in visit.standing_group if one.id != visit_id] if visit.is_in_group else []
    commands = [
        CorrectCommand(visit_id, CardCode(visit.code), now, correction),
        *(CorrectCommand(one.id, CardCode(one.code), now, OtherOffer(correction.offer_id)) for one in others),
    ]
    _all_followed(session, desk, commands, now=now)


def _visit_here(session: Session, desk: Desk, visit_id: uuid.UUID) -> Visit:
    visit = session.get(Visit, visit_id)
    if visit is None or visit.venue_id != desk.venue_id:
        raise NotFoundError
    return visit


def _followed(session: Session, desk: Desk, command: Command, *, now: datetime) -> Decision:
    return _all_followed(session, desk, [command], now=now)[0]


def _all_followed(
    session: Session, desk: Desk, commands: Sequence[Command], *, now: datetime
) -> list[Decision]:
    session.flush()  # as the ORM does before it asks
    delivery = Delivery(commands, review=_refuse)
    decisions = take_in_at_once(session.connection(), desk, delivery, mode=Mode.STRICT, now=now)
    if any(one.change is not None for one in decisions):
        session.expire_all()  # what it has loaded of the visits is no longer so
    return decisions


def _refuse(decisions: Sequence[Decision]) -> None:
    """What a form asks is done whole or not at all: the first refusal ends it before anything is written.

    Raises:
        NotFoundError: one is about no visit of the desk's venue.
        RefusedError: one is refused.
    """
    for one in decisions:
        if one.reason is CommandRefusal.VISIT_UNKNOWN:
            raise NotFoundError
        if isinstance(one.reason, Refusal):
            raise RefusedError(one.reason, one.about, **one.details)
