"""The base of each feature's events: ids and codes only, never background data, names or addresses."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Event:
    """Something worth being asked about later."""

    noted_again_after: ClassVar[timedelta] = timedelta(0)
    """How long what only reads is told once for each person and thing; nothing for what changes something."""
    is_by_anybody: ClassVar[bool] = False
    """Whether it is also told of somebody who is not signed in where it came from. Never of cardholders."""
    is_of_networks: ClassVar[bool] = True
    """Whether some organisation of a network can have done it: its coordinator then reads it."""
