"""When a device gives cause for concern, and what is an enrolment code. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from webapp.core.devices.reasons import DeviceRefusal
from webapp.core.errors import RefusedError
from webapp.core.secret_codes import read_secret

SILENT_WITH_VISITS: Final = timedelta(hours=24)
SILENT_AT_COUNTER: Final = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers from `first` to `last`."""

    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class DeviceFacts:
    """What is known of a device: how many numbers have not arrived, how many of them wait on the phone."""

    is_counter: bool
    is_revoked: bool
    last_seen_at: datetime
    waiting: int
    not_arrived: int
    last_number: int = 0
    is_emptied: bool = False


def lost(facts: DeviceFacts) -> int:
    """How many commands nobody holds as far as is known; on a revoked phone nothing waits any more."""
    return facts.not_arrived if facts.is_revoked else max(0, facts.not_arrived - facts.waiting)


def may_have_lost(facts: DeviceFacts) -> bool:
    """Whether its phone lost its storage when it may have held visits that nobody knows the numbers of.

    A member of staff's own phone that has never recorded is emptied by its browser after some idle days.
    """
    return facts.is_emptied and (facts.is_counter or facts.last_number > 0)


def is_silent(facts: DeviceFacts, now: datetime) -> bool:
    """Whether a phone in use that holds, or lost, visits has not spoken for a day, or a counter's for 14."""
    if facts.is_revoked:
        return False
    unseen = now - facts.last_seen_at
    holds_visits = facts.waiting > 0 or lost(facts) > 0
    return (holds_visits and unseen >= SILENT_WITH_VISITS) or (
        facts.is_counter and unseen >= SILENT_AT_COUNTER
    )


def read_enrolment_code(typed: str) -> str:
    """The enrolment code that a text means; whether there is such a one only the register knows.

    Raises:
        RefusedError: ENROLMENT_MISTYPED.
    """
    secret = read_secret(typed)
    if secret is None:
        raise RefusedError(DeviceRefusal.ENROLMENT_MISTYPED, "secret")
    return secret
