"""The events of a holder's own data."""

import uuid
from dataclasses import dataclass
from typing import ClassVar

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class HolderDataDownloaded(Event):
    """A holder downloaded everything the register holds of their card."""

    is_of_networks: ClassVar[bool] = False

    card_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class OmaKaikuLeft(Event):
    """A holder took the card off all its phones."""

    is_of_networks: ClassVar[bool] = False

    card_id: uuid.UUID
    phones: int
