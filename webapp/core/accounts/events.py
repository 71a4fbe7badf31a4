"""The events of accounts."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class SignedIn(Event):
    """A person signed in."""

    is_of_networks: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class RoleChosen(Event):
    """A person with several roles took one."""


@dataclass(frozen=True, slots=True)
class PasswordChanged(Event):
    """A person changed their password; other sessions ended."""

    is_of_networks: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class AdministratorMade(Event):
    """Somebody with access to the server gave a person the national office's role."""

    is_of_networks: ClassVar[bool] = False

    new_account_id: int


@dataclass(frozen=True, slots=True)
class OtherSessionsEnded(Event):
    """A person signed out on all devices but one."""

    is_of_networks: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class SignInFailed(Event):
    """Somebody gave a wrong password, or an address that has no account; the address is not kept."""

    is_by_anybody: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class SignedOut(Event):
    """A person signed out."""


@dataclass(frozen=True, slots=True)
class TriesHeldUp(Event):
    """Somebody tried too often, and has to wait."""

    page: str
    noted_again_after: ClassVar[timedelta] = timedelta(hours=1)
    is_by_anybody: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class AccessRefused(Event):
    """Somebody asked for what their role may not open."""

    page: str
    noted_again_after: ClassVar[timedelta] = timedelta(hours=1)
    is_by_anybody: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class OneSessionEnded(Event):
    """A person signed out on one of their devices from another."""

    is_of_networks: ClassVar[bool] = False
