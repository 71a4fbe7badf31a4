"""The events of wishes: which answer is wrong, never what it is."""

import uuid
from dataclasses import dataclass
from typing import ClassVar

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class RenewalWished(Event):
    """A holder asked for another year."""

    is_of_networks: ClassVar[bool] = False

    card_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class CorrectionWished(Event):
    """A holder said that an answer is wrong: which one, never what it is."""

    is_of_networks: ClassVar[bool] = False

    card_id: uuid.UUID
    kind: str


@dataclass(frozen=True, slots=True)
class CorrectionDone(Event):
    """A distributor marked a correction as done."""

    card_id: uuid.UUID
    kind: str
