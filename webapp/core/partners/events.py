"""The events of organisations' people."""

import uuid
from dataclasses import dataclass

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class PersonInvited(Event):
    """A single-use invitation to an organisation was made."""

    invitation_id: uuid.UUID
    to_organisation_id: int


@dataclass(frozen=True, slots=True)
class InvitationAccepted(Event):
    """An invited person joined an organisation."""

    invitation_id: uuid.UUID
    to_organisation_id: int


@dataclass(frozen=True, slots=True)
class PersonRemoved(Event):
    """A person lost their role in an organisation."""

    removed_account_id: int
    from_organisation_id: int
