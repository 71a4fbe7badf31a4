"""A phone's outbox as a model: what is durable, what is only in memory, what is on its way."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

MOST_IN_A_LIST = 7
SETTLING = {"recorded", "already_recorded", "recorded_with_remark", "undone"}


@dataclass
class ModelPhone:
    """Number and command are written together, and only an acknowledgement deletes (ARCHITECTURE §3)."""

    next_sequence: int = 1
    outbox: dict[int, dict[str, Any]] = field(default_factory=dict)
    acknowledged: dict[str, str] = field(default_factory=dict)
    """Outcome by id, as the screen showed it."""
    saved: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Every command of which the screen said that it was saved."""
    held: int | None = None
    """The number of a fast counter's visit that may still be changed, and is not sent."""

    before: set[str] = field(default_factory=set)
    """What was saved as another device, before the storage was lost."""

    def put(self, command: dict[str, Any], *, at: datetime, is_held: bool = False) -> dict[str, Any]:
        """One durable transaction: a crash before its end has written nothing. Sets free what was held."""
        self.held = self.next_sequence if is_held else None
        made = {**command, "id": str(uuid.uuid4()), "sequence": self.next_sequence, "at": at.isoformat()}
        self.outbox[self.next_sequence] = made
        self.next_sequence += 1
        self.saved[made["id"]] = made
        return made

    def parcel(self) -> list[dict[str, Any]]:
        """What would be sent next, oldest first; nothing overtakes what is held."""
        free = [number for number in sorted(self.outbox) if self.held is None or number < self.held]
        return [self.outbox[number] for number in free[:MOST_IN_A_LIST]]

    def amend(self, children: int) -> None:
        """Change the visit that is held: the same command, with its number."""
        if self.held is not None:
            self.outbox[self.held]["children"] = children

    def lose_storage(self) -> None:
        """With no page open: what waited is lost, and the phone counts from 1 as another device."""
        for command in self.outbox.values():
            del self.saved[command["id"]]
        self.outbox.clear()
        self.held = None
        self.next_sequence = 1
        self.before = set(self.saved)

    def put_back(self, ids: list[str]) -> None:
        """An open page fills the emptied storage with what it knew; another page may have sent that since."""
        for command in (self.saved[one] for one in ids):
            self.outbox[command["sequence"]] = command

    def acknowledge(self, outcomes: list[tuple[str, str]]) -> None:
        """Take the register's word, command by command; what it does not answer stays."""
        outcome_of = dict(outcomes)
        for number, command in list(self.outbox.items()):
            if outcome_of.get(command["id"]) in SETTLING:
                self.acknowledged[command["id"]] = outcome_of[command["id"]]
                del self.outbox[number]
