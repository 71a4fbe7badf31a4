"""The events of organisations: their people, and how a venue's counter works."""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from webapp.core.audit.events import Event


@dataclass(frozen=True, slots=True)
class PersonInvited(Event):
    """A single-use invitation to an organisation was made."""

    invitation_id: uuid.UUID
    to_organisation_id: int


@dataclass(frozen=True, slots=True)
class InvitationWithdrawn(Event):
    """An invitation that nobody had used was taken back, or another one took its place."""

    invitation_id: uuid.UUID
    to_organisation_id: int


@dataclass(frozen=True, slots=True)
class InvitationAccepted(Event):
    """An invited person joined an organisation."""

    is_of_networks: ClassVar[bool] = False

    invitation_id: uuid.UUID
    to_organisation_id: int


@dataclass(frozen=True, slots=True)
class PersonRemoved(Event):
    """A person lost their role in an organisation."""

    removed_account_id: int
    from_organisation_id: int


@dataclass(frozen=True, slots=True)
class FastModeTurnedOn(Event):
    """From now on a valid card that leaves nothing to choose records itself at a venue."""

    venue_id: int


@dataclass(frozen=True, slots=True)
class FastModeTurnedOff(Event):
    """From now on every visit at a venue is recorded by somebody's tap."""

    venue_id: int


@dataclass(frozen=True, slots=True)
class ContactsWritten(Event):
    """A distributor or a venue said how it is reached."""

    of_organisation_id: int


@dataclass(frozen=True, slots=True)
class InvitationRefused(Event):
    """Somebody came with an invitation that is not good, or not theirs."""

    is_by_anybody: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class StaffListRead(Event):
    """The people of an organisation were read."""

    of_organisation_id: int
    noted_again_after: ClassVar[timedelta] = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class PartnerAdded(Event):
    """A venue, a distributor or a coordinating office was taken into a network."""

    of_organisation_id: int
    network_id: int


@dataclass(frozen=True, slots=True)
class PartnerChanged(Event):
    """What a venue, a distributor or a coordinating office is called, or what it is, was changed."""

    of_organisation_id: int


@dataclass(frozen=True, slots=True)
class PartnerEnded(Event):
    """A venue, a distributor or a coordinating office is no longer along."""

    of_organisation_id: int


@dataclass(frozen=True, slots=True)
class PartnerResumed(Event):
    """A venue, a distributor or a coordinating office is along again."""

    of_organisation_id: int


@dataclass(frozen=True, slots=True)
class LeadSettled(Event):
    """The national office settled which coordinating office leads a network."""

    is_of_networks: ClassVar[bool] = False
    network_id: int
    of_organisation_id: int


@dataclass(frozen=True, slots=True)
class DistributorApproved(Event):
    """The national office said yes to a new distributor."""

    is_of_networks: ClassVar[bool] = False
    of_organisation_id: int


@dataclass(frozen=True, slots=True)
class DistributorRefused(Event):
    """The national office said no to a new distributor."""

    is_of_networks: ClassVar[bool] = False
    of_organisation_id: int


@dataclass(frozen=True, slots=True)
class PartnersImported(Event):
    """Partners of a network were taken in from a table; each of them has its own event before this one."""

    network_id: int
    added: int
    changed: int


@dataclass(frozen=True, slots=True)
class PopUpAdded(Event):
    """The national office took a venue outside the networks along."""

    is_of_networks: ClassVar[bool] = False
    of_organisation_id: int


@dataclass(frozen=True, slots=True)
class PartnerMoved(Event):
    """The national office moved a partner into another network."""

    is_of_networks: ClassVar[bool] = False
    of_organisation_id: int
    from_network_id: int | None
    network_id: int


@dataclass(frozen=True, slots=True)
class PartnerTakenOut(Event):
    """The national office took a venue out of its network; it stays along as a pop-up venue."""

    is_of_networks: ClassVar[bool] = False
    of_organisation_id: int
    from_network_id: int | None
