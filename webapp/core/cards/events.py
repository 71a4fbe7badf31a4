"""The events of cards and batches of codes."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class BatchMade(Event):
    """Codes were made."""

    is_of_networks: ClassVar[bool] = False

    batch_id: int
    size: int


@dataclass(frozen=True, slots=True)
class SeriesImported(Event):
    """An old series was taken in."""

    is_of_networks: ClassVar[bool] = False

    batch_id: int
    size: int


@dataclass(frozen=True, slots=True)
class BatchHandedOver(Event):
    """A batch was marked handed over to its network."""

    is_of_networks: ClassVar[bool] = False

    batch_id: int


@dataclass(frozen=True, slots=True)
class BatchExported(Event):
    """A batch's codes were downloaded."""

    is_of_networks: ClassVar[bool] = False

    batch_id: int


@dataclass(frozen=True, slots=True)
class CardIssued(Event):
    """A card was registered."""

    card_id: uuid.UUID
    kind: str


@dataclass(frozen=True, slots=True)
class CardRenewed(Event):
    """A card's validity was moved on."""

    card_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class CardStopped(Event):
    """A card was ended or withdrawn."""

    card_id: uuid.UUID
    status: str


@dataclass(frozen=True, slots=True)
class CardReplaced(Event):
    """A card got a new code."""

    card_id: uuid.UUID
    old_code: str
    new_code: str


@dataclass(frozen=True, slots=True)
class CardViewed(Event):
    """A distributor opened a card's page."""

    card_id: uuid.UUID
    noted_again_after: ClassVar[timedelta] = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class CardCorrected(Event):
    """A distributor corrected the answers given at issue."""

    card_id: uuid.UUID
