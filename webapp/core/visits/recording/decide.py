"""What becomes of each command of a delivery, judged as of when it happened. Pure.

A form asks before anybody is let in: what a rule forbids is refused. A phone says what has happened: a
person who was let in has been let in, so it is recorded with a remark, and refused is only what the register
cannot hold. One remark is kept, the first that holds: those about the card and the offer come before those
about the phone.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import Enum
from typing import assert_never

from webapp.core.calendar import day_in_finland
from webapp.core.visits.reasons import CommandRefusal
from webapp.core.visits.recording.commands import (
    Command,
    CorrectCommand,
    RecordCommand,
    UndoCommand,
    UnreadableCommand,
)
from webapp.core.visits.recording.corrections import decide_correcting
from webapp.core.visits.recording.known import Decision, Knowledge, KnownCard, NewVisit, Undoing
from webapp.core.visits.rules import (
    REPEAT_WINDOW,
    CardFacts,
    Outcome,
    Remark,
    Use,
    UseRefusal,
    remark_on,
    why_not_held,
    why_not_recorded,
)


class Mode(Enum):
    """What a rule's no means."""

    STRICT = "strict"
    """It has not happened yet: a refusal stays one."""
    LATE = "late"
    """It has happened: a refusal becomes a remark."""


def decide_all(commands: Iterable[Command], known: Knowledge, mode: Mode) -> list[Decision]:
    """One decision for each command, in their order, each knowing of those before it."""
    decisions = []
    for command in commands:
        decision = _decide(command, known, mode)
        known.learn(decision)
        decisions.append(decision)
    return decisions


def _decide(command: Command, known: Knowledge, mode: Mode) -> Decision:
    arrives = (
        command.id is not None and command.sequence is not None and command.sequence not in known.numbers
    )
    match command:
        case RecordCommand():
            return _decide_recording(command, known, mode, arrives=arrives)
        case UndoCommand():
            return _decide_undoing(command, known, arrives=arrives)
        case CorrectCommand():
            return decide_correcting(command, known)
        case UnreadableCommand():
            return Decision(command, Outcome.REFUSED, command.reason, arrives=arrives)
        case _:
            assert_never(command)


def _decide_undoing(command: UndoCommand, known: Knowledge, *, arrives: bool) -> Decision:
    visit = known.visits.get(command.visit_id)
    if visit is None or visit.venue_id != known.venue_id:
        return Decision(command, Outcome.REFUSED, CommandRefusal.VISIT_UNKNOWN, arrives=arrives)
    undoing = Undoing(command.visit_id, known.clock.happened_at(command.at), command.reason)
    return Decision(command, Outcome.UNDONE, change=None if visit.is_undone else undoing, arrives=arrives)


def _decide_recording(command: RecordCommand, known: Knowledge, mode: Mode, *, arrives: bool) -> Decision:
    before = known.visits.get(command.id)
    if before is not None:
        if (before.venue_id, before.code) != (known.venue_id, command.code):
            return Decision(command, Outcome.REFUSED, CommandRefusal.VISIT_DIFFERS, arrives=arrives)
        return Decision(command, Outcome.ALREADY_RECORDED, arrives=arrives)
    use = _use(command, known)
    card = _card_at(use.at, known, command)
    offer = known.offers.get(command.offer_id) if command.offer_id is not None else None
    refusal = why_not_recorded(card, offer, use)
    forbids = _what_forbids(refusal, use, mode)
    if forbids is not None:
        return _refused(command, forbids, card, arrives=arrives)
    remark = (remark_on(refusal) if refusal is not None else None) or _oddity(command, known)
    outcome = Outcome.RECORDED_WITH_REMARK if remark else Outcome.RECORDED
    return Decision(command, outcome, remark, _visit(command, known, use, remark=remark), arrives)


def _what_forbids(refusal: UseRefusal | None, use: Use, mode: Mode) -> UseRefusal | None:
    match mode:
        case Mode.STRICT:
            return refusal
        case Mode.LATE:
            return why_not_held(use)
        case _:
            assert_never(mode)


def _refused(
    command: RecordCommand, refusal: UseRefusal, card: CardFacts | None, *, arrives: bool
) -> Decision:
    details: dict[str, object] = {}
    if card is not None:
        details = {"most": card.children, "at": card.last_here, "until": card.validity.valid_until}
    return Decision(command, Outcome.REFUSED, refusal, arrives=arrives, details=details)


def _use(command: RecordCommand, known: Knowledge) -> Use:
    at = known.clock.happened_at(command.at)
    return Use(
        venue_id=known.venue_id,
        kind=command.kind,
        children=command.children,
        assistants=command.assistants,
        at=at,
        offer_id=command.offer_id,
        repeat_is_meant=command.repeat_is_meant,
        venue_is_committed=known.is_committed_on(day_in_finland(at)),
    )


def _visit(command: RecordCommand, known: Knowledge, use: Use, *, remark: Remark | None) -> NewVisit:
    card = known.cards.get(command.code)
    offer = known.offers.get(use.offer_id) if use.offer_id is not None else None
    return NewVisit(
        id=command.id,
        card_id=card.card_id if card else None,
        code=command.code,
        kind=use.kind,
        children=use.children,
        assistants=use.assistants,
        offer_id=use.offer_id if offer is not None and offer.venue_id == known.venue_id else None,
        group_id=command.group_id,
        happened_at=use.at,
        remark=remark,
    )


def _oddity(command: RecordCommand, known: Knowledge) -> Remark | None:
    """What is odd about how a visit came in, if no rule of its card or offer has spoken."""
    if known.clock.is_wrong(command.at):
        return Remark.CLOCK_WRONG
    if command.sequence is not None and known.numbers.get(command.sequence, command.id) != command.id:
        return Remark.SEQUENCE_REUSED
    return None


def _card_at(moment: datetime, known: Knowledge, command: RecordCommand) -> CardFacts | None:
    card = known.cards.get(command.code)
    validity = card.validity_at(moment, now=known.clock.now) if card else None
    if card is None or validity is None:
        return None
    # Another phone may have brought in the later of two visits first: near is near on either side.
    times = known.times_here.get(card.card_id, {}).values()
    near = max((time for time in times if abs(moment - time) < REPEAT_WINDOW), default=None)
    return CardFacts(card.kind, validity, _children(card, moment, command, now=known.clock.now), near)


def _children(card: KnownCard, moment: datetime, command: RecordCommand, *, now: datetime) -> int:
    # How many children a card had before it was renewed is not kept: then the phone is believed.
    day, today = day_in_finland(moment), day_in_finland(now)
    is_renewed_since = card.renewed_on is not None and min(card.renewed_on, today) > day
    return max(card.children, command.children) if is_renewed_since else card.children
