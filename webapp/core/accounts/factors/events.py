"""Events about second factors of staff: that there is one more or less, and nothing of it."""

from dataclasses import dataclass
from typing import ClassVar

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class StaffPasskeyAdded(Event):
    """A person made a passkey."""

    is_of_networks: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class StaffPasskeyRemoved(Event):
    """A person removed one of their passkeys."""

    is_of_networks: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class AuthenticatorAppAdded(Event):
    """A person began to use an authenticator app, or another one."""

    is_of_networks: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class AuthenticatorAppRemoved(Event):
    """A person uses an authenticator app no longer."""

    is_of_networks: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class RecoveryCodesMade(Event):
    """A person got new recovery codes; those before work no longer."""

    is_of_networks: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class RecoveryCodeUsed(Event):
    """A person signed in with a recovery code."""

    is_of_networks: ClassVar[bool] = False

    left: int
