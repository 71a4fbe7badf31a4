"""The events of venues' devices."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class EnrolmentMade(Event):
    """A QR was shown by which a phone becomes a venue's device."""

    enrolment_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class DeviceEnrolled(Event):
    """A phone became a device of a venue."""

    device_id: uuid.UUID
    kind: str


@dataclass(frozen=True, slots=True)
class DeviceKeyed(Event):
    """A device whose storage was emptied got a new key for its list."""

    device_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class DeviceEmptied(Event):
    """A phone that had lost its storage, with what it had not sent, became another device."""

    device_id: uuid.UUID
    successor_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class DeviceRevoked(Event):
    """A device was ended."""

    device_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class ListFetched(Event):
    """A phone fetched the sealed list, for the first time that day."""

    device_id: uuid.UUID
    noted_again_after: ClassVar[timedelta] = timedelta(days=1)
