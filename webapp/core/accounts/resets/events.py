"""The events of lost passwords and factors."""

from dataclasses import dataclass
from typing import ClassVar

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class PasswordLinkAsked(Event):
    """Somebody asked for a link to a new password, for an address that may be nobody's."""

    is_by_anybody: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class PasswordSetByLink(Event):
    """A person set a new password by a link; they were signed out everywhere."""

    is_of_networks: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class PasswordLinkSentFor(Event):
    """Somebody had a link to a new password sent to a person they look after."""

    to_account_id: int


@dataclass(frozen=True, slots=True)
class FactorsRemovedFor(Event):
    """Somebody removed all second factors of a person they look after, who was signed out everywhere."""

    of_account_id: int


@dataclass(frozen=True, slots=True)
class SignedOutFor(Event):
    """Somebody signed a person they look after out everywhere."""

    signed_out_account_id: int


@dataclass(frozen=True, slots=True)
class PasswordLinkMadeOnServer(Event):
    """Somebody with access to the server made a link to a new password for a person."""

    is_of_networks: ClassVar[bool] = False

    to_account_id: int


@dataclass(frozen=True, slots=True)
class FactorsRemovedOnServer(Event):
    """Somebody with access to the server removed all second factors of a person."""

    is_of_networks: ClassVar[bool] = False

    of_account_id: int
