"""The events of phones that carry a card."""

import uuid
from dataclasses import dataclass
from typing import ClassVar

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class PairingMade(Event):
    """A pairing QR was shown."""

    card_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class PhonePaired(Event):
    """A phone took a card."""

    is_of_networks: ClassVar[bool] = False

    code: str


@dataclass(frozen=True, slots=True)
class PhoneForgotten(Event):
    """A phone gave a card up."""

    is_of_networks: ClassVar[bool] = False

    code: str


@dataclass(frozen=True, slots=True)
class PairingMadeByHolder(Event):
    """A pairing QR was shown on a phone that carries the card."""

    is_of_networks: ClassVar[bool] = False

    code: str


@dataclass(frozen=True, slots=True)
class SlipMade(Event):
    """A slip with a code for later was made."""

    card_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class PhoneEnded(Event):
    """A card was taken off a phone by its holder with another phone."""

    is_of_networks: ClassVar[bool] = False

    code: str


@dataclass(frozen=True, slots=True)
class CardReportedLost(Event):
    """A holder stopped their card with a phone that carries it."""

    is_of_networks: ClassVar[bool] = False

    card_id: uuid.UUID
    code: str
