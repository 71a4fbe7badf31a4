"""Events about passkeys of cards; a code and nothing else."""

from dataclasses import dataclass
from typing import ClassVar

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class PasskeyAdded(Event):
    """A phone made a passkey for the card it carries."""

    is_of_networks: ClassVar[bool] = False

    code: str


@dataclass(frozen=True, slots=True)
class PasskeyEnded(Event):
    """A passkey of a card was forgotten."""

    is_of_networks: ClassVar[bool] = False

    code: str
