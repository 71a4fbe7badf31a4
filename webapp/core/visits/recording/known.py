"""What the register knows about a delivery, and what is decided of each command in it. Pure."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final, assert_never

from webapp.core.calendar import day_in_finland
from webapp.core.cards.codes import CardCode
from webapp.core.cards.validity import CardKind, CardStatus, Validity
from webapp.core.commitments.rules import Coverage
from webapp.core.errors import Refusal
from webapp.core.offers.reasons import OfferRefusal
from webapp.core.visits.reasons import CommandRefusal, VisitRefusal
from webapp.core.visits.recording.commands import Command, Correction
from webapp.core.visits.recording.phone_time import PhoneTime
from webapp.core.visits.rules import OfferFacts, Outcome, Remark, UndoReason, VisitKind

INPUTS: Final[Mapping[Refusal, str]] = {
    VisitRefusal.COMMUNITY_CARD_ON_COURSE: "kind",
    VisitRefusal.CHILDREN_ON_COURSE: "children",
    VisitRefusal.TOO_MANY_CHILDREN: "children",
    VisitRefusal.MORE_CHILDREN_THAN_REGISTERED: "children",
    OfferRefusal.OFFER_UNKNOWN: "offer",
    CommandRefusal.COUNT_IMPOSSIBLE: "assistants",
}
"""Which input of a form a refusal is about, where it is about one."""


@dataclass(frozen=True, slots=True)
class KnownCard:
    """What the register knows of a code and its card, with the moments of what was done to them."""

    card_id: uuid.UUID
    kind: CardKind
    status: CardStatus
    stopped_at: datetime | None
    replaced_at: datetime | None
    issued_on: date
    renewed_on: date | None
    valid_until: date
    children: int

    def validity_at(self, moment: datetime, *, now: datetime) -> Validity | None:
        """What held when the card was used, as far as the register still knows; None before it was issued.

        What by its stamp is still to come was done under a wrong clock, and holds now.
        """
        if day_in_finland(moment) < min(self.issued_on, day_in_finland(now)):
            return None
        is_stopped = self.stopped_at is not None and min(self.stopped_at, now) <= moment
        return Validity(
            self.status if is_stopped else CardStatus.ACTIVE,
            self.valid_until,
            is_replaced=self.replaced_at is not None and min(self.replaced_at, now) <= moment,
        )


@dataclass(frozen=True, slots=True)
class NewVisit:
    """A visit to be written."""

    id: uuid.UUID
    card_id: uuid.UUID | None
    code: CardCode
    kind: VisitKind
    children: int
    assistants: int
    offer_id: int | None
    group_id: uuid.UUID | None
    happened_at: datetime
    remark: Remark | None

    @property
    def recorded_as(self) -> Correction:
        """What of it could be corrected."""
        return Correction(self.kind, self.children, self.assistants, self.offer_id)


@dataclass(frozen=True, slots=True)
class Undoing:
    """A visit to be taken back."""

    visit_id: uuid.UUID
    undone_at: datetime
    undo_reason: UndoReason


@dataclass(frozen=True, slots=True)
class Correcting:
    """What shall stand of a visit instead, and what stood."""

    visit_id: uuid.UUID
    was: Correction
    now: Correction
    remark: Remark | None
    corrected_at: datetime


@dataclass(frozen=True, slots=True)
class KnownVisit:
    """A visit that is in the register, or will be when the delivery has been written."""

    venue_id: int
    code: str
    card_id: uuid.UUID | None
    recorded_as: Correction
    remark: Remark | None = None
    is_undone: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one command, and what is to be written for it."""

    command: Command
    outcome: Outcome
    reason: Refusal | Remark | None = None
    change: NewVisit | Undoing | Correcting | None = None
    arrives: bool = False
    """Whether its number has not arrived before."""
    details: Mapping[str, object] = field(default_factory=dict)
    """Of a refusal: what its sentence names."""

    @property
    def about(self) -> str:
        """Of a refusal: the input that it is about, if it is about one."""
        return INPUTS.get(self.reason, "") if isinstance(self.reason, Refusal) else ""


@dataclass(slots=True)
class Knowledge:
    """All that the register knows about a delivery's commands; it grows with each decision."""

    venue_id: int
    clock: PhoneTime
    cards: dict[str, KnownCard] = field(default_factory=dict)
    visits: dict[uuid.UUID, KnownVisit] = field(default_factory=dict)
    times_here: dict[uuid.UUID, dict[uuid.UUID, datetime]] = field(default_factory=dict)
    """By card: the visits at this venue that stand, about the time of the list's."""
    numbers: dict[int, uuid.UUID] = field(default_factory=dict)
    """The phone's numbers that have arrived, with the command that bore each."""
    offers: dict[int, OfferFacts] = field(default_factory=dict)
    """Those that the commands name, by number; one that is missing does not exist."""
    commitments: set[Coverage] = field(default_factory=set)
    """The days, as far as they matter here, on which the venue has a commitment in force."""

    def is_committed_on(self, day: date) -> bool:
        """Whether the venue may record what happens on a day."""
        return any(one.holds_on(day) for one in self.commitments)

    def learn(self, decision: Decision) -> None:
        """Take a decision's effect into account for those that follow."""
        command, change = decision.command, decision.change
        if decision.arrives and command.id is not None and command.sequence is not None:
            self.numbers[command.sequence] = command.id
        match change:
            case NewVisit():
                self._learn_visit(change)
            case Correcting():
                before = self.visits[change.visit_id]
                self.visits[change.visit_id] = replace(before, recorded_as=change.now, remark=change.remark)
            case Undoing():
                before = replace(self.visits[change.visit_id], is_undone=True)
                self.visits[change.visit_id] = before
                if before.card_id is not None:
                    self.times_here.get(before.card_id, {}).pop(change.visit_id, None)
            case None:
                pass
            case _:
                assert_never(change)

    def _learn_visit(self, new: NewVisit) -> None:
        self.visits[new.id] = KnownVisit(self.venue_id, new.code, new.card_id, new.recorded_as, new.remark)
        if new.card_id is not None:
            self.times_here.setdefault(new.card_id, {})[new.id] = new.happened_at
