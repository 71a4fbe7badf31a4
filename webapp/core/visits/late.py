"""What becomes of what a phone brings in: it has happened already, so it is judged as of then. Pure.

A person who was let in has been let in. What the rules would have refused is recorded with a remark; refused
is only what the register cannot hold. One remark is kept, the first that holds: those about the card come
before those about the phone.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from webapp.core.calendar import day_in_finland
from webapp.core.visits.commands import Command, RecordCommand, UndoCommand, UnreadableCommand
from webapp.core.visits.known import Decision, Knowledge, KnownCard, NewVisit, Undoing
from webapp.core.visits.reasons import CommandRefusal, VisitRefusal
from webapp.core.visits.rules import (
    REPEAT_WINDOW,
    CardFacts,
    Outcome,
    Remark,
    VisitKind,
    Wish,
    why_not_recorded,
)


def decide_all(commands: Iterable[Command], known: Knowledge) -> list[Decision]:
    """One decision for each command, in their order, each knowing of those before it."""
    decisions = []
    for command in commands:
        decision = _decide(command, known)
        known.learn(decision)
        decisions.append(decision)
    return decisions


def _decide(command: Command, known: Knowledge) -> Decision:
    arrives = (
        command.id is not None and command.sequence is not None and command.sequence not in known.numbers
    )
    if isinstance(command, UnreadableCommand):
        return Decision(command, Outcome.REFUSED, command.reason, arrives=arrives)
    if isinstance(command, UndoCommand):
        return _decide_undoing(command, known, arrives=arrives)
    return _decide_recording(command, known, arrives=arrives)


def _decide_undoing(command: UndoCommand, known: Knowledge, *, arrives: bool) -> Decision:
    visit = known.visits.get(command.visit_id)
    if visit is None or visit.venue_id != known.venue_id:
        return Decision(command, Outcome.REFUSED, CommandRefusal.VISIT_UNKNOWN, arrives=arrives)
    undoing = Undoing(command.visit_id, known.clock.happened_at(command.at), command.reason)
    return Decision(command, Outcome.UNDONE, change=None if visit.is_undone else undoing, arrives=arrives)


def _decide_recording(command: RecordCommand, known: Knowledge, *, arrives: bool) -> Decision:
    before = known.visits.get(command.id)
    if before is not None:
        if (before.venue_id, before.code) != (known.venue_id, command.code):
            return Decision(command, Outcome.REFUSED, CommandRefusal.VISIT_DIFFERS, arrives=arrives)
        return Decision(command, Outcome.ALREADY_RECORDED, arrives=arrives)
    if command.kind is VisitKind.COURSE and command.children:
        return Decision(command, Outcome.REFUSED, VisitRefusal.CHILDREN_ON_COURSE, arrives=arrives)
    remark = next(_remarks(command, known), None)
    visit = _visit(command, known, remark=remark)
    outcome = Outcome.RECORDED_WITH_REMARK if remark else Outcome.RECORDED
    return Decision(command, outcome, remark, visit, arrives)


def _visit(command: RecordCommand, known: Knowledge, *, remark: Remark | None) -> NewVisit:
    card = known.cards.get(command.code)
    return NewVisit(
        id=command.id,
        card_id=card.card_id if card else None,
        code=command.code,
        kind=command.kind,
        children=command.children,
        assistants=command.assistants,
        offer_id=command.offer_id if command.offer_id in known.offers else None,
        group_id=command.group_id,
        happened_at=known.clock.happened_at(command.at),
        remark=remark,
    )


def _remarks(command: RecordCommand, known: Knowledge) -> Iterator[Remark]:
    """All that is odd about a visit, what weighs most first."""
    moment = known.clock.happened_at(command.at)
    card = known.cards.get(command.code)
    facts = _facts_at(card, moment, known, command=command) if card else None
    wish = Wish(command.kind, 1, command.children, command.repeat_is_meant)
    refusal = why_not_recorded(facts, wish, now=moment, today=day_in_finland(moment))
    if refusal is not None:
        yield Remark(refusal.value)
    if known.clock.is_wrong(command.at):
        yield Remark.CLOCK_WRONG
    if known.numbers.get(command.sequence, command.id) != command.id:
        yield Remark.SEQUENCE_REUSED
    if command.offer_id is not None and command.offer_id not in known.offers:
        yield Remark.OFFER_UNKNOWN


def _facts_at(
    card: KnownCard, moment: datetime, known: Knowledge, *, command: RecordCommand
) -> CardFacts | None:
    validity = card.validity_at(moment)
    if validity is None:
        return None
    # How many children a card had before it was renewed is not kept: then the phone is believed.
    is_renewed_since = card.renewed_on is not None and card.renewed_on > day_in_finland(moment)
    children = max(card.children, command.children) if is_renewed_since else card.children
    # Another phone may have brought in the later of two visits first: near is near on either side.
    times = known.times_here.get(card.card_id, {}).values()
    near = next((time for time in times if abs(moment - time) < REPEAT_WINDOW), None)
    return CardFacts(card.kind, validity, children, near)
