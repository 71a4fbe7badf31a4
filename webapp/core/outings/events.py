"""The events of outings and tips. Who joined an outing is not among them: the log never forgets."""

import uuid
from dataclasses import dataclass

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class OutingAnnounced(Event):
    """A distributor announced an outing."""

    outing_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class OutingChanged(Event):
    """A distributor changed an outing."""

    outing_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class OutingCancelled(Event):
    """A distributor cancelled an outing."""

    outing_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class TipGiven(Event):
    """A coordinator or the national office gave a tip."""

    tip_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class TipChanged(Event):
    """What a tip says, or when it is shown, was changed."""

    tip_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class TipRemoved(Event):
    """A tip was taken off."""

    tip_id: uuid.UUID


@dataclass(frozen=True, slots=True)
class TipRestored(Event):
    """A tip that had been taken off is shown again."""

    tip_id: uuid.UUID
