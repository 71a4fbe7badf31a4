"""What a desk asks the register to do, and how it is read from a phone's JSON. Pure.

A command that makes no sense is read too, as one that will be refused: its neighbours must not wait for it.
"""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final, TypeAlias, TypeVar

from webapp.core.cards.codes import CardCode, read_code
from webapp.core.errors import Refusal, RefusedError
from webapp.core.visits.reasons import CommandRefusal
from webapp.core.visits.rules import (
    MOST_ASSISTANTS,
    MOST_CHILDREN_WITH_COMMUNITY_CARD,
    UndoReason,
    VisitKind,
)

ReadT = TypeVar("ReadT")

LARGEST_NUMBER: Final = 2**31 - 1  # what every database's integer holds
_FIRST_MOMENT: Final = datetime(
    1970, 1, 1, tzinfo=UTC
)  # where a phone's clock starts that has lost its power
_LAST_MOMENT: Final = datetime(2200, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class RecordCommand:
    """A visit to record; `at` is by the clock of the phone that numbered it. A form numbers nothing."""

    id: uuid.UUID
    sequence: int | None
    at: datetime
    code: CardCode
    kind: VisitKind
    children: int = 0
    assistants: int = 0
    offer_id: int | None = None
    group_id: uuid.UUID | None = None
    repeat_is_meant: bool = False


@dataclass(frozen=True, slots=True)
class UndoCommand:
    """A visit to take back; the id is the command's own."""

    id: uuid.UUID
    sequence: int | None
    at: datetime
    visit_id: uuid.UUID
    reason: UndoReason


@dataclass(frozen=True, slots=True)
class Correction:
    """What should have been recorded."""

    kind: VisitKind
    children: int
    assistants: int
    offer_id: int | None

    def of(self, _recorded_as: "Correction") -> "Correction":
        """What should have been recorded, whatever was."""
        return self


@dataclass(frozen=True, slots=True)
class OtherOffer:
    """The same as was recorded, but for another offer: what is corrected in a whole group."""

    offer_id: int | None

    def of(self, recorded_as: Correction) -> Correction:
        """What should have been recorded instead of what was."""
        return replace(recorded_as, offer_id=self.offer_id)


@dataclass(frozen=True, slots=True)
class CorrectCommand:
    """A visit to correct. Its code comes along, so that its card is known; the code itself stays."""

    visit_id: uuid.UUID
    code: CardCode
    at: datetime
    correction: Correction | OtherOffer
    id: None = None
    sequence: None = None


@dataclass(frozen=True, slots=True)
class UnreadableCommand:
    """A command that cannot be followed, with as much of it as could be read."""

    reason: Refusal
    id: uuid.UUID | None = None
    sequence: int | None = None


Command: TypeAlias = RecordCommand | UndoCommand | CorrectCommand | UnreadableCommand


def read_commands(items: Iterable[object]) -> list[Command]:
    """One command for each item of a phone's list, in its order."""
    return [_read_command(item) for item in items]


def read_moment(value: object) -> datetime:
    """An ISO moment with its offset; ValueError or TypeError for anything else, or for one of another age.

    Raises:
        ValueError: it is no moment with a time zone.
    """
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is None or not _FIRST_MOMENT <= moment <= _LAST_MOMENT:
        raise ValueError(value)
    return moment.astimezone(UTC)


def read_id(value: object) -> uuid.UUID:
    """A UUID written out; ValueError or TypeError for anything else."""
    return uuid.UUID(_text(value))


def _read_command(item: object) -> Command:
    fields: Mapping[str, Any] = item if isinstance(item, dict) else {}
    reason: Refusal = CommandRefusal.COMMAND_UNREADABLE
    try:
        if fields.get("type") == "record":
            return _read_record(fields)
        if fields.get("type") == "undo":
            return _read_undo(fields)
    except RefusedError as refused:
        reason = refused.reason
    except (TypeError, ValueError):
        pass
    command_id, sequence = _or_none(read_id, fields.get("id")), _or_none(_number, fields.get("sequence"))
    return UnreadableCommand(reason, command_id, sequence)


def _read_record(fields: Mapping[str, Any]) -> RecordCommand:
    command_id, sequence, at = _read_head(fields)
    if fields.get("adults", 1) != 1:
        raise RefusedError(CommandRefusal.ONE_ADULT_PER_CARD)
    offer_id, group_id = fields.get("offer_id"), fields.get("group_id")
    return RecordCommand(
        id=command_id,
        sequence=sequence,
        at=at,
        code=read_code(_text(fields.get("code"))),
        kind=VisitKind(_text(fields.get("kind"))),
        children=_count(fields.get("children", 0), most=MOST_CHILDREN_WITH_COMMUNITY_CARD),
        assistants=_count(fields.get("assistants", 0), most=MOST_ASSISTANTS),
        offer_id=None if offer_id is None else _number(offer_id),
        group_id=None if group_id is None else read_id(group_id),
        repeat_is_meant=fields.get("repeat_is_meant") is True,
    )


def _read_undo(fields: Mapping[str, Any]) -> UndoCommand:
    command_id, sequence, at = _read_head(fields)
    reason = UndoReason(_text(fields.get("reason")))
    return UndoCommand(command_id, sequence, at, read_id(fields.get("visit_id")), reason)


def _read_head(fields: Mapping[str, Any]) -> tuple[uuid.UUID, int, datetime]:
    return read_id(fields.get("id")), _number(fields.get("sequence")), read_moment(fields.get("at"))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _number(value: object) -> int:
    number = _whole(value)
    if not 1 <= number <= LARGEST_NUMBER:
        raise ValueError(value)
    return number


def _count(value: object, *, most: int) -> int:
    number = _whole(value)
    if not 0 <= number <= most:
        raise RefusedError(CommandRefusal.COUNT_IMPOSSIBLE)
    return number


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(value)
    return value


def _or_none(read: Callable[[object], ReadT], value: object) -> ReadT | None:
    try:
        return read(value)
    except (TypeError, ValueError):
        return None
