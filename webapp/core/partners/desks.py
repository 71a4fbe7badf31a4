"""A desk: who acts, for which venue, and the device in their hands, if they have one."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from webapp.core.accounts.actor import Actor
from webapp.core.accounts.roles import Permission


@dataclass(frozen=True, slots=True)
class DeskDevice:
    """A phone that brings visits in, as far as it must be known to take them in.

    `account_id`: of the person whose own phone it is; None for a counter's.
    """

    id: uuid.UUID
    account_id: int | None
    enrolled_at: datetime


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a venue's visits are checked, recorded and looked back at; `venue_id` comes from here alone.

    Made only here and by devices.desks, from an actor and the venue that the register says is theirs.
    """

    actor: Actor
    venue_id: int
    device: DeskDevice | None = None

    def must(self, permission: Permission) -> None:
        """See that the actor may.

        Raises:
            NotAllowedError: the policy does not grant it to the actor's role.
        """
        self.actor.must(permission)

    @property
    def recorded_by(self) -> int | None:
        """The account that a visit names: a person's own phone is theirs, whoever brings its list in."""
        return self.device.account_id if self.device else self.actor.person_id

    @property
    def device_id(self) -> uuid.UUID | None:
        """The phone that a visit names."""
        return self.device.id if self.device else self.actor.device_id


def own_desk(actor: Actor) -> Desk:
    """The desk of the actor's own venue, or of the office that it is."""
    return Desk(actor, actor.organisation.id)
