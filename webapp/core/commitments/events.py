"""The events of what partners agree to."""

import uuid
from dataclasses import dataclass
from typing import ClassVar

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class ModelVersionPublished(Event):
    """The national office published a version of the operating model."""

    is_of_networks: ClassVar[bool] = False
    version: str
    """Its first day."""


@dataclass(frozen=True, slots=True)
class ModelVersionChanged(Event):
    """The national office changed a version that had not begun."""

    is_of_networks: ClassVar[bool] = False
    version: str


@dataclass(frozen=True, slots=True)
class ModelVersionWithdrawn(Event):
    """The national office took back a version that had not begun."""

    is_of_networks: ClassVar[bool] = False
    version: str


@dataclass(frozen=True, slots=True)
class CommitmentAccepted(Event):
    """A venue, a distributor or a coordinating office committed itself to a version."""

    of_organisation_id: int
    version: str


@dataclass(frozen=True, slots=True)
class CommitmentConfirmed(Event):
    """An office accepted a partner's commitment for its side, or a pop-up venue's."""

    of_organisation_id: int
    version: str


@dataclass(frozen=True, slots=True)
class GeneralCommitmentConfirmed(Event):
    """The national office accepted the general commitment of a network."""

    is_of_networks: ClassVar[bool] = False
    network_id: int
    version: str


@dataclass(frozen=True, slots=True)
class CommitmentEnded(Event):
    """A party ended a partner's commitment."""

    of_organisation_id: int
    version: str


@dataclass(frozen=True, slots=True)
class GeneralCommitmentEnded(Event):
    """A party ended the general commitment of a network."""

    network_id: int
    version: str


@dataclass(frozen=True, slots=True)
class ExceptionAdded(Event):
    """The national office told of an exception to the operating model."""

    is_of_networks: ClassVar[bool] = False
    exception_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class ExceptionChanged(Event):
    """The national office changed an exception, or its end."""

    is_of_networks: ClassVar[bool] = False
    exception_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class PersonBriefed(Event):
    """An office wrote down that a person was briefed."""

    briefed_account_id: int
    of_organisation_id: int


@dataclass(frozen=True, slots=True)
class ReceiptDownloaded(Event):
    """Somebody downloaded the receipt of a commitment."""

    commitment_id: int
