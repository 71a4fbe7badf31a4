"""The events of the register itself: what timers and deployments do."""

from dataclasses import dataclass
from typing import ClassVar

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class HousekeepingDone(Event):
    """What is kept for a time only was let go of; of the log itself this many rows."""

    is_of_networks: ClassVar[bool] = False

    log_rows: int


@dataclass(frozen=True, slots=True)
class HousekeepingHeldBack(Event):
    """Nothing was let go of: by its clock no housekeeping was done a day ago."""

    is_of_networks: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class RegisterMigrated(Event):
    """The register got the tables of another release."""

    is_of_networks: ClassVar[bool] = False

    version: str
