"""Events about second factors of staff: that there is one more or less, and nothing of it."""

from dataclasses import dataclass

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class StaffPasskeyAdded(Event):
    """A person made a passkey."""


@dataclass(frozen=True, slots=True)
class StaffPasskeyRemoved(Event):
    """A person removed one of their passkeys."""


@dataclass(frozen=True, slots=True)
class AuthenticatorAppAdded(Event):
    """A person began to use an authenticator app, or another one."""


@dataclass(frozen=True, slots=True)
class AuthenticatorAppRemoved(Event):
    """A person uses an authenticator app no longer."""


@dataclass(frozen=True, slots=True)
class RecoveryCodesMade(Event):
    """A person got new recovery codes; those before work no longer."""


@dataclass(frozen=True, slots=True)
class RecoveryCodeUsed(Event):
    """A person signed in with a recovery code."""

    left: int
