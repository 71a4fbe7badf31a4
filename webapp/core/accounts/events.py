"""The events of accounts."""

from dataclasses import dataclass

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class SignedIn(Event):
    """A person signed in."""


@dataclass(frozen=True, slots=True)
class RoleChosen(Event):
    """A person with several roles took one."""


@dataclass(frozen=True, slots=True)
class PasswordChanged(Event):
    """A person changed their password; other sessions ended."""


@dataclass(frozen=True, slots=True)
class AdministratorMade(Event):
    """Somebody with access to the server gave a person the national office's role."""

    new_account_id: int


@dataclass(frozen=True, slots=True)
class OtherSessionsEnded(Event):
    """A person signed out on all devices but one."""
