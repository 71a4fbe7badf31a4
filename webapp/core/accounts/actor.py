"""Who acts: the answer of the sign-in, taken first by every action and query."""

import uuid
from dataclasses import dataclass

from webapp.core.accounts.roles import Permission, Role, may
from webapp.core.errors import NotAllowedError
from webapp.core.languages import LocalisedText


@dataclass(frozen=True, slots=True)
class ActingOrganisation:
    """The organisation for which an actor acts."""

    id: int
    name: LocalisedText
    network_id: int | None
    municipality_code: str | None
    side: str | None = None
    """Of which side of its network a coordinating office is."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in member of staff in one role, or a counter's device, which is nobody in particular.

    Made only by partners.queries and devices.queries.actor_of_device.
    """

    person_id: int | None
    name: str
    role: Role
    organisation: ActingOrganisation
    is_contact_person: bool
    has_other_roles: bool
    device_id: uuid.UUID | None = None

    def must(self, permission: Permission) -> None:
        """Raise NotAllowedError unless the policy grants it.

        Raises:
            NotAllowedError: the actor may not do this.
        """
        if not may(self.role, permission):
            raise NotAllowedError

    @property
    def account_id(self) -> int:
        """The person's account.

        Raises:
            NotAllowedError: where no person acts.
        """
        if self.person_id is None:
            raise NotAllowedError
        return self.person_id

    @property
    def network_id(self) -> int:
        """The network of the actor's organisation.

        Raises:
            NotAllowedError: where it has none.
        """
        if self.organisation.network_id is None:
            raise NotAllowedError
        return self.organisation.network_id
